from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Messages
from babel.messages.pofile import read_po

from generator.translation_checks import check_catalogue

HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
MODELS = 'msgid "%(num)s model"\nmsgid_plural "%(num)s models"\n'


@pytest.fixture
def template() -> Messages:
    messages = Messages()
    messages.add("Latency", locations=[("labels.py", 3)])
    messages.add(("%(num)s model", "%(num)s models"), locations=[("home.html", 1)])
    messages.add('100 %% of <a href="%(url)s">%(name)s</a>', locations=[("home.html", 2)])
    return messages


def found(tmp_path: Path, template: Messages, body: str) -> list[str]:
    path = tmp_path / "messages.po"
    path.write_text(HEAD + body)
    with path.open("rb") as file:
        catalogue = read_po(file, locale="de")
    return [str(problem).removeprefix(f"{path}") for problem in check_catalogue(path, catalogue, template)]


GOOD = (
    'msgid "Latency"\nmsgstr "Latenz"\n\n'
    + MODELS
    + 'msgstr[0] "%(num)s Modell"\nmsgstr[1] "%(num)s Modelle"\n\n'
    + 'msgid "100 %% of <a href=\\"%(url)s\\">%(name)s</a>"\n'
    + 'msgstr "<a href=\\"%(url)s\\">%(name)s</a>: 100 %%"\n'
)


def test_a_complete_catalogue_has_no_problem(tmp_path: Path, template: Messages) -> None:
    assert found(tmp_path, template, GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('msgid "Latency"\nmsgstr "Latenz"\n', "", ": 'Latency' is missing (used in labels.py)"),
        ('"Latenz"', '""', ":4:1: 'Latency' is not translated"),
        ('msgid "Latency"', '#, fuzzy\nmsgid "Latency"', ":5:1: 'Latency' is marked fuzzy"),
        (MODELS, 'msgid "Gone"\nmsgstr "Fort"\n\n' + MODELS, ":7:1: 'Gone' is used nowhere"),
        ('msgstr[1] "%(num)s Modelle"', 'msgstr[1] ""', ":7:1: '%(num)s model' is not translated"),
        ("%(num)s Modelle", "%(number)s Modelle", "it lacks %(num)s; has besides %(number)s"),
        ("%(num)s Modelle", "%s Modelle", "it lacks %(num)s; has besides %"),
        (": 100 %%", ": 100 %", "it lacks %%; has besides %"),
        ('">%(name)s</a>: 100', '">%(name)s: 100', "HTML differ from the English: it lacks </a"),
    ],
)
def test_what_is_wrong_is_located(tmp_path: Path, template: Messages, right: str, wrong: str, told: str) -> None:
    assert right in GOOD
    (problem,) = found(tmp_path, template, GOOD.replace(right, wrong))

    assert told in problem


def test_a_language_has_all_its_plural_forms(tmp_path: Path, template: Messages) -> None:
    (problem,) = found(tmp_path, template, GOOD.replace('msgstr[1] "%(num)s Modelle"\n', ""))

    assert "'%(num)s model'" in problem
