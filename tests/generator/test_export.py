import gettext
import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.edition import Edition
from generator.exceptions import GeneratorError
from generator.export import MANIFEST, export_files, write_files
from generator.i18n import Words
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
    data={"name": "A"},
)
EDITION = Edition(Words("en", gettext.NullTranslations()), (PAGE,), {"models/A/model.json": b"{}"})


def front_matter(text: str) -> tuple[dict[str, object], str]:
    start, head, body = text.split("---\n", 2)
    assert start == ""
    return yaml.safe_load(head), body


def test_an_html_page_is_front_matter_and_the_body_as_it_is() -> None:
    files = dict(export_files(EDITION, "html"))
    assert set(files) == {"models/A/index.html", "models/A/model.json"}
    fields, body = front_matter(files["models/A/index.html"].decode())
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

    _, body = front_matter(dict(export_files(EDITION, "markdown"))["models/A/index.md"].decode())
    assert not any(line.strip() == "" for line in body.strip().splitlines())
    rendered = markdown.markdown(f"<div>{body}</div>")
    assert "<p>a &lt; b</p>" in rendered
    assert "<pre>one&#10;&#10;" in rendered.replace("\n", "").replace(" ", "")


def test_a_json_page_has_every_field() -> None:
    page = json.loads(dict(export_files(EDITION, "json"))["models/A/index.json"])
    assert page["body"] == BODY
    assert page["language"] == "en"
    assert page["source"] == "A.yaml"
    assert page["data"] == {"name": "A"}
    assert page["search"] == {"title": "A", "text": "text", "tags": ["tag"], "aliases": ["alias"]}


def test_a_page_without_a_record_exports_too() -> None:
    edition = replace(EDITION, pages=(replace(PAGE, path="", source=None, data=None),), files={})
    assert json.loads(dict(export_files(edition, "json"))["index.json"])["source"] is None


def test_only_changes_are_written_and_only_our_own_files_removed(tmp_path: Path) -> None:
    assert write_files(tmp_path, {"a/index.html": b"1", "b/c/index.html": b"2"}) == (2, 0)
    (tmp_path / "a" / "mine.txt").write_text("kept")
    before = (tmp_path / "a" / "index.html").stat().st_mtime_ns
    assert write_files(tmp_path, {"a/index.html": b"1", "b/c/index.html": b"2"}) == (0, 0)
    assert (tmp_path / "a" / "index.html").stat().st_mtime_ns == before
    assert write_files(tmp_path, {"d": b"3"}) == (1, 2)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {MANIFEST, "a/mine.txt", "d"}
    assert not (tmp_path / "b").exists()


def test_an_altered_list_of_files_removes_nothing_outside_the_folder(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps(["../precious", str(precious)]))
    assert write_files(out, {}) == (0, 0)
    assert precious.read_text() == "kept"


@pytest.mark.parametrize("content", ["[", '{"a": 1}', "[1]"])
def test_a_damaged_list_of_files_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(GeneratorError, match=f"{MANIFEST}: expected a list of paths"):
        write_files(tmp_path, {})


def test_a_file_that_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder must be")
    with pytest.raises(GeneratorError, match=str(tmp_path / "a")):
        write_files(tmp_path, {"a/index.html": b""})
