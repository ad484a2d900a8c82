from generator.page import Page
from tests.generator.conftest import Document

Pages = dict[str, dict[str, Page]]


def test_a_model_shows_what_it_takes_and_where_it_comes_from(pages: Pages) -> None:
    document = Document(pages["en"]["models/Net_x1_0/"].body)
    facts = [element.text for element in document.all("dd")]
    assert "224 × 224 px" in facts
    steps = [element.text for element in document.all("li")]
    assert "Resize the shorter side to 256 px, crop the centre to 224 px" in steps
    assert "Subtract the mean 0.485, 0.456, 0.406" in steps
    assert "Supervised training: Pictures, 240 epochs" in steps
    assert any("ONNX, opset 18, 1,234 nodes" in fact for fact in facts)


def test_a_model_names_its_relatives(pages: Pages) -> None:
    body = pages["en"]["models/Net_x0_5/"].body
    assert '<dt>Baseline</dt><dd><a href="../../models/Net_x1_0/">Net_x1_0</a></dd>' in body
    assert '<dt>Teacher</dt><dd><a href="../../models/Net_x1_0/">Net_x1_0</a></dd>' in body
    assert '<li><a href="../../models/Net_x0_5/">Net_x0_5</a></li>' in pages["en"]["models/Net_x1_0/"].body


def test_an_erratum_stands_on_the_page_of_the_model(pages: Pages) -> None:
    assert "<p>Nobody knows why.</p>" in pages["en"]["models/Net_x0_5/"].body
    assert "<p>原因不明。</p>" in pages["zh"]["models/Net_x0_5/"].body
    assert "<p>该页漏掉了偏置。</p>" in pages["zh"]["models/Net_x1_0/"].body


def test_commands_are_ready_to_be_copied(pages: Pages) -> None:
    code = [element.text for element in Document(pages["zh"]["models/Net_x1_0/"].body).all("code")]
    assert "verify --model Net_x1_0\ncatalog show Net_x1_0" in code
    assert 'import timm\n\nmodel = timm.create_model("net_100")' in code
    assert any(text.startswith("@misc{lovelace1950net,") for text in code)


def test_a_model_without_evidence_has_no_counts(pages: Pages) -> None:
    ids = {heading.id for heading in pages["en"]["models/Det_scenes/"].headings}
    assert "counted" not in ids
    assert "claims" in ids


def test_the_page_is_edited_in_the_record(pages: Pages) -> None:
    source = pages["en"]["models/Net_x1_0/"].source
    assert source is not None
    assert source.read_text(encoding="utf-8").startswith("name: Net_x1_0\n")
