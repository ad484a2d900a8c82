"""The README's commands print what the README says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def sessions() -> list[tuple[str, str]]:
    """Commands of the README's `console` blocks, each with the output printed below it."""
    found = []
    for block in CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def pattern(output: str) -> str:
    """A regular expression for an output in which a line `…` stands for any lines."""
    lines = [".*\n" if line.strip() == "…" else re.escape(line.rstrip()) + " *\n" for line in output.splitlines()]
    return "".join(lines)


@pytest.mark.parametrize(("command", "output"), [pytest.param(*entry, id=entry[0]) for entry in sessions()])
def test_a_command_prints_what_the_readme_says(command: str, output: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        shlex.split(command), cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(pattern(output), done.stdout, re.DOTALL), f"{done.stdout}\n{done.stderr}"


def test_the_python_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "MobileNetV3_large_x1_0_ssld 6.86"


def test_the_readme_shows_commands_to_run() -> None:
    programs = {shlex.split(command)[0] for command, _ in sessions()}
    assert {"verify", "catalog"} <= programs
