"""FLOPs, params and sizes that do not go together are found, and those that may are left alone."""

import pytest

from tests.catalog.lint.conftest import Find, Lines


def sizes(*lines: str) -> Lines:
    return {"complexity": list(lines)}


@pytest.mark.parametrize(("larger", "found"), [("1.4 M", 1), ("1.5 M", 0), ("3.5 M", 0)])
def test_a_wider_model_with_fewer_params(find: Find, larger: str, found: int) -> None:
    models = {"Net_x0_5": sizes("params: 1.5 M"), "Net": sizes(f"params: {larger}")}

    assert len(find("size-falls-with-model-size", models)) == found


@pytest.mark.parametrize(
    ("graph", "params", "found"),
    [("graph_of: Net", "3.4 M", 1), ("graph_of: Net", "3.50 M", 0), ("links: []", "3.4 M", 0)],
)
def test_one_network_of_two_sizes(find: Find, graph: str, params: str, found: int) -> None:
    models = {"Net": sizes("params: 3.5 M"), "Net_ssld": {"record": [graph], **sizes(f"params: {params}")}}

    assert len(find("same-network-other-size", models)) == found


@pytest.mark.parametrize(
    ("strategy", "storage", "found"), [("prune", "15 MB", 1), ("prune", "9 MB", 0), ("ssld", "15 MB", 0)]
)
def test_a_compressed_model_that_is_larger(find: Find, strategy: str, storage: str, found: int) -> None:
    own = ["baseline: Net", f"compression: [{strategy}]"]
    models = {"Net": sizes("storage: 14 MB"), "Net_small": {"record": own, **sizes(f"storage: {storage}")}}

    assert len(find("compressed-larger", models)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("params: 3.5 M, storage: 14 MB", 0),
        ("params: 3.5 M, storage: 12 MB", 1),
        ("params: 3.5 M, storage: 24 MB", 1),
        ("params: 3.5 M, storage: 3.6 MB", 1),
    ],
)
def test_a_stored_size_against_params(find: Find, line: str, found: int) -> None:
    assert len(find("storage-against-params", {"Net": sizes(line)})) == found


def test_eight_bits_take_a_byte(find: Find) -> None:
    lines = sizes("params: 3.5 M", "precision: int8, storage: 3.6 MB")

    assert find("storage-against-params", {"Net": lines}) == []


@pytest.mark.parametrize(
    ("flops", "task", "found"),
    [("5.72 G", "object-detection", 0), ("6.72 G", "object-detection", 1), ("6.72 G", "image-classification", 0)],
)
def test_flops_grow_with_the_area_of_the_input(find: Find, flops: str, task: str, found: int) -> None:
    lines = sizes("input_size: 608, flops: 20.64 G", f"input_size: 320, flops: {flops}")

    assert len(find("flops-against-input-size", {"Net": {"record": [f"task: {task}"], **lines}})) == found


@pytest.mark.parametrize(("storage", "found"), [("94.61 MB", 1), ("94.60 MB", 0), ("94.6 MB", 0)])
def test_weights_do_not_change_with_the_input(find: Find, storage: str, found: int) -> None:
    lines = sizes("input_size: 608, storage: 94.60 MB", f"input_size: 320, storage: {storage}")

    assert len(find("weights-change-with-input-size", {"Net": lines})) == found


@pytest.mark.parametrize(("flops", "found"), [("300 G", 1), ("0.3 M", 1), ("600 M", 0), ("3 G", 0)])
def test_a_unit_that_slipped_against_the_graph(find: Find, flops: str, found: int) -> None:
    assert len(find("unit-slip", {"Net": sizes(f"flops: {flops}")}, macs={"Net": 3 * 10**8})) == found


def test_a_unit_that_slipped_against_another_source(find: Find) -> None:
    other = {"of": ["other", "metrics"], **sizes("storage: 14 MB")}

    findings = find("unit-slip", {"Net": [sizes("storage: 14 KB"), other]})

    assert [finding.sources for finding in findings] == [("page", "other")]


@pytest.mark.parametrize(("params", "found"), [("3.44 M", 1), ("3.45 M", 0)])
def test_two_networks_of_one_size(find: Find, params: str, found: int) -> None:
    models = {"Net": sizes("flops: 0.60 G, params: 3.44 M"), "Other": sizes(f"flops: 0.60 G, params: {params}")}

    assert len(find("other-network-same-size", models, macs={"Net": 3 * 10**8, "Other": 5 * 10**8})) == found


def test_two_networks_that_count_alike_may_look_alike(find: Find) -> None:
    models = dict.fromkeys(("Net", "Other"), sizes("flops: 0.60 G, params: 3.44 M"))

    assert find("other-network-same-size", models, macs=dict.fromkeys(models, 3 * 10**8)) == []
