from catalog.record import Erratum
from generator.pages.contradicted import number_errata
from generator.snapshot import Snapshot
from tests.generator.conftest import Document, Pages


def test_every_wrong_claim_is_listed_with_its_erratum(pages: Pages) -> None:
    document = Document(pages["en"]["contradicted/"].body)
    rows = [element.text for element in document.all("tbody")]
    assert len(rows) == 2
    assert "Net_x0_5" in rows[0]
    assert "Net_x1_0" in rows[1]
    errata = [element.text for element in document.all("div") if element.attributes.get("class") == "zp-erratum"]
    assert ["Nobody knows why." in errata[0], "The page drops the biases." in errata[1]] == [True, True]
    assert {"erratum-1", "erratum-2"} <= {element.attributes.get("id") for element in document.elements}


def test_the_fault_of_a_tool_is_told_once(pages: Pages) -> None:
    titles = [heading.title for heading in pages["en"]["contradicted/"].headings]
    assert titles == ["Contradicted", "Miscounted", "Params: fluid-model-stat", "Errata"]


def test_the_same_finding_in_several_records_is_listed_once(snapshot: Snapshot) -> None:
    first, second = (entry for entry in snapshot.all_printings() if entry.erratum)
    alike = [
        entry._replace(erratum=Erratum(claims=("flops",), finding={"en": "Old tool."})) for entry in (first, second)
    ]
    (listed,) = number_errata(alike)
    assert (listed.number, listed.claims, len(listed.same)) == (1, 2, 2)
    assert [entry.number for entry in number_errata([first, second])] == [1, 2]
