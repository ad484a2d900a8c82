"""The site's search entries: one for each page, in the index that Material's search reads in the browser."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from generator.i18n import HAN
from generator.page import Page

INDEX = "search/search_index.json"
"""Where the index is, below the root of a language."""

Entry = dict[str, Any]
"""One entry of the index."""

WORD_BREAK = "\u200b"
"""Zero-width space, at which the index splits words of a script that is written without spaces."""


def search_entry(page: Page, language: str) -> Entry:
    """Return a page's entry as Material stores it: HTML-escaped text, its location relative to the language's root."""
    chinese = language.startswith("zh")
    segment = _segment if chinese else _unchanged
    title, text = segment(page.search.title), segment(page.search.text)
    names = " ".join((*page.search.aliases, *page.search.tags))
    words = " ".join(_words_within(page.search.title, page.search.text)) if chinese else ""
    everything = " ".join(filter(None, (text, segment(names), words)))
    return {"location": page.path, "title": escape(title, quote=False), "text": escape(everything, quote=False)}


def read_entries(index: bytes | None) -> dict[str, Entry]:
    """Return the entries of an index by location; none if there is no index or it can't be read."""
    try:
        return {str(entry["location"]): entry for entry in json.loads(index or b"")["docs"]}
    except (ValueError, TypeError, KeyError):
        return {}


def write_index(settings: Mapping[str, Any], entries: Iterable[Entry]) -> bytes:
    """Return the index as Material reads it: settings of the search, such as languages, and the entries."""
    content = {"config": settings, "docs": list(entries)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _unchanged(text: str) -> str:
    return text


def _segment(text: str) -> str:
    """Mark the word breaks within runs of Chinese characters; they don't show."""
    cut = _jieba().lcut
    return HAN.sub(lambda run: f"{WORD_BREAK}{WORD_BREAK.join(cut(run[0]))}{WORD_BREAK}", text).strip(WORD_BREAK)


def _words_within(*texts: str) -> list[str]:
    """Return the shorter words that long words hold, by which people search as well (`智能` in `人工智能`)."""
    jieba = _jieba()
    runs = [run for text in texts for run in HAN.findall(text)]
    found: dict[str, None] = {}
    for run in runs:
        whole = set(jieba.lcut(run))
        found.update((word, None) for word in jieba.lcut_for_search(run) if word not in whole)
    return list(found)


def _jieba() -> Any:
    """Import jieba, which takes half a second to read its dictionary, and keep it from talking about that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel("WARNING")
    return jieba
