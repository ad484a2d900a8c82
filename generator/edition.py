"""The whole site in one language, as every sink takes it: the pages and the files beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog import Catalog
from generator import paths
from generator.explorer.encoding import explorer_json
from generator.i18n import Words, load_words
from generator.page import DATA_FILE, SOURCE_FILE, Page
from generator.site import render_pages
from generator.snapshot import Snapshot, take_snapshot


@dataclass(frozen=True)
class Edition:
    """The site in one language. It is complete: the zoo's files may change or break once it is there."""

    words: Words
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    """Contents by path: of each model its JSON twin and its record, beside its page; the rows of the explorer."""

    @property
    def language(self) -> str:
        """Tag of the language, such as `en`."""
        return self.words.language


def render_editions(zoo: Catalog, languages: Sequence[str]) -> dict[str, Edition]:
    """Render the site in each of its `languages`.

    Raises:
        CatalogError: A file that is read late, such as evidence, is broken.
        GeneratorError: There are no translations for one of the languages.
    """
    snapshot = take_snapshot(zoo)
    rows = explorer_json(zoo, snapshot.evidence)
    return {language: _edition(snapshot, language, rows) for language in languages}


def _edition(snapshot: Snapshot, language: str, rows: bytes) -> Edition:
    pages = tuple(render_pages(snapshot, language))
    files: dict[str, bytes] = {paths.EXPLORER_ROWS: rows}
    for page in pages:
        if page.data is not None:
            files[page.path + DATA_FILE] = (json.dumps(page.data, ensure_ascii=False, indent=2) + "\n").encode()
            if page.source is not None:
                files[page.path + SOURCE_FILE] = page.source.read_bytes()
    return Edition(load_words(language), pages, files)
