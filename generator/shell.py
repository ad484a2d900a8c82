"""The frame around a page's body, rendered once by the site's theme and filled for page after page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import chain
from urllib.parse import quote

from generator.page import Heading, Page

_MARK = re.compile("zooproof0slot0([a-z]+)0")
_CONTENTS = re.compile(r'<li class="md-nav__item">(?:(?!<li[ >]).)*?zooproof0slot0heading0.*?</li>', re.DOTALL)


def slot(name: str) -> str:
    """Return what the theme renders in place of a page's value: text that no template alters.

    `title`, `description`, `body`; `name`, the last part of the path; `edit`, the place of the source in the
    repository; `heading` and `anchor`, title and id of the only entry of the table of contents.
    """
    return f"zooproof0slot0{name}0"


BODY = f"<h1>{slot('body')}</h1>"
"""The slot of the body as the theme must see it: it adds a heading to a page that has none."""


@dataclass(frozen=True)
class Shell:
    """A page's frame: text, what fills a slot, text, …, text."""

    texts: tuple[bytes, ...]
    """The text between the slots as UTF-8, one more than there are slots."""
    slots: tuple[str, ...]
    """Names of the slots in their order."""

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut a rendered frame at its slots."""
        pieces = _MARK.split(_CONTENTS.sub(slot("contents"), html.replace(BODY, slot("body"))))
        return cls(tuple(text.encode() for text in pieces[::2]), tuple(pieces[1::2]))

    def fill(self, page: Page, edit: str = "") -> bytes:
        """Return the whole HTML of a page, as UTF-8.

        What fills one slot is never searched for another, so that no record can reach the frame.

        Args:
            page: The page.
            edit: Where its source stands in the repository.
        """
        values = {
            "title": escape(page.title),
            "description": escape(page.description),
            "body": page.body,
            "name": quote(page.path.rstrip("/").rpartition("/")[2]),
            "edit": quote(edit),
            "anchor": escape(page.headings[0].id) if page.headings else "",
            "contents": contents(page.headings),
        }
        filled = [values[name].encode() for name in self.slots]
        return b"".join(chain.from_iterable(zip(self.texts, [*filled, b""], strict=True)))


# Pages of one kind have the same headings.
@lru_cache(maxsize=1 << 8)
def contents(headings: tuple[Heading, ...]) -> str:
    """Return the entries of the table of contents as the theme writes them, nested by the level of the headings."""
    return "".join(_entries(list(headings)))


def _entries(headings: list[Heading]) -> list[str]:
    written: list[str] = []
    while headings:
        heading = headings.pop(0)
        below = []
        while headings and headings[0].level > heading.level:
            below.append(headings.pop(0))
        title = escape(heading.title)
        nested = "".join(_entries(below))
        if nested:
            nested = f'<nav class="md-nav" aria-label="{title}"><ul class="md-nav__list">{nested}</ul></nav>'
        written.append(
            f'<li class="md-nav__item"><a href="#{escape(heading.id)}" class="md-nav__link">'
            f'<span class="md-ellipsis">{title}</span></a>{nested}</li>'
        )
    return written
