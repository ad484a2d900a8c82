"""Problems and the exception that carries them."""

from pathlib import Path

from catalog import CatalogError, Problem


def test_a_problem_reads_like_a_compilers() -> None:
    assert str(Problem(Path("a.yaml"), 3, 5, "is wrong")) == "a.yaml:3:5: is wrong"
    assert str(Problem(Path("a.yaml"), 0, 0, "is missing")) == "a.yaml: is missing"


def test_problems_stand_in_the_order_of_the_files() -> None:
    first, second, third = (Problem(Path(name), line, 1, "x") for name, line in (("a", 2), ("a", 10), ("b", 1)))

    error = CatalogError(third, second, first)

    assert error.problems == (first, second, third)
    assert str(error) == "a:2:1: x\na:10:1: x\nb:1:1: x"


def test_of_a_great_many_problems_the_first_are_listed() -> None:
    problems = [Problem(Path("a"), line, 1, "x") for line in range(1, 1202)]

    error = CatalogError(*problems)

    assert error.problems == tuple(problems)
    assert str(error).splitlines()[-2:] == ["a:200:1: x", "… and 1,001 more"]
