"""A zoo for each rule: a few records written in a line each, and the names of the findings in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

import catalog
from catalog.catalog import Catalog
from catalog.lint import Finding, lint
from tests.written_files import PAGE, write_files

Lines = Mapping[str, Sequence[str]]
"""Lines of a report by kind (`complexity`, `accuracy`, `latency`), and of the record itself under `record`."""

VOCABULARIES = {
    "sources.yaml": PAGE
    + """\
  tables:
    metrics: {title: {en: Metrics}}
    again: {title: {en: Again}}
other:
  title: {en: Another page}
  publisher: Someone else
  url: https://example.org/other
  language: en
  tables:
    metrics: {title: {en: Metrics}}
""",
    "devices.yaml": """\
sd855: {name: Snapdragon 855, kind: soc, vendor: Qualcomm, about: {en: A phone chip.}}
v100: {name: Tesla V100, kind: gpu, vendor: NVIDIA, about: {en: A GPU.}}
t4: {name: Tesla T4, kind: gpu, vendor: NVIDIA, about: {en: A GPU.}}
""",
    "engines.yaml": "tensorrt: {name: TensorRT, about: {en: An engine.}}\n",
    "datasets.yaml": """\
imagenet-1k: {name: ImageNet-1k, tasks: [image-classification], metrics: [top1, top5], about: {en: Images.}}
coco: {name: COCO, tasks: [object-detection], metrics: [box_ap], about: {en: Scenes.}}
widerface: {name: WIDER FACE, tasks: [face-detection], metrics: [easy, medium, hard], about: {en: Faces.}}
""",
    "strategies.yaml": """\
prune: {name: Pruned, method: pruning, about: {en: Channels go.}}
ssld: {name: Distilled, method: distillation, about: {en: Taught.}}
quant-post: {name: Quantized, method: quantization, about: {en: After training.}}
quant-aware: {name: Trained to be quantized, method: quantization, about: {en: In training.}}
""",
    "families/Net/family.yaml": "name: Net\ntitle: {en: Net}\ntask: image-classification\nsummary: {en: A net.}\n",
}

WriteModels = Callable[..., Catalog]
Find = Callable[..., list[Finding]]


@pytest.fixture
def write_models(tmp_path: Path) -> WriteModels:
    """Write a zoo of models, each given by the lines of its reports, and read it."""

    def write(
        models: Mapping[str, Lines | Sequence[Lines]],
        *,
        macs: Mapping[str, int] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> Catalog:
        contents = VOCABULARIES | dict(files or {})
        for name, reports in models.items():
            contents[f"models/Net/{name}.yaml"] = record(name, [reports] if isinstance(reports, Mapping) else reports)
        for name, count in (macs or {}).items():
            counts = f"{{input_size: 224, macs: {count}, params: {count // 100}, tallies: {{}}}}"
            contents[f"evidence/Net/{name}.yaml"] = f"model: {name}\ncounts:\n  - {counts}\n"
        return catalog.load(write_files(tmp_path / "zoo", contents))

    return write


def record(name: str, reports: Sequence[Lines]) -> str:
    """The YAML of a record: its own lines, then its reports."""
    own = [line for report in reports for line in report.get("record", ())]
    stated = {line.partition(":")[0] for line in own}
    usual = {"task": "image-classification", "dataset": "imagenet-1k", "input": "{size: 224}"}
    lines = [
        f"name: {name}",
        "family: Net",
        *(f"{k}: {v}" for k, v in usual.items() if k not in stated),
        *own,
        "reported:",
    ]
    for report in reports:
        where = report.get("of", ["page", "metrics"])
        lines += [f"  - source: {where[0]}", f"    table: {where[1]}"]
        for kind in ("complexity", "accuracy", "latency"):
            if kind in report:
                lines += [f"    {kind}:", *(f"      - {{{line}}}" for line in report[kind])]
    return "\n".join(lines) + "\n"


@pytest.fixture
def find(write_models: WriteModels) -> Find:
    """Write a zoo and return what one rule finds in it."""

    def find(rule: str, models: Mapping[str, Lines | Sequence[Lines]], **more: Mapping[str, int]) -> list[Finding]:
        return list(lint(write_models(models, **more), rules=[rule]).findings)

    return find
