"""Pages as files that another site generator takes: front matter and a body that is finished HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from generator.page import Page

ExportFormat = Literal["html", "markdown", "json"]
"""`html`: front matter and an HTML body, for Hugo, Jekyll, Eleventy; `markdown`: the same to be read as Markdown;
`json`: one object with all of a page's fields."""

_SUFFIXES: Mapping[ExportFormat, str] = {"html": "html", "markdown": "md", "json": "json"}


def file_name(path: str, format_: ExportFormat) -> str:
    """Return where the page at `path` is written."""
    return f"{path}index.{_SUFFIXES[format_]}"


def encode(page: Page, language: str, format_: ExportFormat) -> bytes:
    """Return what a page is written as."""
    if format_ == "json":
        fields = asdict(page) | {"language": language, "source": page.source and page.source.name}
        return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode()
    body = _without_empty_lines(page.body) if format_ == "markdown" else page.body
    return f"---\n{_front_matter(page, language)}---\n{body.strip()}\n".encode()


def _front_matter(page: Page, language: str) -> str:
    import yaml

    fields: dict[str, Any] = {
        "title": page.title,
        "description": page.description,
        "lang": language,
        "kind": page.kind,
        "toc": [asdict(heading) for heading in page.headings],
    }
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)


def _without_empty_lines(html: str) -> str:
    """Write empty lines as character references: Markdown ends a block of HTML at an empty line."""
    return re.sub(r"\n(?=[ \t]*\n)", "&#10;", html)
