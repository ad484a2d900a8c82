"""Reading YAML: digits survive, places are right, and nothing hostile does more than make a located problem."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog import yamlfile

HERE = Path("file.yaml")


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in yamlfile.parse(text, HERE).problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-7", -7),
        ("224", 224),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0.580", Decimal("0.580")),
        ("-1.50", Decimal("-1.50")),
        ("2022-06-10", "2022-06-10"),
        ("007", "007"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e5", "1e5"),
        (".5", ".5"),
        ("5.", "5."),
        ("+1", "+1"),
        ("-0", "-0"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("yes", "yes"),
        ("off", "off"),
        ("~", "~"),
        ("True", "True"),
        ("12:30:45", "12:30:45"),
        ("1" * 31, "1" * 31),
        ("١٢", "١٢"),
        ('"0.5"', "0.5"),
        ("'true'", "true"),
    ],
)
def test_only_canonical_numbers_and_three_words_are_more_than_text(text: str, value: object) -> None:
    data = yamlfile.parse(f"key: {text}\n", HERE).data

    assert data == {"key": value}
    assert type(data["key"]) is type(value)
    assert str(data["key"]) == str(value)


@given(st.decimals(min_value=0, max_value=10**9, places=6), st.integers(0, 6))
def test_printed_digits_survive(number: Decimal, places: int) -> None:
    digits = f"{number:.{places}f}"

    assert str(yamlfile.parse(f"[{digits}]", HERE).data[0]) == digits


def test_places_of_keys_and_values() -> None:
    document = yamlfile.parse("a: 1\nlist:\n  - {x: 0.50, 汉: 汉字}\n  - text\n", HERE)

    assert document.data == {"a": 1, "list": [{"x": Decimal("0.50"), "汉": "汉字"}, "text"]}
    assert document.place_of_key(("list",)) == (2, 1)
    assert document.place_of_value(("list", 0)) == (3, 5)
    assert document.place_of_value(("list", 0, "x")) == (3, 9)
    assert document.place_of_key(("list", 0, "汉")) == (3, 15)
    assert document.place_of_value(("list", 0, "汉")) == (3, 18)
    assert document.place_of_value(("list", 1)) == (4, 5)
    assert document.place_of_value(("list", 0, "missing", 3)) == (3, 5), "what is not there is sought where it belongs"
    assert document.place_of_value(("nowhere",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", "file.yaml:3:1: the key 'a' stands already at line 1"),
        ("x: {k: 1, k: 2}\n", "file.yaml:1:11: the key 'k' stands already at line 1"),
        ("a: &anchor 1\n", "file.yaml:1:4: expected no anchor such as &anchor"),
        ("a: *anchor\n", "file.yaml:1:4: expected the value itself, not the alias *anchor"),
        ("a: !!int 1\n", "file.yaml:1:4: expected no tag such as tag:yaml.org,2002:int"),
        ("a: !env HOME\n", "file.yaml:1:4: expected no tag such as !env"),
        ("%YAML 1.2\n---\na: 1\n", "file.yaml:1:1: expected no % directive"),
        ("---\na: 1\n---\nb: 2\n", "file.yaml:3:1: expected one document, not a second one after '---'"),
        ("[a, b]: 1\n", "file.yaml:1:1: expected a key that is plain text"),
        ('a: "\\0"\n', "file.yaml:1:4: the character U+0000 is not allowed in text"),
        ('"\\a": 1\n', "file.yaml:1:1: the character U+0007 is not allowed in text"),
        ("a: b: c\n", "file.yaml:1:5: this is no YAML: a ':' where no key may stand; put the text in quotes, or check "
                      "the indentation"),
        ("a:\n\t- b\n", "file.yaml:2:1: this is no YAML: a tab or a sign such as % @ ` stands where a value should "
                        "begin; indent with spaces and put text that begins with a sign in quotes"),
        ("a: [1, 2\nb: 3\n", "file.yaml:2:2: this is no YAML: expected ',' or ']' (in what begins at line 1)"),
        ("a: {x: 1\n", "file.yaml:2:1: this is no YAML: expected ',' or '}' (in what begins at line 1)"),
        ("a: 'x\n", "file.yaml:2:1: this is no YAML: the file ends inside a text in quotes; expected the closing quote "
                    "(in what begins at line 1)"),
        ("a: " + "[" * 1000, "file.yaml:1:23: expected at most 20 lists and mappings inside each other"),
    ],
)  # fmt: skip
def test_mistakes_are_located(text: str, problem: str) -> None:
    assert problems_of(text) == [problem]


def test_all_mistakes_that_do_not_end_the_reading_are_told() -> None:
    assert len(problems_of("a: &x 1\nb: *x\nb: !t 2\n")) == 4


def test_an_object_is_never_constructed(tmp_path: Path) -> None:
    target = tmp_path / "made"
    text = f"a: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{target}]]\n"

    assert problems_of(text)
    assert not target.exists()


def test_an_alias_bomb_is_small() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)]
    document = yamlfile.parse("\n".join(lines), HERE)

    assert document.data["a59"] == [None, None]
    assert len(document.problems) == 60 + 2 * 59


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a: caf\xe9\n", ":1:7: expected UTF-8 text, not the byte 0xe9"),
        (b"a: 1\nb: \xff\xfe\n", ":2:4: expected UTF-8 text, not the byte 0xff"),
        (b"\xef\xbb\xbfa: 1\n", ":1:1: the character U+FEFF is not allowed in text"),
        (b"a: 1\nb: \x1b[31m\n", ":2:4: the character U+001B is not allowed in text"),
        (b"#" * (yamlfile.MAX_BYTES + 1), ": is larger than 1 MiB, the most that is read"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(content)

    document = yamlfile.read(path)

    assert not document.readable
    assert [str(found) for found in document.problems] == [f"{path}{problem}"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "can't be read: No such file" in str(yamlfile.read(tmp_path / "none.yaml").problems[0])


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("# only a comment\n")

    assert yamlfile.read(path).data is None
    assert yamlfile.read(path).readable


yaml_like = st.text(alphabet="ab01.:-[]{}&*!|>'\"%@#,? \n\t汉\\x", max_size=60)


@given(yaml_like | st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    document = yamlfile.parse(text, HERE)

    assert document.readable or document.problems
    assert all(problem.line >= 1 and problem.column >= 1 for problem in document.problems)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "file.yaml"
    path.write_bytes(content)

    document = yamlfile.read(path)

    assert document.readable or document.problems


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co"]), max_size=8)
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)


@given(trees, st.booleans())
def test_what_yaml_writes_comes_back(tree: object, flow: bool) -> None:
    text = yaml.safe_dump([tree], allow_unicode=True, default_flow_style=flow)

    document = yamlfile.parse(text, HERE)

    assert not document.problems
    assert document.data == [tree]


def test_the_pure_python_parser_reads_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [0.580, {b: 'x'}]\nc: |\n  two\n  lines\n"
    fast = yamlfile.parse(text, HERE)
    monkeypatch.setattr(yamlfile, "_LOADER", yaml.SafeLoader)
    slow = yamlfile.parse(text, HERE)

    assert slow.data == fast.data
    for path in (("a",), ("a", 0), ("a", 1, "b"), ("c",)):
        assert slow.place_of_value(path) == fast.place_of_value(path)
        assert slow.place_of_key(path) == fast.place_of_key(path)


def test_a_document_knows_where_everything_stands_when_what_it_holds_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("a:\n  - {b: 1, c: 2}\n")
    document = yamlfile.read(path)
    document.forget()
    assert document.data is None
    assert document.place_of_value(("a", 0, "c")) == (2, 15)
