from pathlib import Path

from generator.context import Site
from generator.views.models import downloads_table, family_downloads_table, headline, models_table
from tests.generator.conftest import edited, labels_of, texts


def test_all_models_with_their_headline_numbers(site: Site) -> None:
    table = models_table(site, site.snapshot.zoo.models.values(), "Models")
    assert labels_of(table) == [
        "Model", "Top-1", "Box AP", "FLOPs", "Params", "Storage", "Verdicts", "Input px", "Task", "Family",
    ]  # fmt: skip
    assert [row[:6] for row in texts(table)] == [
        ["Det_scenes", "", "29.3 %", "20.64 GFLOPs", "", "94.60 MB"],
        ["Net_x0_5", "0.5712", "", "0.150 G", "1.700 M", "7.000 M"],
        ["Net_x1_0", "0.580", "", "0.600 G", "3.400 M", "14.000 M"],
    ]
    assert table.rows[0][2].title == "Second page, Scenes"
    assert [row[6].sort for row in table.rows] == ["0", "2", "4"]


def test_a_headline_is_of_the_first_source_and_never_of_the_paper(site: Site) -> None:
    top1 = headline(site, site.snapshot.zoo.models["Net_x1_0"], "top1")
    assert top1 is not None
    assert (top1.claim.source, top1.claim.printed) == ("page", "0.580")
    assert headline(site, site.snapshot.zoo.models["Net_x1_0"], "easy") is None


def test_downloads_name_the_model_only_among_several(site: Site) -> None:
    models = site.snapshot.zoo.models
    table = downloads_table(site, [models["Net_x0_5"], models["Net_x1_0"]], "Files")
    assert labels_of(table) == ["Model", "File", "Training stage", "Format", "Size bytes"]
    assert texts(table) == [
        ["Net_x0_5", "Inference model", "2", "onnx", "1,234,567"],
        ["Net_x1_0", "Pretrained weights", "", "pdparams", ""],
    ]
    assert labels_of(downloads_table(site, [models["Net_x1_0"]], "Files")) == ["File", "Format"]


def test_a_family_lists_files_by_kind_unless_more_is_known_of_them(site: Site, tmp_path: Path) -> None:
    names = ("Net_x0_5", "Net_x1_0")
    table = family_downloads_table(site, [site.snapshot.zoo.models[name] for name in names], "Files")
    assert labels_of(table) == ["Model", "File", "Training stage", "Format", "Size bytes"]
    plain = edited(tmp_path, "models/Net/Net_x0_5.yaml", ", size: 1234567, stage: 2", "")
    table = family_downloads_table(plain, [plain.snapshot.zoo.models[name] for name in names], "Files")
    assert labels_of(table) == ["Model", "Pretrained weights", "Inference model"]
    assert texts(table) == [["Net_x0_5", "", "onnx"], ["Net_x1_0", "pdparams", ""]]
    assert table.rows[0][2].url == "https://example.org/half.onnx"
