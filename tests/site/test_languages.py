"""Another language, from the extracted messages to its pages, with nothing translated yet."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.i18n import available_languages
from tests.generator.conftest import write_zoo
from tests.site.conftest import ROOT, build

COPIED = ("catalog", "verify", "generator", "site", "mkdocs.yml")
UPDATE = "from generator.cli import main; main(['update-translations', '--language', 'it'])"


@pytest.fixture(scope="module")
def italian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small zoo, built by a copy of the generator that has an Italian catalogue without translations."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("zoo", "__pycache__"))
        else:
            shutil.copy(source, folder / name)
    subprocess.run([sys.executable, "-c", UPDATE], cwd=folder, check=True, capture_output=True)
    return build(folder / "built", root=folder, ZOOPROOF_CATALOG=str(write_zoo(folder / "zoo")))


def read(italian: Path, path: str) -> str:
    return (italian / path / "index.html").read_text(encoding="utf-8")


def test_the_pages_are_there_and_the_theme_speaks_the_language(italian: Path) -> None:
    page = read(italian, "it/models/Net_x1_0")
    assert '<html lang="it"' in page
    assert 'placeholder="Cerca"' in page
    assert 'aria-label="Seleziona la lingua"' in page
    assert {path.relative_to(italian / "it") for path in (italian / "it").rglob("index.html")} == {
        path.relative_to(italian / "zh") for path in (italian / "zh").rglob("index.html")
    }


def test_what_is_not_translated_is_shown_in_english(italian: Path) -> None:
    home, family = read(italian, "it"), read(italian, "it/families/Net")
    assert "How much is verified" in home
    assert "Why unchecked:" in home
    assert "This introduction has not been translated yet." in family
    assert '<span lang="en">Nets for pictures.</span>' in family
    assert re.search(r'<div lang="en"><h2 id="about-1">The idea', family)


def test_every_language_leads_to_the_new_one(italian: Path) -> None:
    for folder, root in ((".", "../../"), ("zh", "../../../"), ("it", "../../../")):
        page = read(italian, f"{folder}/models/Net_x1_0")
        links = re.findall(r'<a class="md-select__link" href="([^"]*)"[^>]*>(\w+)</a>', page)
        place = "models/Net_x1_0/"
        assert (f"{root}it/{place}", "Italiano") in links
        assert links[0] == (f"{root}{place}", "English")
        assert len(links) == len(available_languages()) + 1
