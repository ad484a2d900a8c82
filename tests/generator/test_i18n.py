from decimal import Decimal
from pathlib import Path

import pytest

from catalog.sentence import say
from generator.exceptions import GeneratorError
from generator.i18n import available_languages, language_name, load_words


def test_english_needs_no_catalogue() -> None:
    words = load_words("en")
    assert words.gettext("Latency of %(model)s", model="X") == "Latency of X"
    assert words.ngettext("%(num)s model", "%(num)s models", 1) == "1 model"
    assert words.ngettext("%(num)s model", "%(num)s models", 1200) == "1,200 models"


@pytest.mark.parametrize(("amount", "text"), [("1.5", "+1.5"), ("-0.30", "−0.30"), ("0.0", "±0.0"), ("-0.00", "±0.00")])
def test_a_difference_has_its_sign(amount: str, text: str) -> None:
    assert load_words("en").signed(Decimal(amount)) == text


def test_chinese_is_compiled_when_it_is_loaded() -> None:
    words = load_words("zh")
    assert words.translate("confirmed") == "已证实"
    assert words.ngettext("%(num)s model", "%(num)s models", 2) == "2 个模型"
    assert words.gettext("a message that nobody translated") == "a message that nobody translated"
    assert words.listed(["甲", "", "乙"]) == "甲、乙"


def test_a_sentence_is_said_with_the_numbers_of_the_language() -> None:
    sentence = say("%(model)s takes %(latency)s under different conditions: %(conditions)s.").filled(
        model="Net", latency="1.50 ms", conditions=("batch 1", 1200, Decimal("2.50"))
    )
    assert load_words("en").say(sentence) == "Net takes 1.50 ms under different conditions: batch 1, 1,200, 2.50."
    assert load_words("zh").say(sentence) == "Net 在不同条件下均为 1.50 ms：batch 1、1,200、2.50。"


def test_chinese_names_are_marked_on_other_pages() -> None:
    names = ["SD855", "高通<855>"]
    assert load_words("en").names(names) == 'SD855, <span lang="zh">高通&lt;855&gt;</span>'
    assert load_words("zh").names(names) == "SD855、高通&lt;855&gt;"


def test_texts_fall_back_to_english_and_say_so() -> None:
    words = load_words("zh")
    assert words.local({"en": "text", "zh": "文"}) == "文"
    assert words.local({"en": "a <b>"}) == '<span lang="en">a &lt;b&gt;</span>'
    assert words.plain({"en": "a <b>"}) == "a <b>"
    assert (words.local(None), words.plain(None)) == ("", "")


def test_lines_that_yaml_folds_are_joined_without_a_space_in_chinese() -> None:
    words = load_words("zh")
    assert words.local({"en": "a", "zh": "第一句。 第二句， 共 2 句"}) == "第一句。第二句，共 2 句"
    assert words.plain({"en": "One. Two.", "zh": "一 二"}) == "一二"


def test_a_language_is_available_once_it_has_a_catalogue(tmp_path: Path) -> None:
    for name in ("zh", "pt_BR", "de"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "README.md").touch()
    for name in ("zh", "pt_BR"):
        (tmp_path / name / "LC_MESSAGES" / "messages.po").write_text('msgid ""\nmsgstr "Language: x\\n"\n')
    assert available_languages(tmp_path) == ("en", "pt-BR", "zh")
    assert load_words("pt-BR", tmp_path).gettext("Latency") == "Latency"
    assert available_languages() == ("en", "de", "es", "fr", "ja", "ko", "pt", "zh")


@pytest.mark.parametrize(
    ("language", "inside", "name"),
    [
        ("zh", "zh", "中文"),
        ("zh", "en", "Chinese"),
        ("en", "zh", "英语"),
        ("pt-BR", "pt-BR", "português (Brasil)"),
        ("qq", "en", "qq"),
        ("not a tag", "en", "not a tag"),
    ],
)
def test_languages_have_names_in_each_other(language: str, inside: str, name: str) -> None:
    assert language_name(language, inside) == name


@pytest.mark.parametrize("text", [b"garbage", b'msgid "a"\nmsgstr[x] "b"\n', b"\xff\xfe"])
def test_a_broken_catalogue_names_its_file(text: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "zh" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_bytes(text)
    with pytest.raises(GeneratorError, match=r"messages\.po"):
        load_words("zh", tmp_path)
