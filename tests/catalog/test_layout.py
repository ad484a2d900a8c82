"""The files of a zoo: links out of it are refused, unknown files are told, models stand in natural order."""

from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.layout import find_graph, scan

WriteZoo = Callable[..., Path]


def problems_of(root: Path) -> list[str]:
    return [str(problem).removeprefix(f"{root}/") for problem in scan(root).problems]


def test_the_small_zoo(small_zoo: Path) -> None:
    layout = scan(small_zoo)

    assert layout.problems == []
    assert set(layout.vocabularies) == {"sources", "devices", "engines", "datasets", "strategies"}
    assert layout.records["Net_x1_0"] == small_zoo / "models/Net/Net_x1_0.yaml"


def test_a_graph_is_found_by_the_name_of_its_model_alone(write_zoo: WriteZoo) -> None:
    root = write_zoo({"graphs/Net/Net_x1_0.onnx": ""})

    assert find_graph(root, "Net_x1_0") == root / "graphs/Net/Net_x1_0.onnx"
    assert find_graph(root, "Net_x0_5") is None
    assert find_graph(root, "../Net/Net_x1_0") is None


def test_records_stand_in_natural_order(write_zoo: WriteZoo) -> None:
    root = write_zoo({f"models/Net/Net{depth}.yaml": "" for depth in (101, 50, 8)})

    assert list(scan(root).records) == ["Det_coco", "Net8", "Net50", "Net101", "Net_x0_25", "Net_x0_5", "Net_x1_0"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("device.yaml", "device.yaml: unknown file; did you mean 'devices.yaml'?"),
        ("model/Net/a.yaml", "model/Net/a.yaml: unknown folder 'model'; did you mean 'models'?"),
        ("models/a.yaml", "models/a.yaml: unknown file; expected models/<family>/<model>.yaml"),
        ("models/Net/a.yml", "models/Net/a.yml: unknown file; expected models/<family>/<model>.yaml"),
        ("families/Net/about.md", "families/Net/about.md: unknown file; expected families/<family>/family.yaml or "
                                  "about.<language>.md"),
        ("families/Nett/about.en.md", "families/Nett/about.en.md: there is no family.yaml beside it; did you mean "
                                      "'Net'?"),
        ("graphs/Net/Net_x1_1.onnx", "graphs/Net/Net_x1_1.onnx: there is no record of a model 'Net_x1_1'; did you mean "
                                     "'Net_x1_0'?"),
        ("evidence/Net/gone.yaml", "evidence/Net/gone.yaml: there is no record of a model 'gone'"),
    ],
)  # fmt: skip
def test_files_that_have_no_business_there(write_zoo: WriteZoo, name: str, problem: str) -> None:
    problems = problems_of(write_zoo({name: "x"}))

    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_what_may_lie_there(write_zoo: WriteZoo) -> None:
    names = ["README.md", "schema/record.schema.json", "graphs/Net/Net_x1_0.onnx", "evidence/Net/Net_x1_0.yaml"]

    assert problems_of(write_zoo(dict.fromkeys([*names, ".git/config", "models/Net/.swap"], "x"))) == []


def test_two_records_of_one_name(write_zoo: WriteZoo) -> None:
    problems = problems_of(write_zoo({"models/Det/Net_x1_0.yaml": "x"}))

    assert problems[0].startswith("models/Net/Net_x1_0.yaml: the model 'Net_x1_0' has a record already")


def test_links(small_zoo: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("x")
    models = small_zoo / "models" / "Net"
    (models / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (models / "nowhere.yaml").symlink_to("gone.yaml")
    (models / "circle.yaml").symlink_to("circle.yaml")
    (models / "inside.yaml").symlink_to("Net_x1_0.yaml")
    (small_zoo / "models" / "Folder").symlink_to(tmp_path)

    layout = scan(small_zoo)

    assert "inside" in layout.records
    assert {"out", "nowhere", "circle"}.isdisjoint(layout.records)
    assert problems_of(small_zoo) == [
        "models/Folder: is a link to a folder; expected the folder itself",
        *(
            f"models/Net/{name}.yaml: is a link that leads out of the catalog, or nowhere"
            for name in ("circle", "nowhere", "out")
        ),
    ]
