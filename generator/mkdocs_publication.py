"""The whole site of a zoo, planned, and how it is written into the folder of the site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.context import Site
from generator.digests import digest_of
from generator.edition import Edition, plan_editions
from generator.mkdocs_ingredients import SiteIngredients
from generator.mkdocs_search import INDEX, Entry, read_entries, search_entry, write_index
from generator.mkdocs_shells import Shells
from generator.output import Output
from generator.page import Page
from generator.pictures import plan_pictures
from generator.plan import FilePlan, Plan
from generator.publish import publish_files, publish_pages
from generator.site import make_site, plan_files
from generator.sitemap import site_maps

_THEME, _SEARCH, _SITEMAP = "theme", "search", "sitemap"
"""What files are listed to be made of that are made anew in each build: those of MkDocs, search indices, site maps."""


@dataclass(frozen=True)
class Publication:
    """The site of one zoo in all its languages."""

    ingredients: SiteIngredients
    editions: Mapping[str, Edition]
    """By language; the main language first."""
    files: tuple[FilePlan, ...]
    site_url: str | None
    """Where the site will be found, or is served."""

    @classmethod
    def plan(
        cls,
        sites: Mapping[str, Site],
        ingredients: SiteIngredients,
        site_url: str | None,
        *,
        with_pictures: bool = False,
    ) -> Publication:
        """Plan every page and every file of the site.

        Args:
            sites: What the pages are rendered with, by language, the main language first; at least one.
            ingredients: What the zoo was read from, and the rest.
            site_url: Where the site will be found, if that is known.
            with_pictures: Whether there is a picture of each model.
        """
        snapshot = next(iter(sites.values())).snapshot
        pictures = plan_pictures(make_site(snapshot, "en")) if with_pictures else ()
        return cls(ingredients, plan_editions(sites), (*plan_files(snapshot), *pictures), site_url)

    @property
    def main(self) -> Edition:
        """The edition at the site's root."""
        return next(iter(self.editions.values()))

    @cached_property
    def frame(self) -> str:
        """The digest of what every page depends on through its frame, the menus included."""
        plans = (plan for edition in self.editions.values() for plan in edition.plans if plan.menu)
        return digest_of([self.ingredients.frame, *(f"{plan.path}\0{plan.menu}" for plan in plans)])

    @property
    def theme(self) -> str:
        """The digest of what MkDocs makes its files and frames of."""
        return digest_of([self.frame, self.ingredients.by_hand])

    def publish(self, folder: Path, shells: Shells, aside: Path | None) -> None:
        """Bring the folder of the site up to date.

        Args:
            folder: The folder.
            shells: The frames of the pages.
            aside: The folder that MkDocs built into; None if what it made is there already.

        Raises:
            CatalogError: A file of the zoo that is read late, such as evidence, is broken.
            GeneratorError: A file can't be written.
            TemplateError: A template is broken.
        """
        output = Output(folder)
        try:
            if aside is None:
                output.keep_all(_THEME)
            else:
                _publish_theme(output, shells, aside)
            for edition in self.editions.values():
                entries = {
                    page.path: search_entry(page, edition.language) for page in self._pages(output, edition, shells)
                }
                _publish_search(output, edition, shells, entries)
            publish_files(output, self.files, made_of=self._made_of)
            self._publish_site_maps(output, shells)
        except BaseException:  # an interrupt too must leave a list of what was written, or the next build trusts it
            output.break_off()
            raise
        output.finish(self.ingredients.everything)

    @cached_property
    def _made_of(self) -> Callable[[Plan | FilePlan], str]:
        return self.ingredients.zoo.by_plan(self.ingredients.directory, self.frame)

    def _pages(self, output: Output, edition: Edition, shells: Shells) -> Iterator[Page]:
        languages = tuple(self.editions)
        return publish_pages(
            output,
            edition.plans,
            made_of=self._made_of,
            place=lambda plan: page_file(edition, plan),
            encode=lambda plan, page: shells.fill(edition, languages, plan, page),
        )

    def _publish_site_maps(self, output: Output, shells: Shells) -> None:
        if not self.site_url:
            return
        folders = {edition.language: edition.folder for edition in self.editions.values()}
        by_hand = [file.url for file in shells.prose]
        for path, content in site_maps(self.site_url, folders, [plan.path for plan in self.main.plans], by_hand):
            output.write(path, content, _SITEMAP)


def page_file(edition: Edition, plan: Plan) -> str:
    """Return where a page stands below the folder of the site."""
    return f"{edition.folder}{plan.path}index.html"


def _publish_theme(output: Output, shells: Shells, aside: Path) -> None:
    for path in sorted(aside.rglob("*")):
        name = path.relative_to(aside).as_posix()
        if name == INDEX:
            shells.index = json.loads(path.read_bytes())
        elif path.is_file():
            output.write(name, path.read_bytes(), _THEME)


def _publish_search(output: Output, edition: Edition, shells: Shells, fresh: Mapping[str, Entry]) -> None:
    """Write the search index of a language: the theme's own entries, and those of pages, new or as they were."""
    path = f"{edition.folder}{INDEX}"
    if shells.index is None:
        return
    entries = [] if edition.folder else list(shells.index["docs"])
    earlier = read_entries(output.read(path))
    for plan in edition.plans:
        entry = fresh.get(plan.path) or earlier.get(plan.path)
        entries.append(entry or search_entry(plan.render(), edition.language))
    settings = {**shells.index["config"], **(shells.search_settings(edition) if edition.folder else {})}
    output.write(path, write_index(settings, entries), _SEARCH)
