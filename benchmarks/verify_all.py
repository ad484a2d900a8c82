"""Time `verify --all`: cold with one job and with two, warm, and one model alone.

Each command runs in a process of its own with a cache of its own; the best of `--rounds` counts, since other work on
the machine only ever adds time. Prints seconds and ratios.

    python benchmarks/verify_all.py --rounds 3
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

COMMAND = (sys.executable, "-c", "from verify.cli import main; main()")
COLD: Mapping[str, Sequence[str]] = {
    "cold, 1 job": ("--all", "--jobs", "1"),
    "cold, 2 jobs": ("--all", "--jobs", "2"),
    "cold, shard 1/2": ("--all", "--shard", "1/2"),
    "one model, cold": ("--model", "ResNeXt50_32x4d"),
}
"""What is timed with an empty cache."""

WARM: Mapping[str, Sequence[str]] = {"warm": ("--all",), "one model, warm": ("--model", "ResNeXt50_32x4d")}
"""What is timed with the cache of a run before."""

RATIOS = (("cold, 1 job", "cold, 2 jobs"), ("cold, 2 jobs", "warm"), ("cold, 2 jobs", "cold, shard 1/2"))


def seconds(arguments: Sequence[str], cache: Path) -> float:
    """Run `verify` once; return its wall-clock time."""
    environment = os.environ | {"ZOOPROOF_CACHE": str(cache)}
    start = time.perf_counter()
    subprocess.run([*COMMAND, *arguments, "--format", "json"], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def cold(arguments: Sequence[str]) -> float:
    """Time a command with an empty cache."""
    with TemporaryDirectory() as folder:
        return seconds(arguments, Path(folder))


def main() -> None:
    """Time everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = range(parser.parse_args().rounds)
    best = {name: min(cold(arguments) for _ in rounds) for name, arguments in COLD.items()}
    with TemporaryDirectory() as folder:
        seconds(("--all",), Path(folder))
        best |= {name: min(seconds(it, Path(folder)) for _ in rounds) for name, it in WARM.items()}
    for name, value in best.items():
        print(f"{name:16} {value:7.2f} s")
    for slow, fast in RATIOS:
        print(f"{slow} / {fast}: {best[slow] / best[fast]:.1f}")


if __name__ == "__main__":
    main()
