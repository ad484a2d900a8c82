"""The zoo that ships: it holds what its sources print, digit for digit, and nothing else."""

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import catalog
from catalog.record import Model

ROOT = Path(__file__).parent.parent.parent
PRINTED = ROOT / "tests" / "data" / "seed_numbers.csv"

FURTHER = ROOT / "tests" / "data" / "further_numbers.csv"
"""Every number of seven further pages on the same models: a row a model, its numbers with their conditions."""

Row = tuple[str, ...]


def read(text: str, columns: list[str] | None = None) -> tuple[list[str], list[Row]]:
    reader = csv.DictReader(io.StringIO(text))
    columns = columns or list(reader.fieldnames or ())
    return columns, [tuple(row[name] for name in columns) for row in reader]


@pytest.fixture(scope="module")
def zoo() -> catalog.Catalog:
    return catalog.load(ROOT / "catalog" / "zoo")


@pytest.fixture(scope="module")
def printed() -> tuple[list[str], list[Row]]:
    """Every number in the tables of the five pages, with its conditions, as transcribed from them."""
    return read(PRINTED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def exported(printed: tuple[list[str], list[Row]]) -> list[Row]:
    """What `catalog export --format csv` says, in the columns of the transcription."""
    environment = {name: value for name, value in os.environ.items() if name != "ZOOPROOF_CATALOG"}
    command = [sys.executable, "-c", "from catalog.cli import main; main()", "export", "--format", "csv"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    return read(done.stdout, printed[0])[1]


def test_the_export_holds_every_printed_number_once(printed: tuple[list[str], list[Row]], exported: list[Row]) -> None:
    rows = printed[1]
    assert len(rows) == len(set(rows)) == 963
    found = Counter(exported)
    assert {row: found[row] for row in rows} == dict.fromkeys(rows, 1)


TEACHERS = {
    ("YOLOv3_ResNet34_coco", "distill-prune-coco"): {608: "36.2", 416: "34.3", 320: "31.4"},
    ("YOLOv3_ResNet34_coco", "distill-coco"): {608: "36.2", 416: "34.3", 320: "31.4"},
    ("YOLOv3_ResNet34_voc", "distill-prune-voc"): {608: "82.6", 416: "81.9", 320: "80.1"},
    ("YOLOv3_ResNet34_voc", "distill-voc"): {608: "82.6", 416: "81.9", 320: "80.1"},
}
"""Scores that the tables of distilled models print in brackets behind the teacher's name, by input size."""


@pytest.mark.parametrize(("model", "table"), TEACHERS)
def test_a_teacher_has_the_scores_printed_beside_its_students(zoo: catalog.Catalog, model: str, table: str) -> None:
    scores = {claim.input_size: claim.printed for claim in zoo.claims(model) if claim.table == table}
    assert scores == TEACHERS[model, table]


def test_a_cell_left_blank_by_its_page_is_no_claim(printed: tuple[list[str], list[Row]], exported: list[Row]) -> None:
    columns, rows = printed
    source, table = columns.index("source"), columns.index("table")
    tables = {(row[source], row[table]) for row in rows}
    beyond = Counter(row for row in exported if (row[source], row[table]) in tables) - Counter(rows)
    model, size, digits = columns.index("model"), columns.index("input_size"), columns.index("printed")
    assert {(row[model], row[table], int(row[size]), row[digits]) for row in beyond} == {
        (*key, size, digits) for key, scores in TEACHERS.items() for size, digits in scores.items()
    }


def test_the_further_pages_are_printed_digit_for_digit_and_no_more(zoo: catalog.Catalog) -> None:
    with FURTHER.open(encoding="utf-8", newline="") as file:
        rows = [(row["source"], row["table"], row["model"], row["numbers"].split("; ")) for row in csv.DictReader(file)]
    printed = Counter((source, table, model, number) for source, table, model, numbers in rows for number in numbers)
    sources = {source for source, *_ in rows}
    held = Counter(
        (claim.source, claim.table, claim.model, spelled(claim)) for claim in zoo.claims() if claim.source in sources
    )
    assert len(sources) == 7
    assert printed.total() == 2089
    assert held == printed


def spelled(claim: catalog.Claim) -> str:
    """A claim as the transcription writes it: origin or conditions, quantity, digits, unit."""
    if claim.quantity == "latency":
        words = (claim.device, claim.precision, "batch", claim.batch, claim.threads and f"threads {claim.threads}")
        return " ".join(str(word) for word in (*words, claim.printed) if word)
    return " ".join(word for word in (claim.origin, claim.quantity, claim.printed, claim.unit) if word)


def test_the_further_pages_say_what_distillation_gained(zoo: catalog.Catalog) -> None:
    gains = [
        statement
        for source in ("paddleclas-readme", "paddleclas-model-list", "paddleclas-models-en")
        for statement in zoo.sources[source].statements
    ]
    assert len(gains) == 18
    assert {statement.quantity for statement in gains} == {"top1"}


def test_two_sources_of_one_model_stand_side_by_side(zoo: catalog.Catalog) -> None:
    flops = {claim.source: str(claim.number) for claim in zoo.claims("MobileNetV2") if claim.quantity == "flops"}
    assert flops == {
        "paddleclas-mobile": "0.600 G",
        "vastai-mobilenetv2": "327.840 M",
        "paddleclas-mobile-en": "0.600 G",
        "paddleclas-readme": "327.84 M",
        "paddleclas-model-list": "327.84 M",
        "paddleclas-models-en": "327.84 M",
    }


def test_pruning_by_fixed_ratios_names_every_pruned_parameter(zoo: catalog.Catalog) -> None:
    pruned = zoo.strategies["prune-r578"].pruned
    ratios = {"0": Decimal("0.5"), "1": Decimal("0.7"), "2": Decimal("0.8")}
    layers = ("0.0", "0.1", "1.0", "1.1", "2", "tip")
    assert pruned == {
        f"yolo_block.{branch}.{layer}.conv.weights": ratio for branch, ratio in ratios.items() for layer in layers
    }


def test_pruning_by_sensitivity_prunes_the_same_parameters_less(zoo: catalog.Catalog) -> None:
    fixed, gentle = zoo.strategies["prune-r578"].pruned, zoo.strategies["prune-sensity"].pruned
    assert list(gentle) == list(fixed)
    assert all(gentle[name] < fixed[name] for name in fixed)


def test_sources_carry_what_they_state_of_environment_and_protocol(zoo: catalog.Catalog) -> None:
    slim, hgnet = zoo.sources["paddledetection-slim"], zoo.sources["paddleclas-pphgnetv2"]
    stated = {"Python": "2.7.1", "PaddlePaddle": ">=1.6", "CUDA": "9.0", "cuDNN": ">=7.4", "NCCL": "2.1.2"}
    assert slim.environment == stated
    assert slim.protocol is not None
    assert (slim.protocol.architecture, slim.protocol.threads) == ("arm8", 4)
    assert hgnet.protocol is not None
    assert (hgnet.protocol.runs, hgnet.protocol.warm_up) == (2100, 100)
    assert hgnet.environment["TensorRT"] == "8.5"


def test_every_classification_model_says_which_library_builds_its_graph(zoo: catalog.Catalog) -> None:
    models = [model for model in zoo.models.values() if model.task == "image-classification"]
    libraries = Counter(origin(zoo, model) for model in models)
    assert None not in libraries
    assert libraries["paddleclas"] >= 56
    assert set(libraries) >= {"torchvision", "timm", "mmcls", "keras"}


def test_every_model_says_where_its_graph_comes_from(zoo: catalog.Catalog) -> None:
    assert [name for name, model in zoo.models.items() if origin(zoo, model) is None] == []


def origin(zoo: catalog.Catalog, model: Model) -> str | None:
    """The library of the model's own graph, or of the graph that it shares or is derived from."""
    other = model.graph_of or (model.derived_from.model if model.derived_from else None)
    if other is not None:
        return origin(zoo, zoo.models[other])
    return model.built_from.library if model.built_from else None


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "catalog/zoo/models").glob("*/*.yaml")))
def test_a_model_has_a_line_about_it_in_both_languages(zoo: catalog.Catalog, name: str) -> None:
    summary = zoo.models[name].summary
    assert summary is not None
    assert set(summary) >= {"en", "zh"}


@pytest.mark.parametrize("family", sorted(path.name for path in (ROOT / "catalog/zoo/families").iterdir()))
def test_a_family_is_introduced_alike_in_both_languages(zoo: catalog.Catalog, family: str) -> None:
    outlines = []
    for language in ("en", "zh"):
        about = zoo.about(family, language)
        assert about is not None
        text, written_in = about
        assert written_in == language
        outlines.append([len(level) for level in re.findall(r"^(#+) ", text, re.MULTILINE)])
    assert outlines[0] == outlines[1] != []
    assert zoo.families[family].papers
