"""Count any ONNX file, with no record at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verify.convention import Convention
from verify.conventions import CONVENTIONS
from verify.counting import Counts, count
from verify.exceptions import VerifyError
from verify.external_data import check_external_data
from verify.skimming import skim
from verify.weightless import LOCATION

if TYPE_CHECKING:
    import onnx

Shapes = Mapping[str, tuple[int, ...]]
"""Input name → sizes."""

_INPUT = re.compile(r"(.+):([0-9]{1,12}(?:x[0-9]{1,12})*)")


@dataclass(frozen=True)
class FileCounts:
    """What was counted in one ONNX file."""

    path: Path
    opset: int
    inputs: Shapes
    """The sizes for which it was counted."""
    counts: Counts
    problems: tuple[str, ...]
    """What is wrong with the files that its weights lie in."""

    def conventions(self) -> Iterator[tuple[Convention, int]]:
        """Every convention with its total."""
        totals = self.counts.totals
        for conventions in CONVENTIONS.values():
            yield from ((convention, convention.value(totals)) for convention in conventions)


def parse_inputs(texts: Iterable[str]) -> Shapes:
    """Read `name:1x3x224x224`, as the command line takes it.

    Raises:
        VerifyError: a text is not of that form, or a name comes twice.
    """
    shapes: dict[str, tuple[int, ...]] = {}
    for text in texts:
        match = _INPUT.fullmatch(text)
        if match is None:
            raise VerifyError(f"expected an input's name and sizes such as images:1x3x224x224, not {text!r}")
        if match[1] in shapes:
            raise VerifyError(f"input {match[1]!r} is given twice")
        shapes[match[1]] = tuple(int(size) for size in match[2].split("x"))
    return shapes


def count_file(path: Path, inputs: Shapes) -> FileCounts:
    """Count the ONNX file at `path` for the sizes in `inputs`; a batch that is not fixed is 1 where none is given.

    Raises:
        VerifyError: the file is no ONNX graph or malformed, its weights lie outside its folder, `inputs` does not fit
            it, or it leaves a size open that `inputs` does not give.
    """
    model = skim(path)
    shapes = _complete(model, inputs)
    return FileCounts(
        path=path,
        opset=next((entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")), 0),
        inputs=shapes,
        counts=count(model, shapes),
        problems=check_external_data(model, path.parent, skipped=LOCATION),
    )


def _complete(model: onnx.ModelProto, inputs: Shapes) -> Shapes:
    """The sizes of every tensor that goes into the graph."""
    weights = {tensor.name for tensor in model.graph.initializer}
    values = [
        value
        for value in model.graph.input
        if value.name not in weights and value.type.WhichOneof("value") in (None, "tensor_type")
    ]
    symbols: dict[str, int] = {}
    for value in values:
        dims = value.type.tensor_type.shape.dim
        sizes = inputs.get(value.name, ())
        symbols.update({dim.dim_param: size for dim, size in zip(dims, sizes, strict=False) if dim.dim_param})
    for value in values:
        dims = value.type.tensor_type.shape.dim
        if value.name not in inputs and dims and dims[0].dim_param:
            symbols.setdefault(dims[0].dim_param, 1)
    return {**inputs, **{value.name: _sizes(value, symbols) for value in values if value.name not in inputs}}


def _sizes(value: onnx.ValueInfoProto, symbols: Mapping[str, int]) -> tuple[int, ...]:
    """The sizes of one input; some exporters write 0 or −1 for one that is open."""
    tensor = value.type.tensor_type
    sizes: list[int | str] = []
    for position, dim in enumerate(tensor.shape.dim):
        if dim.dim_value > 0:
            sizes.append(dim.dim_value)
        else:
            sizes.append(symbols.get(dim.dim_param, 1 if position == 0 else dim.dim_param or "?"))
    known = tuple(size for size in sizes if isinstance(size, int))
    if tensor.HasField("shape") and len(known) == len(sizes):
        return known
    raise VerifyError(_open_sizes(value.name, sizes if tensor.HasField("shape") else None))


def _open_sizes(name: str, sizes: Sequence[int | str] | None) -> str:
    if sizes is None:
        return f"input {name!r} has no shape; give its sizes, such as --input {name}:1x3x224x224"
    shape = ", ".join(str(size) for size in sizes)
    example = "x".join(str(size) if isinstance(size, int) else "224" for size in sizes)
    return (
        f"input {name!r} has the shape [{shape}], which leaves sizes open; give them, such as --input {name}:{example}"
    )
