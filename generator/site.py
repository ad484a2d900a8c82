"""All pages of a zoo in one language. Records go in, safe HTML comes out; nothing here depends on a site engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.context import Site
from generator.i18n import load_words
from generator.page import Page
from generator.pages.audit import render_audit
from generator.pages.compression import render_compression
from generator.pages.devices import render_devices
from generator.pages.explorer import render_explorer
from generator.pages.families import render_families
from generator.pages.findings import render_contradicted, render_conventions
from generator.pages.home import render_home
from generator.pages.models import render_models
from generator.pages.sources import render_sources
from generator.snapshot import Snapshot, take_snapshot
from generator.templating import make_environment

if TYPE_CHECKING:
    from catalog import Catalog


def render_pages(zoo: Catalog | Snapshot, language: str) -> Iterator[Page]:
    """Render every page of a zoo in one language.

    Args:
        zoo: The zoo, or a snapshot of it: who renders several languages takes it once.
        language: The language to render.

    Raises:
        GeneratorError: there are no translations for the language.
    """
    snapshot = zoo if isinstance(zoo, Snapshot) else take_snapshot(zoo)
    words = load_words(language)
    site = Site(snapshot, words, make_environment(words))
    yield render_home(site)
    yield render_explorer(site)
    yield from render_families(site)
    yield from render_models(site)
    yield from render_devices(site)
    yield render_compression(site)
    yield render_contradicted(site)
    yield render_conventions(site)
    yield render_audit(site)
    yield render_sources(site)
