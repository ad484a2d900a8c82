"""The API as programs use it: over HTTP, with the programs that its page shows."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator.api.examples import SERVED


def snippets(built: Path) -> list[str]:
    """The Python programs of the API's page."""
    text = (built / "api" / "index.html").read_text(encoding="utf-8")
    return [unescape(code) for code in re.findall(r'<code class="language-python">(.*?)</code>', text, re.DOTALL)]


def run(program: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("place", "printed"), [(0, "flops"), (1, "v100"), (2, "miscounted")])
def test_the_programs_of_the_page_run(built: Path, address: str, tmp_path: Path, place: int, printed: str) -> None:
    program = snippets(built)[place]
    assert SERVED in program
    assert printed in run(program.replace(SERVED, address), tmp_path)


def test_the_index_leads_to_every_file(address: str) -> None:
    base = f"{address}api/v1/"
    with urlopen(base + "index.json") as answer:
        index = json.load(answer)
    paths = [entry["path"] for entry in index["files"] if "{name}" not in entry["path"]]
    paths += [entry["described_by"] for entry in index["files"] if "described_by" in entry]
    for path in dict.fromkeys(paths):
        with urlopen(base + path) as answer:
            assert answer.status == 200


def test_the_files_are_there_once_and_not_in_each_language(built: Path) -> None:
    assert (built / "api" / "v1" / "index.json").is_file()
    assert not (built / "zh" / "api" / "v1").exists()
