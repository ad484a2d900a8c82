"""A zoo of any size for benchmarks: records, claims, evidence and families of the shape that real ones have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FAMILY_SIZE = 50
"""Models of one family."""

_SOURCE = """\
{key}:
  title: {{en: {title}, zh: {title}}}
  publisher: Nobody
  url: https://example.org/{key}
  revision: abc{number}
  date: "2024-01-02"
  language: en
  tables:
    metrics: {{title: {{en: Metrics, zh: 指标}}}}
    speed: {{title: {{en: Speed, zh: 速度}}}}
"""

_VOCABULARIES = {
    "sources.yaml": "".join(
        _SOURCE.format(key=key, title=title, number=number)
        for number, (key, title) in enumerate({"page": "The page", "list": "The list of models"}.items())
    ),
    "devices.yaml": "".join(
        f"{key}: {{name: {name}, kind: {kind}, vendor: Maker, about: {{en: {name}., zh: {name}。}}}}\n"
        for key, name, kind in (("phone", "A phone", "soc"), ("gpu", "A GPU", "gpu"), ("server", "A server", "cpu"))
    ),
    "engines.yaml": "fast: {name: Fast, about: {en: An engine., zh: 推理引擎。}}\n",
    "datasets.yaml": (
        "pictures: {name: Pictures, tasks: [image-classification], metrics: [top1, top5],"
        " about: {en: Pictures., zh: 图片。}}\n"
    ),
    "strategies.yaml": (
        "prune: {name: Pruning, method: pruning, about: {en: Channels go., zh: 剪去通道。}}\n"
    ),
}  # fmt: skip

_FAMILY = """\
name: {name}
title: {{en: {name} networks, zh: {name} 网络}}
task: image-classification
summary: {{en: Networks number {number} of a made-up zoo., zh: 虚构模型库的第 {number} 组网络。}}
papers:
  - {{title: On {name}, authors: "Ada Lovelace, Alan Turing", year: 1950, url: "https://example.org/{name}"}}
"""

_RECORD = """\
# yaml-language-server: $schema=../../schema/record.schema.json
name: {name}
family: {family}
task: image-classification
summary:
  en: Network {number} of a made-up zoo, for pictures of {size} px.
  zh: 虚构模型库的第 {number} 个网络，用于 {size} 像素的图片。
dataset: pictures
built_from:
  library: timm
  model: {identifier}
input: {{size: {size}, resize: 256, scale: 1/255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}}
training:
  - method: supervised
    data: [pictures]
    epochs: 300
{lineage}reported:
  - source: page
    table: metrics
    complexity:
      - {{input_size: {size}, flops: {flops} G, params: {params} M}}
    accuracy:
      - {{dataset: pictures, input_size: {size}, top1: {top1}, top5: {top5}}}
  - source: page
    table: speed
    complexity:
      - {{storage: {storage} M}}
    latency:
{latencies}  - source: list
    complexity:
      - {{flops: {flops} G, params: {params} M}}
    accuracy:
      - {{dataset: pictures, top1: {top1}, top5: {top5}}}
downloads:
  - kind: pretrained
    format: pdparams
    url: https://example.org/weights/{name}.pdparams
  - kind: inference
    format: onnx
    url: https://example.org/graphs/{name}.onnx
links:
  - kind: config
    url: https://example.org/config/{name}.yaml
"""

_EVIDENCE = """\
# Written by `verify --update`. People edit the record, never this file.
model: {name}
graph:
  file: {family}/{name}.onnx
  sha256: {digest}
  opset: 18
  nodes: {nodes}
  inputs:
  - name: images
    dtype: float
    shape: [batch, 3, {size}, {size}]
  outputs:
  - name: logits
    dtype: float
    shape: [batch, 1000]
counts:
- input_size: {size}
  macs: {macs}
  params: {weights}
  tallies: {{conv_macs: {macs}, conv_bias_adds: 5070, linear_layers: 1, batch_norm_elements: 4600512, relu_elements: \
2516086, global_average_pool_input_elements: 644448, elementwise_elements: 1022048, conv_weights: {weights}, \
batch_norm_scale_shift: 24432, batch_norm_statistics: 24432, parameter_bytes: {stored}, parameter_tensors: 270}}
inference:
  seed: 2026
  input_size: {size}
  outputs:
    logits: [1, 1000]
  finite: true
  batch_agrees: true
verdicts:
{verdicts}tools: {{python: 3.11.7, onnx: 1.23.2, onnxruntime: 1.31.1}}
"""

_CONDITIONS = (
    ("phone", "threads: 1", 1), ("phone", "threads: 2", 1), ("phone", "threads: 4", 1),
    ("gpu", "engine: fast, precision: fp32", 1), ("gpu", "engine: fast, precision: fp32", 4),
    ("gpu", "engine: fast, precision: fp16", 1), ("gpu", "engine: fast, precision: fp16", 4),
    ("server", "threads: 8", 1),
)  # fmt: skip


def model_name(number: int) -> str:
    """Return the name of a model."""
    return f"Net{number // FAMILY_SIZE}_v{number % FAMILY_SIZE}_x1_0"


def files(models: int) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file of a zoo with so many models."""
    yield from _VOCABULARIES.items()
    for number in range((models + FAMILY_SIZE - 1) // FAMILY_SIZE):
        name = f"Net{number}"
        yield f"families/{name}/family.yaml", _FAMILY.format(name=name, number=number)
        yield f"families/{name}/about.en.md", f"## The idea\n\n{name} is **made up**: it shows how the zoo grows.\n"
    for number in range(models):
        family = f"Net{number // FAMILY_SIZE}"
        yield f"models/{family}/{model_name(number)}.yaml", record(number)
        yield f"evidence/{family}/{model_name(number)}.yaml", evidence(number)


def write_zoo(folder: Path, models: int) -> Path:
    """Write a zoo with so many models into a folder."""
    for name, text in files(models):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def record(number: int) -> str:
    """Return the record of a model."""
    first = model_name(number - number % FAMILY_SIZE)
    compressed = number % 10 == 9
    latencies = "".join(
        f"      - {{device: {device}, {conditions}, batch: {batch}, input_size: {_size(number)}, "
        f"ms: {_latency(number, place)}}}\n"
        for place, (device, conditions, batch) in enumerate(_CONDITIONS)
    )
    return _RECORD.format(
        name=model_name(number),
        family=f"Net{number // FAMILY_SIZE}",
        number=number,
        identifier=f"net_{number}",
        size=_size(number),
        lineage=f"compression: [prune]\nbaseline: {first}\n" if compressed else "",
        latencies=latencies,
        **_printed(number),
    )


def evidence(number: int) -> str:
    """Return what the verifier found of a model: it confirms params, contradicts FLOPs now and then."""
    printed, size = _printed(number), _size(number)
    macs, weights = int(float(printed["flops"]) * 1e9), int(float(printed["params"]) * 1e6)
    wrong = number % 20 == 0
    flops = "contradicted, convention: macs" if wrong else "confirmed, convention: macs"
    rows = [
        (f"page/metrics/flops[input_size={size}]", "flops", f"{flops}, counted: {macs}, gap: 0.0"),
        (f"page/metrics/params[input_size={size}]", "params", f"confirmed, convention: trainable, counted: {weights}"),
        ("page/speed/storage[]", "storage", f"confirmed, convention: fp32-mib, counted: {weights * 4}"),
        ("list/flops[]", "flops", f"{flops}, counted: {macs}, gap: 0.0"),
        ("list/params[]", "params", f"confirmed, convention: trainable, counted: {weights}"),
    ]
    rows += [
        (f"{table}/{metric}[dataset=pictures{stated}]", metric, "unchecked, reason: no-weights")
        for table, stated in (("page/metrics", f",input_size={size}"), ("list", ""))
        for metric in ("top1", "top5")
    ]
    lines = [f"- {{claim: '{key}', printed: '{printed[name]}', verdict: {verdict}}}\n" for key, name, verdict in rows]
    for place, (device, conditions, batch) in enumerate(_CONDITIONS):
        stated = dict(part.split(": ") for part in conditions.split(", ")) | {"device": device, "batch": batch}
        names = [name for name in ("device", "engine", "precision", "batch", "threads") if name in stated]
        key = ",".join(f"{name}={stated[name]}" for name in names)
        lines.append(
            f"- {{claim: 'page/speed/latency[{key},input_size={size}]', printed: '{_latency(number, place)}', "
            "verdict: unchecked, reason: device-not-here}\n"
        )
    return _EVIDENCE.format(
        name=model_name(number),
        family=f"Net{number // FAMILY_SIZE}",
        digest=f"{number:064x}",
        nodes=100 + number % 300,
        size=size,
        macs=macs,
        weights=weights,
        stored=weights * 4,
        verdicts="".join(lines),
    )


def _size(number: int) -> int:
    return (192, 224, 256)[number % 3]


_SHARES = (4.0, 2.2, 1.3, 1.0, 3.4, 0.6, 2.0, 2.5)
"""How long a model takes under each of the conditions: less with more threads and at lower precision."""


def _latency(number: int, place: int) -> str:
    return f"{(2 + number * 7919 % 10_007 / 331) * _SHARES[place]:.2f}"


def _printed(number: int) -> dict[str, str]:
    compressed = number % 10 == 9
    original = number - number % FAMILY_SIZE if compressed else number
    params = (5 + original * 6007 % 10_009 / 257) * (0.6 + number % 50 / 1000 if compressed else 1)
    return {
        "flops": f"{params / 9:.3f}",
        "params": f"{params:.3f}",
        "storage": f"{params * 4 / 1.048576:.1f}",
        "top1": f"{0.45 + original * 3571 % 10_037 / 25_000 - (0.003 if compressed else 0):.4f}",
        "top5": f"{0.85 + original * 3571 % 10_037 / 100_000:.4f}",
    }
