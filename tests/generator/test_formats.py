import datetime
from decimal import Decimal

import pytest

from generator.formats import formats_of


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234,567.50"),
        ("zh", "1,234,567.50"),
        ("ja", "1,234,567.50"),
        ("ko", "1,234,567.50"),
        ("de", "1.234.567,50"),
        ("fr", "1\u202f234\u202f567,50"),
        ("es", "1.234.567,50"),
        ("pt", "1.234.567,50"),
        ("qq", "1,234,567.50"),
        ("not a tag", "1,234,567.50"),
    ],
)
def test_numbers_have_the_separators_of_the_language(language: str, written: str) -> None:
    assert formats_of(language).number(Decimal("1234567.50")) == written


def test_digits_are_kept_unless_a_number_of_them_is_asked_for() -> None:
    number = formats_of("de").number
    assert [number(4230479872), number(-1200), number(0)] == ["4.230.479.872", "-1.200", "0"]
    assert [number(Decimal("2.5"), 0), number(Decimal("0.125"), 2), number(7, 1)] == ["3", "0,13", "7,0"]
    assert number(Decimal("1E-7")) == "0,0000001"


def test_percentages_follow_the_language() -> None:
    ratio = Decimal("0.12345")
    assert formats_of("en").percent(ratio) == "12.3%"
    assert formats_of("de").percent(ratio, 2) == "12,35\N{NO-BREAK SPACE}%"
    assert formats_of("fr").percent(ratio, 0) == "12\N{NO-BREAK SPACE}%"


def test_dates_have_their_month_in_words() -> None:
    day = datetime.date(2024, 3, 5)
    written = {tag: formats_of(tag).date(day) for tag in ("en", "de", "ja", "pt-BR")}
    assert written == {
        "en": "March 5, 2024",
        "de": "5. März 2024",
        "ja": "2024年3月5日",
        "pt-BR": "5 de março de 2024",
    }
