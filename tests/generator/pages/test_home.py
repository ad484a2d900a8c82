from pathlib import Path

import catalog
from catalog import Catalog
from generator.site import make_site, plan_pages
from generator.snapshot import take_snapshot
from tests.generator.conftest import Document, Pages
from tests.verify.conftest import VOCABULARIES
from tests.written_files import write_files


def test_home_says_what_the_zoo_holds(pages: Pages) -> None:
    document = Document(pages["en"][""].body)
    assert [" ".join(element.text.split()) for element in document.all("li")][:5] == [
        "3 models",
        "2 families",
        "3 devices",
        "2 sources",
        "27 claims",
    ]
    assert 'aria-label="4 confirmed, 1 miscounted, 1 contradicted, 21 unchecked (' in pages["en"][""].body


def test_home_says_without_pointing_why_claims_are_unchecked(pages: Pages) -> None:
    texts = [" ".join(element.text.split()) for element in Document(pages["en"][""].body).all("p")]
    assert "Why unchecked: no weights here 1 · not judged yet 19 · changed since judged 1" in texts
    spans = [element.text for element in Document(pages["zh"][""].body).all("span")]
    assert "6 项未核对（尚未判断）" in spans


def test_the_example_query_finds_models(zoo: Catalog, pages: Pages) -> None:
    command, python = (element.text for element in Document(pages["en"][""].body).all("code"))
    assert command == "catalog query --device phone --threads 4 --max-latency 10ms --sort top1"
    assert python.splitlines()[-1] == 'catalog.load().query(device="phone", threads=4, max_latency=10, sort="top1")'
    found = zoo.query(device="phone", threads=4, max_latency=10, sort="top1")
    assert [row.model for row in found.rows] == ["Net_x1_0", "Net_x0_5"]


def test_a_zoo_without_devices_has_no_heading_for_them(tmp_path: Path) -> None:
    write_files(tmp_path, {**VOCABULARIES, "devices.yaml": "{}\n"})
    page = next(plan for plan in plan_pages(make_site(take_snapshot(catalog.load(tmp_path)), "en")) if not plan.path)
    assert [heading.title for heading in page.render().headings] == [
        "How much is verified",
        "How to choose a model",
        "Families",
    ]
