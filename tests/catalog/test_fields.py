"""The types of printed numbers: what the loader takes, an editor takes too."""

from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog.fields import Accuracy, Flops, Milliseconds, Number, Params, Storage

KINDS = [Accuracy, Flops, Params, Storage, Milliseconds]


@pytest.mark.parametrize("kind", KINDS)
@given(value=st.from_regex(r"\A[0-9]{1,4}(\.[0-9]{1,3})? ?(%|K|M|G|T|B|KB|MB|GB|GFLOPs|ms)?\Z") | st.integers(-2, 9))
def test_what_is_read_fits_the_json_schema(kind: Any, value: object) -> None:
    adapter = TypeAdapter(kind)
    try:
        number = adapter.validate_python(value)
    except ValidationError:
        return

    jsonschema.validate(value, adapter.json_schema())
    assert adapter.validate_python(adapter.dump_python(number)) == number


@pytest.mark.parametrize("value", ["0.5", True, None, [1], "NaN"])
def test_text_is_no_plain_number(value: object) -> None:
    with pytest.raises(ValidationError, match="expected a number"):
        TypeAdapter(Number).validate_python(value)


def test_a_plain_number_keeps_its_digits() -> None:
    assert str(TypeAdapter(Number).validate_python(Decimal("0.50"))) == "0.50"
    assert TypeAdapter(Number).dump_json(Decimal("0.50")) == b"0.5"
