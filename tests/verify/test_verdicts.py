"""Each verdict, on a network whose counts are known in closed form."""

from collections.abc import Iterator
from typing import Any

import pytest

from catalog.claims import Claim, claims_of
from catalog.evidence import ClaimVerdict
from catalog.record import Model
from verify.ranking import rank_conventions
from verify.verdicts import judge

# One 3×3 convolution from 64 to 128 channels in 32 groups on 56×56 pixels, with batch norm, and a classifier 128→1000.
CONV_MACS = 56 * 56 * 128 * 9 * 2
LINEAR_MACS = 128 * 1000
CONV_WEIGHTS, LINEAR_WEIGHTS, LINEAR_BIASES = 128 * 9 * 2, 128 * 1000, 1000
TOTALS = {
    "conv_macs": CONV_MACS,
    "linear_macs": LINEAR_MACS,
    "batch_norm_elements": 56 * 56 * 128,
    "linear_layers": 1,
    "conv_weights": CONV_WEIGHTS,
    "linear_weights": LINEAR_WEIGHTS,
    "linear_biases": LINEAR_BIASES,
    "batch_norm_scale_shift": 256,
    "batch_norm_statistics": 256,
    # 2 input channels per group, divided by 32 groups once more and rounded down, is none.
    "grouped_twice_conv_macs": 0,
    "grouped_twice_conv_weights": 0,
}
TRAINABLE = CONV_WEIGHTS + LINEAR_WEIGHTS + LINEAR_BIASES + 256


def claims(*lines: dict[str, Any], section: str = "complexity", names: str = "abcdefgh") -> list[Claim]:
    def models() -> Iterator[Claim]:
        for name, line in zip(names, lines, strict=False):
            record = {
                "name": name,
                "family": "f",
                "task": "image-classification",
                "input": {"size": 224},
                "reported": [{"source": "page", section: [line]}],
            }
            yield from claims_of(Model.model_validate(record))

    return list(models())


def judged(*lines: dict[str, Any], section: str = "complexity", uncounted: bool = False) -> list[ClaimVerdict]:
    found = claims(*lines, section=section)
    counted = {(claim.model, size): TOTALS for claim in found for size in (None, 224)}
    ranking = rank_conventions(found, counted, {})
    return [judge(claim, TOTALS, uncounted, ranking) for claim in found]


@pytest.mark.parametrize(
    ("line", "verdict", "convention", "counted"),
    [
        ({"flops": f"{CONV_MACS + LINEAR_MACS}"}, "confirmed", "macs", CONV_MACS + LINEAR_MACS),
        (
            {"flops": f"{2 * (CONV_MACS + LINEAR_MACS) / 1e6:.3f} M"},
            "confirmed",
            "macs-twice",
            2 * (CONV_MACS + LINEAR_MACS),
        ),
        ({"params": f"{TRAINABLE / 1e3:.3f} K"}, "confirmed", "trainable", TRAINABLE),
        ({"params": f"{TRAINABLE + 256}"}, "confirmed", "with-statistics", TRAINABLE + 256),
        ({"params": f"{LINEAR_WEIGHTS + 1 + 256}"}, "miscounted", "fluid-model-stat", LINEAR_WEIGHTS + 1 + 256),
        ({"params": f"{int(TRAINABLE * 1.005)}"}, "close", "with-statistics", TRAINABLE + 256),
        ({"params": f"{TRAINABLE * 2}"}, "contradicted", "with-statistics", TRAINABLE + 256),
    ],
)
def test_a_count_says_which_convention_a_number_fits(
    line: dict[str, Any], verdict: str, convention: str, counted: int
) -> None:
    (found,) = judged(line)
    assert (found.verdict, found.convention, found.counted) == (verdict, convention, counted)


def test_the_gap_is_the_share_of_the_counted_value() -> None:
    (found,) = judged({"params": f"{TRAINABLE * 2}"})
    assert found.gap == pytest.approx(TRAINABLE * 2 / (TRAINABLE + 256) - 1, abs=1e-6)


@pytest.mark.parametrize(
    ("section", "line", "reason"),
    [
        ("accuracy", {"dataset": "imagenet-1k", "top1": 0.75}, "no-weights"),
        ("latency", {"device": "v100", "ms": 5}, "device-not-here"),
        ("complexity", {"precision": "int8", "storage": "10 MB"}, "no-graph"),
    ],
)
def test_what_a_graph_can_not_show_is_unchecked_with_its_reason(
    section: str, line: dict[str, Any], reason: str
) -> None:
    (found,) = judged(line, section=section)
    assert (found.verdict, found.reason, found.counted) == ("unchecked", reason, None)


def test_without_a_graph_nothing_is_judged() -> None:
    (claim,) = claims({"flops": "1 G"})
    assert judge(claim, None, False, rank_conventions([claim], {}, {})).reason == "no-graph"


def test_operations_that_can_not_be_counted_leave_flops_unchecked_but_not_params() -> None:
    flops, params = judged({"flops": "7.353 M", "params": f"{TRAINABLE}"}, uncounted=True)
    assert (flops.verdict, flops.reason) == ("unchecked", "not-counted")
    assert params.verdict == "confirmed"


def test_a_number_that_fits_several_conventions_follows_the_sources_other_numbers() -> None:
    exact = {"params": f"{TRAINABLE + 256}"}
    (alone,) = judged({"params": "132 K"})
    *_, among = judged(exact, exact, exact, {"params": "132 K"})
    assert alone.convention == "trainable"
    assert "with-statistics" in alone.also
    assert among.convention == "with-statistics"
    assert "trainable" in among.also


@pytest.mark.parametrize(
    ("parameter_bytes", "verdict", "convention"),
    [
        (4 * (TRAINABLE + 256), "unchecked", None),
        (200_300, "confirmed", "own-format-mb"),
        (209_715, "confirmed", "own-format-mib"),
        (190_000, "contradicted", "own-format-mb"),
    ],
)
def test_storage_in_int8_is_judged_on_a_graph_that_holds_int8(
    parameter_bytes: int, verdict: str, convention: str | None
) -> None:
    (claim,) = claims({"precision": "int8", "storage": "0.200 MB"})
    totals = {**TOTALS, "parameter_bytes": parameter_bytes}
    found = judge(claim, totals, False, rank_conventions([claim], {(claim.model, None): totals}, {}))
    assert (found.verdict, found.convention) == (verdict, convention)
