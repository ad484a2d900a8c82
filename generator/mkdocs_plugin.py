"""The MkDocs plugin: MkDocs makes the theme's files and frames, and the zoo's pages are written into these."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, Literal, cast

import click
import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

import catalog
from catalog.layout import default_directory
from generator.exceptions import GeneratorError
from generator.mkdocs_ingredients import SiteIngredients
from generator.mkdocs_state import SiteState
from generator.policy import with_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from generator.edition import Edition
    from generator.mkdocs_build import SiteBuild, TouchedBuild
    from generator.mkdocs_languages import Languages
    from generator.mkdocs_watch import ZooObserver

_PACKAGE = Path(__file__).resolve().parent


class ZooPluginConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """Options of the plugin in `mkdocs.yml`."""

    catalog = config_options.Optional(config_options.Dir(exists=True))
    """The zoo's folder; by default the one that `catalog.load()` finds."""
    languages = config_options.ListOfItems(config_options.Type(str), default=[])
    """Languages to build, the one at the site's root first; by default English and all that have a catalogue."""


class ZooPlugin(BasePlugin[ZooPluginConfig]):  # type: ignore[no-untyped-call]
    """Lets MkDocs build into a folder aside, then brings the folder of the site up to date with that and the zoo."""

    def __init__(self) -> None:
        self._state = SiteState()
        """What is kept over the rebuilds of a server."""
        self._build: SiteBuild | None = None
        """The build of the whole site that is under way."""
        self._touched_build: TouchedBuild | None = None
        """The build of little that is under way in its place."""
        self._folder = ""
        """The folder of the site."""
        self._aside: TemporaryDirectory[str] | None = None
        """The folder that MkDocs builds into."""
        self._serving = False
        self._observer: ZooObserver | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether MkDocs serves; that this hook exists makes it keep the plugin over rebuilds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the zoo, before MkDocs empties the folder that it builds into."""
        self._build = self._touched_build = None
        try:
            self._begin(config)
        except (catalog.CatalogError, GeneratorError) as error:
            self._give_up(error)
        self._aside = TemporaryDirectory(prefix="zooproof-")
        self._folder, config.site_dir = config.site_dir, self._aside.name
        config.extra["alternate"] = True
        config.theme.static_templates.discard("sitemap.xml")
        if self._build is not None and not self._build.keeps_theme:
            from generator.mkdocs_languages import speak
            from generator.mkdocs_pages import navigation

            edition = self._build.publication.main
            speak(config.theme, edition.words)
            if config.nav is None:
                config.nav = navigation(edition.plans)

    def _begin(self, config: MkDocsConfig) -> None:
        """Find out what there is to do, and read the zoo if that is anything; what that needs is imported here.

        Raises:
            CatalogError: There is a mistake in the zoo.
            GeneratorError: There is no translation into one of the languages, or the site's folder is in the way.
        """
        from generator.i18n import available_languages, load_words

        known = available_languages()
        languages = self.config.languages or known
        for unknown in set(languages).difference(known):
            load_words(unknown)
        state, folder = self._state, Path(config.site_dir)
        zoo = Path(self.config.catalog) if self.config.catalog else default_directory()
        ingredients = SiteIngredients.find(config, zoo, languages, state.digests, serving=self._serving)
        if state.is_current(ingredients, folder):
            return
        from generator.mkdocs_build import SiteBuild, TouchedBuild, touched_since

        touched = touched_since(state, ingredients, folder) if self._serving else None
        if touched is None:
            self._build = SiteBuild(state, ingredients, config, languages, serving=self._serving)
        else:
            self._touched_build = TouchedBuild(state, ingredients, config, touched, self._reload)

    @event_priority(-100)  # after other plugins have read the theme's words
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Leave MkDocs nothing to do if all that it makes is there already."""
        if self._build is None or self._build.keeps_theme:
            config.nav = []
            config.theme.dirs.clear()
            config.theme.static_templates.clear()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the places that the menu shows."""
        if self._build is None or self._build.keeps_theme:
            return Files([])
        from generator.mkdocs_pages import menu_pages

        self._build.prose = list(files.documentation_pages())
        edition = self._build.publication.main
        for page in menu_pages(edition.plans, config.nav or [], edition.folder, config):
            files.append(page.file)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Take over the theme's templates and the pages that MkDocs shall not write."""
        if self._build is not None:
            self._build.frame(env)
        for file in [file for file in files if file.generated_by == "zooproof"]:
            files.remove(file)

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> None:
        """Let a page that is written by hand lead to the home page in each language."""
        root = "../" * page.url.count("/")
        config.extra["scope"] = root or "./"
        cast(dict[str, Any], context)["alternates"] = self._languages.alternates("", root, None)

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> None:
        """Let a page that has no place of its own (404) lead to the home page in each language."""
        from generator.mkdocs_languages import ways_home

        root = config.extra["scope"] = context["base_url"]
        home_pages = self._languages.alternates("", root, None)
        words = {language: edition.words for language, edition in self._editions.items()}
        cast(dict[str, Any], context).update(alternates=home_pages, ways_home=ways_home(words, home_pages))

    @event_priority(-100)  # after other plugins have changed the page
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Give a page that is written by hand its content-security-policy."""
        return with_policy(output, serving=self._serving)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Mend the theme's own pages (404) and give them their content-security-policy."""
        from generator.theme_repairs import repair

        return with_policy(repair(output_content), serving=self._serving)

    @event_priority(-100)  # after the theme has written its search index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what changed into the folder of the site."""
        aside, config.site_dir = Path(config.site_dir), self._folder
        try:
            if self._build is not None:
                self._build.publish(aside)
            elif self._touched_build is not None:
                self._touched_build.publish()
        except (catalog.CatalogError, GeneratorError, jinja2.TemplateError) as error:
            self._give_up(error)
        finally:
            self._build = self._touched_build = None
            self._clear_aside()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind."""
        self._build = self._touched_build = None
        self._clear_aside()

    def on_shutdown(self) -> None:
        """Break off what is left of the last build."""
        self._state.background.stop()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Rebuild when a record, a template or a translation changes."""
        from generator.mkdocs_watch import watch_zoo

        ingredients, digests = self._state.ingredients, self._state.digests
        for folder in (_PACKAGE / "templates", _PACKAGE / "locale"):
            server.watch(str(folder))
        if ingredients is not None:
            zoo = ingredients.directory
            self._observer = watch_zoo(server, zoo, lambda: digests.are_current(zoo))

    def _reload(self) -> None:
        """Let browsers show what was written in the background."""
        if self._observer is not None:
            self._observer.tell()

    @property
    def _languages(self) -> Languages:
        from generator.mkdocs_languages import Languages

        return Languages(tuple(self._editions), next(iter(self._editions)))

    @property
    def _editions(self) -> Mapping[str, Edition]:
        return self._build.publication.editions if self._build is not None else {}

    def _clear_aside(self) -> None:
        if self._aside is not None:
            self._aside.cleanup()
            self._aside = None

    def _give_up(self, error: Exception) -> None:
        """Tell of a mistake in a record or a template; the last good pages stay.

        Raises:
            PluginError: There are no pages from an earlier build.
        """
        click.secho(explain(error), fg="red", err=True)
        if self._state.folder is None:
            raise PluginError("The site is not built.") from None
        click.secho("The pages stay as they were until this is mended.", fg="yellow", err=True)


def explain(error: Exception) -> str:
    """Return what is wrong, after the file and the line of a template; other errors name their place themselves."""
    places = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    if isinstance(error, jinja2.TemplateError) and places:
        return f"{places[-1].filename}:{places[-1].lineno}: {error.message}"
    return str(error)
