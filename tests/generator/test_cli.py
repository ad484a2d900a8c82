from pathlib import Path

import pytest
from click.testing import CliRunner

import catalog
from generator.cli import main
from generator.i18n import available_languages
from tests.generator.conftest import write_zoo


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def test_every_page_is_written_in_every_language(runner: CliRunner, tmp_path: Path) -> None:
    zoo = write_zoo(tmp_path / "zoo")
    result = runner.invoke(main, ["--out", str(tmp_path / "out"), "--catalog", str(zoo)])
    assert result.exit_code == 0, result.output
    for language in available_languages():
        for model in catalog.load(zoo).models:
            assert (tmp_path / "out" / language / "models" / model / "index.html").is_file()
    for model in catalog.load(zoo).models:
        beside = {path.name for path in (tmp_path / "out" / "models" / model).iterdir()}
        assert beside == {"record.yaml", "evidence.yaml"} if model.startswith("Net") else {"record.yaml"}


def test_a_second_run_renders_and_writes_nothing(runner: CliRunner, tmp_path: Path) -> None:
    arguments = ["--out", str(tmp_path / "out"), "--language", "en", "--catalog", str(write_zoo(tmp_path / "zoo"))]
    assert ", 0 written" not in runner.invoke(main, arguments).output
    again = runner.invoke(main, arguments)
    assert [line.split(", ", 1)[1] for line in again.output.splitlines()] == ["0 written, 0 removed"] * 2


def test_one_language_another_format_and_the_zoo_that_is_named_elsewhere(
    runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZOOPROOF_CATALOG", str(write_zoo(tmp_path / "zoo")))
    out = tmp_path / "out"
    result = runner.invoke(main, ["--out", str(out), "--language", "zh", "--format", "markdown"])
    assert result.exit_code == 0, result.output
    assert (out / "zh" / "models" / "Net_x1_0" / "index.md").is_file()
    assert not (out / "en").exists()


def test_a_broken_zoo_is_located_and_nothing_is_written(runner: CliRunner, tmp_path: Path) -> None:
    zoo = tmp_path / "zoo"
    zoo.mkdir()
    (zoo / "devices.yaml").write_text("v100: [\n")
    result = runner.invoke(main, ["--out", str(tmp_path / "out"), "--catalog", str(zoo)])
    assert result.exit_code == 1
    assert f"{zoo / 'devices.yaml'}:" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--out"),
        (["--out", "o", "--language", "qq"], "'qq' is not one of en, de, "),
        (["--out", "o", "--format", "pdf"], "'pdf' is not one of"),
        (["--out", "o", "--catalog", "nowhere"], "'nowhere' does not exist"),
    ],
)
def test_wrong_use_is_told(runner: CliRunner, arguments: list[str], words: str) -> None:
    result = runner.invoke(main, arguments)
    assert result.exit_code == 2
    assert words in result.stderr
