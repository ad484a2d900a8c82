"""A third language, from the extracted messages to its pages, with nothing translated yet."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generator.conftest import write_zoo
from tests.site.conftest import ROOT, build

COPIED = ("generator", "site", "mkdocs.yml")
EXTRACT = "extract --mapping generator/babel.cfg --keyword mark --no-wrap --output messages.pot ."
INIT = "init --input-file messages.pot --output-dir generator/locale --no-wrap --locale de"


def pybabel(arguments: str, folder: Path) -> None:
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments.split()]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small zoo, built by a copy of the generator that has a German catalogue without translations."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    pybabel(EXTRACT, folder)
    pybabel(INIT, folder)
    return build(folder / "built", root=folder, ZOOPROOF_CATALOG=str(write_zoo(folder / "zoo")))


def read(german: Path, path: str) -> str:
    return (german / path / "index.html").read_text(encoding="utf-8")


def test_the_pages_are_there_and_the_theme_speaks_the_language(german: Path) -> None:
    page = read(german, "de/models/Net_x1_0")
    assert '<html lang="de"' in page
    assert 'placeholder="Suche"' in page
    assert 'aria-label="Sprache wechseln"' in page
    assert {path.relative_to(german / "de") for path in (german / "de").rglob("index.html")} == {
        path.relative_to(german / "zh") for path in (german / "zh").rglob("index.html")
    }


def test_what_is_not_translated_is_shown_in_english(german: Path) -> None:
    home, family = read(german, "de"), read(german, "de/families/Net")
    assert "How much is verified" in home
    assert "Why unchecked:" in home
    assert "This introduction has not been translated yet." in family
    assert '<span lang="en">Nets for pictures.</span>' in family
    assert re.search(r'<div lang="en"><h2 id="about-1">The idea', family)


def test_every_language_leads_to_the_new_one(german: Path) -> None:
    for folder, root in ((".", "../../"), ("zh", "../../../"), ("de", "../../../")):
        page = read(german, f"{folder}/models/Net_x1_0")
        links = re.findall(r'<a class="md-select__link" href="([^"]*)"[^>]*>(\w+)</a>', page)
        place = "models/Net_x1_0/"
        assert links == [
            (f"{root}{place}", "English"),
            (f"{root}de/{place}", "Deutsch"),
            (f"{root}zh/{place}", "中文"),
        ]
