"""The README's commands print what the README says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parent.parent
CONSOLE = re.compile(r"^( *)```console\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def sessions() -> list[tuple[str, str]]:
    """Commands of the README's `console` blocks, each with the output printed below it."""
    found = []
    for _, block in CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", dedent(block), flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def pattern(output: str) -> str:
    """A regular expression for an output in which a line `…` stands for any lines."""
    lines = [".*\n" if line.strip() == "…" else re.escape(line.rstrip()) + " *\n" for line in output.splitlines()]
    return "".join(lines)


def run(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment in the repository's root."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        shlex.split(command), cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("command", "output"), [pytest.param(*entry, id=entry[0]) for entry in sessions()])
def test_a_command_prints_what_the_readme_says(command: str, output: str) -> None:
    done = run(command)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(pattern(output), done.stdout, re.DOTALL), f"{done.stdout}\n{done.stderr}"


def test_a_model_is_added_as_the_readme_says(tmp_path: Path) -> None:
    zoo = shutil.copytree(ROOT / "catalog" / "zoo", tmp_path / "zoo")
    neighbour = (zoo / "models/MobileNetV2/MobileNetV2_timm.yaml").read_text(encoding="utf-8")
    added = neighbour.replace("MobileNetV2_timm", "MobileNetV2_new").replace("params: 3.500 M", "params: 4.2 M")
    added = re.sub("^aliases:.*\n", "", added, flags=re.MULTILINE)
    (zoo / "models/MobileNetV2/MobileNetV2_new.yaml").write_text(added, encoding="utf-8")
    shutil.copy(zoo / "graphs/MobileNetV2/MobileNetV2_timm.onnx", zoo / "graphs/MobileNetV2/MobileNetV2_new.onnx")
    assert run(f"catalog validate {zoo}").stdout.startswith("92 models")
    wrong = run(f"verify --catalog {zoo} --model MobileNetV2_new --update")
    assert wrong.returncode == 1
    assert "prints 4.2 M: contradicted, and no erratum explains it" in wrong.stdout
    erratum = "errata: [{claims: [params], source: vastai-mobilenetv2, finding: {en: Made up., zh: 编造的。}}]"
    (zoo / "models/MobileNetV2/MobileNetV2_new.yaml").write_text(f"{added}{erratum}\n", encoding="utf-8")
    assert run(f"verify --catalog {zoo} --model MobileNetV2_new --update").returncode == 0
    assert (zoo / "evidence/MobileNetV2/MobileNetV2_new.yaml").is_file()


def test_the_python_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "MobileNetV3_large_x1_0_ssld 6.86"


def test_the_readme_shows_commands_to_run() -> None:
    programs = {shlex.split(command)[0] for command, _ in sessions()}
    assert {"verify", "catalog", "generate"} <= programs
