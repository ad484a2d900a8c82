"""Feed hostile ONNX and YAML files to the readers and the counter; print how each kind ended.

Every input must end in a result or in the package's own error, within a second-scale time limit and a memory limit.
Anything else (another exception, a crash, a hang) is printed with the input's number, and the exit code is 1. The same
seed gives the same inputs.

    python benchmarks/fuzz.py [--inputs 10000] [--seed 0] [--only NUMBER]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import select
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS = 60
"""Longest that one input may take by the clock; the machine may be busy with other work."""
MEMORY = 3 << 30
"""Bytes of address space that a worker may take, libraries included."""


@dataclass
class Outcomes:
    """How the inputs ended."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(kind, outcome) → number of inputs; outcomes are `result`, `error` and the names of failures."""
    failures: dict[int, str] = field(default_factory=dict)
    """Number of the input → what happened."""
    slowest: float = 0.0
    """Seconds of processor time."""


def work(seed: int, first: int, last: int) -> None:
    """Take the inputs one by one, a JSON line before and after each."""
    from benchmarks.hostile import hostile_graph, hostile_yaml

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, last):
            draw = random.Random(f"{seed} {number}")
            reads_graph = draw.random() < 0.7
            kind, data = hostile_graph(draw) if reads_graph else hostile_yaml(draw)
            kind = f"{'onnx' if reads_graph else 'yaml'}, {kind}"
            print(json.dumps({"number": number, "kind": kind}), flush=True)
            started = time.process_time()
            outcome = feed_graph(Path(folder), data) if reads_graph else feed_yaml(Path(folder), data)
            seconds = time.process_time() - started
            print(json.dumps({"number": number, "kind": kind, "outcome": outcome, "seconds": seconds}), flush=True)


def feed_graph(folder: Path, data: bytes) -> str:
    """Read, check and count a graph in both ways that the verifier has."""
    from verify.counting import count
    from verify.exceptions import VerifyError
    from verify.graph import graph_facts, read_graph
    from verify.onnx_file import count_file
    from verify.weightless import check_weightless

    path = folder / "hostile.onnx"
    path.write_bytes(data)
    outcomes = set()
    try:
        model, sha256 = read_graph(path)
        graph_facts(model, path.name, sha256)
        check_weightless(model)
        count(model)
        outcomes.add("result")
    except VerifyError:
        outcomes.add("error")
    except Exception:  # what is looked for: anything but the package's own error is a failure to report
        return traceback.format_exc()
    try:
        count_file(path, {})
        outcomes.add("result")
    except VerifyError:
        outcomes.add("error")
    except Exception:  # what is looked for: anything but the package's own error is a failure to report
        return traceback.format_exc()
    return "result" if "result" in outcomes else "error"


def feed_yaml(folder: Path, data: bytes) -> str:
    """Read a YAML file."""
    from catalog import yamlfile

    path = folder / "hostile.yaml"
    path.write_bytes(data)
    try:
        document = yamlfile.read(path)
        problems = [str(problem) for problem in document.problems]
    except Exception:  # what is looked for: anything but the package's own error is a failure to report
        return traceback.format_exc()
    return "error" if problems else "result"


def run(seed: int, first: int, last: int) -> Outcomes:
    """Feed the inputs from `first` to before `last` to workers; a worker that dies or hangs is replaced."""
    outcomes = Outcomes()
    while first < last:
        first = _run_worker(seed, first, last, outcomes)
    return outcomes


def _run_worker(seed: int, first: int, last: int, outcomes: Outcomes) -> int:
    """Run one worker to its end; return the input that is next."""
    command = [sys.executable, __file__, "--work", str(seed), str(first), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        number, kind = first - 1, "none"
        while select.select([worker.stdout], [], [], SECONDS)[0]:
            line = worker.stdout.readline()
            if not line:
                break
            entry = json.loads(line)
            number, kind = entry["number"], entry["kind"]
            if "outcome" in entry:
                _note(outcomes, entry)
        else:
            worker.kill()
            _fail(outcomes, number, kind, "hang", f"no end within {SECONDS} s")
            return number + 1
        if worker.wait() != 0:
            last_words = worker.stderr.read()[-2000:].decode(errors="replace")
            _fail(outcomes, number, kind, "crash", f"exit code {worker.returncode}: {last_words}")
        return number + 1


def _note(outcomes: Outcomes, entry: dict[str, object]) -> None:
    outcome, number, kind = str(entry["outcome"]), int(str(entry["number"])), str(entry["kind"])
    outcomes.slowest = max(outcomes.slowest, float(str(entry["seconds"])))
    if outcome in ("result", "error"):
        outcomes.counts[kind, outcome] += 1
    else:
        _fail(outcomes, number, kind, "exception", outcome)


def _fail(outcomes: Outcomes, number: int, kind: str, name: str, words: str) -> None:
    outcomes.counts[kind, name] += 1
    outcomes.failures[number] = f"{kind}: {name}: {words}"


def main() -> int:
    """Run the fuzzer, or one worker of it."""
    sys.path.insert(0, str(ROOT))
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--inputs", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--only", type=int, metavar="NUMBER", help="only this input")
    arguments.add_argument("--work", nargs=3, type=int, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.work:
        work(*options.work)
        return 0
    first, last = (options.only, options.only + 1) if options.only is not None else (0, options.inputs)
    started = time.perf_counter()
    outcomes = run(options.seed, first, last)
    for kind in sorted({kind for kind, _ in outcomes.counts}):
        found = ", ".join(f"{name} {number}" for (of, name), number in sorted(outcomes.counts.items()) if of == kind)
        print(f"{kind:28} {found}")
    seconds = time.perf_counter() - started
    print(
        f"{outcomes.counts.total()} inputs in {seconds:.0f} s, the slowest {outcomes.slowest:.2f} s of processor time"
    )
    for number, words in outcomes.failures.items():
        print(f"\ninput {number} of seed {options.seed}: {words}")
    return 1 if outcomes.failures else 0


if __name__ == "__main__":
    sys.exit(main())
