"""Rendered pages as MkDocs knows them: files that exist nowhere on disk, and a navigation without the model pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.edition import Edition
from generator.page import Heading, Page

WIDE_KINDS = frozenset({"compression", "contradicted", "device"})
"""Kinds of pages whose tables take the room of the table of contents, as they do where there are no headings."""

WIDEST_KINDS = frozenset({"explorer"})
"""Kinds of pages that take the room of the navigation too."""


class ZooFile(File):
    """A page's place in the site. Its content is rendered already, so there is no source file to read."""

    def __init__(self, page: Page, config: MkDocsConfig) -> None:
        super().__init__(
            source_name(page),
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "zooproof"
        self.edit_uri = _edit_uri(page, config)

    def is_modified(self) -> bool:
        """Report True: a page is rendered anew in each build."""
        return True


class ZooPage(MkDocsPage):
    """A rendered page; neither Python-Markdown nor the theme's search parser reads it.

    Title and description are escaped here, because the theme puts them into its pages as they are.
    """

    def __init__(self, page: Page, config: MkDocsConfig) -> None:
        super().__init__(escape(page.label or page.title), ZooFile(page, config), config)
        self.rendered = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what MkDocs would have read from a file's front matter."""
        self.markdown = ""
        self.meta = {"description": escape(self.rendered.description), "search": {"exclude": True}}
        if self.rendered.kind in WIDE_KINDS or not self.rendered.headings:
            self.meta["hide"] = ["toc"]
        if self.rendered.kind in WIDEST_KINDS:
            self.meta["hide"] = ["navigation", "toc"]
        if self.rendered.path:
            self.meta["title"] = escape(self.rendered.title)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take over the rendered body and its headings."""
        self.content = self.rendered.body
        self.toc = table_of_contents(self.rendered.headings)


def source_name(page: Page) -> str:
    """Return the name MkDocs and `mkdocs.yml` know a page by: `models/ResNet50/index.md`."""
    return f"{page.path}index.md"


def add_files(edition: Edition, files: Files, config: MkDocsConfig) -> None:
    """Add an edition's pages, and the files beside them, to the files of a build."""
    for page in edition.pages:
        files.append(ZooPage(page, config).file)
    for path, content in edition.files.items():
        files.append(File.generated(config, path, content=content))


def table_of_contents(headings: Sequence[Heading]) -> TableOfContents:
    """Nest headings by their level."""
    roots: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(escape(heading.title), heading.id, heading.level)
        while open_links and open_links[-1].level >= heading.level:
            open_links.pop()
        (open_links[-1].children if open_links else roots).append(link)
        open_links.append(link)
    return TableOfContents(roots)


def navigation(pages: Sequence[Page]) -> list[Any]:
    """Return MkDocs' `nav` of all pages but the models', which would make every page as long as the zoo.

    Pages in one folder (`families/`, `families/ResNet/`) become a section that bears the title of the first.
    """
    folders: dict[str, list[Page]] = {}
    for page in pages:
        if page.kind != "model":
            folders.setdefault(page.path.partition("/")[0], []).append(page)
    return [
        {escape(members[0].title): [source_name(page) for page in members]}
        if len(members) > 1
        else source_name(members[0])
        for members in folders.values()
    ]


def _edit_uri(page: Page, config: MkDocsConfig) -> str | None:
    """Return the record's path in the repository; None when it lies elsewhere, where no edit link can lead."""
    root = Path(config.config_file_path).resolve().parent
    if page.source is None or not page.source.resolve().is_relative_to(root):
        return None
    return page.source.resolve().relative_to(root).as_posix()
