"""Everything that the explorer's scripts say, in one language. `{…}` stands for what a script puts in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.quantities import METRICS, QUANTITIES
from generator import labels
from generator.context import Site

OPTION_COLUMNS = ("device", "engine", "precision", "batch", "threads", "input_size", "dataset")
"""Conditions that a row can show, in the order of the columns."""


def script_words(site: Site) -> dict[str, Any]:
    """Return names of what the rows hold, and the sentences that scripts fill in."""
    return {"names": _names(site), "columns": list(column_names(site).items()), "say": _sentences(site)}


def column_names(site: Site) -> dict[str, str]:
    """Return the headings of a row's columns, in their order."""
    words = site.words
    costs = [quantity for quantity in QUANTITIES if quantity not in METRICS and quantity != "latency"]
    return {
        "model": words.gettext("Model"),
        "latency": words.translate(labels.QUANTITIES["latency"]),
        **{metric: words.translate(labels.QUANTITIES[metric]) for metric in METRICS},
        **{cost: words.translate(labels.QUANTITIES[cost]) for cost in costs},
        "device": words.gettext("Device"),
        **{name: words.translate(labels.CONDITIONS[name]) for name in OPTION_COLUMNS if name != "device"},
        "family": words.gettext("Family"),
        "task": words.gettext("Task"),
        "source": words.gettext("Source"),
    }


def _names(site: Site) -> dict[str, Mapping[str, str]]:
    zoo, words = site.snapshot.zoo, site.words
    return {
        "task": {key: words.translate(name) for key, name in labels.TASKS.items()},
        "device": {key: entry.name for key, entry in zoo.devices.items()},
        "engine": {key: entry.name for key, entry in zoo.engines.items()},
        "dataset": {key: entry.name for key, entry in zoo.datasets.items()},
        "source": {key: words.plain(entry.title) for key, entry in zoo.sources.items()},
        "verdict": {kind: words.translate(name) for kind, name in labels.VERDICT_NAMES.items()},
    }


def _sentences(site: Site) -> dict[str, str]:
    say = site.words.gettext
    return {
        "shown": say("Rows: %(rows)s · Models: %(models)s", rows="{rows}", models="{models}"),
        "mixed": say(
            "These rows differ in %(conditions)s: compare only rows where they are equal.", conditions="{conditions}"
        ),
        "grouped": say("These rows differ in %(conditions)s: compare only inside a group.", conditions="{conditions}"),
        "and": say(", "),
        "notStated": say("not stated"),
        "labelled": say("%(name)s: %(value)s", name="{name}", value="{value}"),
        "unknown": say("%(name)s: “%(text)s” is not known here and was left out.", name="{name}", text="{text}"),
        "noLimit": say("no limit"),
        "otherSources": say("+%(count)s other sources print the same measurement", count="{count}"),
        "elsewhere": say("printed by %(source)s", source="{source}"),
        "compareModel": say("Compare %(model)s", model="{model}"),
        "compare": say("Compare (%(count)s)", count="{count}"),
        "few": say("Tick 2 to 6 models to compare them."),
        "full": say("There is room for %(most)s models.", most="{most}"),
        "remove": say("Remove %(model)s", model="{model}"),
        "copied": say("Copied"),
        "failed": say("The rows could not be loaded: %(reason)s", reason="{reason}"),
        "nothing": say("Nothing fits: the zoo has no such numbers at all."),
        "nothingFits": say(
            "Nothing fits. %(met)s of %(considered)s rows meet the conditions.", met="{met}", considered="{considered}"
        ),
        "excludes": say("%(option)s excludes %(count)s", option="{option}", count="{count}"),
        "noFront": say("A row on the Pareto front needs both an accuracy and a cost; none of these has both."),
        "nearest": say("Nearest: %(model)s", model="{model}"),
        "gap": say("%(name)s: %(found)s, asked for %(asked)s", name="{name}", found="{found}", asked="{asked}"),
        "atLeast": say("at least %(amount)s", amount="{amount}"),
        "atMost": say("at most %(amount)s", amount="{amount}"),
        "axes": say("%(accuracy)s against %(cost)s", accuracy="{accuracy}", cost="{cost}"),
        "plotted": say(
            "%(points)s of %(rows)s rows have both numbers; %(front)s are on the Pareto front.",
            points="{points}",
            rows="{rows}",
            front="{front}",
        ),
        "other": say("other families"),
        "yes": say("yes"),
        "no": say("no"),
    }
