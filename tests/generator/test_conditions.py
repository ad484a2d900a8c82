import pytest

from generator.conditions import condition_text
from generator.i18n import load_words


@pytest.mark.parametrize(
    ("name", "value", "english", "german"),
    [
        ("precision", "fp16", "FP16", "FP16"),
        ("batch", 4, "batch size 4", "Batchgröße 4"),
        ("threads", 1, "1 thread", "1 Thread"),
        ("threads", 2, "2 threads", "2 Threads"),
        ("input_size", 224, "224 px", "224 px"),
        ("batch", None, "", ""),
    ],
)
def test_a_condition_is_said_in_the_language_of_the_page(
    name: str, value: str | int | None, english: str, german: str
) -> None:
    assert condition_text(name, value, load_words("en")) == english
    assert condition_text(name, value, load_words("de")) == german


def test_other_conditions_have_no_words_here() -> None:
    with pytest.raises(ValueError, match="'engine'"):
        condition_text("engine", "fast", load_words("en"))
