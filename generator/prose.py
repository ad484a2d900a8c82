"""Markdown of families to HTML that is safe to show: raw HTML stays text, links are http(s) or relative."""

from __future__ import annotations

from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from generator.translated_prose import without_note

SAFE_SCHEMES = frozenset({"http", "https", ""})


class _Careful(Treeprocessor):
    """Numbers the headings, which makes their ids the same in every language, and drops unsafe links."""

    def run(self, root: Element) -> None:
        number = 0
        for element in root.iter():
            if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
                number += 1
                element.tag = "h2" if element.tag in {"h1", "h2"} else "h3"
                element.set("id", f"about-{number}")
            elif element.tag == "a" and not _is_safe(element.get("href", "")):
                element.attrib.pop("href")


def _is_safe(href: str) -> bool:
    """A browser resolves entities before it looks for the scheme, and so does this."""
    try:
        return urlsplit(unescape(href)).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def render_prose(text: str) -> Markup:
    """Turn a family's Markdown into HTML whose headings begin at level 2 and have the ids `about-1`, `about-2`, …."""
    markdown = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    markdown.preprocessors.deregister("html_block")
    for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
        markdown.inlinePatterns.deregister(pattern)
    markdown.treeprocessors.register(_Careful(markdown), "careful", -1)
    return Markup(markdown.convert(without_note(text)))  # noqa: S704 - made safe above
