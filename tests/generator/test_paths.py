import re
from urllib.parse import urljoin

import pytest

from catalog import Catalog
from generator import paths


@pytest.mark.parametrize("path", ["", "models/", "models/Net/", "families/Net/"])
def test_the_root_leads_from_a_page_to_every_other(path: str) -> None:
    assert urljoin(f"https://site/zoo/{path}", paths.root(path) + paths.device("t4")) == "https://site/zoo/devices/t4/"


def test_entries_of_vocabularies_have_their_place_on_a_page() -> None:
    assert paths.source("page-1.5") == "sources/page-1.5/"
    assert paths.convention("flops", "macs") == "conventions/#flops-macs"


def test_a_claim_has_a_place_of_its_own_on_its_models_page(zoo: Catalog) -> None:
    places = {paths.claim(claim) for claim in zoo.claims()}
    distinct = {
        (claim.model, claim.source, claim.quantity, claim.printed, *claim.conditions.items()) for claim in zoo.claims()
    }
    assert len(places) == len(distinct)
    page, _, anchor = next(iter(places)).partition("#")
    assert page.startswith("models/")
    assert re.fullmatch(r"claim-[A-Za-z0-9_-]+", anchor)
