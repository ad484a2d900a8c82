"""Storage against the bytes of the model's own downloads."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from catalog.claims import Claim
from catalog.evidence import ClaimVerdict, FileFacts
from catalog.record import Model
from catalog.store import files_here
from verify.convention import unit_size
from verify.rounding import rounds_to

UNITS = {"download-mib": 1024, "download-mb": 1000}
"""What a kilobyte is, by the name of the convention: listings of files count in MiB, disks and networks in MB."""


def known_files(model: Model, stored: Iterable[FileFacts]) -> tuple[FileFacts, ...]:
    """Return the downloads that are here, and those of the evidence that the record still names."""
    here = {
        download.url: FileFacts(url=download.url, bytes=file.size, sha256=file.sha256)
        for download, file in files_here(model)
    }
    before = {facts.url: facts for facts in stored}
    urls = dict.fromkeys(download.url for download in model.downloads)
    return tuple(facts for url in urls if (facts := here.get(url) or before.get(url)) is not None)


def judge_storage(claim: Claim, files: Iterable[FileFacts]) -> ClaimVerdict | None:
    """Return a confirmation if the bytes of a download round to the printed digits; None if no download says so.

    A number that fits no download is left to what the graph says: records don't tell which file a source measured.
    """
    for convention, kilo in UNITS.items():
        size = unit_size(claim.number, kilo)
        for facts in files:
            value = Fraction(facts.bytes, size)
            if rounds_to(value, claim.number):
                return ClaimVerdict(
                    claim=claim.key,
                    printed=claim.printed,
                    verdict="confirmed",
                    convention=convention,
                    counted=facts.bytes,
                    gap=round(float(Fraction(claim.printed) / value - 1), 6),
                )
    return None
