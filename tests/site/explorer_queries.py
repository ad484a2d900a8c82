"""Selections of the explorer, the addresses that hold them, and what `catalog query` answers to them."""

import random
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from catalog import Catalog
from catalog.quantities import METRICS, QUANTITIES
from catalog.query import QueryResult

Options = Mapping[str, str]
"""Options of `catalog query` by name without the dashes; a flag is `yes`."""

HAND_PICKED: tuple[Options, ...] = (
    {},
    {"device": "sd855", "threads": "4", "max-latency": "10ms", "min-top1": "75%", "sort": "top1"},
    {"device": "sd855", "threads": "4", "pareto": "yes"},
    {"device": "SD855", "sort": "latency"},
    {"device": "t4", "precision": "fp16", "batch": "8", "sort": "-latency"},
    {"device": "v100", "pareto": "yes", "sort": "top5"},
    {"engine": "tensorrt", "sort": "top1"},
    {"engine": "tensorrt-8.5", "sort": "flops"},
    {"dataset": "coco", "sort": "box_ap", "max-storage": "90MB"},
    {"dataset": "voc", "pareto": "yes", "sort": "storage"},
    {"task": "face-detection", "sort": "hard"},
    {"task": "object-detection", "max-latency": "0.3s"},
    {"family": "ResNeXt", "sort": "-params"},
    {"text": "mobilenetv3 SMALL", "sort": "top1"},
    {"text": "no-such-net"},
    {"verified": "yes", "sort": "params"},
    {"verified": "yes", "device": "sd855", "pareto": "yes", "sort": "-flops"},
    {"pareto": "yes", "sort": "params"},
    {"max-flops": "0.3G", "min-top1": "0.7", "sort": "storage"},
    {"device": "sd855", "threads": "4", "max-latency": "1us"},
    {"device": "p4", "threads": "4"},
    {"min-top1": "99.9%"},
    {"input-size": "320"},
    {"device": "kirin970", "dataset": "imagenet-1k", "max-latency": "5"},
    {"source": "paddleclas-mobile", "device": "sd855", "threads": "4", "pareto": "yes"},
    {"source": "paddleclas-readme", "sort": "top1"},
    {"source": "paddleclas-resnext", "verified": "yes"},
    {"source": "paddledetection-slim", "dataset": "voc", "sort": "latency"},
)

ANSWERS = """
async ({raw, searches}) => {
  const load = (name) => import(new URL(`../scripts/explorer/${name}.js`, location.href));
  const [{decode}, {parseState}, {answer}, {rowObject}] = await Promise.all(
    ["data", "state", "answer", "export"].map(load));
  const data = decode(raw ?? await (await fetch("rows.json")).json());
  return searches.map((search) => {
    const {state, problems} = parseState(search, data);
    const found = answer(data, state);
    const rows = Array.from(found.rows, (row) => rowObject(found, row));
    const printed = ({numbers}) => Object.fromEntries(Object.entries(numbers).map(
      ([name, it]) => [name, [`${it.printed} ${it.unit}`.trimEnd(), it.source]]));
    const nearest = found.why?.nearest ?? null;
    return {
      problems,
      told: {
        rows: rows.map((row) => [row.model, row.source, row.also_in, row.conditions, printed(row)]),
        considered: found.considered,
        met: found.met,
        mixed: found.mixed,
        grouped: found.grouped,
        excluded: found.why?.excluded ?? null,
        nearest: nearest === null ? null : data.models.name[data.rows.model[nearest]],
        gaps: (found.why?.gaps ?? []).map((gap) => gap.name),
      },
    };
  });
}
"""
"""What the page's own modules answer to each search, evaluated in the page."""


def random_queries(zoo: Catalog, count: int, seed: int) -> Iterator[Options]:
    """Yield selections drawn from what the zoo knows: conditions, limits near its numbers, and orders."""
    draw = random.Random(seed)  # noqa: S311
    claims = [claim for claim in zoo.claims() if claim.origin is None]
    for _ in range(count):
        options: dict[str, str] = {}
        example = draw.choice(claims)
        if draw.random() < 0.2:
            options["source"] = example.source
        for name in ("task", "family", "device", "engine", "precision", "dataset", "batch", "threads", "input_size"):
            value = getattr(example if draw.random() < 0.8 else draw.choice(claims), name)
            if value is not None and draw.random() < 0.3:
                options[name.replace("_", "-")] = str(value)
        for _ in range(draw.choice((0, 0, 1, 1, 2))):
            claim = draw.choice(claims)
            side = "min" if claim.quantity in METRICS else "max"
            options[f"{side}-{claim.quantity.replace('_', '-')}"] = (
                str(claim.number).replace(" ", "").removesuffix("FLOPs")
            )
        if draw.random() < 0.15:
            options["text"] = draw.choice(("v3 small", "x0_", "YOLO", "ssld", "1"))
        if draw.random() < 0.15:
            options["verified"] = "yes"
        if draw.random() < 0.6:
            options["sort"] = draw.choice(("", "", "-")) + draw.choice(QUANTITIES)
        if draw.random() < 0.3:
            options["pareto"] = "yes"
        yield options


def search(options: Options) -> str:
    """Return the address of a selection, with its question mark."""
    return f"?{urlencode(options)}" if options else "?all"


def ask(zoo: Catalog, options: Options) -> QueryResult:
    """Ask the library for the same selection."""
    names = {name.replace("-", "_"): value for name, value in options.items()}
    counts = {name: int(names[name]) for name in ("batch", "threads", "input_size") if name in names}
    flags = {name: True for name in ("verified", "pareto") if name in names}
    return zoo.query(**(names | counts | flags))


def told(result: QueryResult) -> dict[str, Any]:
    """What an answer says, as JSON would hold it."""
    return {
        "rows": [
            [
                row.model,
                row.source,
                list(row.also_in),
                row.conditions.stated,
                {quantity: [str(claim.number), claim.source] for quantity, claim in row.numbers.items()},
            ]
            for row in result.rows
        ],
        "considered": result.considered,
        "met": result.met,
        "mixed": list(result.mixed_conditions),
        "grouped": result.grouped,
        "excluded": None if result.rows else [[name.replace("_", "-"), n] for name, n in result.excluded.items()],
        "nearest": None if result.nearest is None else result.nearest.model,
        "gaps": [gap.name.replace("_", "-") for gap in result.gaps],
    }
