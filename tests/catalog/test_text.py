"""Names, links and texts in several languages."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog.text import PATTERNS, Line, LocalText, Name, Url, in_language

UNREADABLE = ("\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202a", "\u202e", "\u2066", "\u2069")


def accepts(kind: Any, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("https://例子.中国/路径", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://example.org", False),
        ("//example.org", False),
        ("https://", False),
        ("https://[", False),
        ("https://example.org/ x", False),
        ("https://example.org/\n", False),
        ('https://example.org/"onclick', False),
        ("https://example.org/<script>", False),
        (" https://example.org", False),
        ("https://example.org/" + "x" * 2000, False),
    ],
)
def test_links(url: str, fine: bool) -> None:
    assert accepts(Url, url) is fine


@given(st.text(max_size=30))
def test_a_name_never_leaves_its_folder(text: str) -> None:
    if accepts(Name, text):
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", text)
        assert "/" not in text
        assert not text.startswith(".")


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "", "   ", "x" * 401])
def test_what_is_no_line(text: str) -> None:
    assert not accepts(Line, text)


def test_a_line_is_stripped() -> None:
    assert TypeAdapter(Line).validate_python("  two words ") == "two words"


def test_texts_fall_back_to_english() -> None:
    text = {"en": "A net.", "zh": "网络。"}

    assert in_language(text, "zh") == "网络。"
    assert in_language(text, "de") == "A net."
    assert in_language({"en": "A net.", "zh": ""}, "zh") == "A net."


@pytest.mark.parametrize("text", [{}, {"zh": "网络。"}, {"en": ""}, {"en": "x", "English": "x"}, "A net."])
def test_what_is_no_local_text(text: object) -> None:
    assert not accepts(LocalText, text)


def test_every_pattern_is_told_in_words() -> None:
    assert all(words and not words.startswith("^") for words in PATTERNS.values())


@pytest.mark.parametrize("character", UNREADABLE)
def test_characters_that_are_not_shown_or_turn_text_round_are_refused(character: str) -> None:
    assert not accepts(Line, f"a{character}b")
    assert not accepts(LocalText, {"en": f"a{character}b"})


def test_texts_in_any_script_and_of_several_lines_are_fine() -> None:
    assert accepts(Line, "مرحبا שלום 你好 \U0001f600")
    assert accepts(LocalText, {"en": "two\nlines\tand a tab"})
