"""Pages as MkDocs knows them: places in the site and in the menu, which hold slots where a page's values will be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.page import Page
from generator.plan import Plan
from generator.shell import BODY, slot

WIDE_KINDS = frozenset({"audit", "compression", "contradicted", "dataset", "device", "source"})
"""Kinds of pages whose tables take the room of the table of contents, as they do where there are no headings."""

WIDEST_KINDS = frozenset({"explorer"})
"""Kinds of pages that take the room of the menu too."""

MENU_ROOM = 40
"""Pages of one folder that the menu lists; of a folder with more it shows the first alone, or every page would grow
with the zoo."""


class ZooPage(MkDocsPage):
    """A page's place in the site and what the theme is told of it; MkDocs itself neither reads nor writes the page.

    Title and description are escaped, because the theme puts them into its pages as they are.
    """

    def __init__(self, path: str, menu: str, folder: str, config: MkDocsConfig) -> None:
        """Make the page at `path`, which the menu calls `menu`, of the language in `folder`."""
        file = File(
            source_name(path),
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            dest_uri=f"{folder}{path}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.generated_by = "zooproof"
        file.edit_uri = slot("edit")
        self.path = path
        self.section: MkDocsPage | None = None
        """The page of the menu that stands for it, if it has no place of its own there."""
        super().__init__(escape(menu) or slot("title"), file, config)
        self._edit_url = self.edit_url

    def __eq__(self, other: object) -> bool:
        """The theme looks for the current page in the menu in this way."""
        return other is self or (isinstance(other, ZooPage) and other.section is self)

    def __hash__(self) -> int:
        return id(self)

    @property
    def is_homepage(self) -> bool:
        """Whether it is the home page of its language."""
        return not self.path

    def hold_slots(self, page: Page, *, editable: bool) -> None:
        """Put slots where pages like `page` have their values."""
        self.markdown = ""
        self.meta = {"description": slot("description"), "search": {"exclude": True}}
        if is_wide(page):
            self.meta["hide"] = ["navigation", "toc"] if page.kind in WIDEST_KINDS else ["toc"]
        if self.path:
            self.meta["title"] = slot("title")
        self.content = BODY
        self.toc = TableOfContents([AnchorLink(slot("heading"), slot("anchor"), 2)] if page.headings else [])
        self.edit_url = self._edit_url if editable else None

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing: there is no source."""
        self.markdown, self.meta = "", {"search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render nothing: the page is written without MkDocs."""
        self.content, self.toc = "", TableOfContents([])


def is_wide(page: Page) -> bool:
    """Report whether a page needs the room of the table of contents."""
    return page.kind in WIDE_KINDS or not page.headings


def source_name(path: str) -> str:
    """Return the name that MkDocs and `mkdocs.yml` know a page by: `models/ResNet50/index.md`."""
    return f"{path}index.md"


def navigation(plans: Sequence[Plan]) -> list[Any]:
    """Return MkDocs' `nav` of the pages that have a name in the menu.

    Pages in one folder (`families/`, `families/ResNet/`) become a section that bears the name of the first; folders
    whose first pages name a group stand in a section of that name.
    """
    folders: dict[str, list[Plan]] = {}
    for plan in plans:
        if plan.menu:
            folders.setdefault(plan.path.partition("/")[0], []).append(plan)
    menu: list[Any] = []
    groups: dict[str, list[Any]] = {}
    for members in folders.values():
        group = members[0].group
        if group and group not in groups:
            menu.append({escape(group): groups.setdefault(group, [])})
        groups.get(group, menu).append(_folder(members, in_section=bool(group)))
    return menu


def _folder(members: Sequence[Plan], *, in_section: bool) -> Any:
    """A section of the folder's pages, or its page; in a section the theme would take that for the section's own."""
    shown = members if len(members) <= MENU_ROOM else members[:1]
    if in_section or len(shown) > 1:
        return {escape(members[0].menu): [source_name(plan.path) for plan in shown]}
    return source_name(members[0].path)


def menu_pages(plans: Sequence[Plan], nav: list[Any], folder: str, config: MkDocsConfig) -> list[ZooPage]:
    """Return the pages that MkDocs' `nav` names, in the language that stands in `folder`."""
    named = set(_named(nav))
    return [
        ZooPage(plan.path, plan.menu or plan.path.strip("/").rpartition("/")[2], folder, config)
        for plan in plans
        if source_name(plan.path) in named
    ]


def edit_uri(source: Path | None, config: MkDocsConfig) -> str | None:
    """Return a source's path in the repository; None when it lies elsewhere, where no edit link can lead."""
    if source is None or not (config.edit_uri or config.edit_uri_template):
        return None
    root = Path(config.config_file_path).resolve().parent
    place = source.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else None


def _named(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _named(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from _named(value)
