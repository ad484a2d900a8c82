"""What a page's head says of it to crawlers and to those who link to it: title, address, language, a picture."""

from __future__ import annotations

from dataclasses import dataclass

from babel.core import get_global

from generator import paths
from generator.pictures import PICTURE_FILE, SIZE
from generator.shell import slot


@dataclass(frozen=True)
class Head:
    """Values for the head of the pages that share a frame; slots stand for those of one page."""

    title: str
    description: str
    locale: str
    """The language as Open Graph writes it: `en_US`."""
    other_locales: tuple[str, ...]
    address: str | None
    """The page's own address, where the site's is configured."""
    picture: str | None
    """The address of a picture of what the page is about."""
    picture_size: tuple[int, int] = SIZE


def make_head(kind: str, language: str, languages: tuple[str, ...], address: str | None, pictures: str | None) -> Head:
    """Make the head of pages of one kind.

    Args:
        kind: The kind of page; a model's has a picture.
        language: The page's language.
        languages: All languages of the site.
        address: The page's absolute address, if the site's is configured.
        pictures: The site's absolute address, if there are pictures of models.
    """
    picture = f"{pictures}{paths.model(slot('name'))}{PICTURE_FILE}" if pictures and kind == "model" else None
    others = tuple(locale_of(other) for other in languages if other != language)
    return Head(slot("title"), slot("description"), locale_of(language), others, address, picture)


def locale_of(language: str) -> str:
    """Return a language with the region where most of its readers live, unless it names one: `pt_BR` for `pt`."""
    if "-" in language:
        return language.replace("-", "_")
    likely = str(get_global("likely_subtags").get(language, language))
    return f"{language}_{likely.rpartition('_')[2]}" if "_" in likely else language
