"""Names, texts in several languages, and links: the small types that records share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


class Entry(BaseModel):
    """Base of everything read from YAML: immutable, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_NAME = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"
_IDENTIFIER = r"^[a-z0-9][a-z0-9.-]{0,63}$"
_ONE_LINE = r"^[^\r\n]+$"
_LANGUAGE = r"^[a-z]{2}(-[A-Za-z]{2,4})?$"
_URL = r"^https?://[^\s<>\"'`\\]+$"

UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters other than a tab and the end of a line, and those that turn the direction of the text round."""

PATTERNS: Mapping[str, str] = {
    _NAME: "a name of letters, digits, '_', '-' and '.'",
    _IDENTIFIER: "a key of lower-case letters, digits, '-' and '.'",
    _ONE_LINE: "text of one line",
    _LANGUAGE: "a language such as en or zh",
    _URL: "a link that starts with http:// or https:// and has no spaces or quotes",
}
"""What text that must match a pattern is expected to be, in words."""

Name = Annotated[str, StringConstraints(pattern=_NAME)]
"""A model's or a family's name: letters, digits, `_`, `-` and `.`, as the zoo spells it."""

Identifier = Annotated[str, StringConstraints(pattern=_IDENTIFIER)]
"""A key of a vocabulary: lower-case letters, digits, `-` and `.`."""


def _is_readable(text: str) -> str:
    if text.isprintable():
        return text
    found = UNREADABLE.search(text)
    if found is not None:
        raise ValueError(
            f"holds the character U+{ord(found[0]):04X}, which is not shown and can make text look different"
        )
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400, pattern=_ONE_LINE),
    AfterValidator(_is_readable),
]
"""Text of one line."""

Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
"""A language tag such as `en` or `zh`."""

Count = Annotated[int, Field(strict=True, ge=1, le=10**9)]
"""A whole number, at least 1."""


def _has_english(text: Mapping[str, str]) -> Mapping[str, str]:
    if "en" not in text:
        raise ValueError("expected a text in English (key 'en'), which the other languages fall back to")
    return text


LocalText = Annotated[
    Mapping[
        Language,
        Annotated[str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_is_readable)],
    ],
    AfterValidator(_has_english),
]
"""One text in several languages, keyed by language tag; English must be there."""


def _is_web_address(url: str) -> str:
    scheme, _, host, *_ = url.split("/", 3)
    _require_host(f"{scheme}//{host}")
    return url


# Most links of a zoo lead to the same few hosts.
@lru_cache(maxsize=1 << 8)
def _require_host(address: str) -> None:
    if not urlsplit(address).hostname:
        raise ValueError("expected a link that starts with http:// or https://")


Url = Annotated[str, StringConstraints(pattern=_URL, max_length=2000), AfterValidator(_is_web_address)]
"""A link; only http and https are allowed, so that no page can carry a script."""


class Link(Entry):
    """Where to read more about a model or a family."""

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    """What is behind the link: `config`, `source-code`, `document`, …"""
    url: Url
    """The address."""
    note: LocalText | None = None
    """What a reader should know before following it."""


def in_language(text: Mapping[str, str], language: str) -> str:
    """Return `text` in `language`, else in English."""
    return text.get(language) or text["en"]
