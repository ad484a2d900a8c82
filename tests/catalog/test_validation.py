"""From the schema's findings to sentences."""

import json
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from catalog.record import Model
from catalog.references import Known
from catalog.validation import describe, read_entry, read_vocabulary
from catalog.vocabulary import Device, Family, Source
from catalog.yamlfile import parse

HERE = Path("file.yaml")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "true"),
        (224, "the number 224"),
        (Decimal("0.580"), "the number 0.580"),
        ([], "a list"),
        ({}, "a mapping"),
        ("x" * 100, repr("x" * 60)),
    ],
)
def test_values_in_words(value: object, text: str) -> None:
    assert describe(value) == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("papers: [{titel: x}]", "file.yaml:1:11: unknown key 'titel'; did you mean 'title'?"),
        ("papers: {a: b}", "file.yaml:1:9: papers: expected a list, not a mapping"),
        ("title: {en: A, fr: 5}", "file.yaml:1:20: fr: expected text (put numbers and true, false or null in quotes "
                                  "where text is meant), not the number 5"),
        ("links: [{kind: x, url: 'https://[', note: {en: y}}]", "file.yaml:1:24: url: Invalid IPv6 URL"),
        ("papers: [{year: 1900}]", "file.yaml:1:17: year: expected at least 1950, not the number 1900"),
        ("nonsense: 1", "file.yaml:1:1: unknown key 'nonsense'; expected one of: name, title, task, summary, papers, "
                        "links"),
    ],
)  # fmt: skip
def test_sentences(text: str, problem: str) -> None:
    document = parse(text, HERE)

    assert read_entry(Family, document, Known()) is None
    assert problem in [str(found) for found in document.problems]


def test_keys_are_suggested_at_any_depth() -> None:
    document = parse("reported: [{latency: [{devise: t4}]}]\ntraining: [{dta: []}]\n", HERE)
    read_entry(Model, document, Known())

    messages = [problem.message for problem in document.problems]
    assert "unknown key 'devise'; did you mean 'device'?" in messages
    assert "unknown key 'dta'; did you mean 'data'?" in messages


def test_a_vocabulary_keeps_the_entries_that_are_right() -> None:
    good = json.dumps({"name": "T4", "kind": "gpu", "vendor": "V", "about": {"en": "A GPU."}})
    document = parse(f"t4: {good}\np4: {{}}\nV100: {good}\n", HERE)

    assert list(read_vocabulary(Device, document, Known())) == ["t4"]
    assert {problem.line for problem in document.problems} == {2, 3}


def test_a_mapping_of_entries_inside_an_entry() -> None:
    document = parse("tables: {metrics: {titel: {en: x}}}", HERE)
    read_entry(Source, document, Known())

    assert "file.yaml:1:20: unknown key 'titel'; did you mean 'title'?" in [str(it) for it in document.problems]


def test_every_choice_can_be_suggested() -> None:
    for task in get_args(Family.model_fields["task"].annotation):
        document = parse(f"task: {task[:-1]}", HERE)
        read_entry(Family, document, Known())
        assert f"did you mean {task!r}?" in " ".join(problem.message for problem in document.problems)
