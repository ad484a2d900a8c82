"""One build of the site by MkDocs: what it is made of, what of it changed, and writing that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click
from jinja2 import TemplateError
from mkdocs.utils import clean_directory

import catalog
from catalog.loading import default_directory, reload
from generator.background import Background, BrokenOff
from generator.changes import changed_files, changed_models, read_zoo
from generator.digests import FileDigests, Ingredients, digest_of
from generator.edition import Edition, plan_editions
from generator.exceptions import GeneratorError
from generator.mkdocs_search import INDEX, Entry, read_entries, search_entry, write_index
from generator.mkdocs_shells import Shells
from generator.output import Output
from generator.page import Page
from generator.pictures import can_draw, plan_pictures
from generator.plan import FilePlan, Plan
from generator.publish import publish_files, publish_pages
from generator.site import make_site, plan_files
from generator.sitemap import site_maps
from generator.snapshot import Snapshot, renew_snapshot
from generator.templating import CompiledTemplates

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

_THEME, _SEARCH, _SITEMAP = "theme", "search", "sitemap"
"""What files are listed to be made of that are made anew in each build: those of MkDocs, search indices, site maps."""


@dataclass
class SiteState:
    """What a server keeps from one build to the next."""

    digests: FileDigests = field(default_factory=FileDigests)
    ingredients: Ingredients | None = None
    """What the last snapshot was made of."""
    snapshot: Snapshot | None = None
    """The last zoo that could be read."""
    output: Output | None = None
    """The site's folder, while it is the same."""
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)
    background: Background = field(default_factory=Background)
    """What is left of the last build."""
    editions: Mapping[str, Edition] = field(default_factory=dict)
    """The last plans of the site that could be made, by language; the main language first."""
    files: tuple[FilePlan, ...] = ()
    zoo_directory: Path | None = None
    shells: Shells | None = None
    theme: str = ""
    """Digest of what MkDocs made its files and frames of."""
    is_published: bool = False
    """Whether the site was written by this program."""

    @property
    def main(self) -> Edition | None:
        """The edition at the site's root."""
        return next(iter(self.editions.values()), None)


class SiteBuild:
    """A build from the moment that MkDocs has its configuration."""

    def __init__(
        self, state: SiteState, config: MkDocsConfig, zoo: Path | None, languages: Sequence[str], *, serving: bool
    ) -> None:
        """Read the zoo and plan its pages, unless all that the site is made of is as it was in the last build.

        Raises:
            CatalogError: There is a mistake in the zoo.
            GeneratorError: There is no translation into one of the languages, or the site's folder is in the way.
        """
        self.folder = Path(config.site_dir)
        self.prose: list[File] = []
        """Pages that are written by hand."""
        self._state, self._config, self._serving, self._nav = state, config, serving, config.nav
        self._directory = default_directory() if zoo is None else zoo
        self._ingredients = Ingredients.find(self._directory, state.digests)
        by_hand = state.digests.below(Path(config.docs_dir))
        options = [str(value) for value in (languages, config.site_url, serving, config.strict)]
        self._made_of = digest_of([self._ingredients.everything, *_lines(by_hand), _configuration(config), *options])
        self._output = self._open()
        self.is_unchanged = self._output.made_of == self._made_of and self._output.is_complete()
        self.keeps_theme = self.is_unchanged
        """Whether all that MkDocs makes is there already."""
        if self.is_unchanged:
            return
        self._changed = changed_files(state.ingredients, self._ingredients)
        snapshot = self._take_snapshot()
        state.snapshot, state.ingredients = snapshot, self._ingredients
        address = config.site_url if config.site_url and not serving else ""
        state.editions = plan_editions(snapshot, languages, main=languages[0], address=address, compiled=state.compiled)
        self._pictures = config.site_url if can_draw() and not serving else None
        pictures = plan_pictures(make_site(snapshot, "en")) if self._pictures else ()
        state.files = (*plan_files(snapshot), *pictures)
        state.zoo_directory = self._directory
        overrides = [line for folder in config.theme.dirs[:1] for line in _lines(state.digests.below(Path(folder)))]
        menus = [f"{plan.path}\0{plan.menu}" for plan in _in_menus(state.editions)]
        self._frame = digest_of([self._ingredients.program, _configuration(config), *options, *overrides, *menus])
        self._theme = digest_of([self._frame, *_lines(by_hand)])
        self.keeps_theme = self._theme == state.theme
        self._in_two_parts = serving and self.keeps_theme and self._records_alone

    def _open(self) -> Output:
        """Open the site's folder; one that something else wrote is emptied, as MkDocs does."""
        output = self._state.output
        if output is None or output.folder != self.folder:
            output = self._state.output = Output(self.folder)
            if output.is_new:
                clean_directory(str(self.folder))
        return output

    def _take_snapshot(self) -> Snapshot:
        """Read the zoo, or only the records that changed if nothing else did."""
        before = self._state.snapshot
        models = None if before is None else changed_models(before.zoo, self._changed)
        self._records_alone = models is not None
        if before is None or models is None:
            return read_zoo(self._directory)
        return renew_snapshot(before, reload(before.zoo, models), models)

    def frame(self, environment: Environment) -> None:
        """Take over the theme's templates, whose frames pages will be put into."""
        if not self.keeps_theme:
            self._state.shells = Shells(
                self._config, environment, self._nav, self.prose, self._pictures, serving=self._serving
            )

    def publish(self, aside: Path) -> None:
        """Bring the site's folder up to date.

        A server that finds only records changed writes their pages at once and those of the whole zoo afterwards, since
        tables of all models take their time.

        Args:
            aside: The folder that MkDocs built into.

        Raises:
            CatalogError: A file of the zoo that is read late, such as evidence, is broken.
            GeneratorError: A file can't be written.
            TemplateError: A template is broken.
        """
        if self.is_unchanged:
            return
        if self._in_two_parts:
            self._publish_touched()
            self._state.background.start(self._publish_the_rest)
        else:
            self._publish_all(aside)
        self._state.theme = self._theme
        self._state.is_published = True

    def _publish_touched(self) -> None:
        """Write the pages that name a changed file among their inputs: what whoever changed it wants to see."""
        touched = frozenset(map(Path, self._changed))
        for edition in self._state.editions.values():
            plans = [plan for plan in edition.plans if plan.inputs is not None and not touched.isdisjoint(plan.inputs)]
            for _ in self._pages(edition, plans):
                pass
        self._output.pause()

    def _publish_the_rest(self) -> None:
        try:
            self._publish_all(None)
        except (catalog.CatalogError, GeneratorError, TemplateError) as error:
            click.secho(str(error), fg="red", err=True)

    def _publish_all(self, aside: Path | None) -> None:
        state, output = self._state, self._output
        try:
            if aside is None or self.keeps_theme:
                output.keep_all(_THEME)
            else:
                self._publish_theme(aside)
            for edition in state.editions.values():
                pages = self._pages(edition, edition.plans)
                self._publish_search(edition, {page.path: search_entry(page, edition.language) for page in pages})
            publish_files(output, state.files, made_of=self._digest, go_on=state.background.go_on)
            self._publish_site_maps()
        except BrokenOff:
            output.pause()
            raise
        except BaseException:  # an interrupt too must leave a list of what was written, or the next build trusts it
            output.break_off()
            raise
        output.finish(self._made_of)

    @cached_property
    def _digest(self) -> Callable[[Plan | FilePlan], str]:
        return self._ingredients.by_plan(self._directory, self._frame)

    @property
    def _shells(self) -> Shells:
        if self._state.shells is None:
            raise GeneratorError("MkDocs has not read the theme's templates: the site can't be written.")
        return self._state.shells

    def _publish_theme(self, aside: Path) -> None:
        for path in sorted(aside.rglob("*")):
            name = path.relative_to(aside).as_posix()
            if name == INDEX:
                self._shells.index = json.loads(path.read_bytes())
            elif path.is_file():
                self._output.write(name, path.read_bytes(), _THEME)

    def _pages(self, edition: Edition, plans: Iterable[Plan]) -> Iterator[Page]:
        shells, languages = self._shells, tuple(self._state.editions)
        return publish_pages(
            self._output,
            plans,
            made_of=self._digest,
            place=lambda plan: f"{edition.folder}{plan.path}index.html",
            encode=lambda plan, page: shells.fill(edition, languages, plan, page),
            go_on=self._state.background.go_on,
        )

    def _publish_site_maps(self) -> None:
        editions, main = self._state.editions.values(), self._state.main
        if not self._config.site_url or main is None:
            return
        folders = {edition.language: edition.folder for edition in editions}
        by_hand = [file.url for file in self._shells.prose]
        pages = [plan.path for plan in main.plans]
        for path, content in site_maps(self._config.site_url, folders, pages, by_hand):
            self._output.write(path, content, _SITEMAP)

    def _publish_search(self, edition: Edition, fresh: Mapping[str, Entry]) -> None:
        """Write the search index of a language: the theme's own entries, and those of pages, new or as they were."""
        shells, path = self._shells, f"{edition.folder}{INDEX}"
        if shells.index is None:
            return
        entries = [] if edition.folder else list(shells.index["docs"])
        earlier = read_entries(self._output.read(path))
        for plan in edition.plans:
            entry = fresh.get(plan.path) or earlier.get(plan.path)
            entries.append(entry or search_entry(plan.render(), edition.language))
        settings = {**shells.index["config"], **(shells.search_settings(edition) if edition.folder else {})}
        self._output.write(path, write_index(settings, entries), _SEARCH)


def _lines(digests: Mapping[str, str]) -> list[str]:
    return [f"{path}\0{digest}" for path, digest in digests.items()]


def _configuration(config: MkDocsConfig) -> str:
    """Return the text of `mkdocs.yml`, if there is one."""
    path = Path(config.config_file_path)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _in_menus(editions: Mapping[str, Edition]) -> Iterator[Plan]:
    for edition in editions.values():
        yield from (plan for plan in edition.plans if plan.menu)
