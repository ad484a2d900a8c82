"""All pages and files of a zoo, as plans. Records go in, safe HTML comes out; nothing here depends on a site engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from generator import paths
from generator.api.files import plan_api, plan_twin
from generator.badge import plan_badge
from generator.changes import Touched
from generator.context import Site
from generator.explorer.encoding import explorer_json
from generator.i18n import load_words
from generator.inputs import family_inputs, model_inputs
from generator.page import Page
from generator.pages.api import render_api
from generator.pages.audit import render_audit
from generator.pages.compare import render_compare
from generator.pages.compression import render_compression
from generator.pages.contradicted import render_contradicted
from generator.pages.conventions import render_conventions
from generator.pages.datasets import render_dataset, render_datasets
from generator.pages.devices import render_device, render_devices
from generator.pages.explorer import render_explorer
from generator.pages.families import render_families, render_family
from generator.pages.home import render_home
from generator.pages.models import plan_records, render_model, render_models, shown_besides
from generator.pages.schema import plan_schema_files, render_schema
from generator.pages.sources import render_source, render_sources
from generator.plan import FilePlan, Plan
from generator.snapshot import Snapshot, take_snapshot
from generator.templating import CompiledTemplates, make_environment

if TYPE_CHECKING:
    from catalog import Catalog


def plan_pages(site: Site) -> Iterator[Plan]:
    """Plan every page of one language, in the order of the menu.

    A page depends on the whole zoo unless its plan names its `inputs`.
    """
    words, zoo = site.words, site.snapshot.zoo
    yield Plan("home", paths.HOME, partial(render_home, site), words.gettext("Home"))
    yield Plan("explorer", paths.EXPLORER, partial(render_explorer, site), words.gettext("Explorer"))
    yield Plan("compare", paths.COMPARE, partial(render_compare, site), words.gettext("Compare"))
    yield Plan("families", paths.FAMILIES, partial(render_families, site), words.gettext("Families"))
    for name in zoo.families:
        yield _plan_family(site, name)
    yield Plan("models", paths.MODELS, partial(render_models, site), words.gettext("Models"))
    for name in zoo.models:
        yield _plan_model(site, name)
    yield Plan("devices", paths.DEVICES, partial(render_devices, site), words.gettext("Devices"))
    for key, device in zoo.devices.items():
        yield Plan("device", paths.device(key), partial(render_device, site, key), device.name)
    yield Plan("datasets", paths.DATASETS, partial(render_datasets, site), words.gettext("Data sets"))
    for key, dataset in zoo.datasets.items():
        yield Plan("dataset", paths.dataset(key), partial(render_dataset, site, key), dataset.name)
    yield Plan("compression", paths.COMPRESSION, partial(render_compression, site), words.gettext("Compression"))
    yield from _plan_checks(site)
    yield from _plan_reference(site)


def plan_touched_pages(site: Site, touched: Touched) -> Iterator[Plan]:
    """Plan the pages of one language that are made of little but the files of some models or the prose of families."""
    snapshot = site.snapshot
    models = dict.fromkeys((*touched.models, *(kin for name in touched.models for kin in sorted(snapshot.kin[name]))))
    families = dict.fromkeys((*touched.families, *(snapshot.zoo.models[name].family for name in models)))
    yield from (_plan_model(site, name) for name in models)
    yield from (_plan_family(site, name) for name in families)


def _plan_family(site: Site, name: str) -> Plan:
    title = site.words.plain(site.snapshot.zoo.families[name].title)
    inputs = family_inputs(site.snapshot, name)
    return Plan("family", paths.family(name), partial(render_family, site, name), title, inputs)


def _plan_model(site: Site, name: str) -> Plan:
    model = site.snapshot.zoo.models[name]
    inputs, also = model_inputs(site.snapshot, name), shown_besides(site.snapshot, model)
    return Plan("model", paths.model(name), partial(render_model, site, model), inputs=inputs, also=also)


def _plan_checks(site: Site) -> Iterator[Plan]:
    """Plan the pages on what was checked, and on what it was checked against."""
    words, zoo = site.words, site.snapshot.zoo
    group = words.gettext("Checks")
    yield Plan("audit", paths.AUDIT, partial(render_audit, site), words.gettext("Audit"), group=group)
    title = words.gettext("Contradicted claims")
    yield Plan("contradicted", paths.CONTRADICTED, partial(render_contradicted, site), title, group=group)
    title = words.gettext("Conventions of counting")
    yield Plan("conventions", paths.CONVENTIONS, partial(render_conventions, site), title, group=group)
    yield Plan("sources", paths.SOURCES, partial(render_sources, site), words.gettext("Sources"), group=group)
    for key, source in zoo.sources.items():
        yield Plan("source", paths.source(key), partial(render_source, site, key), words.plain(source.title))


def _plan_reference(site: Site) -> Iterator[Plan]:
    """Plan the pages for those who write records, or read them by program."""
    words = site.words
    group = words.gettext("Reference")
    yield Plan("schema", paths.SCHEMA, partial(render_schema, site), words.gettext("Schema"), group=group)
    yield Plan("api", paths.API, partial(render_api, site), words.gettext("API"), group=group)


def plan_files(snapshot: Snapshot) -> Iterator[FilePlan]:
    """Plan every file that belongs to the zoo and not to a language."""
    yield from plan_schema_files()
    yield from plan_model_files(snapshot, snapshot.zoo.models)
    yield from plan_api(snapshot)
    yield FilePlan(paths.EXPLORER_ROWS, partial(explorer_json, snapshot.zoo, snapshot.evidence))


def plan_model_files(snapshot: Snapshot, models: Iterable[str]) -> Iterator[FilePlan]:
    """Plan the files that belong to some models alone."""
    for name in models:
        yield from plan_records(snapshot, name)
        yield plan_badge(snapshot, name)
        yield plan_twin(snapshot, name)


def make_site(
    snapshot: Snapshot,
    language: str,
    *,
    nested: bool = False,
    address: str = "",
    compiled: CompiledTemplates | None = None,
) -> Site:
    """Make what the pages of one language are rendered with.

    Args:
        snapshot: The zoo.
        language: The language.
        nested: Whether the language has a folder of its own below the site's root.
        address: Where the site will be found, with a slash at the end, if that is known.
        compiled: Templates that the pages of another language were rendered with.

    Raises:
        GeneratorError: there are no translations for the language.
    """
    words = load_words(language)
    return Site(snapshot, words, make_environment(words, compiled), nested, address)


def render_pages(zoo: Catalog | Snapshot, language: str) -> Iterator[Page]:
    """Render every page of a zoo in one language.

    Args:
        zoo: The zoo, or a snapshot of it: who renders several languages takes it once.
        language: The language to render.

    Raises:
        GeneratorError: there are no translations for the language.
    """
    snapshot = zoo if isinstance(zoo, Snapshot) else take_snapshot(zoo)
    for plan in plan_pages(make_site(snapshot, language)):
        yield plan.render()
