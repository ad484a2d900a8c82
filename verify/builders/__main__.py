"""Export one network and leave: `python -m verify.builders LIBRARY MODEL INPUT_SIZE FILE`.

Some libraries number their parameters by process, or give them fixed names that can be used once, and most print what
they like: each export therefore has a process of its own.
"""

import sys
from pathlib import Path

from verify.builders import builder
from verify.exceptions import VerifyError


def main() -> int:
    """Write the network to FILE, or return 1 after a line on standard error when it can't be built."""
    library, model, input_size, file = sys.argv[1:]
    try:
        graph = builder(library).export(model, int(input_size))
    except VerifyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    Path(file).write_bytes(graph.SerializeToString(deterministic=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
