"""What the Nu HTML checker says of each kind of page in each language: nothing but what the theme is to blame for."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.i18n import available_languages
from tests.site.page_types import PAGES
from tests.site.vnu import JAR

THEME = ("Attribute “autocomplete” is only allowed when the input type is",)
"""How messages begin that are about the theme's own frame: its menu and its search open by checkboxes."""


def errors(files: list[Path]) -> list[tuple[str, str]]:
    """Return the file and the message of each error in some HTML files."""
    assert JAR.is_file(), "No HTML checker here: run `python tests/site/vnu.py`, which installs one."
    command = [shutil.which("java") or "java", "-jar", str(JAR), "--errors-only", "--format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [(it.get("url", ""), it["message"]) for it in messages if it["type"] != "info"]


@pytest.fixture(scope="module")
def found(built: Path) -> list[tuple[str, str]]:
    """Errors in all kinds of pages, in all languages."""
    roots = [built if language == "en" else built / language for language in available_languages()]
    pages = [root / path.partition("?")[0] / "index.html" for root in roots for path in PAGES.values()]
    return errors([*pages, built / "404.html"])


def test_the_html_of_every_kind_of_page_is_valid(found: list[tuple[str, str]]) -> None:
    assert [error for error in found if not error[1].startswith(THEME)] == []


@pytest.mark.parametrize("beginning", THEME)
def test_every_exception_is_needed(found: list[tuple[str, str]], beginning: str) -> None:
    assert any(message.startswith(beginning) for _, message in found)


def test_an_error_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><p id="a"><b id="a">x</p>', encoding="utf-8")
    assert any("Duplicate ID" in message for _, message in errors([page]))
