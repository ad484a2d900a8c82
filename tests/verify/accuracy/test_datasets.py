"""Labelled images: both layouts, and what is wrong with a data set."""

from pathlib import Path

import pytest

from verify.accuracy.datasets import draw_sample, listing_digest, read_labelled_images
from verify.exceptions import VerifyError


def touch(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def test_folders_are_classes_in_the_order_of_their_names(tmp_path: Path) -> None:
    touch(tmp_path, "n02/b.JPEG", "n01/z.png", "n01/a.jpg", "n01/notes.txt", ".cache/x.png")
    images = read_labelled_images(tmp_path, 2)
    assert [(image.path.name, image.label) for image in images] == [("a.jpg", 0), ("z.png", 0), ("b.JPEG", 1)]
    assert read_labelled_images(touch(tmp_path / "2", "val/c/a.png"), None)[0].label == 0


def test_a_list_says_which_class(tmp_path: Path) -> None:
    (tmp_path / "val_list.txt").write_text("val/a b.JPEG 65\n\nval/b.JPEG\t970\n")
    images = read_labelled_images(tmp_path, 1000)
    assert [(image.path.relative_to(tmp_path).as_posix(), image.label) for image in images] == [
        ("val/a b.JPEG", 65),
        ("val/b.JPEG", 970),
    ]
    assert read_labelled_images(tmp_path / "val_list.txt", 1000) == images


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a.png", r"val_list\.txt:1: expected a path and a label"),
        ("a.png x", r"val_list\.txt:1: expected a path and a label"),
        ("a.png -1", r"val_list\.txt:1: expected a path and a label"),
        ("../a.png 1", "leads out of the folder"),
        ("/etc/passwd 1", "leads out of the folder"),
        ("a.png 10", "has the label 10, expected one from 0 to 9"),
        ("", "found none"),
    ],
)
def test_what_is_wrong_with_a_list(line: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "val_list.txt").write_text(line + "\n")
    with pytest.raises(VerifyError, match=message):
        read_labelled_images(tmp_path, 10)


def test_what_is_wrong_with_folders(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match="each of the 3 classes, or a list; found 1"):
        read_labelled_images(touch(tmp_path, "a/x.png"), 3)
    with pytest.raises(VerifyError, match="there is no such data set"):
        read_labelled_images(tmp_path / "nowhere", 3)


def test_a_sample_is_seeded_and_without_repetition(tmp_path: Path) -> None:
    images = read_labelled_images(touch(tmp_path, *(f"a/{number}.png" for number in range(50))), 1)
    sample = draw_sample(images, 20, seed=3)
    assert sample == draw_sample(images, 20, seed=3)
    assert len(set(sample)) == 20
    assert sample != draw_sample(images, 20, seed=4)
    assert draw_sample(images, 50, seed=3) == images == draw_sample(images, None, seed=3)
    assert listing_digest(sample) != listing_digest(sample[::-1])
