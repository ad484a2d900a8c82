"""The whole site in one language, as every sink takes it: plans of its pages, rendered when they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.context import Site
from generator.i18n import Words
from generator.page import Page
from generator.plan import Plan
from generator.site import make_site, plan_pages
from generator.snapshot import Snapshot
from generator.templating import CompiledTemplates


@dataclass(frozen=True)
class Edition:
    """The site in one language."""

    words: Words
    plans: tuple[Plan, ...]
    """Its pages, in the order of the menu."""
    folder: str = ""
    """Where its pages stand below the site's root: nowhere special, or in a folder of its own (`zh/`)."""

    @property
    def language(self) -> str:
        """Tag of the language, such as `en`."""
        return self.words.language

    def render(self) -> Iterator[Page]:
        """Render the pages one after the other."""
        for plan in self.plans:
            yield plan.render()


def make_sites(
    snapshot: Snapshot,
    languages: Sequence[str],
    *,
    main: str | None = None,
    address: str = "",
    compiled: CompiledTemplates | None = None,
) -> dict[str, Site]:
    """Make what the pages of each of the `languages` are rendered with.

    Args:
        snapshot: The zoo.
        languages: Tags of the languages.
        main: The language whose pages stand at the root.
        address: Where the site will be found, with a slash at the end, if that is known.
        compiled: Templates that were compiled earlier.

    Raises:
        GeneratorError: There are no translations for one of the languages.
    """
    shared = CompiledTemplates() if compiled is None else compiled
    return {
        language: make_site(snapshot, language, nested=language != main, address=address, compiled=shared)
        for language in languages
    }


def plan_editions(sites: Mapping[str, Site]) -> dict[str, Edition]:
    """Plan the site in each of its languages."""
    return {language: Edition(site.words, tuple(plan_pages(site)), folder_of(site)) for language, site in sites.items()}


def folder_of(site: Site) -> str:
    """Return where the pages of a language stand below the site's root."""
    return f"{site.words.language}/" if site.nested else ""
