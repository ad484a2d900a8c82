from typing import get_args

from catalog.evidence import Reason, VerdictKind
from generator import labels
from verify.reasons import REASON_NAMES, REASONS


def test_every_verdict_and_every_reason_has_a_name_and_a_meaning() -> None:
    assert set(get_args(VerdictKind)) == set(labels.VERDICTS)
    assert labels.VERDICT_NAMES.keys() == labels.VERDICT_MEANINGS.keys() == set(labels.VERDICTS)
    assert REASONS.keys() == REASON_NAMES.keys() == set(get_args(Reason))
