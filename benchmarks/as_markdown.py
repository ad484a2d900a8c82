"""A rendered page as Markdown with the same content: what a project without a generator would write by hand."""

from __future__ import annotations

from html.parser import HTMLParser

_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BREAKS = _HEADINGS.keys() | {"p", "ul", "ol", "dl", "div", "section", "table", "details", "summary", "pre", "svg"}
_OPENING = {**_HEADINGS, "li": "\n- ", "dt": "\n- **", "code": "`", "b": "**", "br": " ", "small": " "}
"""What Markdown writes where an element begins."""


def to_markdown(body: str) -> str:
    """Return a page's body as Markdown: headings, paragraphs, lists, tables, links and code; pictures stay as SVG."""
    writer = _Writer()
    writer.feed(body)
    writer.close()
    return "\n\n".join(filter(None, ("".join(block).strip() for block in writer.blocks))) + "\n"


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self._cells: list[list[str]] = []
        self._links: list[str] = []
        self._picture = 0
        self._verbatim = False
        self._quiet = False
        self._columns = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._picture or tag == "svg":
            self._picture += tag == "svg"
            self._write(self.get_starttag_text() or "")
            return
        if tag in _BREAKS:
            self._break()
        if tag == "tr":
            self._cells = []
        elif tag in {"td", "th"}:
            self._cells.append([])
        elif tag == "a":
            self._open_link(dict(attrs))
        elif tag == "pre":
            self._verbatim = True
            self._write("```\n")
        elif not (self._verbatim and tag in {"code", "b"}):
            self._write(_OPENING.get(tag, ""))

    def _open_link(self, values: dict[str, str | None]) -> None:
        self._quiet = values.get("class") == "headerlink"
        self._links.append("" if self._quiet else values.get("href") or "")
        self._write("" if self._quiet else "[")

    def handle_endtag(self, tag: str) -> None:
        if self._picture:
            self._write(f"</{tag}>")
            self._picture -= tag == "svg"
            return
        if tag == "a" and self._links:
            address = self._links.pop()
            self._write(f"]({address})" if address else "")
            self._quiet = False
        elif tag == "pre":
            self._write("\n```")
            self._verbatim = False
        elif tag in {"code", "b"} and not self._verbatim:
            self._write({"code": "`", "b": "**"}[tag])
        elif tag == "dt":
            self._write("**: ")
        elif tag in {"caption", "h1", "h2", "h3"}:
            self._break()
        elif tag == "tr":
            cells, self._cells = self._cells, []
            self._write("| " + " | ".join("".join(cell).strip() for cell in cells) + " |\n")
            self._columns = len(cells)
        elif tag == "thead":
            self._write("|" + " --- |" * self._columns + "\n")

    def handle_data(self, data: str) -> None:
        if self._quiet or (data.isspace() and not self._cells and "".join(self.blocks[-1])[-1:] in {"", "\n"}):
            return
        text = data if self._verbatim or self._picture else _folded(data)
        self._write(text.replace("|", "\\|") if self._cells else text)

    def _write(self, text: str) -> None:
        (self._cells[-1] if self._cells else self.blocks[-1]).append(text)

    def _break(self) -> None:
        if not self._cells and "".join(self.blocks[-1]).strip():
            self.blocks.append([])


def _folded(data: str) -> str:
    """Return a text on one line, with one space wherever there was any."""
    words = " ".join(data.split())
    before = " " if data[:1].isspace() else ""
    return f"{before}{words} " if words and data[-1].isspace() else f"{before}{words}"
