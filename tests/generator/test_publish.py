"""Only what changed is made again, and what is made is what would be made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.changes import read_zoo
from generator.digests import FileDigests, Ingredients
from generator.output import MANIFEST, Output
from generator.publish import publish_files, publish_pages
from generator.site import make_site, plan_files, plan_pages
from tests.generator.conftest import write_zoo

NARROW = {"model", "family"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_zoo(tmp_path / "zoo")


def publish(zoo: Path, out: Path, *more: str) -> Output:
    """Bring a folder of bare bodies up to date with a zoo."""
    snapshot = read_zoo(zoo)
    made_of = Ingredients.find(zoo, FileDigests()).by_plan(zoo, *more)
    output = Output(out)
    pages = publish_pages(
        output,
        plan_pages(make_site(snapshot, "en")),
        made_of=made_of,
        place=lambda plan: f"{plan.path}index.html",
        encode=lambda plan, page: page.body.encode(),
    )
    assert all(pages)
    publish_files(output, plan_files(snapshot), made_of=made_of)
    output.finish()
    return output


def contents(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_second_build_writes_nothing(folder: Path, tmp_path: Path) -> None:
    first = publish(folder, tmp_path / "out")
    assert len(first.written) == first.total
    assert (publish(folder, tmp_path / "out").written, publish(folder, tmp_path / "other").written) == (
        [],
        first.written,
    )
    assert contents(tmp_path / "out") == contents(tmp_path / "other")


def edits() -> list[Callable[[Path], None]]:
    def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
        def apply(zoo: Path) -> None:
            text = (zoo / name).read_text(encoding="utf-8")
            assert old in text
            (zoo / name).write_text(text.replace(old, new), encoding="utf-8")

        return apply

    return [
        edit("models/Net/Net_x1_0.yaml", "top1: 0.580", "top1: 0.5801"),
        edit("models/Net/Net_x0_5.yaml", "flops: 0.150 G", "flops: 0.151 G"),
        edit("evidence/Net/Net_x0_5.yaml", "counted: 100000000", "counted: 100000007"),
        edit("families/Net/family.yaml", "Nets for pictures.", "Networks for pictures."),
        edit("families/Net/about.en.md", "Nets <b>net</b>", "They net"),
        edit("devices.yaml", "name: Big GPU", "name: Bigger GPU"),
        edit("sources.yaml", "en: Second page", "en: The second page"),
        lambda zoo: (zoo / "evidence/Net/Net_x1_0.yaml").unlink(),
    ]


@pytest.mark.parametrize("edit", edits())
def test_what_is_left_alone_is_what_would_be_made_anew(
    folder: Path, tmp_path: Path, edit: Callable[[Path], None]
) -> None:
    publish(folder, tmp_path / "out")
    edit(folder)
    assert publish(folder, tmp_path / "out").written
    publish(folder, tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")


def test_a_touched_record_leaves_pages_of_other_families_alone(folder: Path, tmp_path: Path) -> None:
    publish(folder, tmp_path / "out")
    record = folder / "models/Net/Net_x1_0.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("top1: 0.580", "top1: 0.5801"), encoding="utf-8")
    written = publish(folder, tmp_path / "out").written
    assert {"models/Net_x1_0/index.html", "families/Net/index.html", "models/index.html"} <= set(written)
    assert not [path for path in written if "Det" in path]


def test_the_page_of_a_deleted_record_is_removed(folder: Path, tmp_path: Path) -> None:
    publish(folder, tmp_path / "out")
    (folder / "models/Det/Det_scenes.yaml").unlink()
    removed = publish(folder, tmp_path / "out").removed
    assert "models/Det_scenes/index.html" in removed
    assert not (tmp_path / "out" / "models" / "Det_scenes").exists()


def test_a_change_of_the_program_or_the_frame_makes_every_page_anew(folder: Path, tmp_path: Path) -> None:
    publish(folder, tmp_path / "out")
    snapshot = read_zoo(folder)
    plans = list(plan_pages(make_site(snapshot, "en")))
    ingredients = Ingredients.find(folder, FileDigests())
    other = Ingredients(ingredients.files, "another program")
    for plan in plans:
        digests = {
            ingredients.by_plan(folder)(plan),
            ingredients.by_plan(folder, "frame")(plan),
            other.by_plan(folder)(plan),
        }
        assert len(digests) == 3, plan.path


def test_pages_of_one_model_and_one_family_name_what_they_are_made_of(folder: Path) -> None:
    plans = list(plan_pages(make_site(read_zoo(folder), "en")))
    assert {plan.kind for plan in plans if plan.inputs is not None} == NARROW
