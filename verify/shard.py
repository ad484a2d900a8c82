"""A part of a check, so that several machines share it: models are dealt out graph by graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from catalog import Catalog

_TEXT = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


@dataclass(frozen=True)
class Shard:
    """Part `index` of `count`."""

    index: int
    """Counted from 1."""
    count: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2/4`.

        Raises:
            ValueError: it is no such text, or there is no such part.
        """
        match = _TEXT.fullmatch(text)
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            raise ValueError(f"expected a part and the number of parts such as 2/4, not {text[:40]!r}")
        return cls(int(match[1]), int(match[2]))

    def part_of(self, zoo: Catalog, names: Iterable[str]) -> frozenset[str]:
        """Return the models of this part. Models that share a graph are in one part, and each model is in one."""
        owners = {name: zoo.models[name].graph_of or name for name in names}
        dealt = {owner: position % self.count for position, owner in enumerate(dict.fromkeys(owners.values()))}
        return frozenset(name for name, owner in owners.items() if dealt[owner] == self.index - 1)


WHOLE = Shard(1, 1)
"""All of it."""
