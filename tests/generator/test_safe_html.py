"""Text as HTML: the bytes that `markupsafe` gives, and HTML left as it is."""

import pytest
from markupsafe import Markup, escape

from generator.safe_html import escaped, trusted


@pytest.mark.parametrize("text", ["", "ResNet–50", "a & b", "<b>", ">", "\"'", "&amp;", "多", 12, None, 0.5])
def test_what_is_no_html_is_escaped_as_markupsafe_does(text: object) -> None:
    assert escaped(text) == str(escape(text))


def test_html_stays_as_it_is() -> None:
    html = Markup("<b>&amp;</b>")
    assert escaped(html) == "<b>&amp;</b>"


def test_trusted_html_is_not_escaped_again() -> None:
    html = trusted("<b>a</b>")
    assert isinstance(html, Markup)
    assert html + "<i>" == "<b>a</b>&lt;i&gt;"
