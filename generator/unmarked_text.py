"""Chinese characters on a page in another language that no `lang` attribute marks as such."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from generator.i18n import HAN
from generator.page import Page

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})
"""Attributes that people read or hear."""


def unmarked_han(page: Page) -> Iterator[str]:
    """Yield the texts of a page that hold Chinese characters outside of elements with a `lang` attribute."""
    reader = _Reader()
    reader.feed(page.body)
    reader.close()
    for text in (page.title, page.description, *reader.texts):
        if HAN.search(text):
            yield " ".join(text.split())


class _Reader(HTMLParser):
    """Collects the texts that are in the language of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """Open elements, and whether text in them is in another language."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marked = self._marked or any(name == "lang" for name, _ in attrs)
        if not marked:
            self.texts += [value for name, value in attrs if name in _SPOKEN and value]
        if tag not in _VOID:
            self._open.append((tag, marked))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._marked:
            self.texts.append(data)

    @property
    def _marked(self) -> bool:
        return bool(self._open) and self._open[-1][1]
