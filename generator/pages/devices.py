"""The page of one device, and the index of all devices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import paths
from generator.context import Site
from generator.page import Page, SearchEntry
from generator.snapshot import Printing
from generator.views.latency import device_table, latencies, unstated


@dataclass(frozen=True)
class DeviceCard:
    """A device in the index."""

    key: str
    models: int
    measurements: int


def by_device(site: Site) -> dict[str, list[Printing]]:
    """All latencies by device, in the order of the vocabulary; a device without any has an empty list."""
    found: dict[str, list[Printing]] = {key: [] for key in site.snapshot.zoo.devices}
    for printing in latencies(site.snapshot.all_printings()):
        if printing.claim.device is not None:
            found[printing.claim.device].append(printing)
    return found


def device_cards(site: Site) -> list[DeviceCard]:
    """All devices, with how much was measured on them."""
    return [
        DeviceCard(key, len({printing.claim.model for printing in printings}), len(printings))
        for key, printings in by_device(site).items()
    ]


def render_devices(site: Site) -> Iterator[Page]:
    """Render the index of devices, then each device's page."""
    words, zoo = site.words, site.snapshot.zoo
    yield site.page(
        "devices",
        paths.DEVICES,
        words.gettext("Devices"),
        words.gettext("Devices that latencies were measured on, with every measurement and its conditions."),
        cards=device_cards(site),
    )
    for key, printings in by_device(site).items():
        device = zoo.devices[key]
        yield site.page(
            "device",
            paths.device(key),
            device.name,
            words.plain(device.about),
            search=SearchEntry(device.name, words.plain(device.about), (key,), device.aliases),
            source=zoo.directory / "devices.yaml",
            key=key,
            device=device,
            table=device_table(site, printings, words.gettext("Latencies measured on %(device)s", device=device.name)),
            unstated=unstated(site, printings, cpu=device.kind in {"soc", "cpu"}) if printings else "",
            sources=list(dict.fromkeys(printing.claim.source for printing in printings)),
        )
