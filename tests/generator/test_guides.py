"""Guides speak of their own family alone, and their commands are ones that exist."""

import re
import shlex
from html import unescape
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import catalog
from catalog import Catalog
from catalog.cli import main as catalog_command
from catalog.text import Link
from generator.guides import Project, guides_of, quoted
from generator.page import Page
from tests.generator.conftest import Pages
from verify.cli import verify as verify_command

ZOO = Path(__file__).parents[2] / "catalog" / "zoo"
CODE = re.compile(r'<code class="language-(?:shell|python)">(.*?)</code>', re.DOTALL)
CONFIG = re.compile(r"[\w./-]+/[\w.-]+\.(?:ya?ml|json)")
OF_THE_LIBRARY = {"configs/inference_cls.yaml", "../configs/inference_cls.yaml"}
"""Configurations that PaddleClas has for all models alike."""

PADDLECLAS = [
    "quick-start", "install", "data", "train", "fine-tune", "evaluate", "predict", "export", "inference", "serving",
    "lite", "onnx", "compress",
]  # fmt: skip
PADDLEDETECTION = [
    "install", "predict", "data", "train", "evaluate", "export", "inference", "serving", "lite", "onnx",
]  # fmt: skip
STEPS = {
    "ResNeXt": [f"use-paddleclas-{step}" for step in PADDLECLAS],
    "PPHGNetV2": [f"use-paddleclas-{step}" for step in PADDLECLAS],
    "MobileNetV3": [f"use-paddleclas-{step}" for step in PADDLECLAS],
    "MobileNetV2": [f"use-vastai-{step}" for step in ["onnx", "data", "build", "run", "profile", "evaluate"]],
    "BlazeFace": [f"use-paddledetection-{step}" for step in [*PADDLEDETECTION, "quantise"]],
    "YOLOv3": [f"use-paddledetection-{step}" for step in [*PADDLEDETECTION, "prune", "distil", "quantise"]],
}
"""What the documents that the zoo was read from tell their readers to do."""


@pytest.fixture(scope="module")
def real_zoo() -> Catalog:
    return catalog.load(ZOO)


def commands(page: Page) -> str:
    return "\n".join(unescape(block) for block in CODE.findall(page.body))


def test_a_familys_commands_name_no_model_of_another(real_zoo: Catalog, real_pages: Pages) -> None:
    for family in real_zoo.families:
        named = set(re.findall(r"[A-Za-z0-9_]+", commands(real_pages["en"][f"families/{family}/"])))
        others = {model.name for model in real_zoo.models.values() if model.family != family}
        assert named & {model.name for model in real_zoo.models.values() if model.family == family}
        assert not named & others, family


def test_a_commands_configurations_are_those_of_the_familys_records(real_zoo: Catalog, real_pages: Pages) -> None:
    for family in real_zoo.families:
        links = [link.url for model in real_zoo.models.values() if model.family == family for link in model.links]
        used = set(CONFIG.findall(commands(real_pages["en"][f"families/{family}/"]))) - OF_THE_LIBRARY
        assert used
        for path in used:
            assert any(url.endswith(f"/{path}") for url in links), (family, path)


@pytest.mark.parametrize("family", STEPS)
def test_everything_that_the_sources_tell_to_do_has_its_place(family: str, real_pages: Pages) -> None:
    anchors = {heading.id for heading in real_pages["zh"][f"families/{family}/"].headings}
    assert anchors >= set(STEPS[family])


def test_commands_are_the_same_in_every_language(real_pages: Pages) -> None:
    for path, page in real_pages["en"].items():
        if page.kind == "family":
            assert commands(page) == commands(real_pages["zh"][path])


def own_commands(page: Page) -> list[list[str]]:
    """Calls of the project's own commands."""
    lines = commands(page).replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines if line.startswith(("catalog ", "verify "))]


def test_our_own_commands_have_the_options_they_are_given(real_pages: Pages) -> None:
    for page in (page for page in real_pages["en"].values() if page.kind == "family"):
        calls = own_commands(page)
        assert {call[0] for call in calls} == {"catalog", "verify"}
        for program, *words in calls:
            command: click.Command = catalog_command if program == "catalog" else verify_command
            if isinstance(command, click.Group) and words[0] in command.commands:
                command = command.commands[words.pop(0)]
            known = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("family", ["BlazeFace", "GhostNet"])
def test_our_own_commands_run(family: str, real_pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOOPROOF_CATALOG", str(ZOO))
    monkeypatch.setenv("ZOOPROOF_CACHE", str(tmp_path))
    ran = 0
    for program, *words in own_commands(real_pages["en"][f"families/{family}/"]):
        if words[:1] != ["download"] and not {"--onnx", "--weights"} & set(words):
            result = CliRunner().invoke(catalog_command if program == "catalog" else verify_command, words)
            assert result.exit_code == 0, result.output
            assert family in result.output
            ran += 1
    assert ran == 3


def test_a_link_into_a_project_is_its_path_in_the_folder_where_commands_run() -> None:
    project = Project("key", "Name", "Owner/Project", "old/configs/", "old/")
    place = "https://github.com/Owner/Project/blob"
    assert project.path(f"{place}/release/2.4/old/configs/net.yml#L3") == "configs/net.yml"
    assert project.path(f"{place}/main/other/net.yml") is None
    assert project.path("https://example.org/old/configs/net.yml") is None


def test_what_a_shell_would_act_on_is_quoted(real_zoo: Catalog) -> None:
    link = Link(kind="config", url="https://github.com/PaddlePaddle/PaddleClas/blob/x/ppcls/configs/$(reboot);net.yaml")
    model = real_zoo.models["ResNeXt50_32x4d"].model_copy(update={"links": (link,)})
    config = guides_of(real_zoo, [model])[0].example.config
    assert config == "ppcls/configs/$(reboot);net.yaml"
    assert quoted(config) == "'ppcls/configs/$(reboot);net.yaml'"
