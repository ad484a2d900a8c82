from decimal import Decimal

import pytest
from jinja2 import UndefinedError

from generator.i18n import load_words
from generator.templating import breakable, make_environment


def test_text_is_escaped_in_translations_too() -> None:
    template = make_environment(load_words("zh")).from_string(
        "{{ x }} {% trans tool=x %}Tool: {{ tool }}.{% endtrans %}"
    )
    assert template.render(x="<b>") == "&lt;b&gt; 工具：&lt;b&gt;。"


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        make_environment(load_words("en")).from_string("{{ nothing }}").render()


def test_an_attribute_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError):
        make_environment(load_words("en")).from_string("{{ text.nothing }}").render(text="a")


def test_calls_are_handed_positions_names_and_blocks() -> None:
    template = make_environment(load_words("en")).from_string(
        "{% macro plain(a, b='') %}{{ a }}{{ b }}{% endmacro %}{% macro around(a) %}{{ a }}{{ caller() }}{% endmacro %}"
        "{% for x in 'de' %}{{ plain(x, b='<') }}{% call around(x) %}<i>{% endcall %}"
        "{{ '{}{z}'.format(*[x], **{'z': '>'}) }}{% endfor %}"
    )
    assert template.render() == "d&lt;d<i>d&gt;e&lt;e<i>e&gt;"


def test_counts_are_grouped() -> None:
    template = make_environment(load_words("en")).from_string("{{ ngettext('%(num)s model', '%(num)s models', 1200) }}")
    assert template.render() == "1,200 models"


def test_numbers_and_dates_are_written_in_the_language() -> None:
    source = "{{ 2100|number }} {{ ratio|percent }} {{ '2024-03-05'|date }}"
    ratio = Decimal("0.0525")
    assert make_environment(load_words("en")).from_string(source).render(ratio=ratio) == "2,100 5.3% March 5, 2024"
    assert make_environment(load_words("zh")).from_string(source).render(ratio=ratio) == "2,100 5.3% 2024年3月5日"


def test_names_break_after_underscores_and_stay_escaped() -> None:
    assert breakable("a_<b>") == "a_<wbr>&lt;b&gt;"
