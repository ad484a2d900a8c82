"""Every link, script, style and anchor that a page of the built site names is there."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

REFERENCE = re.compile(r'<[^>]*?\s(?:href|src)="([^"]*)"')
ANCHOR = re.compile(r'\sid="([^"]*)"')
ORIGIN = "http://site.invalid/"


def target(folder: Path, address: str) -> Path:
    path = folder / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


def broken(folder: Path) -> list[str]:
    """Return `page: reference` for each reference to a file of the site, or a place in it, that is not there."""
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.html") if path.name != "404.html"}
    anchors = {path: {unescape(name) for name in ANCHOR.findall(text)} for path, text in texts.items()}
    found = []
    for page, text in texts.items():
        base = ORIGIN + page.relative_to(folder).as_posix()
        for reference in {unescape(match) for match in REFERENCE.findall(text)}:
            address = urljoin(base, reference)
            if not address.startswith(ORIGIN):
                continue
            file, place = target(folder, address), unquote(urlsplit(address).fragment)
            if not file.is_file() or (place and file in anchors and place not in anchors[file]):
                found.append(f"{page.relative_to(folder)}: {reference}")
    return sorted(found)


def test_every_link_of_the_site_leads_somewhere(built: Path) -> None:
    assert broken(built) == []


def test_a_missing_page_a_missing_anchor_and_a_missing_script_are_found(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "index.html").write_text('<h2 id="place"></h2><a href="../#gone">x</a>')
    links = "".join(f'<a class="x" href="{href}">x</a>' for href in ("there/", "there/#place", "there/#no", "away/"))
    (tmp_path / "index.html").write_text(f'{links}<script src="s.js"></script><a href="https://example.org/">x</a>')
    assert broken(tmp_path) == [
        "index.html: away/",
        "index.html: s.js",
        "index.html: there/#no",
        "there/index.html: ../#gone",
    ]


@pytest.mark.parametrize("pattern", [r'<script[^>]*\ssrc="([^"]*)"', r'<link[^>]*rel="stylesheet"[^>]*href="([^"]*)"'])
def test_scripts_and_styles_come_from_the_site_itself(built: Path, pattern: str) -> None:
    for path in built.rglob("*.html"):
        references = re.findall(pattern, path.read_text(encoding="utf-8"))
        assert references, path
        assert [reference for reference in references if urlsplit(reference).netloc] == [], path
