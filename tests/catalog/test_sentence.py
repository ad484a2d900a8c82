"""Sentences with values in their places."""

from decimal import Decimal

import pytest

from catalog.sentence import say, significant


def test_a_sentence_is_english_with_its_values() -> None:
    sentence = say(
        "%(model)s: %(count)s numbers, %(percent)s %% apart.", model="Net", count=1200, percent=Decimal("2.50")
    )

    assert str(sentence) == "Net: 1,200 numbers, 2.50 % apart."
    assert sentence.message == "%(model)s: %(count)s numbers, %(percent)s %% apart."


def test_lists_are_joined() -> None:
    assert str(say("%(numbers)s", numbers=("0.60 G", 7, Decimal("1E+4")))) == "0.60 G, 7, 10,000"


def test_a_sentence_is_filled_afterwards() -> None:
    template = say("%(count)s models.")

    assert str(template.filled(count=2)) == "2 models."
    assert template.values == {}


@pytest.mark.parametrize(("value", "digits", "text"), [("3.249", 2, "3.2"), ("0.50", 2, "0.5"), ("1234.5", 3, "1230")])
def test_rounding_to_significant_digits(value: str, digits: int, text: str) -> None:
    assert f"{significant(Decimal(value), digits):f}" == text
