"""Site maps for crawlers: every page in every language, each with its counterparts in the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice

INDEX = "sitemap.xml"
"""Where the list of the site maps stands, below the site's root."""

LARGEST = 20_000
"""Pages of one site map: of eight languages they take 30 MB, of the 50 MB and 50 000 that crawlers read."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def site_maps(
    root: str, folders: Mapping[str, str], pages: Sequence[str], single: Iterable[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield site maps and their index, as paths below the site's root and contents.

    Args:
        root: The site's absolute address, with a slash at its end.
        folders: The folder of each language below the root, that of the main language first: it is empty.
        pages: Paths of the pages that are there in every language, below its folder.
        single: Paths of pages that are there once.
    """
    main = next(iter(folders))
    counterparts = [_counterparts(root, folders, page) for page in pages]
    written = []
    for language, folder in folders.items():
        entries = (
            f"<url><loc>{escape(root + folder + page)}</loc>\n{links}</url>\n"
            for page, links in zip(pages, counterparts, strict=True)
        )
        alone = (f"<url><loc>{escape(root + page)}</loc></url>\n" for page in (single if language == main else ()))
        for number, part in enumerate(_parts([*alone, *entries]), start=1):
            path = f"sitemaps/{language}-{number}.xml"
            written.append(path)
            yield path, f"{_HEAD}<urlset {_SCHEMA} {_XHTML}>\n{part}</urlset>\n".encode()
    places = "".join(f"<sitemap><loc>{escape(root + path)}</loc></sitemap>\n" for path in written)
    yield INDEX, f"{_HEAD}<sitemapindex {_SCHEMA}>\n{places}</sitemapindex>\n".encode()


def _counterparts(root: str, folders: Mapping[str, str], page: str) -> str:
    links = [(language, root + folder + page) for language, folder in folders.items()]
    links.append(("x-default", links[0][1]))
    return "".join(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(url)}"/>\n' for tag, url in links)


def _parts(entries: Iterable[str]) -> Iterator[str]:
    left = iter(entries)
    while part := "".join(islice(left, LARGEST)):
        yield part
