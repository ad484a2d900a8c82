import json
from dataclasses import replace
from pathlib import Path

import yaml

from generator.export import encode, file_name
from generator.page import Heading, Page, SearchEntry

BODY = '<h1>A: "model"</h1>\n\n<pre>one\n \n\ntwo</pre>\n\n    <p>a &lt; b</p>'
PAGE = Page(
    path="models/A/",
    kind="model",
    title='A: "model"',
    description="# 50 层",
    body=BODY,
    headings=(Heading(2, "facts", "Facts"),),
    search=SearchEntry("A", "text", ("tag",), ("alias",)),
    source=Path("zoo/models/F/A.yaml"),
)


def front_matter(text: str) -> tuple[dict[str, object], str]:
    start, head, body = text.split("---\n", 2)
    assert start == ""
    return yaml.safe_load(head), body


def test_an_html_page_is_front_matter_and_the_body_as_it_is() -> None:
    assert file_name(PAGE.path, "html") == "models/A/index.html"
    fields, body = front_matter(encode(PAGE, "en", "html").decode())
    assert fields == {
        "title": 'A: "model"',
        "description": "# 50 层",
        "lang": "en",
        "kind": "model",
        "toc": [{"level": 2, "id": "facts", "title": "Facts"}],
    }
    assert body.strip() == BODY


def test_markdown_readers_leave_the_body_alone() -> None:
    """An empty line would end the block of HTML, and the indented line after it would become code."""
    import markdown

    _, body = front_matter(encode(PAGE, "en", "markdown").decode())
    assert not any(line.strip() == "" for line in body.strip().splitlines())
    rendered = markdown.markdown(f"<div>{body}</div>")
    assert "<p>a &lt; b</p>" in rendered
    assert "<pre>one&#10;&#10;" in rendered.replace("\n", "").replace(" ", "")


def test_a_json_page_has_every_field() -> None:
    page = json.loads(encode(PAGE, "en", "json"))
    assert page["body"] == BODY
    assert page["language"] == "en"
    assert page["source"] == "A.yaml"
    assert page["search"] == {"title": "A", "text": "text", "tags": ["tag"], "aliases": ["alias"]}


def test_a_page_without_a_record_exports_too() -> None:
    assert json.loads(encode(replace(PAGE, path="", source=None), "en", "json"))["source"] is None
