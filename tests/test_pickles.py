"""Files from outside are never unpickled: weights of other frameworks are fetched, not loaded."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGES = ("catalog", "verify", "generator")
ROOT = Path(__file__).parents[1]
UNPICKLING = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def unpickled(source: str) -> Iterator[str]:
    """Yield what a module imports or calls that loads pickles."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in UNPICKLING)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in UNPICKLING:
            yield node.module or ""
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            yield "allow_pickle"
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("torch.load", "paddle.load"):
            yield ast.unparse(node)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_loads_pickles(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules
    assert {str(path): found for path in modules if (found := list(unpickled(path.read_text())))} == {}


def test_the_search_finds_what_it_looks_for() -> None:
    source = "import pickle\nfrom joblib import load\nnp.load(f, allow_pickle=True)\ntorch.load(f)\n"
    assert sorted(unpickled(source)) == ["allow_pickle", "joblib", "pickle", "torch.load"]
