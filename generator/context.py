"""What every page is made with: the zoo, the words of one language, and the templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from pathlib import Path

from jinja2 import Environment

from generator import paths
from generator.i18n import Words
from generator.page import Heading, Page, SearchEntry
from generator.snapshot import Snapshot
from generator.tables import Cell

_HEADING = re.compile(r'<h([2-6]) id="([^"]+)">(.*?)(?:<a class="headerlink"[^>]*>¶</a>)?</h[2-6]>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Site:
    """One language of the site."""

    snapshot: Snapshot
    words: Words
    environment: Environment
    nested: bool = False
    """Whether the language has a folder of its own below the site's root, where the zoo's own files are."""
    address: str = ""
    """The root of the whole site with a slash at its end, where it is configured."""

    @cached_property
    def source_cells(self) -> Mapping[str, Cell]:
        """The title of each source, linked to its page."""
        sources = self.snapshot.zoo.sources
        return {
            key: Cell(self.words.local(source.title), page=paths.source(key), shared=True)
            for key, source in sources.items()
        }

    def zoo_root(self, path: str) -> str:
        """What to put before the path of a file of the zoo (`FilePlan.path`) to reach it from the page at `path`."""
        return f"{'../' * path.count('/')}../" if self.nested else paths.root(path)

    def page(
        self,
        kind: str,
        path: str,
        title: str,
        description: str,
        *,
        search: SearchEntry | None = None,
        source: Path | None = None,
        **values: object,
    ) -> Page:
        """Render the template `<kind>.html` with `values`.

        Args:
            kind: The kind of page.
            path: Where it stands.
            title: Its title, which the template shows as the heading.
            description: One sentence on it.
            search: How it is found; by title and description when left out.
            source: The file it is edited in.
            values: What the template needs besides.
        """
        body = self.environment.get_template(f"{kind}.html").render(
            page_title=title,
            root=paths.root(path),
            zoo_root=self.zoo_root(path),
            snapshot=self.snapshot,
            zoo=self.snapshot.zoo,
            **values,
        )
        entry = search or SearchEntry(title=title, text=description)
        return Page(path, kind, title, description, body, headings(body), entry, source)


def headings(body: str) -> tuple[Heading, ...]:
    """Find the headings of a rendered body, the title excepted."""
    return tuple([_heading(*found) for found in _HEADING.findall(body)])


# Pages of one kind have the same headings.
@lru_cache(maxsize=1 << 10)
def _heading(level: str, anchor: str, inner: str) -> Heading:
    return Heading(int(level), anchor, plain_text(inner))


def plain_text(html: str) -> str:
    """The text of a piece of our own HTML."""
    text = _TAG.sub("", html) if "<" in html else html
    return (unescape(text) if "&" in text else text).strip()
