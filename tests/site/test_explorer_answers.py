"""What the explorer answers, saves and copies is what `catalog query` answers, prints and takes."""

import csv
import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

import catalog
from catalog import Catalog
from catalog.cli import main
from tests.site.conftest import ROOT
from tests.site.explorer_page import JOURNEY, expect_rows, open_explorer
from tests.site.explorer_queries import ANSWERS, HAND_PICKED, ask, random_queries, search, told


@pytest.fixture(scope="module")
def zoo() -> Catalog:
    return catalog.load(ROOT / "catalog" / "zoo")


def run(command: str) -> str:
    """Run a command line of `catalog` and return what it prints."""
    words = shlex.split(command)
    assert words[0] == "catalog"
    done = CliRunner().invoke(main, [*words[1:], "--catalog", str(ROOT / "catalog" / "zoo")])
    assert done.exit_code in {0, 1}, done.output
    return done.stdout


def saved(page: Page, label: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", [11])
def test_any_selection_has_the_answer_of_the_command_line(page: Page, address: str, zoo: Catalog, seed: int) -> None:
    open_explorer(page, address)
    queries = [*HAND_PICKED, *random_queries(zoo, 300, seed)]
    found = page.evaluate(ANSWERS, {"searches": [search(query) for query in queries]})
    with_rows = 0
    for query, answer in zip(queries, found, strict=True):
        expected = json.loads(json.dumps(told(ask(zoo, query))))
        assert answer == {"problems": [], "told": expected}, search(query)
        with_rows += bool(expected["rows"])
    assert 150 < with_rows < len(queries), "both answers and their absence are compared"


@pytest.mark.parametrize("query", HAND_PICKED[1:6], ids=search)
def test_what_is_saved_and_copied_is_what_the_command_line_prints(
    page: Page, address: str, query: dict[str, str]
) -> None:
    open_explorer(page, address, search(query))
    command = page.locator("[data-command]").text_content() or ""
    expected = list(csv.DictReader(run(f"{command} --format csv").splitlines()))
    assert list(csv.DictReader(saved(page, "Save as CSV").splitlines())) == expected
    objects = json.loads(run(f"{command} --format json"))["rows"]
    for row in objects:
        for number in row["numbers"].values():
            del number["table"]
    assert json.loads(saved(page, "Save as JSON"))["rows"] == objects


def test_the_command_and_the_link_are_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_explorer(page, address, f"{JOURNEY}&text=mobilenet+ssld")
    page.get_by_role("button", name="Copy the command").click()
    expect(page.locator("[data-done]")).to_have_text("Copied")
    command = page.evaluate("navigator.clipboard.readText()")
    assert command == ("catalog query --device sd855 --threads 4 --text 'mobilenet ssld' --max-latency 10 --sort top1")
    assert all("ssld" in row["model"] for row in csv.DictReader(run(f"{command} --format csv").splitlines()))
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("[data-done]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate("location.href")


def test_text_can_not_add_words_to_the_command(page: Page, address: str) -> None:
    open_explorer(page, address, "?text=%27;%20touch%20x%20%23")
    command = page.locator("[data-command]").text_content() or ""
    assert shlex.split(command) == ["catalog", "query", "--text", "'; touch x #"]


def test_a_source_can_be_asked_for_alone(page: Page, address: str, zoo: Catalog) -> None:
    open_explorer(page, address, "?device=sd855&threads=4&sort=top1")
    source = page.get_by_role("combobox", name="Source", exact=True)
    models = {row.model for row in zoo.query(device="sd855", threads=4, source="paddleclas-readme").rows}
    expect(source.locator("option[value='paddleclas-readme']")).to_contain_text(f" ({len(models)})")
    source.select_option("paddleclas-readme")
    expected = zoo.query(device="sd855", threads=4, sort="top1", source="paddleclas-readme").rows
    expect_rows(page, expected)
    expect(page.locator(".zoo-rows tbody sup")).to_have_count(0)
    command = page.locator("[data-command]").text_content() or ""
    assert "--source paddleclas-readme" in command
    assert [row["model"] for row in json.loads(run(f"{command} --format json"))["rows"]] == [
        it.model for it in expected
    ]
