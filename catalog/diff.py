"""Claims that two states of a zoo do not share: added, changed, removed, or judged anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from catalog.catalog import Catalog
from catalog.claims import Claim

Change = Literal["added", "changed", "removed", "rejudged"]
"""`changed` prints other digits or another unit; `rejudged` prints the same and has another verdict."""

CHANGES: tuple[Change, ...] = ("added", "changed", "removed", "rejudged")


@dataclass(frozen=True)
class Side:
    """A claim in one of the two states."""

    printed: str
    """The digits with their unit."""
    verdict: str


@dataclass(frozen=True)
class ClaimChange:
    """A claim that differs. `old` is None when it was added, `new` when it was removed."""

    model: str
    claim: str
    """The claim's key."""
    old: Side | None
    new: Side | None

    @property
    def change(self) -> Change:
        """What happened to the claim."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "rejudged" if self.old.printed == self.new.printed else "changed"


def diff(old: Catalog, new: Catalog) -> Iterator[ClaimChange]:
    """Yield the claims that differ, in the order of the new state; those of removed models come last.

    A claim is known by its model and its key, which names its source and all its conditions: one whose conditions
    change is removed and added.

    Raises:
        CatalogError: an evidence file can't be read.
    """
    for model in dict.fromkeys([*new.models, *old.models]):
        before, after = _sides(old, model), _sides(new, model)
        for claim in dict.fromkeys([*after, *before]):
            if before.get(claim) != after.get(claim):
                yield ClaimChange(model, claim, before.get(claim), after.get(claim))


def _sides(zoo: Catalog, model: str) -> dict[str, Side]:
    if model not in zoo.models:
        return {}
    verdicts = zoo.verdicts(model)
    return {claim.key: _side(claim, verdicts) for claim in zoo.claims(model)}


def _side(claim: Claim, verdicts: dict[str, str]) -> Side:
    return Side(str(claim.number), verdicts.get(claim.key, "unchecked"))
