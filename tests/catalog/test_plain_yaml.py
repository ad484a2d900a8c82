"""Plain YAML is read as all of YAML is; what is not plain is left alone."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import plain_yaml, yamlfile
from catalog.layout import default_directory, scan
from catalog.plain_yaml import NotPlain

HERE = Path("here.yaml")
WORDS = st.text("ab01.-_ '\":,#[]{}&*!|>%?@`/\\~=+(中\u2028\u00a0\t", max_size=8)
LINES = st.lists(
    st.tuples(st.sampled_from(["", "  ", "    "]), st.sampled_from(["", "- ", "k: ", "- k: ", "l:", "- {m: "]), WORDS),
    max_size=6,
)


def same(text: str) -> None:
    """What the quick reader takes, the whole reader takes without a complaint and reads alike."""
    try:
        data = plain_yaml.parse(text)
    except NotPlain:
        return
    document = yamlfile.parse(text, HERE)
    assert document.problems == []
    assert repr(data) == repr(document.data)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: 0.580\nc: 1e5\nd: true\ne: null\nf:\ng: text of words\nh: 0.450 G\ni: -7.0e-05\n",
        "a:\n  b: {c: 0.10, d: 'x: y', e: [1, 2], f: \"g\"}\n  h: []\n  i: [a b, 'c, d']\n",
        "a:\n- b: 1\n  c:\n  - d\n  - e\n-   f: 2\n    g: 3\n- h\nz: https://example.org/a?b=1&c#d\n",
        "a: see {b}\nc: 'd, {e}'\nf: {g: 'h, i', j: [k, l], m: '{n}'}\no: p}\nq:\n  - {r: 1}  \n",
        "# first\n\na:\n  # second\n  b: 中文，没有引号。\n  c: '中 # 文'\n",
    ],
)
def test_plain_text_is_read_like_yaml(text: str) -> None:
    assert repr(plain_yaml.parse(text)) == repr(yamlfile.parse(text, HERE).data)


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "- a\n", "a: b: c\n", "a: b # c\n", "a: &x 1\n", "a: *x\n", "a: !t 1\n", "a: |\n  b\n", "a: b\n  c\n",
        "a: 1\na: 2\n", "a: {b: 1, b: 2}\n", "a: {b: {c: 1}}\n", "a: 'it''s'\n", 'a: "\\n"\n', "a: 'b\n  c'\n",
        "a:\tb\n", "a: b\r\n", "a: b\u2028c\n", "a: b\x85c\n", "---\na: 1\n", "a: 1\n...\n", "%TAG\na: 1\n",
        "a: [b,c]\n",
        "a: [{b: 1}\nc: 2\n", "- [{b: 1}\n", "a: {b: 1}}\n", "a: {{b: 1}\n", "a: {b: 1} c}\n",
        "a: {b: 1,}\n", "a: [1, ]\n", "? a\n", "a: %b\n", "a: @b\n", "a: - b\n", "a: ~\n", "<<: 1\n",
        "a:\n    b: 1\n  c: 2\n",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_whole_reader(text: str) -> None:
    with pytest.raises(NotPlain):
        plain_yaml.parse(text)


@settings(max_examples=400)
@given(LINES)
def test_whatever_is_taken_for_plain_means_the_same_in_yaml(lines: list[tuple[str, str, str]]) -> None:
    same("".join(f"{indent}{start}{text}{'}' if start.endswith('{m: ') else ''}\n" for indent, start, text in lines))


@settings(max_examples=150)
@given(
    st.recursive(
        WORDS | st.integers() | st.none() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
        max_leaves=8,
    ),
    st.sampled_from([None, True, False]),
)
def test_what_yaml_writes_is_read_alike(tree: object, flow: bool | None) -> None:
    same(yaml.safe_dump({"tree": tree}, allow_unicode=True, default_flow_style=flow))


def test_deep_nesting_is_left_to_the_whole_reader() -> None:
    with pytest.raises(NotPlain):
        plain_yaml.parse("".join(f"{'  ' * depth}a:\n" for depth in range(500)))


def test_hostile_lists_take_no_longer_than_they_are_long() -> None:
    with pytest.raises(NotPlain):
        plain_yaml.parse(f"a: {{b: [{'c ' * 50_000}!]}}\n")


def test_the_records_of_the_zoo_are_mostly_plain() -> None:
    records = list(scan(default_directory()).records.values())
    plain = 0
    for path in records:
        text = path.read_text(encoding="utf-8")
        same(text)
        try:
            plain_yaml.parse(text)
            plain += 1
        except NotPlain:
            continue
    assert plain > 0.8 * len(records)
