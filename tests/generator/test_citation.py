from catalog.vocabulary import Paper
from generator.citation import bibtex


def test_a_paper_becomes_an_entry() -> None:
    paper = Paper(title="A Net & More_Nets", authors="Ada Lovelace, Alan Turing", year=1950, url="https://e.org/a_b")
    assert bibtex(paper) == (
        "@misc{lovelace1950net,\n"
        "  title = {{A Net \\& More\\_Nets}},\n"
        "  author = {Ada Lovelace and Alan Turing},\n"
        "  year = {1950},\n"
        "  url = {https://e.org/a_b},\n"
        "}"
    )


def test_braces_cannot_break_the_entry() -> None:
    paper = Paper(title="}, url={x", authors="} A", year=2000, url="https://e.org/")
    entry = bibtex(paper)
    assert entry.count("{") == entry.count("}")
    assert "title = {{, url=x}}" in entry
