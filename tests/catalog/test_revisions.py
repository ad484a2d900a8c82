"""`catalog diff`: a zoo at git revisions, read and compared."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog.cli import main
from catalog.exceptions import CatalogError
from catalog.revisions import zoo_at
from tests.catalog.test_git import git

NET = "models/Net/Net_x0_25.yaml"


@pytest.fixture
def history(small_zoo: Path) -> Path:
    """The small zoo in two commits, tagged v1 and v2; an accuracy differs, and one on disk again."""
    git(small_zoo, "init", "--quiet")
    for tag, old, new in (("v1", "50 %", "50 %"), ("v2", "50 %", "51 %"), ("", "51 %", "52 %")):
        path = small_zoo / NET
        path.write_text(path.read_text().replace(old, new))
        if tag:
            git(small_zoo, "add", "--all")
            git(small_zoo, "commit", "--quiet", "--message", tag)
            git(small_zoo, "tag", tag)
    return small_zoo


@pytest.fixture
def diff(history: Path) -> Callable[..., Result]:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--catalog", str(history), "diff", *arguments])

    return run


@pytest.mark.parametrize(("revision", "printed"), [("v1", "50 %"), ("v2", "51 %"), (None, "52 %")])
def test_a_zoo_at_a_revision(revision: str | None, printed: str, history: Path) -> None:
    with zoo_at(history, revision) as zoo:
        assert str(zoo.claims("Net_x0_25")[-1].number) == printed


def test_two_revisions(diff: Callable[..., Result]) -> None:
    result = diff("v1", "v2")
    assert result.exit_code == 1
    header, row, total = result.stdout.splitlines()
    assert header.split("  ")[0] == "change"
    assert row.split() == [
        "changed", "Net_x0_25", "other/top1[dataset=imagenet-1k,input_size=224]",
        "50", "%", "51", "%", "unchecked", "unchecked",
    ]  # fmt: skip
    assert total == "1 changed."


def test_a_revision_and_the_disk(diff: Callable[..., Result]) -> None:
    data = json.loads(diff("v1", "--format", "json").stdout)
    assert data["counts"] == {"added": 0, "changed": 1, "removed": 0, "rejudged": 0}
    assert data["claims"][0]["old"] == {"printed": "50 %", "verdict": "unchecked"}
    assert data["claims"][0]["new"] == {"printed": "52 %", "verdict": "unchecked"}


def test_as_csv(diff: Callable[..., Result]) -> None:
    (row,) = csv.DictReader(io.StringIO(diff("v2", "--format", "csv").stdout))
    assert (row["change"], row["old_printed"], row["new_printed"]) == ("changed", "51 %", "52 %")


def test_no_difference(diff: Callable[..., Result]) -> None:
    result = diff("v2", "HEAD")
    assert (result.exit_code, result.stdout) == (0, "No claim differs.\n")


def test_an_unknown_revision(diff: Callable[..., Result]) -> None:
    result = diff("v9")
    assert result.exit_code == 2
    assert "git knows no revision 'v9' here" in result.stderr


def test_a_zoo_that_was_broken_then(history: Path, diff: Callable[..., Result]) -> None:
    (history / "devices.yaml").write_text("t4: [")
    git(history, "commit", "--quiet", "--all", "--message", "Broken")
    git(history, "checkout", "--quiet", "v2", "--", "devices.yaml")
    result = diff("HEAD")
    assert result.exit_code == 2
    assert result.stderr.startswith("HEAD:devices.yaml:2:1: this is no YAML")
    with pytest.raises(CatalogError), zoo_at(history, "HEAD"):
        pass
