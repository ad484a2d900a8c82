"""Folders that tests write, and the source that their small zoos share."""

from collections.abc import Mapping
from pathlib import Path

PAGE = """\
page:
  title: {en: A page}
  publisher: Someone
  url: https://example.org/page
  language: en
"""
"""An entry of `sources.yaml`; lines indented by two add to it."""


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their path in a folder, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
