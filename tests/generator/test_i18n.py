import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from generator.exceptions import GeneratorError
from generator.i18n import LOCALE, available_languages, language_name, load_words

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"</?\w+")


@pytest.fixture(scope="module")
def used() -> set[str | tuple[str, ...]]:
    """The messages of the templates and the code, as `pybabel extract` finds them."""
    with (ROOT / "generator" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, "mark": None}
    found = extract_from_dir(ROOT, methods, options, keywords, directory_filter=lambda path: "generator" in path)
    return {message for _, _, message, _, _ in found}


def messages(language: str) -> Messages:
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(text: object) -> tuple[str, ...]:
    """The forms of a message, of which one without a plural has one."""
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


@pytest.mark.parametrize("language", available_languages()[1:])
def test_every_message_is_translated_and_none_is_left_over(language: str, used: set[str | tuple[str, ...]]) -> None:
    known: dict[str | tuple[str, ...], Message] = {
        tuple(message.id) if isinstance(message.id, list | tuple) else message.id: message
        for message in messages(language)
        if message.id
    }
    assert known.keys() == used
    assert [key for key, message in known.items() if message.fuzzy or not all(forms(message.string))] == []


@pytest.mark.parametrize("language", available_languages()[1:])
def test_translations_keep_placeholders_and_tags(language: str) -> None:
    for message in messages(language):
        if message.id:
            wanted = forms(message.id)[-1]
            for text in forms(message.string):
                assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(wanted)), wanted
                assert sorted(TAG.findall(text)) == sorted(TAG.findall(wanted)), wanted
                assert not re.search(r"%(?![(%])", text.replace("%%", "")), text


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
    assert available_languages() == ("en", "zh")


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
