"""The page that sets two to six models side by side; its script fills it from the API's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.quantities import METRICS, QUANTITIES
from catalog.vocabulary import Engine
from generator import labels, paths
from generator.context import Site
from generator.i18n import mark
from generator.page import Page
from verify.reasons import REASON_NAMES

MOST = 6
"""Models that fit side by side."""

CONDITIONS = ("dataset", "device", "engine", "precision", "batch", "threads", "input_size", "source")
"""Conditions that a reader may choose, named as the options of `catalog query`."""

SENTENCES: Mapping[str, str] = {
    "added": mark("%(model)s is there already."),
    "any": mark("any"),
    "best": mark("best"),
    "conventions": mark("Conventions of counting differ: these numbers can't be compared."),
    "copied": mark("Copied"),
    "failed": mark("%(model)s could not be loaded."),
    "few": mark("Choose 2 to %(most)s models."),
    "full": mark("There is room for %(most)s models."),
    "noNumbers": mark("No source prints a number of these models under the chosen conditions."),
    "notStated": mark("Not stated by the source: %(conditions)s."),
    "also": mark("also %(printed)s in %(source)s"),
    "missing": mark("No source prints it under these conditions."),
    "numbers": mark("Models side by side"),
    "otherSources": mark("Not all numbers of this row come from one source."),
    "paper": mark("%(quantity)s, paper"),
    "quantity": mark("Quantity"),
    "separator": mark(", "),
    "remove": mark("Remove %(model)s"),
    "points": mark("points"),
    "rows": mark("Rows: %(rows)s; different: %(differ)s."),
    "unknown": mark("There is no model %(model)s."),
}
"""What the script says; `%(name)s` is filled in there."""

FACTS: Mapping[str, str] = {
    "facts": mark("Facts"),
    "family": mark("Family"),
    "task": mark("Task"),
    "input": mark("Input"),
    "baseline": mark("Baseline"),
    "teacher": mark("Teacher"),
    "compression": mark("Compression"),
    "macs": mark("Multiply-adds in the graph"),
    "params": mark("Params in the graph"),
}
"""Rows and headings on the models themselves."""

SECTIONS: Mapping[str, str] = {"accuracy": mark("Accuracy"), "size": mark("Size"), "latency": mark("Latency")}


def render_compare(site: Site) -> Page:
    """Render the page."""
    words = site.words
    title = words.gettext("Compare models")
    return site.page(
        "compare",
        paths.COMPARE,
        title,
        words.gettext("Two to six models side by side: every number under its conditions, with source and verdict."),
        families=[(site.snapshot.zoo.families[name], models) for name, models in site.snapshot.families.items()],
        conditions=[(name, words.translate(_CONDITION_NAMES[name])) for name in CONDITIONS],
        most=MOST,
        words_of_script=_words(site),
    )


_CONDITION_NAMES: Mapping[str, str] = {**labels.CONDITIONS, "device": mark("Device")}


def _words(site: Site) -> dict[str, Any]:
    """Everything that the script says or needs to know beside the models' files."""
    words, zoo = site.words, site.snapshot.zoo
    return {
        "most": MOST,
        "sentences": {key: words.translations.gettext(text) for key, text in SENTENCES.items()},
        "facts": _translated(site, FACTS),
        "sections": _translated(site, SECTIONS),
        "conditions": _translated(site, _CONDITION_NAMES),
        "quantities": _translated(site, labels.QUANTITIES),
        "metrics": METRICS,
        "order": QUANTITIES,
        "tasks": _translated(site, labels.TASKS),
        "verdicts": {
            kind: [words.translate(labels.VERDICT_NAMES[kind]), words.translate(labels.VERDICT_MEANINGS[kind])]
            for kind in labels.VERDICTS
        },
        "reasons": {reason: words.say(name) for reason, name in REASON_NAMES.items()},
        "names": {
            "device": {key: entry.name for key, entry in zoo.devices.items()},
            "engine": {key: entry.name for key, entry in zoo.engines.items()},
            "dataset": {key: entry.name for key, entry in zoo.datasets.items()},
            "source": {key: words.plain(entry.title) for key, entry in zoo.sources.items()},
            "family": {key: words.plain(entry.title) for key, entry in zoo.families.items()},
            "compression": {key: entry.name for key, entry in zoo.strategies.items()},
        },
        "places": {key: paths.source(key) for key in zoo.sources},
        "versions": {key: _versions(zoo.engines, key) for key in zoo.engines},
    }


def _translated(site: Site, marked: Mapping[Any, str]) -> dict[str, str]:
    return {key: site.words.translate(text) for key, text in marked.items()}


def _versions(engines: Mapping[str, Engine], key: str) -> list[str]:
    """An engine and its versions, as a query for the engine finds them."""
    found = [key]
    for name in found:
        found += [other for other, entry in engines.items() if entry.version_of == name and other not in found]
    return found
