"""Files of others that the site ships: those of a pinned release, with their licence."""

import hashlib
import re

from tests.site.conftest import ROOT


def test_vendored_files_are_those_of_the_pinned_release() -> None:
    folder = ROOT / "site" / "vendor" / "uplot"
    listed = dict(
        reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    assert {path.name for path in folder.iterdir()} == {*listed, "SHA256SUMS", "VERSION"}
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", (folder / "VERSION").read_text(encoding="utf-8"))
