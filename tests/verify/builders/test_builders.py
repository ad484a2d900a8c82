import sys

import pytest

from verify.builders import BUILDERS, Builder, builder
from verify.exceptions import VerifyError


def test_an_unknown_library_is_answered_with_the_known_ones() -> None:
    with pytest.raises(VerifyError, match="no builder for library 'tim', expected one of: paddleclas, paddledet"):
        builder("tim")


def test_missing_modules_are_named() -> None:
    assert Builder("verify.builders.timm", ("json", "no_such_module"), "install it").missing() == ("no_such_module",)


@pytest.mark.parametrize("library", BUILDERS)
def test_looking_up_a_builder_imports_no_library(library: str) -> None:
    builder(library).missing()
    assert not {"torch", "paddle", "timm"} & sys.modules.keys()
