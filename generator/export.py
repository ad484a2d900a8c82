"""Pages as files that another site generator takes: front matter and a body that is finished HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from generator.edition import Edition
from generator.exceptions import GeneratorError
from generator.files import write_changed
from generator.page import Page

ExportFormat = Literal["html", "markdown", "json"]
"""`html`: front matter and an HTML body, for Hugo, Jekyll, Eleventy; `markdown`: the same to be read as Markdown;
`json`: one object with all of a page's fields."""

MANIFEST = ".zooproof-files.json"
"""Name of the file, in the output folder, that lists what the last export wrote there."""

_SUFFIXES: Mapping[ExportFormat, str] = {"html": "html", "markdown": "md", "json": "json"}


def export_files(edition: Edition, format_: ExportFormat) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an edition: their paths below its output folder, and their contents."""
    suffix = _SUFFIXES[format_]
    for page in edition.pages:
        yield f"{page.path}index.{suffix}", _encode(page, edition.language, format_)
    yield from edition.files.items()


def write_files(out: Path, files: Mapping[str, bytes]) -> tuple[int, int]:
    """Write files below `out`, creating it, and remove those an earlier export wrote that are gone from the zoo.

    A file whose bytes did not change is left alone, so that a watching site generator does no work for it.

    Returns:
        The number of files written and of files removed.

    Raises:
        GeneratorError: A file can't be written, or the list of an earlier export is damaged.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        stale = _earlier_files(out) - files.keys()
        written = sum([write_changed(out / path, content) for path, content in files.items()])
        removed = sum([_remove(out, path) for path in stale])
        write_changed(out / MANIFEST, (json.dumps(sorted(files), indent=0) + "\n").encode())
    except OSError as error:
        raise GeneratorError(f"{error.filename or out}: {error.strerror}") from None
    return written, removed


def _encode(page: Page, language: str, format_: ExportFormat) -> bytes:
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


def _earlier_files(out: Path) -> set[str]:
    manifest = out / MANIFEST
    if not manifest.is_file():
        return set()
    try:
        paths = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        paths = None
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise GeneratorError(f"{manifest}: expected a list of paths; remove the file to write the folder anew")
    return set(paths)


def _remove(out: Path, path: str) -> bool:
    """Remove a file of an earlier export and the folders it leaves empty; never anything outside `out`."""
    target = (out / path).resolve()
    if not target.is_relative_to(out.resolve()) or not target.is_file():
        return False
    target.unlink()
    for folder in target.parents:
        if folder == out.resolve() or any(folder.iterdir()):
            break
        folder.rmdir()
    return True
