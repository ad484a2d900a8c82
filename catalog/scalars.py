"""What text without quotes stands for in records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?")


def plain_value(text: str) -> str | int | Decimal | bool | None:
    """Return what text without quotes stands for: a canonical decimal number, true, false, null or nothing, or itself.

    Dates, octal and hexadecimal numbers, `1_000`, `1e5`, `.5`, `.inf`, `yes` and `no` stay text.
    """
    if not text:
        return None
    if text[0] not in "-0123456789":
        return _WORDS.get(text, text)
    match = _NUMBER.fullmatch(text)
    if match is None or text == "-0":
        return text
    return Decimal(text) if match[1] else int(text)
