"""The site in several languages: the main one at its root, each other one, built apart, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme

from generator.i18n import Words, language_name, mark

BUTTONS = (mark("Switch to the light theme"), mark("Switch to the dark theme"), mark("Follow the system's theme"))
"""Names of the buttons for light and dark, as `mkdocs.yml` gives them."""

NOT_FOUND = mark("There is no page at this address.")
HOME = mark("Home")


@dataclass(frozen=True)
class Alternate:
    """The same page in one of the site's languages."""

    language: str
    name: str
    """The language's name in itself: `English`, `中文`."""
    href: str
    """Link from the page to this alternate: relative, so that it works wherever the site is put."""
    url: str
    """The same for crawlers: absolute where the site's address is configured."""


@dataclass(frozen=True)
class WayHome:
    """What the one page for every wrong address says in one of the site's languages."""

    language: str
    message: str
    home: str
    """What the link is called."""
    href: str
    """Link to the home page in the language."""


@dataclass(frozen=True)
class Languages:
    """The site's languages, the main one first, and the one being built."""

    all: Sequence[str]
    current: str

    @property
    def is_main(self) -> bool:
        """Whether the site's root is being built."""
        return self.current == self.all[0]

    def alternates(self, url: str, root: str, canonical: str | None) -> list[Alternate]:
        """Return a page's alternates, itself included.

        `url` is the page's below its language's root, `root` the way from the page to that root (`../../`), and
        `canonical` its absolute address if it is known.
        """
        top = root if self.is_main else f"{root}../"
        found = []
        for language in self.all:
            href = top + ("" if language == self.all[0] else f"{language}/") + url or "./"
            absolute = urljoin(canonical, href) if canonical else href
            name = language_name(language, language)
            found.append(Alternate(language, name[:1].upper() + name[1:], href, absolute))
        return found


def ways_home(words: Mapping[str, Words], home_pages: Iterable[Alternate]) -> list[WayHome]:
    """Return what a page that is not there says in each language.

    Args:
        words: The words of each language.
        home_pages: The home page in each language.
    """
    return [
        WayHome(
            page.language, words[page.language].translate(NOT_FOUND), words[page.language].translate(HOME), page.href
        )
        for page in home_pages
    ]


def speak(theme: Theme, words: Words) -> None:
    """Put the theme, and the names that `mkdocs.yml` gives to the buttons for light and dark, into a language.

    Raises:
        PluginError: The theme has no words in it.
    """
    template = f"partials/languages/{words.language}.html"
    if not any(Path(folder, template).is_file() for folder in theme.dirs):
        raise PluginError(f"The theme has no words for the language {words.language!r}: expected {template}.")
    theme["language"] = words.language
    for palette in theme["palette"]:
        if toggle := palette.get("toggle"):
            toggle["name"] = words.translate(toggle["name"])
