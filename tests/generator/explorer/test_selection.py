"""What the explorer opens with."""

from dataclasses import replace
from pathlib import Path

import catalog
from catalog import Catalog
from generator.explorer.selection import address, command, opening_selection


def test_it_opens_with_the_conditions_of_most_models_and_most_threads(zoo: Catalog) -> None:
    selection = opening_selection(zoo)
    assert selection == {"device": "phone", "batch": 1, "threads": 4, "dataset": "pictures", "sort": "top1"}
    assert address(selection) == "?device=phone&batch=1&threads=4&dataset=pictures&sort=top1"
    assert command(selection) == "catalog query --device phone --batch 1 --threads 4 --dataset pictures --sort top1"
    assert [row.model for row in zoo.query(**selection).rows] == ["Net_x1_0", "Net_x0_5"]


def test_the_zoo_of_this_repository_opens_with_a_phone() -> None:
    zoo = catalog.load(Path(__file__).parents[3] / "catalog" / "zoo")
    selection = opening_selection(zoo)
    assert (selection["device"], selection["threads"], selection["sort"]) == ("sd855", 4, "top1")


def test_a_zoo_without_latencies_opens_with_everything(zoo: Catalog) -> None:
    assert opening_selection(replace(zoo, models={})) == {}
    assert address({}) == "?all"
    assert command({}) == "catalog query"
