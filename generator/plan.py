"""Pages and files that can be made: where each will stand, what it is made of, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.page import Page


@dataclass(frozen=True)
class Plan:
    """A page in one language, not yet rendered.

    The vocabularies, the program and the words of the language are inputs of every page and are not named.
    """

    kind: str
    path: str
    """Where it will stand: below the language's root, with a slash at its end; the home page's is empty."""
    render: Callable[[], Page]
    menu: str = ""
    """What the menu calls it; a page without such a name is not in the menu."""
    inputs: frozenset[Path] | None = None
    """Files of the zoo that the page is made of, those that are not there yet included; None means all of them.
    A page is rendered again when one of them changes, and not before."""
    group: str = ""
    """Heading of the menu that its folder stands under, beside other folders of the same heading."""
    also: str = ""
    """What it shows besides, for example the name of a model found by comparing all: it is rendered again when this
    text changes."""


@dataclass(frozen=True)
class FilePlan:
    """A file that belongs to the zoo and not to a language, not yet made."""

    path: str
    """Where it will stand below the site's root."""
    make: Callable[[], bytes]
    inputs: frozenset[Path] | None = None
    """As a page's."""
    also: str = ""
