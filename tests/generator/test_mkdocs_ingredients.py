from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config import load_config

from generator.digests import FileDigests
from generator.mkdocs_ingredients import SiteIngredients
from tests.generator.conftest import write_zoo


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_zoo(tmp_path / "zoo")
    (tmp_path / "base.yml").write_text("site_name: A zoo\n")
    settings = "INHERIT: base.yml\ntheme: {name: material, custom_dir: theme}\nplugins: []\n"
    (tmp_path / "mkdocs.yml").write_text(settings)
    for name in ("docs/index.md", "theme/main.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Text.")
    return tmp_path


def find(folder: Path, digests: FileDigests) -> SiteIngredients:
    config = load_config(str(folder / "mkdocs.yml"))
    return SiteIngredients.find(config, folder / "zoo", ["en"], digests, serving=False)


def append(name: str, text: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        with (folder / name).open("a") as file:
            file.write(text)

    return apply


@pytest.mark.parametrize(
    ("change", "in_zoo_alone"),
    [
        (append("zoo/devices.yaml", "# a comment"), True),
        (append("docs/index.md", "More."), False),
        (append("theme/main.html", "More."), False),
        (append("mkdocs.yml", "site_url: https://example.org/"), False),
        (append("base.yml", "site_author: Nobody"), False),
    ],
)
def test_whatever_the_site_is_made_of_is_among_them(
    folder: Path, change: Callable[[Path], None], in_zoo_alone: bool
) -> None:
    digests = FileDigests()
    before = find(folder, digests)
    assert find(folder, digests) == before
    change(folder)
    after = find(folder, digests)
    assert after.everything != before.everything
    assert after.differs_in_zoo_alone(before) == in_zoo_alone


def test_the_languages_and_whether_it_is_served_are_among_them(folder: Path) -> None:
    config, digests = load_config(str(folder / "mkdocs.yml")), FileDigests()
    found = {
        SiteIngredients.find(config, folder / "zoo", languages, digests, serving=serving).everything
        for languages in (["en"], ["en", "de"])
        for serving in (False, True)
    }
    assert len(found) == 4
