"""What the counter returns: tallies per node and their sums."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from verify.counting.tallies import TALLIES


class NodeCount(NamedTuple):
    """One node of the graph and what it was found to do."""

    name: str
    """The node's name, or `#<position>` for a node without one."""
    op_type: str
    """The operator; `domain::operator` outside ONNX's own domain, `Swish` for the sigmoid of a SiLU."""
    output_shape: tuple[int, ...] | None
    """Shape of the first output, with channels on the second axis; None when shape inference could not tell."""
    tallies: Mapping[str, int]
    """Tally name → amount; names that are absent are zero."""


@dataclass(frozen=True)
class Counts:
    """The counts of one graph for one set of input shapes."""

    nodes: tuple[NodeCount, ...]
    """In the graph's order, without the nodes that were not counted."""
    uncounted: Mapping[str, int]
    """Operator → number of its nodes without a handler or with a shape unknown. Empty when the counts are complete."""
    peak_memory_bytes: int | None
    """Largest number of bytes of activations alive at once in the graph's order; None when a shape is unknown."""

    notes: tuple[str, ...] = ()
    """What was decided in counting, such as which branch of an If: a sentence each."""

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """Every tally of `TALLIES`, summed over the nodes."""
        sums = dict.fromkeys(TALLIES, 0)
        for node in self.nodes:
            for tally, amount in node.tallies.items():
                sums[tally] += amount
        return MappingProxyType(sums)

    def by_operator(self) -> dict[str, dict[str, int]]:
        """Operator → tally → sum, without zeros; operators in the order in which the graph first uses them."""
        sums: dict[str, Counter[str]] = {}
        for node in self.nodes:
            sums.setdefault(node.op_type, Counter()).update(node.tallies)
        return {
            op_type: {tally: amount for tally, amount in tallies.items() if amount} for op_type, tallies in sums.items()
        }

    def macs_by_plane(self) -> dict[str, int]:
        """Multiply-adds of convolutions by the height × width of their outputs (`56x56`), in the graph's order.

        Those of matrix products, whose outputs have no plane, are under `1x1`.
        """
        sums: Counter[str] = Counter()
        for node in self.nodes:
            products = sum(node.tallies.get(tally, 0) for tally in PRODUCT_TALLIES)
            convolutions = sum(node.tallies.get(tally, 0) for tally in MAC_TALLIES) - products
            if products:
                sums["1x1"] += products
            if convolutions:
                sums["x".join(map(str, (node.output_shape or ())[2:]))] += convolutions
        return dict(sums)

    @property
    def macs(self) -> int:
        """Multiply-adds of all convolutions and matrix products: no bias, no normalisation, no activation."""
        totals = self.totals
        return sum(totals[tally] for tally in MAC_TALLIES)

    @property
    def params(self) -> int:
        """Trainable parameters: weights, biases, scale and shift, without batch-norm statistics."""
        totals = self.totals
        return sum(totals[tally] for tally in TRAINABLE_TALLIES)


PRODUCT_TALLIES = ("linear_macs", "matmul_macs")
"""The multiply-adds of matrix products."""

MAC_TALLIES = ("conv_macs", "transposed_conv_macs", "deformable_conv_macs", *PRODUCT_TALLIES)
"""The tallies that make up the multiply-adds."""

TRAINABLE_TALLIES = (
    "conv_weights",
    "conv_biases",
    "linear_weights",
    "linear_biases",
    "batch_norm_scale_shift",
    "other_norm_scale_shift",
    "other_params",
)
"""The tallies that make up the trainable parameters."""
