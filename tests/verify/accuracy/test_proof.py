"""The proof: a real trained network on a real labelled set, from the command line to the verdict."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import catalog
from tests.verify.accuracy import digits
from tests.verify.conftest import VOCABULARIES
from tests.written_files import PAGE, write_files
from verify.cli import verify

IMAGES = 597


def write_zoo(folder: Path, top1: str, model_input: str = digits.INPUT, *more: str) -> Path:
    lines = [
        "name: Digits", "family: Tiny", "task: image-classification", "dataset: digits", model_input, "reported:",
        f"  - {{source: page, accuracy: [{{dataset: digits, top1: {top1}}}]}}", *more, "",
    ]  # fmt: skip
    digits_line = (
        "digits: {name: Digits, tasks: [image-classification], metrics: [top1], classes: 10, images: 597, "
        "about: {en: Digits.}}\n"
    )
    files = VOCABULARIES | {"datasets.yaml": digits_line, "models/Tiny/Digits.yaml": "\n".join(lines)}
    return write_files(folder, files)


def run(zoo: Path, network: Path, data: Path, *more: str) -> Result:
    arguments = ["--model", "Digits", "--catalog", zoo, "--weights", network, "--dataset", f"digits={data}", *more]
    return CliRunner().invoke(verify, list(map(str, arguments)))


def claim(result: Result) -> dict[str, object]:
    (row,) = json.loads(result.stdout)["models"][0]["claims"]
    assert isinstance(row, dict)
    return row


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOOPROOF_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def printed() -> str:
    return f"{digits.right_answers() / IMAGES:.4f}"


def test_the_network_is_good_enough_to_prove_anything(printed: str) -> None:
    assert float(printed) > 0.85


def test_right_inputs_confirm_the_true_score(tmp_path: Path, network_file: Path, labelled: Path, printed: str) -> None:
    result = run(write_zoo(tmp_path, printed), network_file, labelled, "--format", "json")
    assert result.exit_code == 0, result.output
    row = claim(result)
    assert (row["verdict"], row["images"]) == ("confirmed", IMAGES)
    assert row["score"] == round(digits.right_answers() / IMAGES, 6)
    low, high = row["interval"]  # type: ignore[misc]
    assert low < float(printed) < high


def test_a_list_of_labels_gives_the_same(tmp_path: Path, network_file: Path, labelled: Path, printed: str) -> None:
    files = sorted((labelled / "val").rglob("*.png"))
    listing = labelled / "val_list.txt"
    listing.write_text("".join(f"{file.relative_to(labelled).as_posix()} {file.parent.name}\n" for file in files))
    try:
        assert (
            claim(run(write_zoo(tmp_path, printed), network_file, labelled, "--format", "json"))["verdict"]
            == "confirmed"
        )
    finally:
        listing.unlink()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("channels: RGB", "channels: BGR"),
        ("scale: 1/255", "scale: 1/65025"),
        ("mean: [0.5, 0.5, 0.5]", "mean: [0.9, 0.1, 0.9]"),
        ("std: [0.5, 0.5, 0.5]", "std: [-0.5, -0.5, -0.5]"),
    ],
)
def test_wrong_inputs_contradict_it(
    right: str, wrong: str, tmp_path: Path, network_file: Path, labelled: Path, printed: str
) -> None:
    zoo = write_zoo(tmp_path, printed, digits.INPUT.replace(right, wrong))
    result = run(zoo, network_file, labelled, "--format", "json")
    assert result.exit_code == 1, result.output
    assert claim(result)["verdict"] == "contradicted"


def test_a_wrong_number_is_contradicted_and_the_table_says_by_what(
    tmp_path: Path, network_file: Path, labelled: Path
) -> None:
    result = run(write_zoo(tmp_path, "0.9999"), network_file, labelled)
    assert result.exit_code == 1
    assert "contradicted" in result.stdout
    assert "597 images, 99% interval 0." in result.stdout


def test_a_number_that_is_near_is_close(tmp_path: Path, network_file: Path, labelled: Path, printed: str) -> None:
    near = f"{float(printed) + 0.005:.4f}"
    result = run(write_zoo(tmp_path, near), network_file, labelled, "--format", "json")
    assert (result.exit_code, claim(result)["verdict"]) == (0, "close")


def test_a_sample_is_judged_by_its_interval(tmp_path: Path, network_file: Path, labelled: Path, printed: str) -> None:
    zoo = write_zoo(tmp_path, printed)
    sample = ("--sample", "100", "--seed", "7", "--format", "json")
    first, again = (claim(run(zoo, network_file, labelled, *sample)) for _ in range(2))
    assert first == again
    assert (first["verdict"], first["images"]) == ("confirmed", 100)
    other = claim(run(zoo, network_file, labelled, "--sample", "100", "--seed", "8", "--format", "json"))
    assert other["verdict"] == "confirmed"
    false = claim(run(write_zoo(tmp_path / "2", "0.55"), network_file, labelled, *sample))
    assert false["verdict"] == "contradicted"


def test_truncated_images_are_an_error_that_names_the_file(
    tmp_path: Path, network_file: Path, labelled: Path, printed: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(labelled, copy)
    broken = sorted((copy / "val" / "3").iterdir())[5]
    broken.write_bytes(broken.read_bytes()[:-30])
    result = run(write_zoo(tmp_path / "zoo", printed), network_file, copy, "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["models"][0]["problems"]
    assert str(broken) in problem
    assert claim(result)["verdict"] == "unchecked"


def test_scores_stay_in_the_evidence_until_the_input_changes(
    tmp_path: Path, network_file: Path, labelled: Path, printed: str
) -> None:
    zoo = write_zoo(tmp_path, printed)
    run(zoo, network_file, labelled, "--update")
    later = CliRunner().invoke(verify, ["--model", "Digits", "--catalog", str(zoo), "--format", "json"])
    assert claim(later)["verdict"] == "confirmed"
    write_zoo(tmp_path, printed, digits.INPUT.replace("RGB", "BGR"))
    changed = CliRunner().invoke(verify, ["--model", "Digits", "--catalog", str(zoo), "--format", "json"])
    assert (claim(changed)["verdict"], claim(changed)["reason"]) == ("unchecked", "no-weights")


QUANTIZED = {
    "strategies.yaml": "bytes: {name: Bytes, method: quantization, precision: int8, about: {en: Bytes.}}\n",
    "sources.yaml": PAGE + "  tables: {stated: {title: {en: Stated}}}\n",
}
"""A strategy that ends in INT8, and a table for numbers whose precision is stated."""


@pytest.mark.parametrize(("compression", "unstated"), [((), "fp32"), (("compression: [bytes]",), "int8")])
def test_a_score_is_kept_for_each_precision(
    compression: tuple[str, ...], unstated: str, tmp_path: Path, network_file: Path, labelled: Path
) -> None:
    quantized = digits.write_network(tmp_path / "int8.onnx", quantized=True)
    right = {"fp32": digits.right_answers(), "int8": digits.right_answers(quantized=True)}
    assert right["fp32"] != right["int8"]
    shares = {precision: f"{count / IMAGES:.4f}" for precision, count in right.items()}
    rows = [f"{{dataset: digits, precision: {precision}, top1: {share}}}" for precision, share in shares.items()]
    stated = f"  - {{source: page, table: stated, accuracy: [{', '.join(rows)}]}}"
    kept = []
    for order in (network_file, quantized), (quantized, network_file):
        zoo = write_zoo(tmp_path / order[0].stem, shares[unstated], digits.INPUT, stated, *compression)
        write_files(zoo, QUANTIZED)
        for network in order:
            run(zoo, network, labelled, "--update")
        later = CliRunner().invoke(verify, ["--model", "Digits", "--catalog", str(zoo), "--format", "json"])
        verdicts = [row["verdict"] for row in json.loads(later.stdout)["models"][0]["claims"]]
        assert verdicts == ["confirmed"] * 3, later.output
        assert later.stderr == ""
        evidence = catalog.load(zoo).evidence("Digits")
        assert evidence is not None
        kept.append(evidence.scores)
    assert kept[0] == kept[1]
    assert {score.weights_precision: score.correct["top1"] for score in kept[0]} == right
    assert kept[0][0].weights_precision == unstated


def test_a_record_that_leaves_out_how_images_go_in(tmp_path: Path, network_file: Path, labelled: Path) -> None:
    result = run(write_zoo(tmp_path, "0.9", "input: {size: 8, channels: RGB}"), network_file, labelled)
    assert result.exit_code == 1
    assert "the record's input must state library, interpolation, scale, mean, std, layout" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--dataset", "digits"], "expected --dataset NAME=DIR"),
        (["--dataset", "digit=/tmp"], "did you mean 'digits'"),
        (["--weights", "/nowhere.onnx"], "'/nowhere.onnx' does not exist"),
        (["--weights", __file__], "--weights goes with --dataset or --images"),
        (["--sample", "3"], "--sample goes with --dataset"),
    ],
)
def test_wrong_use(arguments: list[str], message: str, tmp_path: Path) -> None:
    zoo = write_zoo(tmp_path, "0.9")
    result = CliRunner().invoke(verify, ["--model", "Digits", "--catalog", str(zoo), *arguments])
    assert result.exit_code == 2
    assert message in result.output


def golden(image: str, classes: list[int], scores: list[float]) -> tuple[str, ...]:
    top = ", ".join(f"{{class_id: {it}, score: {score:.5f}}}" for it, score in zip(classes, scores, strict=True))
    return ("golden:", f"  - {{source: page, image: {image}, top: [{top}]}}")


def test_an_example_is_predicted_again(tmp_path: Path, network_file: Path, labelled: Path, printed: str) -> None:
    images, labels = digits.pixels_and_labels()
    chosen = digits.TRAINED + 3
    scores = digits.classifier().predict_proba(digits.as_input(images[chosen : chosen + 1]).reshape(1, -1))[0]
    best = [int(it) for it in (-scores).argsort()[:3]]
    folder = labelled / "val" / str(labels[chosen])
    for values, code in (([scores[it] for it in best], 0), ([0.5, 0.3, 0.2], 1)):
        zoo = write_zoo(tmp_path, printed, digits.INPUT, *golden(f"docs/{chosen}.png", best, values))
        arguments = ["--model", "Digits", "--catalog", zoo, "--weights", network_file, "--images", folder]
        result = CliRunner().invoke(verify, list(map(str, [*arguments, "--format", "json"])))
        assert result.exit_code == code, result.output
        (replayed,) = json.loads(result.stdout)["models"][0]["replays"]
        assert (replayed["agrees"], replayed["ranks"][0]) == (code == 0, 1)
