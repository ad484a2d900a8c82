"""Finds the Nu HTML checker that the tests of pages run; run as a program it installs one if there is none."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

VERSION = "26.9.27"
SHA256 = "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7"
"""Digest of the npm package `vnu-jar` of that version."""

JAR = user_cache_path("zooproof-tests") / f"vnu-{VERSION}.jar"


def install_java() -> None:
    """Install Debian's Java where that is permitted."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-qq", "-y", "default-jre-headless"], check=False)


def install_checker() -> None:
    """Fetch the checker from npm, and keep it in the user's cache if it is the one that is expected."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=folder, check=True)
        (package,) = Path(folder).glob("*.tgz")
        found = hashlib.sha256(package.read_bytes()).hexdigest()
        if found != SHA256:
            sys.exit(f"vnu-jar {VERSION}: expected SHA-256 {SHA256}, not {found}")
        with tarfile.open(package) as archive:
            jar = archive.extractfile("package/build/dist/vnu.jar")
            assert jar is not None
            JAR.parent.mkdir(parents=True, exist_ok=True)
            unfinished = JAR.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(jar.read())
            unfinished.replace(JAR)


if __name__ == "__main__":
    if shutil.which("java") is None:
        install_java()
    if shutil.which("java") is None:
        sys.exit("No Java was found, and none could be installed.")
    if not JAR.is_file():
        install_checker()
