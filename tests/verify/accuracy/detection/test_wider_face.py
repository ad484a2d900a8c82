"""WIDER FACE's layout and protocol, by detections whose score is known in closed form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat

from tests.verify.accuracy.detection.drawn import IMAGES, cells, write_wider_face
from verify.accuracy.detection.wider_face import AT_ONCE, Faces, WiderFaceGroundTruth, read_wider_face
from verify.exceptions import VerifyError

NEAR, FAR, NOWHERE = (10, 10, 29, 29), (60, 60, 79, 79), (100, 100, 119, 119)


def truth(*images: tuple[list[tuple[int, ...]], list[int]]) -> WiderFaceGroundTruth:
    """Images of faces, of which the named ones are easy and medium, and all hard."""
    faces = []
    for boxes, easy in images:
        chosen = np.isin(np.arange(len(boxes)), easy)
        subsets = {"easy": chosen, "medium": chosen, "hard": np.ones(len(boxes), bool)}
        faces.append(Faces(np.array(boxes, float).reshape(-1, 4), subsets))
    return WiderFaceGroundTruth(tuple(Path(f"{at}.jpg") for at in range(len(faces))), tuple(faces))


def score(ground_truth: WiderFaceGroundTruth, *found: list[tuple[float, ...]]) -> dict[str, float]:
    rows = [np.array(entry, float).reshape(-1, 6) for entry in found]
    return {subset: it.value for subset, it in ground_truth.score(range(len(rows)), rows).items()}


ONE_EASY = truth(([NEAR, FAR], [0]))


def test_all_found() -> None:
    everything = {"easy": 1, "medium": 1, "hard": 1}
    assert score(ONE_EASY, [(0, 0.9, *NEAR), (0, 0.8, *FAR)]) == everything
    assert score(ONE_EASY, [(0, 0.7, *NEAR), (0, 0.8, *FAR)]) == everything


def test_one_of_two_found() -> None:
    assert score(ONE_EASY, [(0, 0.9, *NEAR)]) == {"easy": 1, "medium": 1, "hard": 0.5}


def test_a_face_outside_of_the_subset_is_no_proposal() -> None:
    assert score(ONE_EASY, [(0, 0.9, *FAR)]) == {"easy": 0, "medium": 0, "hard": 0.5}


def test_a_better_scored_wrong_box_halves_the_precision() -> None:
    found = [(0, 0.9, *NOWHERE), (0, 0.8, *NEAR), (0, 0.1, *NOWHERE)]
    assert score(ONE_EASY, found)["easy"] == 0.5


def test_a_second_box_on_a_face_is_wrong() -> None:
    found = [(0, 0.9, *NEAR), (0, 0.8, *NEAR), (0, 0.7, *FAR), (0, 0.1, *NOWHERE)]
    # Recall 1/2 at precision 1, recall 1 at precision 2/3.
    assert score(ONE_EASY, found)["hard"] == pytest.approx(1 / 2 + 2 / 3 / 2)


def test_a_great_many_boxes_on_a_face() -> None:
    again = 2 * AT_ONCE
    found = [(0, 1, *NEAR), *((0, 0.5, *NEAR) for _ in range(again)), (0, 0.1, *FAR), (0, 0, *NOWHERE)]
    # Recall 1/2 at precision 1, recall 1 at two of all boxes but the last.
    assert score(ONE_EASY, found)["hard"] == pytest.approx(1 / 2 + 2 / (again + 2) / 2)


def test_scores_are_stretched_over_all_images() -> None:
    found = [(0, 1e-4, *NEAR), (0, 1e-5, *FAR)], [(0, 1e-6, *NOWHERE)]
    two = truth(([NEAR, FAR], [0]), ([FAR], []))
    assert score(two, *found)["hard"] == pytest.approx(2 / 3)
    assert score(two, *found)["easy"] == 1


def test_subsets_without_faces_are_not_scored() -> None:
    assert score(truth(([NEAR], [])), [(0, 0.9, *NEAR)]) == {"hard": 1}
    with pytest.raises(VerifyError, match="expected faces in the 1 images"):
        score(truth(([], [])), [])


def test_images_count_by_their_weights() -> None:
    two = truth(([NEAR], [0]), ([FAR], [0]))
    rows = [np.array([(0, 0.9, *NEAR)], float), np.zeros((0, 6))]
    easy = two.score([0, 1], rows)["easy"]
    assert easy.value == 0.5
    assert easy.weighted(np.array([2, 0])) == 1
    assert easy.weighted(np.array([1, 3])) == 0.25


def test_the_layout(tmp_path: Path) -> None:
    found = read_wider_face(write_wider_face(tmp_path))
    assert found.images[1] == tmp_path / "WIDER_val" / "images" / "0--Parade" / "1.jpg"
    assert found.faces[0].boxes.tolist() == [[8, 8, 59, 47], [64, 64, 119, 119]]
    assert {subset: it.tolist() for subset, it in found.faces[0].subsets.items()} == {
        "easy": [True, False], "medium": [True, False], "hard": [True, True],
    }  # fmt: skip
    perfect = [np.array([(0, 0.5, b[0], b[1], b[2] - 1, b[3] - 1) for b in it.boxes if b], float) for it in IMAGES]
    assert {subset: it.value for subset, it in found.score(range(4), perfect).items()} == {
        "easy": 1, "medium": 1, "hard": 1,
    }  # fmt: skip


def change(folder: Path, name: str, **values: object) -> None:
    kept = {key: value for key, value in loadmat(folder / name).items() if not key.startswith("__")}
    savemat(folder / name, kept | values)


def test_malformed_lists(tmp_path: Path) -> None:
    folder = write_wider_face(tmp_path) / "eval_tools" / "ground_truth"

    def message() -> str:
        with pytest.raises(VerifyError) as caught:
            read_wider_face(tmp_path)
        return str(caught.value)

    boxes = cells([cells([np.array([(1, 2, -3, 4)], float)] * 4)])
    change(folder, "wider_face_val.mat", face_bbx_list=boxes)
    assert "0.jpg: expected boxes of left, top, width and height in pixels" in message()
    write_wider_face(tmp_path)
    change(folder, "wider_easy_val.mat", gt_list=cells([cells([np.array([[7]])] * 4)]))
    assert "0.jpg: the easy faces are numbered beyond the 2 of the image" in message()
    write_wider_face(tmp_path)
    change(folder, "wider_face_val.mat", event_list=cells(["../.."]))
    assert "leads out of" in message()
    write_wider_face(tmp_path)
    change(folder, "wider_face_val.mat", file_list=np.zeros(3))
    assert "wider_face_val.mat: expected the lists of WIDER FACE's evaluation tools" in message()
    whole = (folder / "wider_hard_val.mat").read_bytes()
    (folder / "wider_hard_val.mat").write_bytes(whole[:150])
    assert "wider_hard_val.mat: expected a MATLAB file" in message()
    (folder / "wider_hard_val.mat").unlink()
    assert "expected wider_hard_val.mat" in message()
    write_wider_face(tmp_path)
    (tmp_path / "WIDER_val" / "images" / "0--Parade" / "3.jpg").unlink()
    assert "3.jpg: wider_face_val.mat names this image, which is not here" in message()
