"""What the renderer hands to whoever writes the site: one value per page, in one language."""

from dataclasses import dataclass
from pathlib import Path

SOURCE_FILE = "record.yaml"
"""Name, below a model's path, of the copy of its record."""

EVIDENCE_FILE = "evidence.yaml"
"""Name, below a model's path, of the copy of its evidence."""

GRAPH_FILE = "graph.onnx"
"""Name, below a model's path, of the copy of its weightless graph."""


@dataclass(frozen=True)
class Heading:
    """A heading of a page's body; `id` is unique on its page and the same in every language."""

    level: int
    id: str
    title: str


@dataclass(frozen=True)
class SearchEntry:
    """What a page is found by: its plain text, and the other names people type for it."""

    title: str
    text: str
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A rendered page.

    `path` ends in a slash and is the same in every language; the home page's is empty. `body` is safe HTML that
    opens with the page's only `<h1>`; its links are relative to `path`. `source` is the YAML file the page is
    edited in.
    """

    path: str
    kind: str
    title: str
    description: str
    body: str
    headings: tuple[Heading, ...]
    search: SearchEntry
    source: Path | None = None
