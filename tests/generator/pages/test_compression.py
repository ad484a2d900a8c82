from tests.generator.conftest import Document, Pages


def test_models_are_grouped_by_method_and_task(pages: Pages) -> None:
    titles = {heading.id: heading.title for heading in pages["en"]["compression/"].headings}
    assert titles["pruning-distillation-image-classification"] == "Pruning + Distillation: Image classification"
    assert titles["prune-half"] == "Half pruning"


def test_a_strategy_lists_what_it_prunes(pages: Pages) -> None:
    document = Document(pages["zh"]["compression/"].body)
    assert "1 个被剪裁的参数" in [element.text for element in document.all("summary")]
    assert ("conv.weights", "0.5") in zip(
        [element.text for element in document.all("dt")], [element.text for element in document.all("dd")], strict=True
    )
