"""What must hold between entries and files."""

from collections.abc import Callable
from pathlib import Path

import pytest

import catalog

WriteZoo = Callable[..., Path]

SMALL, HALF, FULL = (f"models/Net/Net_{width}.yaml" for width in ("x0_25", "x0_5", "x1_0"))


@pytest.fixture
def problems_with(write_zoo: WriteZoo, small_files: dict[str, str]) -> Callable[..., list[str]]:
    """Load the small zoo with pieces of its files replaced, and return the problems."""

    def problems(*changes: tuple[str, str, str]) -> list[str]:
        files = dict(small_files)
        for name, good, bad in changes:
            assert good in files[name]
            files[name] = files[name].replace(good, bad, 1)
        root = write_zoo(files)
        with pytest.raises(catalog.CatalogError) as caught:
            catalog.load(root)
        return [str(problem).replace(f"{root}/", "") for problem in caught.value.problems]

    return problems


ERRATUM = "errata:\n  - {{source: {source}, claims: [{claims}]{more}, finding: {{en: Wrong.}}}}\nreported:"

CASES = [
    (("models/Net/Net_x0_25.yaml", "input_size: 224, ms: 1.50}",
      "input_size: 224, ms: 1.50}\n      - {device: sd855, batch: 1, threads: 4, input_size: 224, ms: 1.60}"),
     "models/Net/Net_x0_25.yaml:13:68: ms: the same source says this already at line 12 under the same conditions: "
     "page/speed/latency[device=sd855,batch=1,threads=4,input_size=224]"),
    ((HALF, "aliases: [half-net]", "aliases: [NET_X1_0]"),
     "models/Net/Net_x0_5.yaml:2:11: aliases: 'NET_X1_0' is a name of another model already, in "
     "models/Net/Net_x1_0.yaml"),
    ((FULL, "family: Net", "aliases: [Half-Net]\nfamily: Net"),
     "models/Net/Net_x1_0.yaml:2:11: aliases: 'Half-Net' is a name of another model already, in "
     "models/Net/Net_x0_5.yaml"),
    ((FULL, "reported:", "baseline: Net_x0_25\nreported:"),
     "models/Net/Net_x0_25.yaml:6:11: baseline: goes round in a circle: Net_x0_25 → Net_x1_0 → Net_x0_25"),
    ((SMALL, "baseline: Net_x1_0", "baseline: Net_x0_25"),
     "models/Net/Net_x0_25.yaml:6:11: baseline: goes round in a circle: Net_x0_25 → Net_x0_25"),
    ((SMALL, "baseline: Net_x1_0", "teacher: Net_x0_25"),
     "models/Net/Net_x0_25.yaml:6:10: teacher: expected another model than itself"),
    ((SMALL, "baseline: Net_x1_0", "graph_of: Net_x0_25"),
     "models/Net/Net_x0_25.yaml:6:11: graph_of: expected another model than itself"),
    ((SMALL, "baseline: Net_x1_0", "derived_from: {model: Net_x0_25, pruned: prune-half}"),
     "models/Net/Net_x0_25.yaml:6:23: model: goes round in a circle: Net_x0_25 → Net_x0_25"),
    ((SMALL, "baseline: Net_x1_0", "graph_of: Net_x1_0\nderived_from: {model: Net_x0_5, quantized: [Conv]}"),
     "models/Net/Net_x0_25.yaml:6:1: graph_of: expected none beside derived_from"),
    ((SMALL, "baseline: Net_x1_0", "derived_from: {model: Net_x1_0}"),
     "models/Net/Net_x0_25.yaml:6:15: derived_from: expected one of: pruned, quantized"),
    (("engines.yaml", "name: TensorRT,", "name: TensorRT, version_of: tensorrt-8.5,"),
     "engines.yaml:2:48: version_of: goes round in a circle: tensorrt-8.5 → tensorrt → tensorrt-8.5"),
    (("engines.yaml", "name: Paddle Lite,", "name: tensorRT,"),
     "engines.yaml:3:1: paddle-lite: 'tensorRT' is a name of 'tensorrt' already"),
    (("devices.yaml", "SM8150", "T4"),
     "devices.yaml:1:1: sd855: 'T4' is a name of 't4' already"),
    ((SMALL, "reported:", ERRATUM.format(source="othr", claims="top1", more="")),
     "models/Net/Net_x0_25.yaml:9:14: source: unknown source 'othr'; did you mean 'other'?"),
    ((FULL, "reported:", ERRATUM.format(source="other", claims="top1", more="")),
     "models/Net/Net_x1_0.yaml:7:14: source: the record has no claims of 'other'; expected one of: page"),
    ((SMALL, "reported:", ERRATUM.format(source="page", claims="top1", more="")),
     "models/Net/Net_x0_25.yaml:9:29: claims: the record has no top1 of 'page' there"),
    ((HALF, "reported:", ERRATUM.format(source="page", claims="latency", more=", table: metrics")),
     "models/Net/Net_x0_5.yaml:8:29: claims: the record has no latency of 'page' there"),
    ((SMALL, "reported:", ERRATUM.format(source="page", claims="latency", more=", table: metrics")),
     "models/Net/Net_x0_25.yaml:9:46: table: the record has no claims of the table 'metrics' of 'page'"),
    ((SMALL, "reported:", "errata: [{claims: [top1], finding: {en: Wrong.}}]\nreported:"),
     "models/Net/Net_x0_25.yaml:8:10: the key 'source' is missing: whose claims does it explain?"),
    ((SMALL, "reported:", ERRATUM.format(source="page", claims="latency", more=", convention: No Name")),
     "models/Net/Net_x0_25.yaml:9:51: convention: expected a key of lower-case letters, digits, '-' and '.', "
     "not 'No Name'"),
    (("sources.yaml", "  tables:", "  errata: [{claims: [flops], source: other, finding: {en: Wrong.}}]\n  tables:"),
     "sources.yaml:6:38: source: expected none, since it stands under 'page'"),
    (("sources.yaml", "  tables:", "  errata: [{claims: [flops], table: speeed, finding: {en: Wrong.}}]\n  tables:"),
     "sources.yaml:6:37: table: the source has no table 'speeed'; did you mean 'speed'?"),
    ((SMALL, "reported:",
      "downloads: [{kind: pretrained, format: tar, url: 'https://example.org/x', stage: 2}]\nreported:"),
     "models/Net/Net_x0_25.yaml:8:82: stage: training has 0 stages; expected one of them, not 2"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CASES, ids=[case[1][:70] for case in CASES])
def test_a_finding(problems_with: Callable[..., list[str]], change: tuple[str, str, str], expected: str) -> None:
    assert expected in problems_with(change)


def test_a_graph_is_shared_with_its_owner_only(problems_with: Callable[..., list[str]]) -> None:
    problems = problems_with(
        (SMALL, "baseline: Net_x1_0", "graph_of: Net_x0_5"), (HALF, "family: Net", "graph_of: Net_x1_0\nfamily: Net")
    )

    assert problems == [
        "models/Net/Net_x0_25.yaml:6:11: graph_of: 'Net_x0_5' has no graph of its own; expected 'Net_x1_0'"
    ]


def test_names_that_differ_in_case_only(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    root = write_zoo({"models/Net/NET_x1_0.yaml": small_files[FULL].replace("Net_x1_0", "NET_x1_0")})

    with pytest.raises(catalog.CatalogError, match=r":1:7: name: 'N(ET|et)_x1_0' is a name of another model already"):
        catalog.load(root)


def test_one_claim_in_two_tables_or_sources_is_no_finding(small_zoo: Path) -> None:
    claims = [claim for claim in catalog.load(small_zoo).claims("Det_coco") if claim.quantity == "box_ap"]

    assert [claim.table for claim in claims if claim.input_size == 608] == [None, "metrics"]


def test_errata_that_explain_claims_are_fine(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    erratum = ERRATUM.format(source="page", claims="flops, params", more=", table: metrics, convention: macs")

    zoo = catalog.load(write_zoo({HALF: small_files[HALF].replace("reported:", erratum, 1)}))

    assert zoo.models["Net_x0_5"].errata[0].convention == "macs"


def test_a_pruned_graph_needs_a_strategy_that_says_which_channels_go(
    problems_with: Callable[..., list[str]],
) -> None:
    distilled = "distil: {name: Distilled, method: distillation, about: {en: Taught.}}\nprune-half:"
    problems = problems_with(
        ("strategies.yaml", "prune-half:", distilled),
        (SMALL, "baseline: Net_x1_0", "derived_from: {model: Net_x1_0, pruned: distil}"),
    )
    assert problems == ["models/Net/Net_x0_25.yaml:6:41: pruned: the strategy 'distil' does not say which channels go"]
