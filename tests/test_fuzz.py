"""A short run of the fuzzer: hostile graphs and records end in a result or in a located error."""

from benchmarks import fuzz


def test_hostile_files_end_in_a_result_or_an_error() -> None:
    outcomes = fuzz.run(seed=7, first=0, last=120)
    assert outcomes.failures == {}
    assert outcomes.counts.total() == 120
    assert {name for _, name in outcomes.counts} == {"result", "error"}
