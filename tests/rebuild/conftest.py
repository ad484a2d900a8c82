"""Where these tests find their own modules, and which of them this Python can run."""

import sys
import warnings
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

NEEDED = {"test_detection.py": "ppdet", "test_faces.py": "ppdet", "test_torchvision.py": "torchvision"}
"""The library that a module of tests is about."""

collect_ignore = [module for module, library in NEEDED.items() if find_spec(library) is None]

if find_spec("ppdet"):
    with warnings.catch_warnings():
        # Paddle warns of a missing compiler cache when it is imported.
        warnings.simplefilter("ignore")
        import_module("paddle")
