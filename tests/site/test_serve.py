"""`mkdocs serve`: what an editor of the zoo sees in the browser and in the terminal."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Self
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

import catalog
from tests.generator.conftest import write_zoo
from tests.site.conftest import ROOT, mkdocs

MODEL = "ResNeXt50_32x4d"
SETTINGS = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/site
theme: {{custom_dir: {root}/site/overrides}}
plugins: [search, zooproof: {{languages: [en]}}]
"""
PATIENCE_S = 300


class Serving:
    """A running `mkdocs serve` and what it says."""

    def __init__(self, zoo: Path, *options: str) -> None:
        self._port = reserved_port()
        self.host = f"127.0.0.1:{self._port.getsockname()[1]}"
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "ZOOPROOF_CATALOG": str(zoo), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            mkdocs("serve", "--dev-addr", self.host, *options),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, words: str) -> str:
        """Return the terminal's lines up to the one that holds `words`; give up after some minutes."""
        assert self.process.stdout is not None
        lines = []
        timer = Timer(PATIENCE_S, self.process.kill)
        timer.start()
        try:
            for line in self.process.stdout:
                lines.append(line)
                if words in line:
                    return "".join(lines)
        finally:
            timer.cancel()
        pytest.fail(f"the server never said {words!r}:\n{''.join(lines)}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE_S)
        self._port.close()


def reserved_port() -> socket.socket:
    """Hold a free port that nobody else is given, but which a server that reuses addresses may listen on."""
    port = socket.socket()
    port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    port.bind(("127.0.0.1", 0))
    return port


def save(file: Path, text: str) -> None:
    """Save a file as editors do: nobody reads half of it."""
    unfinished = file.with_name(f".{file.name}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file)


@pytest.fixture
def serving(zoo: Path) -> Iterator[Serving]:
    with Serving(zoo) as serving:
        serving.read_until("Serving on")
        yield serving


@pytest.fixture
def small_zoo(tmp_path: Path) -> Path:
    return write_zoo(tmp_path / "zoo")


@pytest.fixture
def serving_small(small_zoo: Path, tmp_path: Path) -> Iterator[Serving]:
    """A server of a small zoo in English alone."""
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(SETTINGS.format(root=ROOT), encoding="utf-8")
    with Serving(small_zoo, "--config-file", str(settings)) as serving:
        serving.read_until("Serving on")
        yield serving


def test_an_edit_shows_and_a_mistake_leaves_the_last_good_page(serving: Serving, zoo: Path, page: Page) -> None:
    record = catalog.load(zoo).record_path(MODEL)
    good = record.read_text(encoding="utf-8")
    assert good.count("top1: 0.778") > 0
    page.goto(f"http://{serving.host}/zh/models/{MODEL}/")
    expect(page.locator("article")).not_to_contain_text("0.7707")

    edited = good.replace("top1: 0.778", "top1: 0.7707")
    save(record, edited)
    expect(page.locator("article")).to_contain_text("0.7707")

    line = edited[: edited.index("top1: 0.7707")].count("\n") + 1
    save(record, edited.replace("top1: 0.7707", "top1: 7.707", 1))
    assert f"{record}:{line}:" in serving.read_until("pages stay as they were")
    serving.read_until("Reloading browsers")
    for folder in ("", "zh/"):
        with urlopen(f"http://{serving.host}/{folder}models/{MODEL}/") as response:
            assert "0.7707" in response.read().decode()
    expect(page.locator("article")).to_contain_text("0.7707")

    save(record, good.replace("top1: 0.778", "top1: 0.7733"))
    expect(page.locator("article")).to_contain_text("0.7733")


def test_a_page_of_the_whole_zoo_follows_by_itself(serving_small: Serving, small_zoo: Path, page: Page) -> None:
    page.goto(f"http://{serving_small.host}/models/")
    record = small_zoo / "models/Net/Net_x1_0.yaml"
    for old, new in (("top1: 0.580", "top1: 0.5811"), ("top1: 0.5811", "top1: 0.5822")):
        save(record, record.read_text(encoding="utf-8").replace(old, new))
        serving_small.read_until("Reloading browsers")
    expect(page.locator("article")).to_contain_text("0.5822")


def test_a_zoo_that_is_broken_from_the_start_is_not_served(zoo: Path) -> None:
    record = catalog.load(zoo).record_path(MODEL)
    record.write_text("name: [\n", encoding="utf-8")
    with Serving(zoo) as serving:
        said = serving.read_until("The site is not built.")
        serving.process.wait(PATIENCE_S)
    assert f"{record}:" in said
    assert "Traceback" not in said
    assert serving.process.returncode == 1
