"""What pages are made of, as digests: files of the zoo, the program, words and versions of libraries."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from catalog.layout import VOCABULARIES
from generator.plan import FilePlan, Plan

LIBRARIES = ("babel", "jieba", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pillow", "pydantic")
"""Libraries whose versions the site depends on."""

_PACKAGES = ("catalog", "verify", "generator")
_SUFFIXES = frozenset({".py", ".html", ".po", ".json", ".yaml", ".js", ".css"})
_Stamp = tuple[int, int, int]


def digest_of(parts: Iterable[str]) -> str:
    """Return one digest of texts in their order, 128 bits in hexadecimal."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


@dataclass
class FileDigests:
    """Digests of the files below folders; a file whose time and size did not change is not read again."""

    _known: dict[Path, dict[str, tuple[_Stamp, str]]] = field(default_factory=dict)

    def below(self, folder: Path, without: Path | None = None) -> dict[str, str]:
        """Return the digest of each file below `folder` by its path.

        Names that start with a dot are passed over, and so is what lies below `without`.
        """
        before = self._known.get(folder, {})
        now = self._known[folder] = {}
        for path, stamp in _files(str(folder), str(without)):
            known = before.get(path)
            now[path] = known if known is not None and known[0] == stamp else (stamp, _digest_of_file(path))
        return {path: digest for path, (_, digest) in now.items()}

    def are_current(self, folder: Path) -> bool:
        """Report whether the files below `folder` are what they were when their digests were last asked for."""
        known = self._known.get(folder, {})
        return dict(_files(str(folder), "")) == {path: stamp for path, (stamp, _) in known.items()}


@dataclass(frozen=True)
class Ingredients:
    """Digests of everything that pages are made of."""

    files: dict[str, str]
    """Of the zoo's files by path."""
    program: str
    """Of the code, the templates, the words and the libraries."""

    @classmethod
    def find(cls, zoo: Path, digests: FileDigests) -> Ingredients:
        """Read or recall the digests of the files in the zoo's folder and of the program."""
        return cls(digests.below(zoo), program_digest(digests))

    @property
    def everything(self) -> str:
        """The digest of all that the zoo's pages depend on."""
        return digest_of([self.program, *(f"{path}\0{digest}" for path, digest in sorted(self.files.items()))])

    def by_plan(self, zoo: Path, *more: str) -> Callable[[Plan | FilePlan], str]:
        """Return the function that tells the digest of what a page or a file depends on.

        Args:
            zoo: The zoo's folder.
            more: Digests of what all depend on besides the program and the zoo's vocabularies.
        """
        vocabularies = (self.files.get(str(zoo / f"{name}.yaml"), "") for name in VOCABULARIES)
        base = digest_of([self.program, *vocabularies, *more])
        everything = digest_of([self.everything, *more])

        def made_of(plan: Plan | FilePlan) -> str:
            if plan.inputs is None:
                return digest_of((everything, plan.also))
            inputs = [f"{path}\0{self.files.get(path, '')}" for path in sorted(map(str, plan.inputs))]
            return digest_of((base, plan.also, *inputs))

        return made_of


def program_digest(digests: FileDigests) -> str:
    """Return one digest of the project's own code, templates and words, and of its libraries' versions."""
    root = Path(__file__).resolve().parents[1]
    files = {
        os.path.relpath(path, root): digest
        for package in _PACKAGES
        for path, digest in digests.below(root / package, root / "catalog" / "zoo").items()
        if os.path.splitext(path)[1] in _SUFFIXES  # noqa: PTH122 - a thousand files, and pathlib takes ten times as long
    }
    versions = (f"{name}\0{_version(name)}" for name in LIBRARIES)
    return digest_of([*(f"{path}\0{digest}" for path, digest in sorted(files.items())), *versions])


def _files(folder: str, without: str) -> Iterator[tuple[str, _Stamp]]:
    """Yield the files below a folder, with what changes when they do."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__" or entry.path == without:
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, without)
            else:
                stat = entry.stat(follow_symlinks=False)
                yield entry.path, (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        except FileNotFoundError:  # an editor's temporary file
            continue


def _digest_of_file(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - ten thousand files, and pathlib takes twice the time
            return hashlib.blake2b(file.read(), digest_size=16).hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
