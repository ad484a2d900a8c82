"""What a convention of counting is: a formula over the counter's tallies, with a sentence and, maybe, a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from catalog.quantities import Printed
    from catalog.sentence import Sentence

CountedQuantity = Literal["flops", "params", "storage"]
"""The quantities that follow from a graph alone. FLOPs and params are counts, storage is bytes."""

_PREFIXES = {"K": 1, "M": 2, "G": 3, "B": 3, "T": 4}


def unit_size(printed: Printed, kilo: int) -> int:
    """Return how many counts (or bytes) one printed unit is, where a K stands for `kilo` of them."""
    size: int = kilo ** _PREFIXES.get(printed.unit[:1].upper(), 0)
    return size


@dataclass(frozen=True, eq=False)
class Convention:
    """One way to count one quantity. Each stands once in `verify.conventions`, and none equals another."""

    id: str
    quantity: CountedQuantity
    terms: Mapping[str, int]
    """Tally → factor; the value is the sum of the products."""
    sentence: Sentence
    """What is counted."""
    tool: str | None = None
    """The tool that counts so, where one does."""
    fault: Sentence | None = None
    """What the tool gets wrong; None for a sound convention."""
    binary: bool = False
    """Whether a printed K, M or G means 1024, 1024² or 1024³."""
    reduced: bool = False
    """Whether it is for models whose weights are in INT8 or another reduced format, and only for those."""

    @property
    def erroneous(self) -> bool:
        """Whether a known tool counts so by mistake."""
        return self.fault is not None

    def value(self, totals: Mapping[str, int]) -> int:
        """The count (or the bytes) for the tallies of a graph: `Counts.totals`."""
        return sum([factor * totals[tally] for tally, factor in self.terms.items() if tally in totals])

    def unit_size(self, printed: Printed) -> int:
        """How many counts (or bytes) one printed unit is: 10⁹ for `G`, or 2³⁰ where the convention is binary."""
        return unit_size(printed, 1024 if self.binary else 1000)
