"""A small zoo of two families that tests change as they like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.written_files import PAGE, write_files

FILES = {
    "sources.yaml": PAGE
    + """\
  tables:
    metrics: {title: {en: Metrics}}
    speed: {title: {en: Speed}}
other:
  title: {en: Another page}
  publisher: Someone else
  url: https://example.org/other
  language: en
""",
    "devices.yaml": """\
sd855: {name: Snapdragon 855, kind: soc, vendor: Qualcomm, aliases: [SM8150], about: {en: A phone chip.}}
t4: {name: Tesla T4, kind: gpu, vendor: NVIDIA, about: {en: A GPU.}}
""",
    "engines.yaml": """\
tensorrt: {name: TensorRT, about: {en: An engine.}}
tensorrt-8.5: {name: TensorRT 8.5, version_of: tensorrt, about: {en: A version.}}
paddle-lite: {name: Paddle Lite, about: {en: Another engine.}}
""",
    "datasets.yaml": """\
imagenet-1k: {name: ImageNet-1k, tasks: [image-classification], metrics: [top1, top5], about: {en: Images.}}
coco: {name: COCO, tasks: [object-detection], metrics: [box_ap], about: {en: Scenes.}}
mined: {name: Mined, tasks: [image-classification], metrics: [], about: {en: Trained on only.}}
""",
    "strategies.yaml": """\
prune-half: {name: Half, method: pruning, about: {en: Half the channels go.}, pruned: {conv.weights: 0.5}}
""",
    "families/Net/family.yaml": """\
name: Net
title: {en: Net}
task: image-classification
summary: {en: A net.}
""",
    "families/Net/about.en.md": "# Net\n\nA net for tests.\n",
    "families/Det/family.yaml": """\
name: Det
title: {en: Det}
task: object-detection
summary: {en: A detector.}
""",
    "models/Net/Net_x0_5.yaml": """\
name: Net_x0_5
aliases: [half-net]
family: Net
task: image-classification
dataset: imagenet-1k
input: {size: 224, mean: [0.485, 0, 0.406]}
reported:
  - source: page
    table: metrics
    complexity:
      - {input_size: 224, flops: 0.070 G, params: 1.50 M, storage: 6.0 MB}
    accuracy:
      - {dataset: imagenet-1k, input_size: 224, top1: 0.580, top5: 0.80}
      - {dataset: imagenet-1k, origin: paper, input_size: 224, top1: 0.999}
  - source: page
    table: speed
    latency:
      - {device: sd855, batch: 1, threads: 1, input_size: 224, ms: 4.00}
      - {device: sd855, batch: 1, threads: 4, input_size: 224, ms: 2.00}
      - {device: t4, engine: tensorrt-8.5, precision: fp16, batch: 1, input_size: 224, ms: 0.50}
  - source: other
    accuracy:
      - {dataset: imagenet-1k, input_size: 224, top1: 57.9 %}
""",
    "models/Net/Net_x0_25.yaml": """\
name: Net_x0_25
family: Net
task: image-classification
dataset: imagenet-1k
input: {size: 224}
baseline: Net_x1_0
compression: [prune-half]
reported:
  - source: page
    table: speed
    latency:
      - {device: sd855, batch: 1, threads: 4, input_size: 224, ms: 1.50}
  - source: other
    accuracy:
      - {dataset: imagenet-1k, input_size: 224, top1: 50 %}
""",
    "models/Net/Net_x1_0.yaml": """\
name: Net_x1_0
family: Net
task: image-classification
dataset: imagenet-1k
input: {size: 224}
reported:
  - source: page
    table: metrics
    complexity:
      - {input_size: 224, flops: 600 M, params: 3.5 M}
    accuracy:
      - {dataset: imagenet-1k, input_size: 224, top1: 0.720}
  - source: page
    table: speed
    latency:
      - {device: sd855, batch: 1, threads: 4, input_size: 224, ms: 8.10}
      - {device: t4, engine: tensorrt, precision: fp16, batch: 1, input_size: 224, ms: 0.90}
""",
    "models/Det/Det_coco.yaml": """\
name: Det_coco
family: Det
task: object-detection
dataset: coco
input: {size: 608}
reported:
  - source: page
    complexity:
      - {input_size: 608, flops: 20.64 GFLOPs}
      - {input_size: 320, flops: 5.72 GFLOPs}
    accuracy:
      - {dataset: coco, input_size: 608, box_ap: 29.3 %}
      - {dataset: coco, input_size: 320, box_ap: 27.1 %}
  - source: page
    table: metrics
    accuracy:
      - {dataset: coco, input_size: 608, box_ap: 29.3 %}
  - source: page
    table: speed
    latency:
      - {device: sd855, threads: 4, input_size: 608, ms: 300.0}
      - {device: sd855, threads: 4, input_size: 320, ms: 80.0}
""",
}

WriteZoo = Callable[..., Path]


@pytest.fixture
def write_zoo(tmp_path: Path) -> WriteZoo:
    """Write the small zoo, with some files changed (`None` leaves a file out), and return its folder."""

    def write(changes: dict[str, str | bytes | None] | None = None) -> Path:
        files = FILES | (changes or {})
        return write_files(tmp_path / "zoo", {name: text for name, text in files.items() if text is not None})

    return write


@pytest.fixture
def small_zoo(write_zoo: WriteZoo) -> Path:
    """The folder of the small zoo as it is."""
    return write_zoo()


@pytest.fixture
def small_files() -> dict[str, str]:
    """The files of the small zoo by their path in it."""
    return dict(FILES)
