from pathlib import Path

import catalog
from generator.prose import render_prose
from generator.translated_prose import check_prose, untranslated_prose, version_of, without_note
from tests.generator.conftest import write_zoo


def zoo_with(folder: Path, english: str, **translated: str) -> catalog.Catalog:
    write_zoo(folder)
    family = folder / "families" / "Net"
    for path in family.glob("about.*.md"):
        path.unlink()
    for language, text in {"en": english, **translated}.items():
        (family / f"about.{language}.md").write_text(text, encoding="utf-8")
    return catalog.load(folder)


def test_a_translation_of_this_english_is_right(tmp_path: Path) -> None:
    zoo = zoo_with(tmp_path, "A net.\n", zh=f"网络。\n\n<!-- translates: {version_of('A net.')} -->\n")

    assert [problem for problem in check_prose(zoo, ["en", "zh"]) if "Net" in str(problem.path)] == []


def test_a_translation_of_older_english_is_stale(tmp_path: Path) -> None:
    zoo = zoo_with(tmp_path, "A wide net.\n", zh=f"网络。\n\n<!-- translates: {version_of('A net.')} -->\n")
    (problem,) = [problem for problem in check_prose(zoo, ["en", "zh"]) if "Net" in str(problem.path)]

    assert (problem.path.name, problem.line) == ("about.zh.md", 3)
    assert f"<!-- translates: {version_of('A wide net.')} -->" in problem.message


def test_a_translation_says_what_it_translates(tmp_path: Path) -> None:
    zoo = zoo_with(tmp_path, "A net.\n", zh="网络。\n")
    (problem,) = [problem for problem in check_prose(zoo, ["zh"]) if "Net" in str(problem.path)]

    assert f"<!-- translates: {version_of('A net.')} -->" in problem.message


def test_what_is_shown_in_english_is_listed(tmp_path: Path) -> None:
    zoo = zoo_with(tmp_path, "A net.\n", zh="网络。\n")

    assert "Net" not in untranslated_prose(zoo, ["en", "zh", "de"]).get("zh", [])
    assert "Net" in untranslated_prose(zoo, ["en", "zh", "de"])["de"]


def test_the_note_is_not_shown() -> None:
    text = "网络。\n\n<!-- translates: 0123456789ab -->\n"

    assert without_note(text) == "网络。\n\n"
    assert "translates" not in render_prose(text)
