"""How many claims got which verdict, as a bar and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from catalog.evidence import Reason, VerdictKind
from generator import labels
from generator.i18n import Words
from generator.snapshot import Printing
from verify.reasons import REASON_NAMES, REASONS


@dataclass(frozen=True)
class Segment:
    """One verdict's share of a bar."""

    kind: VerdictKind
    name: str
    meaning: str
    count: int
    start: Decimal
    """Where it begins, in percent of the bar's length."""
    width: Decimal
    """How long it is, in percent of the bar's length."""


@dataclass(frozen=True)
class ReasonCount:
    """How many claims are unchecked for one reason."""

    name: str
    meaning: str
    count: int


class VerdictBar(NamedTuple):
    """Verdicts on a number of claims; verdicts that no claim got are left out."""

    total: int
    segments: tuple[Segment, ...]
    reasons: tuple[ReasonCount, ...]
    """Why claims are unchecked."""
    text: str
    """The same in words."""


def verdict_bar(printings: Iterable[Printing], words: Words) -> VerdictBar:
    """Count the claims behind `printings` by verdict."""
    kinds: Counter[VerdictKind] = Counter()
    reasons: Counter[Reason | None] = Counter()
    for printing in printings:
        kinds[printing.kind] += printing.claims
        reasons[printing.verdict.reason] += printing.claims
    return _bar(tuple(kinds.items()), tuple(reasons.items()), words)


# Models whose claims were checked alike have the same bar.
@lru_cache(maxsize=1 << 10)
def _bar(
    kinds: tuple[tuple[VerdictKind, int], ...], why: tuple[tuple[Reason | None, int], ...], words: Words
) -> VerdictBar:
    counter = Counter(dict(kinds))
    names = {kind: words.translate(labels.VERDICT_NAMES[kind]) for kind in labels.VERDICTS}
    spoken = [
        words.gettext("%(count)s %(verdict)s", count=words.number(counter[kind]), verdict=names[kind])
        for kind in labels.VERDICTS
        if counter[kind]
    ]
    reasons = tuple(_reasons(dict(why), words))
    text = words.listed(spoken)
    if reasons:
        text = words.gettext("%(verdicts)s (%(reasons)s)", verdicts=text, reasons=_spoken(reasons, words))
    return VerdictBar(counter.total(), tuple(_segments(counter, names, words)), reasons, text)


def _reasons(counts: Mapping[Reason | None, int], words: Words) -> Iterable[ReasonCount]:
    for reason, name in REASON_NAMES.items():
        if count := counts.get(reason):
            yield ReasonCount(words.say(name), words.say(REASONS[reason]), count)


def _spoken(reasons: Sequence[ReasonCount], words: Words) -> str:
    """The reasons, with their numbers when there are several."""
    if len(reasons) == 1:
        return reasons[0].name
    return words.listed(f"{reason.name} {words.number(reason.count)}" for reason in reasons)


def _segments(counter: Counter[VerdictKind], names: dict[VerdictKind, str], words: Words) -> Iterable[Segment]:
    hundredths = Decimal("0.01")
    passed = 0
    for kind in labels.VERDICTS:
        count = counter[kind]
        if count:
            start = (Decimal(passed * 100) / counter.total()).quantize(hundredths)
            passed += count
            end = (Decimal(passed * 100) / counter.total()).quantize(hundredths)
            meaning = words.translate(labels.VERDICT_MEANINGS[kind])
            yield Segment(kind, names[kind], meaning, count, start, end - start)
