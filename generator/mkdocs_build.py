"""One build of the site by MkDocs: of the whole of it, or first of what a saved record shows in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from jinja2 import TemplateError
from mkdocs.utils import clean_directory

import catalog
from catalog.loading import reload
from generator.changes import Touched, changed_files, read_zoo, touched_by
from generator.context import Site
from generator.edition import Edition, folder_of, make_sites
from generator.exceptions import GeneratorError
from generator.files import write_changed
from generator.mkdocs_ingredients import SiteIngredients
from generator.mkdocs_publication import Publication, page_file
from generator.mkdocs_shells import Shells
from generator.mkdocs_state import SiteState
from generator.output import Output, begin
from generator.pictures import can_draw
from generator.site import plan_model_files, plan_touched_pages
from generator.snapshot import renew_snapshot
from generator.templating import CompiledTemplates

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File


class SiteBuild:
    """A build of the whole site."""

    def __init__(
        self,
        state: SiteState,
        ingredients: SiteIngredients,
        config: MkDocsConfig,
        languages: Sequence[str],
        *,
        serving: bool,
    ) -> None:
        """Read the zoo and plan its pages.

        Raises:
            CatalogError: There is a mistake in the zoo.
            GeneratorError: There is no translation into one of the languages, or the site's folder is in the way.
        """
        self._state, self._config, self._serving, self._nav = state, config, serving, config.nav
        self._folder = Path(config.site_dir)
        self.prose: list[File] = []
        """Pages that are written by hand."""
        snapshot = read_zoo(ingredients.directory)
        state.background.stop()
        state.published = None
        if state.folder != self._folder and Output(self._folder).is_new:
            clean_directory(str(self._folder))  # as MkDocs does; something else may have written into it
        state.compiled = state.compiled or CompiledTemplates()
        address = config.site_url if config.site_url and not serving else ""
        sites = make_sites(snapshot, languages, main=languages[0], address=address, compiled=state.compiled)
        self._pictures = config.site_url if can_draw() and not serving else None
        self.publication = Publication.plan(
            sites, ingredients, config.site_url, with_pictures=self._pictures is not None
        )
        self._snapshot, self._sites = snapshot, sites
        self.keeps_theme = state.folder == self._folder and self.publication.theme == state.theme
        """Whether all that MkDocs makes is there already."""

    def frame(self, environment: Environment) -> None:
        """Take over the theme's templates, whose frames pages will be put into."""
        if not self.keeps_theme:
            self._state.shells = Shells(
                self._config, environment, self._nav, self.prose, self._pictures, serving=self._serving
            )

    def publish(self, aside: Path) -> None:
        """Bring the site's folder up to date.

        Args:
            aside: The folder that MkDocs built into.

        Raises:
            CatalogError: A file of the zoo that is read late, such as evidence, is broken.
            GeneratorError: A file can't be written.
            TemplateError: A template is broken.
        """
        state = self._state
        self.publication.publish(self._folder, _shells(state), None if self.keeps_theme else aside)
        state.theme, state.folder = self.publication.theme, self._folder
        state.snapshot, state.sites = self._snapshot, self._sites
        state.ingredients = state.published = self.publication.ingredients


class TouchedBuild:
    """A build of what a server must show at once where records, evidence or prose of families changed and nothing else.

    Pages and tables of the whole zoo, which take their time, are brought up to date in the background.
    """

    keeps_theme = True

    def __init__(
        self,
        state: SiteState,
        ingredients: SiteIngredients,
        config: MkDocsConfig,
        touched: Touched,
        finished: Callable[[], None],
    ) -> None:
        """Read what changed.

        Args:
            state: What the last build left.
            ingredients: What the site is made of now.
            config: The settings.
            touched: What changed.
            finished: Is called, in a thread of its own, when the whole site is up to date.

        Raises:
            CatalogError: There is a mistake in what changed.
        """
        self._state, self._ingredients, self._touched, self._finished = state, ingredients, touched, finished
        self._folder, self._site_url = Path(config.site_dir), config.site_url
        before = state.snapshot
        if before is None:
            raise GeneratorError("No zoo was read before: there is nothing to read anew.")
        snapshot = renew_snapshot(before, reload(before.zoo, touched.models), touched.models)
        state.background.stop()
        state.published = None
        state.snapshot, state.ingredients = snapshot, ingredients
        state.sites = {language: replace(site, snapshot=snapshot) for language, site in state.sites.items()}

    def publish(self) -> None:
        """Write the pages and files of what changed, and begin to write the rest.

        Raises:
            CatalogError: A file of the zoo that is read late is broken.
            GeneratorError: A file can't be written.
            TemplateError: A template is broken.
        """
        state, shells = self._state, _shells(self._state)
        try:
            begin(self._folder)
            for site in state.sites.values():
                self._publish_pages(site, shells, tuple(state.sites))
            for plan in plan_model_files(self._any_site.snapshot, self._touched.models):
                write_changed(self._folder / plan.path, plan.make())
        except OSError as error:
            raise GeneratorError(f"{error.filename or self._folder}: {error.strerror}") from None
        state.published = self._ingredients
        state.background.start(self._publish_the_rest, self._end)

    @property
    def _any_site(self) -> Site:
        return next(iter(self._state.sites.values()))

    def _publish_pages(self, site: Site, shells: Shells, languages: Sequence[str]) -> None:
        edition = Edition(site.words, (), folder_of(site))
        for plan in plan_touched_pages(site, self._touched):
            page = shells.fill(edition, languages, plan, plan.render())
            write_changed(self._folder / page_file(edition, plan), page)

    def _publish_the_rest(self) -> bool:
        try:
            site = Publication.plan(self._state.sites, self._ingredients, self._site_url)
            site.publish(self._folder, _shells(self._state), None)
        except (catalog.CatalogError, GeneratorError, TemplateError) as error:
            click.secho(str(error), fg="red", err=True)
            return False
        return True

    def _end(self, succeeded: bool) -> None:
        if succeeded:
            self._finished()
        else:
            self._state.published = None


def touched_since(state: SiteState, ingredients: SiteIngredients, folder: Path) -> Touched | None:
    """Tell what of the zoo changed since the last build, if that is all that changed and can be shown by itself."""
    before, snapshot = state.ingredients, state.snapshot
    if state.folder != folder or before is None or snapshot is None or not ingredients.differs_in_zoo_alone(before):
        return None
    return touched_by(snapshot.zoo, changed_files(before.zoo, ingredients.zoo))


def _shells(state: SiteState) -> Shells:
    if state.shells is None:
        raise GeneratorError("MkDocs has not read the theme's templates: the site can't be written.")
    return state.shells
