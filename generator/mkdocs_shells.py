"""The theme's frames: MkDocs' templates rendered once for each kind of page, folder and language."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation

from generator.edition import Edition
from generator.mkdocs_head import make_head
from generator.mkdocs_languages import Languages, speak
from generator.mkdocs_pages import ZooPage, edit_uri, is_wide, menu_pages, navigation
from generator.page import Page
from generator.plan import Plan
from generator.policy import with_policy
from generator.shell import Shell, slot
from generator.theme_repairs import repair

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

_LINE_ENDS = re.compile(r"\s*\n\s*")
"""Indentation and empty lines, which would be a third of each page."""
_Key = tuple[str, str, str, bool, bool, bool]


@dataclass(frozen=True)
class Menu:
    """The menu of one language."""

    navigation: Navigation
    pages: Mapping[str, ZooPage]
    """The pages in it by path."""


@dataclass
class Shells:
    """Frames for the pages of all languages, each rendered when the first page needs it."""

    config: MkDocsConfig
    environment: Environment
    """The theme's."""
    nav: list[Any] | None = None
    """The menu that `mkdocs.yml` asks for."""
    prose: Sequence[File] = ()
    """Pages that are written by hand, which that menu may name."""
    pictures: str | None = None
    """The site's address, if there is a picture of each model."""
    serving: bool = False
    index: dict[str, Any] | None = None
    """The theme's own search index, if it makes one."""
    _shells: dict[_Key, Shell] = field(default_factory=dict)
    _menus: dict[str, Menu] = field(default_factory=dict)

    def fill(self, edition: Edition, languages: Sequence[str], plan: Plan, page: Page) -> bytes:
        """Return the whole HTML of a page.

        Args:
            edition: The language that the page is in.
            languages: All languages of the site, that at its root first.
            plan: The page's plan.
            page: The page.
        """
        menu = self._menu(edition)
        edit = edit_uri(page.source, self.config)
        in_menu = plan.path in menu.pages
        place = plan.path if in_menu else f"{plan.path.rstrip('/').rpartition('/')[0]}/{slot('name')}/".lstrip("/")
        key = (edition.language, plan.kind, place, bool(page.headings), is_wide(page), edit is not None)
        shell = self._shells.get(key)
        if shell is None:
            zoo_page = menu.pages[place] if in_menu else ZooPage(place, "", edition.folder, self.config)
            zoo_page.hold_slots(page, editable=edit is not None)
            shell = self._shells[key] = Shell.cut(
                self._render(edition, Languages(languages, edition.language), menu, zoo_page, plan.kind)
            )
        return shell.fill(page, edit or "")

    def _menu(self, edition: Edition) -> Menu:
        if edition.language not in self._menus:
            self._menus[edition.language] = _make_menu(edition, self.nav, self.prose, self.config)
        return self._menus[edition.language]

    def search_settings(self, edition: Edition) -> dict[str, Any]:
        """Return what the theme's search does differently in a language: its stemmers, and the steps they are among."""
        with _speaking(self.config, edition):
            template = self.environment.get_template("partials/language.html")
            translate: Any = template.make_module({"config": self.config})
            steps = translate.t("search.config.pipeline").split(",")
            return {
                "lang": [translate.t("search.config.lang")],
                "pipeline": [step.strip() for step in steps if step.strip()],
            }

    def _render(self, edition: Edition, languages: Languages, menu: Menu, page: ZooPage, kind: str) -> str:
        root = "../" * page.path.count("/")
        alternates = languages.alternates(page.path, root, page.canonical_url)
        with _speaking(self.config, edition), _standing_in(menu, page):
            # Where the theme keeps the reader's choice of light or dark: in one place for all languages.
            self.config.extra["scope"] = alternates[0].href.removesuffix(page.path) or "./"
            context: Any = get_context(menu.navigation, [], self.config, page)
            head = make_head(kind, edition.language, tuple(languages.all), page.canonical_url, self.pictures)
            context |= {"alternates": alternates, "base_url": root.rstrip("/") or ".", "head": head}
            html = repair(_LINE_ENDS.sub("\n", self.environment.get_template("main.html").render(context)))
        return with_policy(html, serving=self.serving)


def _make_menu(edition: Edition, nav: list[Any] | None, prose: Sequence[File], config: MkDocsConfig) -> Menu:
    wanted = nav if nav is not None else navigation(edition.plans)
    pages = menu_pages(edition.plans, wanted, edition.folder, config)
    by_hand = [File(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls) for file in prose]
    before = config.nav
    config.nav = wanted
    try:
        found = get_navigation(Files([*by_hand, *(page.file for page in pages)]), config)
    finally:
        config.nav = before
    return Menu(found, {page.path: page for page in pages})


@contextmanager
def _standing_in(menu: Menu, page: ZooPage) -> Iterator[None]:
    """Mark the current page in the menu, or the first page of its folder in its place."""
    section = None if page.path in menu.pages else menu.pages.get(f"{page.path.partition('/')[0]}/")
    page.section = section
    current = section or page
    current.active = True
    try:
        yield
    finally:
        current.active = False


@contextmanager
def _speaking(config: MkDocsConfig, edition: Edition) -> Iterator[None]:
    """Put the theme into a language and then back."""
    before = {name: copy.deepcopy(config.theme[name]) for name in ("language", "palette")}
    speak(config.theme, edition.words)
    try:
        yield
    finally:
        for name, value in before.items():
            config.theme[name] = value
