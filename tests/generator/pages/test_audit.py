from catalog import Catalog
from catalog.lint import RULES, lint
from generator.i18n import load_words
from tests.generator.conftest import Document, Pages


def test_every_finding_is_a_row_that_leads_to_its_model_and_rule(zoo: Catalog, pages: Pages) -> None:
    findings = lint(zoo).findings
    document = Document(pages["en"]["audit/"].body)
    text = document.all("tbody")[0].text
    links = {link.attributes.get("href") for link in document.all("a")}

    assert findings
    for finding in findings:
        assert str(finding.said) in text
        assert f"../audit/#rule-{finding.rule.name}" in links
        assert {f"../models/{name}/" for name in finding.models[:1]} <= links


def test_every_rule_is_explained(pages: Pages) -> None:
    for language in ("en", "zh"):
        document = Document(pages[language]["audit/"].body)
        names = [element.attributes["id"] for element in document.all("dt")]
        assert names == [f"rule-{rule.name}" for rule in RULES]
        text = " ".join(element.text for element in document.all("dd"))
        assert all(load_words(language).say(rule.sentence) in text for rule in RULES)


def test_an_acknowledged_finding_shows_its_erratum(real_pages: Pages) -> None:
    text = Document(real_pages["zh"]["audit/"].body).all("tbody")[0].text

    assert "T4 的表格中是 V100 的时延" in text


def test_the_audit_of_the_real_zoo_is_narrowed_down_by_rule_severity_family_and_source(real_pages: Pages) -> None:
    document = Document(real_pages["en"]["audit/"].body)
    assert [select.attributes["name"] for select in document.all("select")] == ["rule", "severity", "family", "source"]
    headings = [heading.text for heading in document.all("th") if heading.attributes.get("scope") == "col"]
    named = [headings[int(select.attributes["data-column"])] for select in document.all("select")]
    assert named == ["Rule", "Severity", "Family", "Source"]


def test_claims_that_a_graph_contradicts_stand_beside_the_findings(pages: Pages) -> None:
    document = Document(pages["en"]["audit/"].body)
    (row,) = [row for row in document.all("tr") if "contradicted" in row.text]
    assert "FLOPs is printed as 0.150 G, which is" in row.text
    assert "Nobody knows why." in row.text
