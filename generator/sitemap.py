"""The site map of one language, for crawlers."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def sitemap(addresses: Iterable[str]) -> bytes:
    """Return a site map of absolute addresses."""
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{schema}">\n{entries}</urlset>\n'.encode()
