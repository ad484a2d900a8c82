import gc
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import catalog
from catalog.heads import PriorHead
from catalog.record import Input
from generator import paths
from generator.context import Site
from generator.pages.models import MOST_CHANGES, render_model
from generator.site import make_site
from generator.snapshot import take_snapshot
from tests.catalog.test_git import git
from tests.generator.conftest import HOSTILE, Document, Pages, edited, write_zoo


def test_a_model_shows_what_it_takes_and_where_it_comes_from(pages: Pages) -> None:
    document = Document(pages["en"]["models/Net_x1_0/"].body)
    facts = [element.text for element in document.all("dd")]
    assert "224 × 224 px" in facts
    steps = [element.text for element in document.all("li")]
    assert "Resize the shorter side to 256 px, crop the centre to 224 px" in steps
    assert "Subtract the mean 0.485, 0.456, 0.406" in steps
    assert "Supervised training: Pictures, 240 epochs" in steps
    assert any("ONNX, opset 18, 1,234 nodes" in fact for fact in facts)


def test_a_detector_shows_how_its_outputs_become_boxes(site: Site) -> None:
    model = site.snapshot.zoo.models["Det_scenes"]
    maps = [{"step": 8, "sizes": [16, 24]}, {"step": 16, "sizes": [32]}]
    kept = {"score": Decimal("0.01"), "candidates": 5000, "overlap": Decimal("0.3"), "boxes": 750}
    variances = {"centre_variance": Decimal("0.1"), "side_variance": Decimal("0.2")}
    priors = PriorHead.model_validate({"maps": maps, "background": 0, **variances, **kept})
    stated = Input(size=640, fit="scales", scale="1")
    page = render_model(site, model.model_copy(update={"priors": priors, "input": stated}))
    steps = [element.text for element in Document(page.body).all("li")]
    assert "Show the network the image at several scales and mirrored, and merge what it finds" in steps
    assert "Every 8 px square prior boxes with sides of 16, 24 px" in steps
    assert "Offsets are multiplied by 0.1 for the centre and 0.2 for the sides" in steps
    assert "Of each class the 5,000 best boxes with a score above 0.01 stay" in steps
    assert not any("Multiply" in step for step in steps)


def test_a_model_names_its_relatives(pages: Pages) -> None:
    body = pages["en"]["models/Net_x0_5/"].body
    assert '<dt>Baseline</dt><dd><a href="../../models/Net_x1_0/">Net_x1_0</a></dd>' in body
    assert '<dt>Teacher</dt><dd><a href="../../models/Net_x1_0/">Net_x1_0</a></dd>' in body
    assert '<li><a href="../../models/Net_x0_5/">Net_x0_5</a></li>' in pages["en"]["models/Net_x1_0/"].body


def test_an_erratum_stands_on_the_page_of_the_model(pages: Pages) -> None:
    assert "<p>Nobody knows why.</p>" in pages["en"]["models/Net_x0_5/"].body
    assert "<p>原因不明。</p>" in pages["zh"]["models/Net_x0_5/"].body
    assert "<p>该页漏掉了偏置。</p>" in pages["zh"]["models/Net_x1_0/"].body


def test_commands_are_ready_to_be_copied(pages: Pages) -> None:
    code = [element.text for element in Document(pages["zh"]["models/Net_x1_0/"].body).all("code")]
    assert "verify --model Net_x1_0\ncatalog show Net_x1_0" in code
    assert 'import timm\n\nmodel = timm.create_model("net_100")' in code
    assert any(text.startswith("@misc{lovelace1950net,") for text in code)


def test_a_model_without_evidence_has_no_counts(pages: Pages) -> None:
    ids = {heading.id for heading in pages["en"]["models/Det_scenes/"].headings}
    assert "counted" not in ids
    assert "claims" in ids


def test_the_page_is_edited_in_the_record(pages: Pages) -> None:
    source = pages["en"]["models/Net_x1_0/"].source
    assert source is not None
    assert source.read_text(encoding="utf-8").startswith("name: Net_x1_0\n")


def ids(body: str) -> set[str]:
    return {element.attributes["id"] for element in Document(body).elements if "id" in element.attributes}


def body_after(folder: Path, *subjects: str) -> str:
    """The page of a model whose record lies in a repository and got a line more in each commit."""
    record = write_zoo(folder) / "models" / "Net" / "Net_x1_0.yaml"
    git(folder, "init", "--quiet")
    for place, subject in enumerate(subjects):
        if place:
            record.write_text(f"{record.read_text()}# {place} {HOSTILE}\n")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "-m", subject)
    site = make_site(take_snapshot(catalog.load(folder)), "en")
    return render_model(site, site.snapshot.zoo.models["Net_x1_0"]).body


def test_history_is_shown_as_text(tmp_path: Path) -> None:
    document = Document(body_after(tmp_path, "Begin", HOSTILE))
    assert not document.all("script")
    assert [element.text for element in document.all("bdi")] == [HOSTILE, "Begin"]
    assert f"+# 1 {HOSTILE}" in [element.text for element in document.all("code")]
    assert "1 changed line" in [element.text for element in document.all("summary")]


def test_the_last_changes_are_shown(tmp_path: Path) -> None:
    subjects = [f"Change {place}" for place in range(MOST_CHANGES + 2)]
    shown = [element.text for element in Document(body_after(tmp_path, *subjects)).all("bdi")]
    assert shown == subjects[: -MOST_CHANGES - 1 : -1]


def test_no_history_is_no_section(site: Site) -> None:
    assert "changes" not in ids(render_model(site, site.snapshot.zoo.models["Net_x1_0"]).body)


def test_a_badge_can_be_copied(site: Site) -> None:
    model = site.snapshot.zoo.models["Net_x1_0"]
    known = render_model(replace(site, address="https://zoo.example/a/"), model).body
    assert "[![zooproof](https://zoo.example/a/badges/Net_x1_0.svg)](https://zoo.example/a/models/Net_x1_0/)" in known
    assert "Put the address of this site" not in known
    unknown = render_model(site, model).body
    assert "[![zooproof](badges/Net_x1_0.svg)](models/Net_x1_0/)" in unknown
    assert "Put the address of this site before both places." in unknown


def test_every_claim_can_be_linked_to(site: Site) -> None:
    for model in site.snapshot.zoo.models.values():
        found = ids(render_model(site, model).body)
        assert {paths.claim_anchor(entry.claim) for entry in site.snapshot.printings[model.name]} <= found


def test_a_section_without_content_is_left_out(pages: Pages) -> None:
    body = pages["en"]["models/Net_x0_5/"].body
    assert "use" not in ids(body)
    assert "use" in ids(pages["en"]["models/Net_x1_0/"].body)


def test_how_a_detector_takes_images_and_gives_boxes(tmp_path: Path) -> None:
    head = """\
input: {size: 608, fit: pad, interpolation: bilinear}
head:
  anchors: [{width: 10, height: 13}, {width: 33, height: 23}]
  objectness: 0.005
  score: 0.01
  candidates: 1000
  overlap: 0.45
  boxes: 100
"""
    site = edited(tmp_path, "models/Det/Det_scenes.yaml", "input: {size: 608}\n", head)
    document = Document(render_model(site, site.snapshot.zoo.models["Det_scenes"]).body)
    steps = [element.text for element in document.all("li")]
    assert "Resize the longer side to 608 px, keep the ratio, fill the rest with zeros (bilinear)" in steps
    assert "YOLO with 2 anchors; places with an objectness below 0.005 are left out" in steps
    assert "Of each class the 1,000 best boxes with a score above 0.01 stay" in steps
    assert "Of two boxes that overlap by more than 0.45 the better one stays, 100 of an image at most" in steps


def test_what_a_page_was_rendered_from_is_not_left_to_the_garbage_collector(site: Site) -> None:
    model = next(model for name, model in site.snapshot.zoo.models.items() if site.snapshot.neighbours[name])
    render_model(site, model)
    gc.collect()
    render_model(site, model)
    assert gc.collect() == 0
