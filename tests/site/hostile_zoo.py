"""A zoo whose every free text tries to become markup, a script, a template or a formula."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.generator.conftest import write_zoo

ATTACK = (
    "=cmd()</script></title></textarea><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<svg onload=alert(3)>\"' onfocus=alert(4) autofocus x='{{ 7*7 }}{% raw %}]]>--><b id=hostile>&lt;i&gt;%(x)s"
)
"""Ends any element, attribute, comment or data block it could stand in, and is a formula for spreadsheets."""

LONG = "W" * 10_000
"""A text without a place to break."""

_TEXTS = frozenset({
    "title", "publisher", "note", "section", "name", "vendor", "about", "summary", "criterion", "loss", "authors",
    "finding", "aliases",
})  # fmt: skip
"""Keys of vocabularies under which anything may be written."""


def write_hostile_zoo(folder: Path) -> Path:
    """Write the zoo and return its folder."""
    write_zoo(folder)
    for name in ("sources", "devices", "engines", "datasets", "strategies"):
        _rewrite(folder / f"{name}.yaml", _attacked)
    for path in folder.glob("families/*/family.yaml"):
        _rewrite(path, lambda family: {**_attacked(family), "name": family["name"]})
    prose = folder / "families" / "Net" / "about.en.md"
    prose.write_text(f"## {ATTACK}\n\n{ATTACK}\n\n[{ATTACK}](javascript:alert(5))\n\n    {ATTACK}\n", encoding="utf-8")
    record = folder / "models" / "Net" / "Net_x0_5.yaml"
    text = record.read_text(encoding="utf-8")
    for harmless in ("Nobody knows why.", "With care."):
        assert harmless in text
        text = text.replace(f"en: {harmless}", f"en: {_quoted(ATTACK)}")
    record.write_text(f"{text}aliases: [{_quoted(ATTACK)}]\nsummary: {{en: {LONG}}}\n", encoding="utf-8")
    return folder


def _rewrite(path: Path, change: Callable[[Any], Any]) -> None:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(change(entries), allow_unicode=True, sort_keys=False, width=2000), encoding="utf-8")


def _attacked(node: Any, key: str = "") -> Any:
    """Put the attack before every text below a key of `_TEXTS`."""
    if isinstance(node, dict):
        return {name: _attacked(value, key if key in _TEXTS else name) for name, value in node.items()}
    if isinstance(node, list):
        return [_attacked(item, key) for item in node]
    return f"{ATTACK} {node}"[:400] if isinstance(node, str) and key in _TEXTS else node


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
