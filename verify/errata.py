"""Which errata explain a claim that is known to be wrong, and which explain nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catalog.claims import Claim
from catalog.evidence import WRONG, ClaimVerdict
from catalog.record import Erratum


class JudgedClaim(NamedTuple):
    """A claim with its verdict, and the erratum that explains it if it is wrong."""

    claim: Claim
    verdict: ClaimVerdict
    erratum: Erratum | None

    @property
    def unexplained(self) -> bool:
        """Whether the claim is wrong and no erratum says so."""
        return self.verdict.verdict in WRONG and self.erratum is None


def explains(erratum: Erratum, claim: Claim, verdict: ClaimVerdict, source: str | None = None) -> bool:
    """Tell whether an erratum explains a claim's verdict.

    Args:
        erratum: A record's erratum, or a source's.
        claim: The claim.
        verdict: Its verdict.
        source: The source whose erratum it is; None for a record's.
    """
    return (
        verdict.verdict in WRONG
        and not erratum.findings
        and claim.quantity in erratum.claims
        and (source or erratum.source or claim.source) == claim.source
        and erratum.table in (None, claim.table)
        and (erratum.convention is None or _miscounted_by(verdict, erratum.convention))
    )


def _miscounted_by(verdict: ClaimVerdict, convention: str) -> bool:
    return verdict.verdict == "miscounted" and verdict.convention == convention


def attach_errata(
    judged: Iterable[tuple[Claim, ClaimVerdict]], of_record: Iterable[Erratum], of_source: Iterable[tuple[str, Erratum]]
) -> Iterator[JudgedClaim]:
    """Give each wrong claim the erratum that explains it: the record's own first, then its source's."""
    record_errata = tuple(of_record)
    source_errata = tuple(of_source)
    for claim, verdict in judged:
        if verdict.verdict not in WRONG:
            yield JudgedClaim(claim, verdict, None)
            continue
        own = (erratum for erratum in record_errata if explains(erratum, claim, verdict))
        shared = (erratum for source, erratum in source_errata if explains(erratum, claim, verdict, source))
        yield JudgedClaim(claim, verdict, next(own, None) or next(shared, None))


def needless(errata: Iterable[Erratum], judged: Iterable[JudgedClaim]) -> list[tuple[int, Erratum]]:
    """Return the errata, with their positions, that no wrong claim among `judged` is explained by."""
    used = {id(entry.erratum) for entry in judged if entry.erratum is not None}
    return [
        (position, erratum)
        for position, erratum in enumerate(errata)
        if not erratum.findings and id(erratum) not in used
    ]


def unknown_conventions(errata: Iterable[Erratum]) -> Iterator[str]:
    """Yield a sentence for each erratum that names a convention which there is not."""
    from catalog.names import suggestion
    from verify.conventions import CONVENTIONS

    known = {convention.id for conventions in CONVENTIONS.values() for convention in conventions}
    for position, erratum in enumerate(errata):
        if erratum.convention is not None and erratum.convention not in known:
            nearest = suggestion(erratum.convention, known)
            yield f"erratum {position + 1} names the convention {erratum.convention!r}, which there is not{nearest}"
