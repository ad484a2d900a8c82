"""A small zoo with two sources that disagree, a compressed model, evidence, errata and hostile text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

import catalog
from catalog import Catalog
from generator.context import Site
from generator.i18n import available_languages
from generator.page import Page
from generator.site import make_site, plan_pages
from generator.snapshot import Snapshot, take_snapshot
from generator.tables import Table
from tests.written_files import write_files

HOSTILE = "<script>alert('x')</script> & \"more\""

FILES = {
    "sources.yaml": """\
page:
  title: {en: First page, zh: 第一页}
  publisher: Someone
  url: https://example.org/page
  revision: abc123
  date: "2024-01-02"
  language: zh
  tables:
    metrics: {title: {en: Metrics of nets, zh: 网络指标}, section: 1.2 模型指标}
    speed: {title: {en: Speed of nets, zh: 网络速度}, note: {en: Warm caches., zh: 缓存已预热。}}
  environment: {Python: "3.11"}
  protocol: {runs: 2100, warm_up: 100, threads: 4}
  errata:
    - claims: [params]
      finding: {en: The page drops the biases., zh: 该页漏掉了偏置。}
other:
  title: {en: Second page}
  publisher: Someone else
  url: https://example.org/other
  language: en
""",
    "devices.yaml": """\
phone:
  name: Phone <9>
  kind: soc
  vendor: Maker
  aliases: [phone-9]
  year: 2019
  about: {en: A phone chip., zh: 手机芯片。}
  url: https://example.org/phone
gpu: {name: Big GPU, kind: gpu, vendor: Maker, about: {en: A GPU., zh: 一种 GPU。}}
idle: {name: Idle CPU, kind: cpu, vendor: Maker, about: {en: Nothing was measured on it., zh: 没有测量。}}
""",
    "engines.yaml": """\
fast: {name: Fast, about: {en: An engine., zh: 推理引擎。}}
""",
    "datasets.yaml": """\
pictures: {name: Pictures, tasks: [image-classification], metrics: [top1, top5], about: {en: Pictures., zh: 图片。}}
scenes: {name: Scenes, tasks: [object-detection], metrics: [box_ap], about: {en: Scenes., zh: 场景。}}
""",
    "strategies.yaml": """\
prune-half:
  name: Half pruning
  method: pruning
  aliases: [halve]
  about: {en: Half the channels go., zh: 剪去一半通道。}
  pruned: {conv.weights: 0.5}
  criterion: norm
teach:
  name: Teaching
  method: distillation
  about: {en: A teacher teaches., zh: 教师模型指导训练。}
  loss: L2
""",
    "families/Net/family.yaml": """\
name: Net
title: {en: Nets, zh: 网络系列}
task: image-classification
summary: {en: Nets for pictures., zh: 用于图片的网络。}
papers:
  - {title: "A Net & More_Nets", authors: "Ada Lovelace, Alan Turing", year: 1950, url: "https://example.org/net"}
links:
  - {kind: document, url: "https://example.org/doc", note: {en: Read it., zh: 请读。}}
  - {kind: odd-thing, url: "https://example.org/odd"}
""",
    "families/Net/about.en.md": "## The idea\n\nNets <b>net</b>. [Bad](javascript:alert(1)) and [good](https://example.org/).\n",
    "families/Net/about.zh.md": "## 思路\n\n网络。\n",
    "families/Det/family.yaml": """\
name: Det
title: {en: Detectors, zh: 检测器}
task: object-detection
summary: {en: Nets for scenes., zh: 用于场景的网络。}
""",
    "families/Det/about.en.md": "Only in English.\n",
    "models/Net/Net_x1_0.yaml": """\
name: Net_x1_0
aliases: ["<img src=x onerror=alert(2)>", big-net]
family: Net
task: image-classification
summary: {en: "<script>alert('x')</script> & \\"more\\"", zh: 完整宽度。}
dataset: pictures
built_from: {library: timm, model: net_100}
input: {size: 224, resize: 256, scale: 1/255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
training:
  - {method: supervised, data: [pictures], epochs: 240}
reported:
  - source: page
    table: metrics
    complexity:
      - {input_size: 224, flops: 0.600 G, params: 3.400 M}
    accuracy:
      - {dataset: pictures, input_size: 224, top1: 0.580, top5: 0.800}
      - {dataset: pictures, origin: paper, input_size: 224, top1: 0.590}
  - source: page
    table: speed
    complexity:
      - {input_size: 224, flops: 0.600 G}
      - {storage: 14.000 M}
    latency:
      - {device: phone, batch: 1, threads: 1, input_size: 224, ms: 10.50}
      - {device: phone, batch: 1, threads: 4, input_size: 224, ms: 9.5}
      - {device: gpu, engine: fast, precision: fp32, batch: 1, input_size: 224, ms: 1.10}
  - source: other
    complexity:
      - {input_size: 224, flops: 300.5 M, params: 3.5 M}
    accuracy:
      - {dataset: pictures, input_size: 224, top1: 58.10 %}
downloads:
  - {kind: pretrained, format: pdparams, url: "https://example.org/net?a=1&b=2"}
links:
  - {kind: config, url: "https://example.org/config"}
""",
    "models/Net/Net_x0_5.yaml": """\
name: Net_x0_5
family: Net
task: image-classification
dataset: pictures
input: {size: 224}
compression: [prune-half, teach]
baseline: Net_x1_0
teacher: Net_x1_0
training:
  - {method: supervised, data: [pictures]}
  - {method: teach, data: [pictures], epochs: 12, note: {en: With care., zh: 细心地。}}
reported:
  - source: page
    table: metrics
    complexity:
      - {input_size: 224, flops: 0.150 G, params: 1.700 M}
    accuracy:
      - {dataset: pictures, input_size: 224, top1: 0.5712, top5: 0.800}
  - source: page
    table: speed
    complexity:
      - {storage: 7.000 M}
    latency:
      - {device: phone, batch: 1, threads: 1, input_size: 224, ms: 4.20}
      - {device: phone, batch: 1, threads: 4, input_size: 224, ms: 2.0}
errata:
  - {claims: [flops], source: page, finding: {en: Nobody knows why., zh: 原因不明。}}
downloads:
  - {kind: inference, format: onnx, url: "https://example.org/half.onnx", size: 1234567, stage: 2}
""",
    "models/Det/Det_scenes.yaml": """\
name: Det_scenes
family: Det
task: object-detection
dataset: scenes
input: {size: 608}
reported:
  - source: other
    complexity:
      - {input_size: 608, flops: 20.64 GFLOPs, storage: 94.60 MB}
      - {input_size: 320, flops: 5.72 GFLOPs, storage: 94.60 MB}
    accuracy:
      - {dataset: scenes, input_size: 608, box_ap: 29.3 %}
      - {dataset: scenes, input_size: 320, box_ap: 27.1 %}
    latency:
      - {device: phone, engine: fast, threads: 4, input_size: 608, ms: 289.878}
""",
    "evidence/Net/Net_x1_0.yaml": """\
model: Net_x1_0
graph:
  file: Net/Net_x1_0.onnx
  sha256: 0000000000000000000000000000000000000000000000000000000000000000
  opset: 18
  nodes: 1234
  inputs: [{name: x, dtype: float, shape: [N, 3, 224, 224]}]
  outputs: [{name: y, dtype: float, shape: [N, 1000]}]
counts:
  - input_size: 224
    macs: 300512000
    params: 3512000
    tallies: {conv_macs: 300000000, linear_macs: 512000, conv_weights: 3000000, linear_weights: 512000}
inference: {seed: 1, input_size: 224, outputs: {y: [1, 1000]}, finite: true, batch_agrees: true}
verdicts:
  - {claim: "page/metrics/flops[input_size=224]", printed: "0.600", verdict: confirmed,
     convention: macs-twice, counted: 601024000, gap: -0.0017}
  - {claim: "page/speed/flops[input_size=224]", printed: "0.600", verdict: confirmed,
     convention: macs-twice, counted: 601024000, gap: -0.0017}
  - {claim: "page/metrics/params[input_size=224]", printed: "3.400", verdict: miscounted,
     convention: fluid-model-stat, counted: 3400000, gap: 0.0}
  - {claim: "other/flops[input_size=224]", printed: "300.5", verdict: confirmed, convention: macs,
     counted: 300512000, gap: 0.0}
  - {claim: "other/params[input_size=224]", printed: "3.6", verdict: confirmed}
  - {claim: "page/metrics/top1[dataset=pictures,input_size=224]", printed: "0.580", verdict: unchecked,
     reason: no-weights}
""",
    "evidence/Net/Net_x0_5.yaml": """\
model: Net_x0_5
counts:
  - {input_size: 224, macs: 100000000, params: 1700000, tallies: {conv_macs: 100000000, conv_weights: 1700000}}
verdicts:
  - {claim: "page/metrics/flops[input_size=224]", printed: "0.150", verdict: contradicted,
     convention: macs, counted: 100000000, gap: 0.5}
  - {claim: "page/metrics/params[input_size=224]", printed: "1.700", verdict: confirmed,
     convention: trainable, counted: 1700000, gap: 0.0}
""",
}

VOID = {"br", "wbr", "img", "rect", "hr", "input", "meta", "link"}


class Element:
    """An element of a page with its attributes and its text."""

    def __init__(self, tag: str, attributes: dict[str, str], words: list[str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self._words = words
        self._start = self.end = len(words)

    @property
    def text(self) -> str:
        """All text between its tags."""
        return "".join(self._words[self._start : self.end])


class Document(HTMLParser):
    """Reads a page's body; fails when its tags are not nested properly."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.words: list[str] = []
        self.open: list[Element] = []
        self.feed(body)
        self.close()
        assert not self.open, f"left open: {[element.tag for element in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.words)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, self.words))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID or (self.open and self.open[-1].tag == tag):
            assert self.open, f"</{tag}> closes nothing"
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop().end = len(self.words)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[Element]:
        """Every element of a kind, in the order of the page."""
        return [element for element in self.elements if element.tag == tag]


def labels_of(table: Table) -> list[str]:
    """Headings of a table with their units."""
    return [f"{column.label} {column.unit}".rstrip() for column in table.columns]


def texts(table: Table) -> list[list[str]]:
    """What a table's cells say; a verdict alone is said by its name."""
    return [[cell.text or (cell.badge.name if cell.badge else "") for cell in row] for row in table.rows]


def write_zoo(folder: Path) -> Path:
    return write_files(folder, FILES)


def edited(folder: Path, file: str, old: str, new: str) -> Site:
    """The English site of the small zoo in `folder`, which is written there if need be, with one file changed."""
    if not (folder / "sources.yaml").exists():
        write_zoo(folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return make_site(take_snapshot(catalog.load(folder)), "en")


@pytest.fixture(scope="session")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return catalog.load(write_zoo(tmp_path_factory.mktemp("zoo")))


@pytest.fixture(scope="session")
def snapshot(zoo: Catalog) -> Snapshot:
    return take_snapshot(zoo)


@pytest.fixture(scope="session")
def site(snapshot: Snapshot) -> Site:
    return make_site(snapshot, "en")


@pytest.fixture(scope="session")
def chinese(snapshot: Snapshot) -> Site:
    return make_site(snapshot, "zh")


class PagesOnDemand(Mapping[str, Page]):
    """Pages of a zoo in one language by path, each rendered when it is first asked for."""

    def __init__(self, snapshot: Snapshot, language: str) -> None:
        self._plans = {plan.path: plan for plan in plan_pages(make_site(snapshot, language))}
        self._rendered: dict[str, Page] = {}

    def __getitem__(self, path: str) -> Page:
        if path not in self._rendered:
            self._rendered[path] = self._plans[path].render()
        return self._rendered[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)


Pages = Mapping[str, Mapping[str, Page]]
"""Pages by language and path."""


@pytest.fixture(scope="session")
def pages(snapshot: Snapshot) -> Pages:
    """Pages of the small zoo."""
    return {language: PagesOnDemand(snapshot, language) for language in available_languages()}


@pytest.fixture(scope="session")
def real_pages() -> Pages:
    """Pages of the zoo in this repository in three languages; what words can break shows in those of the small zoo."""
    snapshot = take_snapshot(catalog.load(Path(__file__).parents[2] / "catalog" / "zoo"))
    return {language: PagesOnDemand(snapshot, language) for language in ("en", "zh", "de")}
