from tests.generator.conftest import Document, Pages


def test_conventions_say_how_many_claims_fit_them(pages: Pages) -> None:
    document = Document(pages["en"]["conventions/"].body)
    sections = {
        section.text.strip().split("¶")[0]: section.text
        for section in document.all("section")
        if "macs" in section.text or "trainable" in section.text
    }
    assert "Explains 2 claims." in sections["macs-twice"]
    assert "Explains 1 claim." in sections["macs"]
    assert "2\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}conv_macs" in sections["macs-twice"]
