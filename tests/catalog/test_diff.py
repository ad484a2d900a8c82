"""Claims that two states of a zoo do not share."""

from collections.abc import Callable
from pathlib import Path

import pytest

import catalog
from catalog.diff import ClaimChange, Side, diff

NET = "models/Net/Net_x0_25.yaml"
TOP1 = "other/top1[dataset=imagenet-1k,input_size=224]"
LATENCY = "page/speed/latency[device=sd855,batch=1,threads=4,input_size=224]"

Changes = Callable[[dict[str, str | None]], list[ClaimChange]]


@pytest.fixture
def changes(write_zoo: Callable[..., Path], tmp_path: Path, small_files: dict[str, str]) -> Changes:
    """Returns what differs between the small zoo and the same with some files changed."""

    def compare(changed: dict[str, str | None]) -> list[ClaimChange]:
        old = catalog.load(write_zoo().rename(tmp_path / "old"))
        return list(diff(old, catalog.load(write_zoo(changed))))

    return compare


def evidence(verdict: str, printed: str = "1.50") -> str:
    return f"model: Net_x0_25\nverdicts:\n- {{claim: '{LATENCY}', printed: '{printed}', verdict: {verdict}}}\n"


def test_the_same(changes: Changes) -> None:
    assert changes({}) == []


def test_other_digits_are_a_change(changes: Changes, small_files: dict[str, str]) -> None:
    (change,) = changes({NET: small_files[NET].replace("50 %", "50.0 %")})
    assert change == ClaimChange("Net_x0_25", TOP1, Side("50 %", "unchecked"), Side("50.0 %", "unchecked"))
    assert change.change == "changed"


def test_other_conditions_are_another_claim(changes: Changes, small_files: dict[str, str]) -> None:
    found = changes({NET: small_files[NET].replace("threads: 4", "threads: 2")})
    assert [(entry.change, entry.claim) for entry in found] == [
        ("added", LATENCY.replace("threads=4", "threads=2")),
        ("removed", LATENCY),
    ]


def test_a_model_that_is_gone_comes_last(changes: Changes, small_files: dict[str, str]) -> None:
    found = changes(
        {NET: None, "models/Det/Det_coco.yaml": small_files["models/Det/Det_coco.yaml"].replace("29.3", "29.4")}
    )
    assert [(entry.model, entry.change) for entry in found] == [
        *[("Det_coco", "changed")] * 2,
        *[("Net_x0_25", "removed")] * 2,
    ]


def test_another_verdict_on_the_same_digits(changes: Changes) -> None:
    (change,) = changes({"evidence/Net/Net_x0_25.yaml": evidence("contradicted")})
    assert change == ClaimChange("Net_x0_25", LATENCY, Side("1.50", "unchecked"), Side("1.50", "contradicted"))
    assert change.change == "rejudged"


def test_a_verdict_on_other_digits_is_none(changes: Changes) -> None:
    assert changes({"evidence/Net/Net_x0_25.yaml": evidence("contradicted", printed="1.5")}) == []
