from generator.context import Site
from generator.views.rankings import rank
from tests.generator.conftest import Document, Pages
from tests.generator.pages.test_sources import facts, rows


def test_a_data_set_says_what_is_scored_on_it(real_pages: Pages) -> None:
    found = facts(Document(real_pages["en"]["datasets/imagenet-1k/"].body))
    assert found["Task"] == "Image classification"
    assert found["Metrics"] == "Top-1, Top-5"
    assert found["Classes"] == "1,000"
    assert found["Scored on"] == "validation, 50,000 images"


def test_models_are_ranked_by_accuracy_and_those_on_a_front_are_named(pages: Pages) -> None:
    first, second = rows(pages["en"]["datasets/pictures/"], "Models by accuracy on Pictures")
    assert first.startswith("Net_x1_0 1 0.580 0.800 300.51 3.51 MACs, Params Net")
    assert second.startswith("Net_x0_5 2 0.5712 0.800 100.00 1.70 MACs, Params Net")


def test_the_best_model_of_the_real_zoo_comes_first(real_pages: Pages) -> None:
    ranking = rows(real_pages["en"]["datasets/imagenet-1k/"], "Models by accuracy on ImageNet-1k")
    assert ranking[0].startswith("PPHGNetV2_B6 1 86.30 % 97.84 %")
    assert len(ranking) == 60


def test_a_model_stands_in_the_ranking_at_its_own_input_size(site: Site) -> None:
    (entry,) = rank(site, "scenes")
    assert (entry.input_size, entry.first.claim.number.text) == (608, "29.3")


def test_the_ways_to_verify_a_score_and_the_sources_are_there(pages: Pages) -> None:
    body = pages["en"]["datasets/pictures/"].body
    assert "verify --model Net_x1_0 --weights FILE.onnx --dataset pictures=FOLDER" in body
    assert "First page</a>: 2 models, 5 scores" in body


def test_a_data_set_that_is_trained_on_only_has_no_ranking(real_pages: Pages) -> None:
    document = Document(real_pages["en"]["datasets/imagenet-22k/"].body)
    assert not document.all("table")
    assert facts(document)["Metrics"] == "none: it is trained on only"
    assert "PPHGNetV2_B4" in [link.text for link in document.all("a")]
