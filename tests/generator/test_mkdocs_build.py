"""Builds one after the other by a server, in a small zoo: whatever is saved, the site is as if built anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.mkdocs_plugin import ZooPlugin
from generator.output import MANIFEST, UNFINISHED
from tests.generator.conftest import write_zoo

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:8000/"
RECORD = "models/Net/Net_x1_0.yaml"
PAGE = "models/Net_x1_0/index.html"
TABLE = "models/index.html"
"""A page of the whole zoo."""

SETTINGS = """\
INHERIT: {root}/mkdocs.yml
site_name: {name}
docs_dir: {root}/site
theme: {{custom_dir: {root}/site/overrides}}
plugins:
  - search
  - zooproof: {{languages: [en, de], catalog: {zoo}}}
"""


class Server:
    """What `mkdocs serve` does when files change, with nothing to wait for."""

    def __init__(self, zoo: Path, site: Path, name: str = "A zoo") -> None:
        self.zoo, self.site = zoo, site
        self.settings = site.with_suffix(".yml")
        self.configure(name)
        config = self._load()
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=ADDRESS)

    def configure(self, name: str) -> None:
        self.name = name
        self.settings.write_text(SETTINGS.format(root=ROOT, name=name, zoo=self.zoo), encoding="utf-8")

    def build(self) -> None:
        build(self._load(), serve_url=ADDRESS)

    def wait(self) -> None:
        """Wait for what goes on in the background."""
        plugin = self._load().plugins["zooproof"]
        assert isinstance(plugin, ZooPlugin)
        plugin._state.background.wait()

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.zoo / file).read_text(encoding="utf-8")
        assert old in text
        (self.zoo / file).write_text(text.replace(old, new), encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def contents(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in self.site.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }

    def _load(self) -> MkDocsConfig:
        return load_config(str(self.settings), site_dir=str(self.site))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(write_zoo(tmp_path / "zoo"), tmp_path / "site")
    yield server
    server.wait()


def built_anew(server: Server) -> dict[str, bytes]:
    return Server(server.zoo, server.site.parent / "anew", server.name).contents()


def test_after_saves_the_site_is_as_if_built_anew(server: Server) -> None:
    saves = (
        (RECORD, "ms: 10.50", "ms: 1.50"),
        ("evidence/Net/Net_x0_5.yaml", "counted: 100000000", "counted: 100000007"),
        ("families/Net/about.en.md", "Nets <b>net</b>", "They net"),
    )
    for file, old, new in saves:
        before = server.read("families/Net/index.html"), server.read(PAGE), server.read("models/Net_x0_5/index.html")
        server.edit(file, old, new)
        server.build()
        after = server.read("families/Net/index.html"), server.read(PAGE), server.read("models/Net_x0_5/index.html")
        assert after != before
    (server.zoo / "evidence/Net/Net_x1_0.yaml").unlink()
    server.build()
    server.wait()
    assert server.contents() == built_anew(server)


def test_after_other_changes_the_site_is_as_if_built_anew(server: Server) -> None:
    server.edit("devices.yaml", "name: Big GPU", "name: Bigger GPU")
    server.build()
    assert "Bigger GPU" in server.read(PAGE)
    server.edit("families/Net/family.yaml", "en: Nets,", "en: Networks,")
    server.build()
    assert "Networks" in server.read("families/Det/index.html")  # in the menu
    rename(server)
    server.build()
    assert not (server.site / PAGE).exists()
    assert "Net_x2_0" in server.read(TABLE)
    (server.zoo / "models/Det/Det_scenes.yaml").unlink()
    server.build()
    assert "Det_scenes" not in server.read(TABLE)
    server.configure("Another zoo")
    server.build()
    assert "Another zoo" in server.read("models/Net_x2_0/index.html")
    assert server.contents() == built_anew(server)


def rename(server: Server) -> None:
    (server.zoo / RECORD).rename(server.zoo / "models/Net/Net_x2_0.yaml")
    (server.zoo / "evidence/Net/Net_x1_0.yaml").unlink()
    for name in ("Net_x2_0", "Net_x0_5"):
        server.edit(f"models/Net/{name}.yaml", "Net_x1_0", "Net_x2_0")


def test_saves_show_at_once_however_much_of_the_last_is_still_to_be_written(server: Server) -> None:
    for old, new in (("0.580", "0.5811"), ("0.5811", "0.5822"), ("0.5822", "0.5833")):
        server.edit(RECORD, f"top1: {old}", f"top1: {new}")
        server.build()
        assert all(new in server.read(f"{folder}{PAGE}") for folder in ("", "de/"))
    server.wait()
    assert "0.5833" in server.read(TABLE)
    assert not (server.site / UNFINISHED).exists()


def test_a_change_that_is_taken_back_leaves_nothing(server: Server) -> None:
    before = server.contents()
    server.edit(RECORD, "top1: 0.580", "top1: 0.581")
    server.build()
    server.edit(RECORD, "top1: 0.581", "top1: 0.580")
    server.build()
    server.wait()
    assert server.contents() == before
    written = {path: path.stat().st_mtime_ns for path in server.site.rglob("*")}
    (server.zoo / RECORD).touch()
    server.build()
    server.wait()
    assert {path: path.stat().st_mtime_ns for path in server.site.rglob("*")} == written


def test_a_mistake_does_not_keep_the_save_before_it_from_being_written(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    server.edit(RECORD, "top1: 0.580", "top1: 0.5801")
    server.build()
    server.edit(RECORD, "top1: 0.5801", "top1: 5.801")
    server.build()
    server.wait()
    assert "pages stay as they were" in capfd.readouterr().err
    assert "0.5801" in server.read(PAGE)
    assert "0.5801" in server.read(TABLE)
    server.edit(RECORD, "top1: 5.801", "top1: 0.5801")
    server.build()
    assert not (server.site / UNFINISHED).exists()  # nothing was left to do


def test_what_can_not_be_written_in_the_background_is_told_and_tried_again(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    blocked = server.site / TABLE
    blocked.unlink()
    blocked.mkdir()
    server.edit(RECORD, "top1: 0.580", "top1: 0.5801")
    server.build()
    server.wait()
    assert str(blocked) in capfd.readouterr().err
    blocked.rmdir()
    server.build()
    server.wait()
    assert "0.5801" in server.read(TABLE)
