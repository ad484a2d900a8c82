from urllib.parse import urljoin

import pytest

from generator import paths


@pytest.mark.parametrize("path", ["", "models/", "models/Net/", "families/Net/"])
def test_the_root_leads_from_a_page_to_every_other(path: str) -> None:
    assert urljoin(f"https://site/zoo/{path}", paths.root(path) + paths.device("t4")) == "https://site/zoo/devices/t4/"


def test_entries_of_vocabularies_have_their_place_on_a_page() -> None:
    assert paths.source("page-1.5") == "sources/#page-1-5"
    assert paths.convention("flops", "macs") == "conventions/#flops-macs"
