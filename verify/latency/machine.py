"""What this machine is, for whoever reads its latencies."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from verify.cores import cores


def describe_machine() -> dict[str, str]:
    """Return the processor, the cores that this process may use, the system, and the versions that matter."""
    return {
        "processor": _processor(Path("/proc/cpuinfo")),
        "cores": str(cores()),
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "python": platform.python_version(),
        "onnxruntime": version("onnxruntime"),
    }


def _processor(info: Path) -> str:
    try:
        lines = info.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.lower().startswith(("model name", "hardware")))
    return next(names, "") or platform.processor() or platform.machine()
