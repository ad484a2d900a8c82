"""References: known names pass, others are refused with the name to use."""

import pytest

from catalog.references import Known, require_known

KNOWN = Known(names={"device": ["sd855", "t4"]}, spellings={"device": {"snapdragon 855": "sd855", "sm8150": "sd855"}})


def test_a_known_name_and_a_kind_that_is_not_checked() -> None:
    assert require_known("device", "t4", KNOWN) == "t4"
    assert require_known("engine", "whatever", KNOWN) == "whatever"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("SM8150", "unknown device 'SM8150'; write 'sd855'"),
        ("sd865", "unknown device 'sd865'; did you mean 'sd855'"),
        ("x", "unknown device 'x'; expected one of: sd855, t4"),
    ],
)
def test_an_unknown_name(name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        require_known("device", name, KNOWN)
