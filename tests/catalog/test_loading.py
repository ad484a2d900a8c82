"""Loading: the small zoo as it is, and every mistake of a broken one with its place, what was expected and a hint."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import catalog
from catalog.loading import check_beside

WriteZoo = Callable[..., Path]

SMALL = "models/Net/Net_x0_25.yaml"
HALF = "models/Net/Net_x0_5.yaml"


def problems_of(root: Path) -> list[str]:
    with pytest.raises(catalog.CatalogError) as caught:
        catalog.load(root)
    return [str(problem).removeprefix(f"{root}/") for problem in caught.value.problems]


def test_the_small_zoo(small_zoo: Path) -> None:
    zoo = catalog.load(small_zoo)

    assert list(zoo.models) == ["Det_coco", "Net_x0_25", "Net_x0_5", "Net_x1_0"]
    assert list(zoo.families) == ["Det", "Net"]
    assert zoo.engines["tensorrt-8.5"].version_of == "tensorrt"
    assert len(zoo.claims()) == 24


def test_the_default_is_the_environment_then_here(
    small_zoo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZOOPROOF_CATALOG", str(small_zoo))
    assert catalog.load().directory == small_zoo

    monkeypatch.delenv("ZOOPROOF_CATALOG")
    (tmp_path / "catalog").mkdir()
    small_zoo.rename(tmp_path / "catalog" / "zoo")
    monkeypatch.chdir(tmp_path)
    assert catalog.load().directory == Path("catalog/zoo")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(catalog.CatalogError, match="there is no such folder"):
        catalog.load(tmp_path / "none")


BROKEN = [
    (SMALL, "family: Net\n", "family: Net\nfamly: Net\n",
     "models/Net/Net_x0_25.yaml:3:1: unknown key 'famly'; did you mean 'family'?"),
    (HALF, "flops: 0.070 G", "flop: 0.070 G",
     "models/Net/Net_x0_5.yaml:11:27: unknown key 'flop'; did you mean 'flops'?"),
    (SMALL, "input: {size: 224}\n", "",
     "models/Net/Net_x0_25.yaml:1:1: the key 'input' is missing"),
    (SMALL, "size: 224", 'size: "224"',
     "models/Net/Net_x0_25.yaml:5:15: size: expected a whole number, not '224'"),
    (SMALL, "size: 224", "size: 0",
     "models/Net/Net_x0_25.yaml:5:15: size: expected at least 1, not the number 0"),
    (SMALL, "size: 224", "size: 224.0",
     "models/Net/Net_x0_25.yaml:5:15: size: expected a whole number, not the number 224.0"),
    (SMALL, "size: 224", "size: true",
     "models/Net/Net_x0_25.yaml:5:15: size: expected a whole number, not true"),
    (SMALL, "input: {size: 224}", "input: [224]",
     "models/Net/Net_x0_25.yaml:5:8: input: expected a mapping (key: value), not a list"),
    (SMALL, "name: Net_x0_25", "name: 25",
     "models/Net/Net_x0_25.yaml:1:7: name: expected text (put numbers and true, false or null in quotes where text is "
     "meant), not the number 25"),
    (SMALL, "name: Net_x0_25", "name: ../Net",
     "models/Net/Net_x0_25.yaml:1:7: name: expected a name of letters, digits, '_', '-' and '.', not '../Net'"),
    (SMALL, "name: Net_x0_25", "name: Net_x0_26",
     "models/Net/Net_x0_25.yaml:1:7: name: the file is called 'Net_x0_25'; expected the same, not 'Net_x0_26'"),
    (SMALL, "family: Net", "family: Det",
     "models/Net/Net_x0_25.yaml:2:9: family: the folder is called 'Net'; expected the same, not 'Det'"),
    (SMALL, "family: Net", "family: Nett",
     "models/Net/Net_x0_25.yaml:2:9: family: unknown family 'Nett'; did you mean 'Net'?"),
    (SMALL, "task: image-classification", "task: image-clasification",
     "models/Net/Net_x0_25.yaml:3:7: task: unknown value 'image-clasification'; did you mean 'image-classification'?"),
    (SMALL, "device: sd855", "device: sd85",
     "models/Net/Net_x0_25.yaml:12:18: device: unknown device 'sd85'; did you mean 'sd855'?"),
    (SMALL, "device: sd855", "device: sm8150",
     "models/Net/Net_x0_25.yaml:12:18: device: unknown device 'sm8150'; write 'sd855'"),
    (SMALL, "batch: 1,", "engine: tensorflow, batch: 1,",
     "models/Net/Net_x0_25.yaml:12:33: engine: unknown engine 'tensorflow'; did you mean 'tensorrt'?"),
    (SMALL, "batch: 1,", "precision: fp64, batch: 1,",
     "models/Net/Net_x0_25.yaml:12:36: precision: unknown value 'fp64'; did you mean 'fp16'?"),
    (SMALL, "dataset: imagenet-1k, input", "dataset: imagenet, input",
     "models/Net/Net_x0_25.yaml:15:19: dataset: unknown dataset 'imagenet'; did you mean 'imagenet-1k'?"),
    (SMALL, "dataset: imagenet-1k, input", "dataset: coco, input",
     "models/Net/Net_x0_25.yaml:15:48: top1: is no metric of the data set 'coco'; expected one of: box_ap"),
    (SMALL, "dataset: imagenet-1k, input", "dataset: mined, input",
     "models/Net/Net_x0_25.yaml:15:49: top1: is no metric of the data set 'mined'; it has none"),
    (SMALL, "source: other", "source: othr",
     "models/Net/Net_x0_25.yaml:13:13: source: unknown source 'othr'; did you mean 'other'?"),
    (SMALL, "table: speed", "table: sped",
     "models/Net/Net_x0_25.yaml:10:12: table: the source 'page' has no table 'sped'; did you mean 'speed'?"),
    (SMALL, "compression: [prune-half]", "compression: [prune-hlf]",
     "models/Net/Net_x0_25.yaml:7:15: compression: unknown strategy 'prune-hlf'; did you mean 'prune-half'?"),
    (SMALL, "baseline: Net_x1_0", "baseline: Net_x1_1",
     "models/Net/Net_x0_25.yaml:6:11: baseline: unknown model 'Net_x1_1'; did you mean 'Net_x1_0'?"),
    (SMALL, "baseline: Net_x1_0", "teacher: Neet_x1_0",
     "models/Net/Net_x0_25.yaml:6:10: teacher: unknown model 'Neet_x1_0'; did you mean 'Net_x1_0'?"),
    (SMALL, "baseline: Net_x1_0", "graph_of: x",
     "models/Net/Net_x0_25.yaml:6:11: graph_of: unknown model 'x'; "
     "expected one of: Det_coco, Net_x0_25, Net_x0_5, Net_x1_0"),
    (SMALL, "baseline: Net_x1_0", "training: [{method: supervized, data: [mined]}]",
     "models/Net/Net_x0_25.yaml:6:21: method: unknown strategy 'supervized'; expected one of: prune-half"),
    (SMALL, "top1: 50 %", "top1: 1.5",
     "models/Net/Net_x0_25.yaml:15:55: top1: an accuracy lies between 0 and 1 (or 0 % and 100 %), not at 1.5"),
    (SMALL, "top1: 50 %", "top1: 50 G",
     "models/Net/Net_x0_25.yaml:15:55: top1: expected a number and, if it is printed, its unit (%), not the unit 'G'"),
    (SMALL, "top1: 50 %", "top1: fifty",
     "models/Net/Net_x0_25.yaml:15:55: top1: expected a number and, if it is printed, its unit (%), not 'fifty'"),
    (SMALL, ", top1: 50 %", "",
     "models/Net/Net_x0_25.yaml:15:9: accuracy: expected at least one number: top1, top5, box_ap, easy, medium, hard"),
    (SMALL, "ms: 1.50", "ms: -1.50",
     "models/Net/Net_x0_25.yaml:12:68: ms: latency must be more than zero, not -1.5"),
    (SMALL, "ms: 1.50", "ms: 1e1",
     "models/Net/Net_x0_25.yaml:12:68: ms: expected a number, not '1e1'"),
    (HALF, "flops: 0.070 G", "flops: 0.070",
     "models/Net/Net_x0_5.yaml:11:34: flops: expected a whole number, not 0.07; is its unit missing (FLOPs, K, KFLOPs, "
     "M, MFLOPs, G, GFLOPs, T, TFLOPs)?"),
    (HALF, "storage: 6.0 MB", "storage: 6.0",
     "models/Net/Net_x0_5.yaml:11:68: storage: expected a number with its unit (KB, MB, M, GB), not a bare number"),
    (HALF, "0.406]", "red]",
     "models/Net/Net_x0_5.yaml:6:37: mean: expected a number, not 'red'"),
    (SMALL, "input: {size: 224}", "input: {size: 224}\nlinks: [{kind: doc, url: 'javascript:alert(1)'}]",
     "models/Net/Net_x0_25.yaml:6:26: url: expected a link that starts with http:// or https:// and has no spaces or "
     "quotes, not 'javascript:alert(1)'"),
    (SMALL, "input: {size: 224}", "input: {size: 224}\nsummary: {zh: 网络}",
     "models/Net/Net_x0_25.yaml:6:10: summary: expected a text in English (key 'en'), which the other languages fall "
     "back to"),
    (SMALL, "input: {size: 224}", "input: {size: 224}\nsummary: {en: A net, english: A net}",
     "models/Net/Net_x0_25.yaml:6:22: english: expected a language such as en or zh, not 'english'"),
    (SMALL, "input: {size: 224}", "input: {size: 224}\ninput: {size: 32}",
     "models/Net/Net_x0_25.yaml:6:1: the key 'input' stands already at line 5"),
    ("devices.yaml", "kind: gpu", "kind: cpuu",
     "devices.yaml:2:28: kind: unknown value 'cpuu'; did you mean 'cpu'?"),
    ("devices.yaml", "t4: {", "T4: {",
     "devices.yaml:2:1: expected a key of lower-case letters, digits, '-' and '.', not 'T4'"),
    ("engines.yaml", "version_of: tensorrt", "version_of: tensorr",
     "engines.yaml:2:48: version_of: unknown engine 'tensorr'; did you mean 'tensorrt'?"),
    ("strategies.yaml", "0.5}", "1.5}",
     "strategies.yaml:1:102: conv.weights: expected less than 1, not the number 1.5"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "good", "bad", "expected"), BROKEN, ids=[case[3][:60] for case in BROKEN])
def test_a_mistake_is_told_with_its_place(
    write_zoo: WriteZoo, small_files: dict[str, str], name: str, good: str, bad: str, expected: str
) -> None:
    assert good in small_files[name]

    assert expected in problems_of(write_zoo({name: small_files[name].replace(good, bad, 1)}))


@pytest.mark.parametrize("content", ["", "[]\n", "text\n", "- a\n"])
def test_a_file_of_the_wrong_shape(write_zoo: WriteZoo, content: str) -> None:
    assert any("expected a mapping (key: value)" in problem for problem in problems_of(write_zoo({SMALL: content})))
    assert any(
        "expected a mapping (key: value)" in problem for problem in problems_of(write_zoo({"devices.yaml": content}))
    )


def test_all_problems_of_all_files_are_told_at_once(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    problems = problems_of(
        write_zoo(
            {
                SMALL: small_files[SMALL].replace("ms: 1.50", "ms: -1").replace("sd855", "sd8"),
                HALF: "name: [",
                "devices.yaml": small_files["devices.yaml"].replace("gpu", "tpu9"),
                "engines.yaml": None,
            }
        )
    )

    assert [problem.split(":")[0] for problem in problems] == [
        "devices.yaml",
        "engines.yaml",
        "models/Net/Net_x0_25.yaml",
        "models/Net/Net_x0_25.yaml",
        "models/Net/Net_x0_5.yaml",
    ]


def test_an_unreadable_vocabulary_is_told_once(write_zoo: WriteZoo) -> None:
    assert len(problems_of(write_zoo({"devices.yaml": "sd855: ["}))) == 1


def test_models_without_a_family(write_zoo: WriteZoo) -> None:
    problems = problems_of(write_zoo({"families/Det/family.yaml": None}))

    assert "families/Det/family.yaml: is missing; expected the family of the models in" in problems[0]
    assert "models/Det/Det_coco.yaml:2:9: family: unknown family 'Det'; did you mean 'Net'?" in problems


keys = st.sampled_from(["name", "family", "reported", "input", "errata", "downloads", "training", "x"])
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["page", "Net", "0.5 %", "sd855"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | st.text(max_size=4), inner, max_size=4),
    max_leaves=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(content=st.dictionaries(keys, values, max_size=8))
def test_a_record_of_any_shape_is_refused_with_places(write_zoo: WriteZoo, content: dict[str, object]) -> None:
    root = write_zoo({SMALL: json.dumps(content, ensure_ascii=True)})

    with pytest.raises(catalog.CatalogError) as caught:
        catalog.load(root)

    assert all(problem.line for problem in caught.value.problems if problem.path.name == "Net_x0_25.yaml")


def test_an_unreadable_file(small_zoo: Path) -> None:
    path = small_zoo / HALF
    path.unlink()
    os.mkfifo(path)

    assert problems_of(small_zoo)[0] == f"{HALF}: is no regular file"


def test_evidence_and_prose_are_checked_on_demand(write_zoo: WriteZoo) -> None:
    root = write_zoo(
        {
            "evidence/Net/Net_x0_5.yaml": "model: Net_x1_0",
            "evidence/Net/Net_x1_0.yaml": "modl: Net_x1_0",
            "families/Net/about.zh.md": b"\xff",
        }
    )

    problems = [str(problem).removeprefix(f"{root}/") for problem in check_beside(catalog.load(root))]

    assert problems == [
        "evidence/Net/Net_x0_5.yaml: is evidence of 'Net_x1_0'; expected 'Net_x0_5'",
        "evidence/Net/Net_x1_0.yaml:1:1: the key 'model' is missing",
        "evidence/Net/Net_x1_0.yaml:1:1: unknown key 'modl'; did you mean 'model'?",
        "families/Net/about.zh.md:1:1: expected UTF-8 text, not the byte 0xff",
    ]
