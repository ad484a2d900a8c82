"""What the command line names as data sets."""

from pathlib import Path

import pytest

import catalog
from verify.exceptions import VerifyError
from verify.limits import Limits
from verify.measuring import Means
from verify.measuring_zoo import measure_models, places_of


def test_places(tiny_zoo: Path) -> None:
    zoo, place = catalog.load(tiny_zoo), tiny_zoo / "a=b"
    place.touch()
    assert places_of(zoo, [f"digits={place}"]) == {"digits": place}
    assert places_of(zoo, []) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("digits", "expected --dataset NAME=DIR"),
        ("digts=/data", "did you mean 'digits'"),
        ("boxes=/data", "boxes is scored by box_ap; to score that, its entry in datasets.yaml must state protocol"),
    ],
)
def test_what_is_no_place(text: str, message: str, tiny_zoo: Path) -> None:
    datasets = tiny_zoo / "datasets.yaml"
    boxes = "boxes: {name: Boxes, tasks: [object-detection], metrics: [box_ap], about: {en: Boxes.}}\n"
    datasets.write_text(datasets.read_text() + boxes)
    with pytest.raises(VerifyError, match=message):
        places_of(catalog.load(tiny_zoo), [text])


def test_a_place_is_there_and_named_once(tiny_zoo: Path) -> None:
    zoo = catalog.load(tiny_zoo)
    with pytest.raises(VerifyError, match="digits: there is no '/nowhere'"):
        places_of(zoo, ["digits=/nowhere"])
    with pytest.raises(VerifyError, match="digits is given twice"):
        places_of(zoo, [f"digits={tiny_zoo}", "digits=/nowhere"])


def test_with_nothing_here_nothing_is_measured(tiny_zoo: Path) -> None:
    assert measure_models(catalog.load(tiny_zoo), ["Good"], Means(), Limits()) == {}


def test_a_data_set_that_no_score_is_printed_on(tiny_zoo: Path) -> None:
    datasets = tiny_zoo / "datasets.yaml"
    boxes = (
        "boxes: {name: Boxes, tasks: [object-detection], metrics: [box_ap], protocol: coco, labels: [box], "
        "about: {en: Boxes.}}\n"
    )
    datasets.write_text(datasets.read_text() + boxes)
    zoo, means = catalog.load(tiny_zoo), Means({"boxes": tiny_zoo})
    with pytest.raises(VerifyError, match=r"no score on boxes is printed of Good$"):
        measure_models(zoo, ["Good"], means, Limits())
    with pytest.raises(VerifyError, match="no score on boxes is printed of these models"):
        measure_models(zoo, sorted(zoo.models), means, Limits())
