"""Build the site of a synthetic zoo, and the same model pages as Markdown by MkDocs and by Hugo, in one run.

Prints, for each size, pages a second of CPU, CPU seconds and peak memory of each engine, the ratio to Hugo, what a
second build of the unchanged zoo costs, and how long a saved record takes to show in `mkdocs serve`. One language.
Hugo has a theme of one line; the others have Material's look. Times are CPU seconds of a process, except for the last.
Take a Python of a distribution, like its Hugo: one compiled without `--enable-optimizations` needs a fifth more.

    python benchmarks/site.py --models 100 --models 1000
    python benchmarks/site.py --models 10000 --engine ours --engine hugo
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from as_markdown import to_markdown
from synthetic_zoo import model_name, write_zoo

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("ours", "ours, all pages", "mkdocs", "hugo")
"""`ours` makes the model pages that the others make too; `all pages` also tables of all models, audit and API."""

OURS = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/site
theme: {{custom_dir: {root}/site/overrides}}
plugins:
  - search
  - zooproof: {{languages: [en], catalog: {zoo}}}
"""

PLAIN = """\
site_name: Zoo
docs_dir: content
not_in_nav: |
  models/
theme: {name: material, font: false}
markdown_extensions: [tables, fenced_code]
validation: {links: {not_found: ignore, unrecognized_links: ignore}}
"""

HUGO = {
    "hugo.toml": (
        'baseURL = "https://example.org/"\ntitle = "Zoo"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    ),
    "layouts/_default/single.html": "<!doctype html><title>{{ .Title }}</title>{{ .Content }}",
    "layouts/_default/list.html": "<!doctype html><title>{{ .Title }}</title>",
}

MODEL_PAGES = """\
import sys
from dataclasses import replace
from mkdocs.__main__ import cli
from generator.mkdocs_state import SiteState

is_current = SiteState.is_current

def ask(*arguments):
    if is_current(*arguments):
        return True
    # What plans pages is imported only where there is something to build, as without this program.
    from generator import mkdocs_publication

    plan_all = mkdocs_publication.plan_editions

    def plan_models(*arguments, **options):
        editions = plan_all(*arguments, **options)
        return {
            language: replace(edition, plans=tuple(plan for plan in edition.plans if plan.kind == "model"))
            for language, edition in editions.items()
        }

    mkdocs_publication.plan_editions = plan_models
    mkdocs_publication.plan_files = lambda snapshot: ()
    return False

SiteState.is_current = ask
cli(sys.argv[1:])
"""
"""Our build without the pages and files that the other engines do not make."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    cpu: float
    """Seconds of user and system time."""
    memory: int
    """Peak resident memory in MB."""


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run a command.

    Raises:
        SystemExit: it fails.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    with process:
        said = process.stderr.read() if process.stderr else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])} … failed:\n{said}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10)


def ours(folder: Path, *, every_page: bool) -> list[str]:
    """Return the command that builds our site in `folder`."""
    program = ["-m", "mkdocs"] if every_page else ["-c", MODEL_PAGES]
    return [sys.executable, *program, "build", "--quiet", "--config-file", "ours.yml", "--site-dir", "ours"]


def write_markdown(zoo: Path, content: Path, models: int) -> int:
    """Write the model pages of a zoo as Markdown; return the mean number of characters."""
    import catalog
    from generator.site import make_site, plan_pages
    from generator.snapshot import take_snapshot

    total = 0
    for plan in plan_pages(make_site(take_snapshot(catalog.load(zoo)), "en")):
        if plan.kind == "model":
            page = plan.render()
            text = to_markdown(page.body)
            total += len(text)
            path = content / f"{plan.path.rstrip('/')}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f'---\ntitle: "{page.title}"\n---\n{text}', encoding="utf-8")
    return total // models


def saved_to_visible(folder: Path, zoo: Path, rounds: int) -> float:
    """Serve the whole site, save a record again and again, and return the longest time until its page shows it.

    The first save is not counted.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--config-file", "ours.yml", "--dev-addr", host]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        name = model_name(1)
        record = zoo / "models" / "Net0" / f"{name}.yaml"
        good = record.read_text(encoding="utf-8")
        address = f"http://{host}/models/{name}/"
        wait_for(lambda: name in read(address))
        times = []
        for number in range(rounds + 1):
            before = good.index("top1: ")
            value = f"0.4{number:03d}7"
            start = time.perf_counter()
            record.write_text(f"{good[:before]}top1: {value}{good[good.index(',', before) :]}", encoding="utf-8")
            wait_for(lambda value=value: value in read(address))
            times.append(time.perf_counter() - start)
        record.write_text(good, encoding="utf-8")
        return max(times[1:])
    finally:
        server.terminate()
        server.wait()


def read(address: str) -> str:
    """Return a page, or nothing while there is no server."""
    try:
        with urlopen(address) as response:
            return str(response.read().decode())
    except (URLError, ConnectionError):
        return ""


def wait_for(condition: Callable[[], bool]) -> None:
    """Ask until a condition holds."""
    while not condition():
        time.sleep(0.01)


def run(models: int, engines: Sequence[str], rounds: int, work: Path) -> None:
    """Measure engines on a zoo with so many models, and print a table."""
    zoo = write_zoo(work / "zoo", models)
    (work / "ours.yml").write_text(OURS.format(root=ROOT, zoo=zoo), encoding="utf-8")
    (work / "plain.yml").write_text(PLAIN, encoding="utf-8")
    for name, text in HUGO.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
    characters = write_markdown(zoo, work / "content", models)
    print(f"\n{models} models, {characters} characters of Markdown a page")
    commands: Mapping[str, Sequence[str]] = {
        "ours": ours(work, every_page=False),
        "ours, all pages": ours(work, every_page=True),
        "mkdocs": [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--config-file",
            "plain.yml",
            "--site-dir",
            "plain",
        ],
        "hugo": ["hugo", "--quiet", "--destination", "hugo"],
    }
    costs: dict[str, Cost] = {}
    print(f"{'engine':28} {'CPU s':>8} {'pages/CPU s':>12} {'peak MB':>8} {'ratio to Hugo':>14}")
    for engine in (engine for engine in reversed(ENGINES) if engine in engines):
        costs[engine] = measure(commands[engine], work)
        show(engine, costs[engine], models, costs.get("hugo"))
        if engine.startswith("ours"):
            again = measure(commands[engine], work)
            show(f"{engine}, again", again, models, costs.get("hugo"))
            print(f"{'':28} the second build takes {again.cpu / costs[engine].cpu:.1%} of the first")
            shutil.rmtree(work / "ours")
    if rounds:
        print(f"{'saved record to its page':28} {saved_to_visible(work, zoo, rounds):8.2f} s, the longest of {rounds}")


def show(engine: str, cost: Cost, models: int, hugo: Cost | None) -> None:
    """Print one line of the table."""
    ratio = f"{cost.cpu / hugo.cpu:.2f}" if hugo else ""
    print(f"{engine:28} {cost.cpu:8.2f} {models / cost.cpu:12.0f} {cost.memory:8} {ratio:>14}", flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--models", type=int, action="append", help="size of the zoo; may be repeated [100, 1000]")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="may be repeated [all]")
    parser.add_argument("--rounds", type=int, default=3, help="saved records to time; 0 for none [3]")
    arguments = parser.parse_args()
    for models in arguments.models or (100, 1000):
        with TemporaryDirectory() as work:
            run(models, arguments.engine or ENGINES, arguments.rounds, Path(work))


if __name__ == "__main__":
    main()
