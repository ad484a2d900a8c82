"""The MkDocs plugin: hands rendered pages to MkDocs and builds the site once for each language."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, Literal, cast

import click
import jinja2
from mkdocs.commands.build import build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

import catalog
from generator.edition import Edition, render_editions
from generator.exceptions import GeneratorError
from generator.i18n import available_languages
from generator.mkdocs_languages import Languages, inner_config, speak
from generator.mkdocs_pages import add_files, navigation
from generator.mkdocs_search import append_entries, search_entry

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

_PACKAGE = Path(__file__).resolve().parent


class ZooPluginConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """Options of the plugin in `mkdocs.yml`."""

    catalog = config_options.Optional(config_options.Dir(exists=True))
    """The zoo's folder; by default the one that `catalog.load()` finds."""
    languages = config_options.ListOfItems(config_options.Type(str), default=[])
    """Languages to build, the one at the site's root first; by default English and all that have a catalogue."""


class ZooPlugin(BasePlugin[ZooPluginConfig]):  # type: ignore[no-untyped-call]
    """Renders the zoo in every language, then lets MkDocs build one site after the other."""

    def __init__(self) -> None:
        self._editions: dict[str, Edition] = {}
        """The last good pages, by language."""
        self._zoo_directory: Path | None = None
        self._inner: str | None = None
        """Language of the build within the main one that is under way."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Do nothing: that this hook exists makes MkDocs keep the plugin, and its last good pages, over rebuilds."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Render the zoo, before MkDocs empties the folder of the last build."""
        if self._inner is None:
            self._render()
        speak(config.theme, self._edition.words)
        config.extra["alternate"] = True
        if config.nav is None:
            config.nav = navigation(self._edition.pages)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the pages of the language being built."""
        add_files(self._edition, files, config)

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> None:
        """Tell the theme where the same page is in the other languages."""
        root = "../" * page.url.count("/")
        alternates = self._languages.alternates(page.url, root, page.canonical_url)
        cast(dict[str, Any], context)["alternates"] = alternates
        # Where the theme keeps the reader's choice of light or dark: in one place for all languages.
        config.extra["scope"] = alternates[0].href.removesuffix(page.url) or "./"

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> None:
        """Let a page that has no place of its own (404) lead to the home page in each language."""
        alternates = self._languages.alternates("", context["base_url"], None)
        cast(dict[str, Any], context)["alternates"] = alternates

    @event_priority(-100)  # after the theme has written its search index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search entries; after the main language, build the others."""
        index = Path(config.site_dir, "search", "search_index.json")
        if index.is_file():
            append_entries(index, (search_entry(page, self._languages.current) for page in self._edition.pages))
        if self._inner is None:
            for language in self._languages.all[1:]:
                self._build_inner(config, language)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Rebuild when a record, a template or a translation changes."""
        for folder in (self._zoo_directory, _PACKAGE / "templates", _PACKAGE / "locale"):
            if folder is not None:
                server.watch(str(folder))

    @property
    def _languages(self) -> Languages:
        """The site's languages, and the one being built."""
        rendered = tuple(self._editions)
        return Languages(rendered, self._inner or rendered[0])

    @property
    def _edition(self) -> Edition:
        return self._editions[self._languages.current]

    def _build_inner(self, config: MkDocsConfig, language: str) -> None:
        self._inner = language
        try:
            build(inner_config(config, language))
        finally:
            self._inner = None

    def _render(self) -> None:
        """Render the site anew. A mistake in a record or a template is told, and the last good pages stay.

        Raises:
            PluginError: There are no pages from an earlier build.
        """
        try:
            zoo = catalog.load(Path(self.config.catalog) if self.config.catalog else None)
            editions = render_editions(zoo, self.config.languages or available_languages())
        except (catalog.CatalogError, GeneratorError, jinja2.TemplateError) as error:
            click.secho(explain(error), fg="red", err=True)
            if not self._editions:
                raise PluginError("The site is not built.") from None
            click.secho("The pages stay as they were until this is mended.", fg="yellow", err=True)
            return
        self._editions, self._zoo_directory = editions, zoo.directory


def explain(error: Exception) -> str:
    """Return what is wrong, after the file and the line of a template; other errors name their place themselves."""
    places = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    if isinstance(error, jinja2.TemplateError) and places:
        return f"{places[-1].filename}:{places[-1].lineno}: {error.message}"
    return str(error)
