"""The page of one device, and the index of all devices."""

from __future__ import annotations

from dataclasses import dataclass

from generator import paths
from generator.context import Site
from generator.page import Page, SearchEntry
from generator.tables import Table
from generator.views.findings import findings_table
from generator.views.latency import conditions_table, device_table, unstated
from generator.views.tradeoffs import latency_trade_offs


@dataclass(frozen=True)
class DeviceCard:
    """A device in the index."""

    key: str
    models: int
    measurements: int


def device_cards(site: Site) -> list[DeviceCard]:
    """All devices, with how much was measured on them."""
    return [
        DeviceCard(key, len({printing.claim.model for printing in printings}), len(printings))
        for key, printings in site.snapshot.by_device.items()
    ]


def render_devices(site: Site) -> Page:
    """Render the index of devices."""
    words = site.words
    return site.page(
        "devices",
        paths.DEVICES,
        words.gettext("Devices"),
        words.gettext("Devices that latencies were measured on, with every measurement and its conditions."),
        cards=device_cards(site),
    )


def render_device(site: Site, key: str) -> Page:
    """Render the page of the device `key`."""
    words, zoo = site.words, site.snapshot.zoo
    device, printings = zoo.devices[key], site.snapshot.by_device[key]
    return site.page(
        "device",
        paths.device(key),
        device.name,
        words.plain(device.about),
        search=SearchEntry(device.name, words.plain(device.about), (key,), device.aliases),
        source=zoo.directory / "devices.yaml",
        key=key,
        device=device,
        table=device_table(site, printings, words.gettext("Latencies measured on %(device)s", device=device.name)),
        trade_offs=latency_trade_offs(site, "chart", printings, limit=2),
        conditions=conditions_table(site, printings),
        findings=_findings_table(site, key),
        unstated=unstated(site, printings, cpu=device.kind in {"soc", "cpu"}) if printings else "",
        sources=list(dict.fromkeys(printing.claim.source for printing in printings)),
    )


def _findings_table(site: Site, key: str) -> Table:
    """What the audit found in latencies on the device."""
    here = [
        finding
        for finding in site.snapshot.audit.findings
        if any(quote.claim is not None and quote.claim.device == key for quote in finding.quotes)
    ]
    return findings_table(site, here, site.words.gettext("Findings"), paths.root(paths.device(key)))
