"""The files of a zoo's folder: which there are, what each is, and which have no business there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from catalog.exceptions import Problem
from catalog.names import natural_key, suggestion

VOCABULARIES = ("sources", "devices", "engines", "datasets", "strategies")
"""The vocabularies, each in a file `<name>.yaml`."""

_KINDS: Mapping[str, re.Pattern[str]] = {
    "vocabulary": re.compile(rf"(?P<name>{'|'.join(VOCABULARIES)})\.yaml"),
    "family": re.compile(r"families/(?P<family>[^/]+)/family\.yaml"),
    "about": re.compile(r"families/(?P<family>[^/]+)/about\.(?P<name>[a-z]{2}(?:-[A-Za-z]{2,4})?)\.md"),
    "record": re.compile(r"models/(?P<family>[^/]+)/(?P<name>[^/]+)\.yaml"),
    "graph": re.compile(r"graphs/(?P<family>[^/]+)/(?P<name>[^/]+)\.onnx"),
    "evidence": re.compile(r"evidence/(?P<family>[^/]+)/(?P<name>[^/]+)\.yaml"),
    "schema": re.compile(r"schema/(?P<name>[^/]+)\.schema\.json"),
    "readme": re.compile(r"README\.md"),
}
_FOLDERS = ("families", "models", "graphs", "evidence", "schema")


@dataclass
class Layout:
    """The files below a zoo's folder, by what they are."""

    root: Path
    vocabularies: dict[str, Path] = field(default_factory=dict)
    """Vocabulary files by vocabulary."""
    families: dict[str, Path] = field(default_factory=dict)
    """`family.yaml` by folder name, in natural order."""
    records: dict[str, Path] = field(default_factory=dict)
    """Record files by file name without its ending, families in order, then in natural order."""
    problems: list[Problem] = field(default_factory=list)
    """Unknown files, links that leave the folder, and files of a model without a record."""


def default_directory() -> Path:
    """Return the zoo to read when none is named: `$ZOOPROOF_CATALOG`, `./catalog/zoo`, or the one in this package."""
    named = os.environ.get("ZOOPROOF_CATALOG")
    if named:
        return Path(named)
    here = Path("catalog", "zoo")
    return here if here.is_dir() else Path(__file__).parent / "zoo"


def find_graph(zoo: Path, model: str) -> Path | None:
    """Return the file of a model's own graph, going by file names alone; None if there is none."""
    return next((path for path in zoo.glob("graphs/*/*.onnx") if path.stem == model and path.is_file()), None)


def is_prose(zoo: Path, path: Path) -> bool:
    """Report whether a file of a zoo is the prose of a family in one language, going by its path."""
    return path.is_relative_to(zoo) and _classify(path.relative_to(zoo).as_posix())[0] == "about"


def scan(root: Path) -> Layout:
    """List what a zoo's folder holds. Names that start with a dot are not looked at."""
    layout = Layout(root)
    beside: list[tuple[str, str, str]] = []
    real = root.resolve()
    above = len(os.path.join(root, ""))  # noqa: PTH118 - a path of pathlib ends in no slash
    for entry in _files(root, layout):
        relative = entry.path[above:].replace(os.sep, "/")
        kind, family, name = _classify(relative)
        if entry.is_symlink() and not _stays_in(Path(entry), real):
            layout.problems.append(Problem(Path(entry), 0, 0, "is a link that leads out of the catalog, or nowhere"))
        elif kind == "vocabulary":
            layout.vocabularies[name] = Path(entry)
        elif kind == "family":
            layout.families[family] = Path(entry)
        elif kind == "record":
            _add_record(layout, Path(entry), name)
        elif kind in {"graph", "evidence", "about"}:
            beside.append((entry.path, kind, family if kind == "about" else name))
        elif kind is None:
            layout.problems.append(Problem(Path(entry), 0, 0, _unknown(PurePosixPath(relative))))
    layout.problems.extend(_ownerless(layout, beside))
    return layout


def _files(root: Path, layout: Layout) -> Iterator[os.DirEntry[str]]:
    """Yield the files below a folder in natural order of their paths."""
    left = _entries(os.fspath(root))
    while left:
        entry = left.pop()
        if not _is_folder(entry):
            yield entry
        elif entry.is_symlink():
            layout.problems.append(Problem(Path(entry), 0, 0, "is a link to a folder; expected the folder itself"))
        else:
            left += _entries(entry.path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what a folder holds, the first in natural order at the end of the list."""
    try:
        with os.scandir(folder) as entries:
            shown = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []
    return sorted(shown, key=lambda entry: natural_key(entry.name), reverse=True)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _classify(relative: str) -> tuple[str | None, str, str]:
    for kind, pattern in _KINDS.items():
        if match := pattern.fullmatch(relative):
            groups = match.groupdict()
            return kind, groups.get("family", ""), groups.get("name", "")
    return None, "", ""


def _stays_in(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _add_record(layout: Layout, path: Path, name: str) -> None:
    if name in layout.records:
        message = f"the model {name!r} has a record already: {layout.records[name]}"
        layout.problems.append(Problem(path, 0, 0, message))
    else:
        layout.records[name] = path


def _ownerless(layout: Layout, beside: list[tuple[str, str, str]]) -> Iterator[Problem]:
    for path, kind, owner in beside:
        owners = layout.families if kind == "about" else layout.records
        if owner not in owners:
            missing = "family.yaml beside it" if kind == "about" else f"record of a model {owner!r}"
            yield Problem(Path(path), 0, 0, f"there is no {missing}{suggestion(owner, owners)}")


def _unknown(relative: PurePosixPath) -> str:
    if len(relative.parts) == 1:
        return f"unknown file{suggestion(relative.name, [f'{name}.yaml' for name in VOCABULARIES])}"
    folder = relative.parts[0]
    if folder not in _FOLDERS:
        return f"unknown folder {folder!r}{suggestion(folder, _FOLDERS)}"
    examples = {
        "families": "families/<family>/family.yaml or about.<language>.md",
        "schema": "schema/<kind>.schema.json",
        "graphs": "graphs/<family>/<model>.onnx",
    }
    return f"unknown file; expected {examples.get(folder, f'{folder}/<family>/<model>.yaml')}"
