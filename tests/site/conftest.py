"""The real site, built once and served; a browser that fails a test on any console error or foreign request."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright

import catalog
from tests.site.chromium import find_chromium, flags

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 120_000
"""How long the browser may take for a step on a busy machine."""

UNFINISHED = ":is([data-explorer], #compare):not([data-shown])"
"""Parts of pages whose scripts have not yet shown all that the address asks for."""


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def mkdocs(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments]


def build(folder: Path, *, root: Path = ROOT, **environment: str) -> Path:
    """Build the site of the project at `root` strictly into a folder; a warning is a failure."""
    command = mkdocs("build", "--strict", "--site-dir", str(folder))
    everything = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    done = subprocess.run(command, cwd=root, env=everything, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


AT_REST = """
new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done))))
"""
"""Resolves when the page has drawn itself twice and its scripts have nothing more to do."""


def visit(page: Page, address: str) -> None:
    """Open a page and wait until it has loaded, asks for nothing more and its scripts are at rest.

    A long page can leave the network idle before its scripts have run.
    """
    page.goto(address)
    expect(page.locator(UNFINISHED)).to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.evaluate(AT_REST)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as `mkdocs build --strict` writes it, once for all workers of pytest-xdist."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with FileLock(folder / "site.lock"):
        if not (folder / "site").is_dir():
            build(folder / "site-unfinished").rename(folder / "site")
    return folder / "site"


@pytest.fixture
def zoo(tmp_path: Path) -> Path:
    """A copy of the project's zoo, to be edited."""
    return Path(shutil.copytree(catalog.load().directory, tmp_path / "zoo"))


@contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder on a server of plain files, in a sub-folder as many sites are; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder.parent)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The address of the built site."""
    with serve(built) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path is not None, "No Chromium here: run `python tests/site/chromium.py`, which installs one."
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags(), timeout=PATIENCE_MS)
        yield browser
        browser.close()


@contextmanager
def new_page(browser: Browser, **settings: Any) -> Iterator[Page]:
    """Open a page of a fresh browser profile, which waits as long as all others."""
    with browser.new_context(**settings) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh browser profile; afterwards nothing may have gone wrong in it."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.page and message.page.url}: {message.text}")

    def see_request(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            complaints.append(f"request to {request.url}")

    def see_response(response: Response) -> None:
        if response.status >= 400:
            complaints.append(f"{response.status} {response.url}")

    with new_page(browser, color_scheme="light", locale="en-US") as page:
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("request", see_request)
        page.on("response", see_response)
        yield page
    assert complaints == []
