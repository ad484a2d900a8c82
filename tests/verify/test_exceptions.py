"""What is quoted of other libraries' errors."""

import pytest

from verify.exceptions import first_line


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("bad shape\nat node 3"), "bad shape"),
        (MemoryError(), "MemoryError"),
        (ValueError("\nbad shape"), "bad shape"),
    ],
)
def test_the_first_line_of_an_error(error: Exception, said: str) -> None:
    assert first_line(error) == said
