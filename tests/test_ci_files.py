"""The GitHub Action and the pre-commit hooks: their files have the right shape, and the commands in them run."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from tests.catalog.test_git import git

ROOT = Path(__file__).parent.parent
EXPRESSION = re.compile(r"\$\{\{ *([a-z._-]+) *\}\}")
FAMILY = "--family MobileNetV1"


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return data


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A repository that holds a copy of the zoo, in one commit."""
    folder = tmp_path / "workspace"
    shutil.copytree(ROOT / "catalog" / "zoo", folder / "catalog" / "zoo")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "First")
    return folder


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"} | more


class Runner:
    """Runs the steps of the action that are commands, as GitHub's runner does, except what needs the network."""

    def __init__(self, action: dict[str, Any], workspace: Path) -> None:
        self.action, self.workspace = action, workspace
        self.summary, self.output = workspace.parent / "summary.md", workspace.parent / "output"

    def run(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        values = {f"inputs.{name}": entry["default"] for name, entry in self.action["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values |= {"runner.temp": str(self.workspace.parent)}
        log = []
        for step in self.action["runs"]["steps"]:
            if "run" not in step or "pip install" in step["run"]:
                continue
            done = self._run_step(step, values)
            log.append(done.stdout)
            if done.returncode != 0:
                break
        return subprocess.CompletedProcess(done.args, done.returncode, "".join(log), done.stderr)

    def _run_step(self, step: dict[str, Any], values: dict[str, str]) -> subprocess.CompletedProcess[str]:
        variables = {name: EXPRESSION.sub(lambda found: values[found[1]], text) for name, text in step["env"].items()}
        variables |= {"GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_OUTPUT": str(self.output)}
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        return subprocess.run(
            command, cwd=self.workspace, env=environment(**variables), capture_output=True, text=True, check=False
        )


@pytest.fixture
def runner(action: dict[str, Any], workspace: Path) -> Runner:
    return Runner(action, workspace)


def test_the_action_has_the_shape_of_a_composite_action(action: dict[str, Any]) -> None:
    assert action["runs"]["using"] == "composite"
    for entry in action["inputs"].values():
        assert entry["description"]
        assert isinstance(entry["default"], str)
    for step in action["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert "run" not in step or step["shell"] == "bash"


def test_no_input_is_pasted_into_a_script(action: dict[str, Any]) -> None:
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def test_every_input_is_used(action: dict[str, Any]) -> None:
    text = json.dumps(action["runs"])
    assert [name for name in action["inputs"] if f"inputs.{name}" not in text] == []


def test_the_action_passes_on_a_sound_zoo(runner: Runner) -> None:
    done = runner.run(models=FAMILY)
    assert done.returncode == 0, done.stderr
    assert "no problem" in done.stdout
    assert runner.output.read_text() == "passed=true\n"
    assert runner.summary.read_text().startswith("### Zooproof: nothing to do")


def test_the_action_tells_of_a_wrong_number(runner: Runner) -> None:
    record = runner.workspace / "catalog/zoo/models/MobileNetV1/MobileNetV1_x0_25.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub(r"params: [0-9.]+", "params: 99.00", text, count=1), encoding="utf-8")
    done = runner.run(changed_since="HEAD", models="", sarif="out.sarif", junit="out.xml")
    assert done.returncode == 1, done.stderr
    assert "::error file=catalog/zoo/models/MobileNetV1/MobileNetV1_x0_25.yaml,line=" in done.stdout
    assert runner.output.read_text() == "passed=false\n"
    assert "MobileNetV1\\_x0\\_25.yaml" in runner.summary.read_text()
    assert json.loads((runner.workspace / "out.sarif").read_text())["runs"][0]["results"]
    suites = ElementTree.parse(runner.workspace / "out.xml").getroot()
    assert [suite.get("name") for suite in suites] == ["MobileNetV1_x0_25"]


def test_the_action_stops_at_a_broken_record(runner: Runner) -> None:
    (runner.workspace / "catalog/zoo/devices.yaml").write_text("t4: [")
    done = runner.run(models=FAMILY)
    assert done.returncode == 1
    assert "devices.yaml:2:1: this is no YAML" in done.stdout
    assert not runner.summary.exists()


def test_the_action_stops_at_an_unknown_name(runner: Runner) -> None:
    done = runner.run(models="--family MobileNetV11")
    assert done.returncode == 2
    assert "did you mean 'MobileNetV1'?" in done.stderr
    assert not runner.output.exists()


def hooks() -> list[dict[str, Any]]:
    manifest: list[dict[str, Any]] = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    return manifest


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_pre_commit_runs_a_hook_on_what_is_staged(hook: dict[str, Any], workspace: Path) -> None:
    def pre_commit() -> subprocess.CompletedProcess[str]:
        git(workspace, "add", "--all")
        command = [sys.executable, "-m", "pre_commit", "run", hook["id"]]
        home = str(workspace.parent / "pre-commit")
        return subprocess.run(
            command, cwd=workspace, env=environment(PRE_COMMIT_HOME=home), capture_output=True, text=True, check=False
        )

    # The programs of this environment run in place of an installation that pre-commit makes for itself.
    config = {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}
    (workspace / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--message", "Second")
    (workspace / "notes.txt").write_text("No record.", encoding="utf-8")
    assert "(no files to check)" in pre_commit().stdout
    record = workspace / "catalog/zoo/models/MobileNetV1/MobileNetV1_x0_25.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(f"{text}# Nothing new.\n", encoding="utf-8")
    sound = pre_commit()
    assert (sound.returncode, "Passed" in sound.stdout) == (0, True), sound.stdout
    record.write_text(text.replace("family:", "famly:"), encoding="utf-8")
    broken = pre_commit()
    assert broken.returncode == 1
    assert "MobileNetV1_x0_25.yaml:" in broken.stdout


def test_the_hooks_programs_are_the_projects() -> None:
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert {shlex.split(hook["entry"])[0] for hook in hooks()} <= scripts.keys()
