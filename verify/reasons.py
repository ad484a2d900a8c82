"""Why a claim is unchecked, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from catalog.evidence import Reason
from catalog.sentence import Sentence, say

REASONS: Mapping[Reason, Sentence] = MappingProxyType(
    {
        "no-graph": say("There is no graph of this model to count."),
        "graph-failed": say("The examination of the graph failed."),
        "no-weights": say("The trained weights are not here, so the model can't be scored."),
        "no-dataset": say("The data set is not here, so the model can't be scored."),
        "device-not-here": say("The device is not here, so the latency can't be timed."),
        "not-counted": say("The graph holds operators that can't be counted yet."),
        "not-judged": say("The verifier has not judged this claim."),
        "stale": say("The number has changed since it was judged: run the verifier again."),
    }
)

REASON_NAMES: Mapping[Reason, Sentence] = MappingProxyType(
    {
        "no-graph": say("no graph here"),
        "graph-failed": say("graph not examined"),
        "no-weights": say("no weights here"),
        "no-dataset": say("no data set here"),
        "device-not-here": say("device not here"),
        "not-counted": say("operators not counted"),
        "not-judged": say("not judged yet"),
        "stale": say("changed since judged"),
    }
)
"""Reasons in a few words, in the order in which pages list them; `REASONS` says them in full."""
