"""Storage claims against the bytes of downloads."""

from pathlib import Path

import pytest

import catalog
from catalog.evidence import FileFacts
from catalog.store import folder_of, keep
from tests.verify.conftest import record
from verify.check import check_models
from verify.evidence import update
from verify.storage import judge_storage, known_files

URL = "https://example.org/model.bin"


@pytest.fixture
def zoo(tiny_zoo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZOOPROOF_STORE", str(tmp_path / "store"))
    lines = record("Good", "storage: 0.10 MB", f"downloads: [{{kind: inference, format: bin, url: '{URL}'}}]")
    (tiny_zoo / "models" / "Tiny" / "Good.yaml").write_text(lines)
    (tiny_zoo / "models" / "Tiny" / "Bad.yaml").unlink()
    return tiny_zoo


def arrive(size: int) -> None:
    folder = folder_of("Good", URL)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "partial").write_bytes(bytes(size))
    keep(folder / "partial", folder, URL)


@pytest.mark.parametrize(
    ("size", "convention"),
    [
        (100_000, "download-mib"),
        (95_000, "download-mb"),
        (109_000, "download-mib"),
        (111_000, None),
        (94_000, None),
    ],
)
def test_the_digits_are_those_of_the_file(size: int, convention: str | None, zoo: Path) -> None:
    (claim,) = (it for it in catalog.load(zoo).claims("Good") if it.quantity == "storage")
    verdict = judge_storage(claim, [FileFacts(url=URL, bytes=size, sha256="0" * 64)])
    assert (verdict.convention if verdict else None) == convention
    assert verdict is None or (verdict.verdict, verdict.counted) == ("confirmed", size)


def test_a_download_that_fits_settles_the_claim_and_stays_in_the_evidence(zoo: Path) -> None:
    def storage() -> tuple[str, str | None]:
        (report,) = check_models(catalog.load(zoo), ["Good"]).models
        update(catalog.load(zoo), report.evidence)
        (entry,) = (it for it in report.judged if it.claim.quantity == "storage")
        return entry.verdict.verdict, entry.verdict.convention

    assert storage()[0] == "contradicted"
    arrive(100_000)
    assert storage() == ("confirmed", "download-mib")
    (folder_of("Good", URL) / "model.bin").unlink()
    assert storage() == ("confirmed", "download-mib")
    path = zoo / "models" / "Tiny" / "Good.yaml"
    path.write_text(path.read_text().replace(URL, URL + "2"))
    assert storage()[0] == "contradicted"


def test_what_is_here_comes_before_what_was(zoo: Path) -> None:
    model = catalog.load(zoo).models["Good"]
    old = FileFacts(url=URL, bytes=5, sha256="0" * 64)
    gone = FileFacts(url="https://example.org/gone", bytes=6, sha256="0" * 64)
    assert known_files(model, [old, gone]) == (old,)
    arrive(7)
    assert [facts.bytes for facts in known_files(model, [old])] == [7]
