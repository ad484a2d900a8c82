import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog import Catalog
from generator.cli import main
from generator.exceptions import GeneratorError
from generator.i18n import LOCALE, available_languages, load_words
from generator.translating import find_problems, update_catalogues


def text_of(catalogue: Path) -> str:
    """A catalogue without the version of Babel that wrote it."""
    return re.sub('"Generated-By: .*\n', "", catalogue.read_text(encoding="utf-8"))


def test_the_catalogues_of_the_site_are_up_to_date(tmp_path: Path) -> None:
    folder = shutil.copytree(LOCALE, tmp_path / "locale")
    for line in update_catalogues(available_languages()[1:], folder):
        assert line.endswith(": 0 new, 0 removed, 0 not translated")
    for path in LOCALE.glob("*/LC_MESSAGES/messages.po"):
        assert text_of(folder / path.relative_to(LOCALE)) == text_of(path)


def test_a_language_is_begun_and_its_gaps_are_found(zoo: Catalog, tmp_path: Path) -> None:
    (line,) = update_catalogues(["fr"], tmp_path)
    problems = [problem for problem in find_problems(zoo, ["fr"], tmp_path) if problem.path.suffix == ".po"]

    assert line.startswith(str(tmp_path / "fr" / "LC_MESSAGES" / "messages.po"))
    assert load_words("fr", tmp_path).gettext("Latency") == "Latency"
    assert len(problems) > 300
    assert all("is not translated" in problem.message for problem in problems)


def test_a_damaged_catalogue_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text("garbage")
    with pytest.raises(GeneratorError, match=r"messages\.po"):
        list(update_catalogues(["fr"], tmp_path))


def test_a_damaged_zoo_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "devices.yaml").write_text("v100: [\n")
    result = CliRunner().invoke(main, ["check-translations", "--catalog", str(tmp_path)])

    assert result.exit_code == 1
    assert f"{tmp_path / 'devices.yaml'}:" in result.stderr


def test_no_such_language() -> None:
    result = CliRunner().invoke(main, ["update-translations", "--language", "qq"])

    assert result.exit_code == 1
    assert "qq" in result.stderr
