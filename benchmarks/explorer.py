"""Times the explorer on a synthetic zoo in headless Chromium, beside Tabulator on the same rows.

Run `python benchmarks/explorer.py [--rows 100000] [--repeat 5]`. It needs npm, which fetches Tabulator, and Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import catalog
from catalog import Catalog
from catalog.evidence import Evidence
from catalog.quantities import Printed
from catalog.record import Model
from generator.explorer.encoding import encode

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.site.chromium import find_chromium, flags  # noqa: E402

TABULATOR = "tabulator-tables@6.5.3"
STEPS = {
    "filter: device": "?device=sd855",
    "filter: 4 threads": "?device=sd855&threads=4",
    "filter: 10 ms": "?device=sd855&threads=4&max-latency=10",
    "filter: any device, 10 ms": "?max-latency=10",
    "filter: text": "?device=v100&text=resnext50",
    "sort: top-1, all latencies": "?precision=fp32&sort=top1",
    "sort: latency, all": "?sort=latency",
    "sort: FLOPs, no condition": "?sort=flops",
    "Pareto front, all": "?pareto=yes",
    "nothing fits": "?device=sd855&max-latency=0.001",
    "nothing asked": "?all",
}
"""What is done in the explorer, as the address of the selection; each begins when the page is at rest."""

WATCH = """
addEventListener("DOMContentLoaded", () => {
  const body = document.querySelector(".zoo-rows tbody");
  const watcher = new MutationObserver(() => {
    if (body.querySelector("tr[data-row]")) {
      watcher.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => { window.firstTable = performance.now(); }));
    }
  });
  watcher.observe(body, {childList: true});
});
addEventListener("load", () => { window.loadedAt = performance.now(); });
"""

STEP = """
async (search) => {
  const root = document.querySelector("[data-explorer]");
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise(requestAnimationFrame);
  }
  await new Promise((done) => requestIdleCallback(done));
  history.pushState(null, "", search);
  const start = performance.now();
  dispatchEvent(new PopStateEvent("popstate"));
  const computed = performance.now() - start;
  await new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(null);
  }));
  const painted = performance.now() - start;
  while (root.dataset.shown !== search) {
    await new Promise((done) => setTimeout(done));
  }
  return {computed, painted, all: performance.now() - start, rows: document.querySelector("[data-count]").textContent};
}
"""

TABULATOR_PAGE = """<!doctype html>
<link rel="stylesheet" href="tabulator.min.css">
<script src="tabulator.min.js"></script>
<div id="table"></div>"""

TABULATOR_LOAD = """
async () => {
  const start = performance.now();
  const rows = await (await fetch("peer.json")).json();
  const columns = Object.keys(rows[0]).map((field) => ({title: field, field}));
  window.table = new Tabulator("#table", {data: rows, columns, height: 600});
  await new Promise((done) => table.on("tableBuilt", done));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}
"""

TABULATOR_STEP = """
async (step) => {
  const start = performance.now();
  new Function("table", step)(table);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}
"""

PEER_STEPS = {
    "filter: device": "table.setFilter('device', '=', 'sd855')",
    "filter: any device, 10 ms": "table.setFilter('latency', '<=', 10)",
    "sort: latency, all": "table.clearFilter(); table.setSort('latency', 'asc')",
    "sort: top-1, all latencies": "table.setSort('top1', 'desc')",
}


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def enlarged(zoo: Catalog, copies: int) -> tuple[Catalog, dict[str, Evidence]]:
    """Return a zoo with each model so many times, every copy with latencies of its own, and the evidence of all."""
    draw = random.Random(0)
    models: dict[str, Model] = {}
    evidence: dict[str, Evidence] = {}
    for number in range(copies):
        for model in zoo.models.values():
            name = f"{model.name}_{number}"
            models[name] = _varied(model, name, Decimal(draw.randint(500, 3000)) / 1000)
            found = zoo.evidence(model.name) if number == 0 else evidence.get(f"{model.name}_0")
            if found is not None:
                evidence[name] = found
    return replace(zoo, models=models), evidence


def _varied(model: Model, name: str, factor: Decimal) -> Model:
    reported = tuple(
        report.model_copy(
            update={
                "latency": tuple(line.model_copy(update={"ms": _scaled(line.ms, factor)}) for line in report.latency)
            }
        )
        for report in model.reported
    )
    return model.model_copy(update={"name": name, "reported": reported})


def _scaled(printed: Printed, factor: Decimal) -> Printed:
    value = round(printed.value * factor, 3)
    return Printed(f"{value:f}", printed.unit, value)


def peer_rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the same rows as objects, as a table library takes them."""
    rows = []
    for place, model in enumerate(data["rows"]["model"]):
        at = data["rows"]["conditions"][place]
        row = {"model": data["models"]["name"][model]} | {key: it[at] for key, it in data["conditions"].items()}
        for quantity in ("latency", "top1", "top5", "flops", "params"):
            cell = data["numbers"][quantity]["cells"][place]
            row[quantity] = None if cell < 0 else data["numbers"][quantity]["values"][cell]
        rows.append(row)
    return rows


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def fetch_tabulator(folder: Path) -> None:
    """Put Tabulator's script and style beside the page that uses it."""
    subprocess.run(["npm", "pack", "--silent", TABULATOR], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("tabulator-tables-*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    for name in ("js/tabulator.min.js", "css/tabulator.min.css"):
        (folder / "package" / "dist" / name).rename(folder / Path(name).name)
    (folder / "peer.html").write_text(TABULATOR_PAGE, encoding="utf-8")


class MainThread:
    """The processor time of a page's main thread, which other work on the machine does not lengthen."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds(self) -> float:
        """Return the time spent in tasks so far."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(float(it["value"]) for it in metrics if it["name"] == "TaskDuration") * 1000


def time_explorer(browser: Browser, address: str, repeat: int) -> dict[str, list[dict[str, float]]]:
    """Open the explorer afresh, then go through all steps, so many times."""
    times: dict[str, list[dict[str, float]]] = {"first table": []}
    for _ in range(repeat):
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.add_init_script(WATCH)
        page.goto(f"{address}explorer/")
        page.wait_for_function("window.firstTable && window.loadedAt && document.querySelector('[data-shown]')")
        first, loaded = page.evaluate("[window.firstTable, window.loadedAt]")
        times["first table"].append({"painted": first, "after load": max(0, first - loaded)})
        thread = MainThread(page)
        for name, search in STEPS.items():
            before = thread.milliseconds()
            found = page.evaluate(STEP, search)
            times.setdefault(name, []).append(found | {"cpu": thread.milliseconds() - before})
        page.close()
    return times


def time_tabulator(browser: Browser, address: str, repeat: int) -> dict[str, list[float]]:
    """Do the same with Tabulator."""
    times: dict[str, list[float]] = {}
    for _ in range(repeat):
        page: Page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.goto(f"{address}peer.html")
        times.setdefault("first table", []).append(page.evaluate(TABULATOR_LOAD))
        thread = MainThread(page)
        for name, step in PEER_STEPS.items():
            before = thread.milliseconds()
            times.setdefault(name, []).append(page.evaluate(TABULATOR_STEP, step))
            times.setdefault(f"{name}, cpu", []).append(thread.milliseconds() - before)
        page.close()
    return times


def main() -> None:
    """Build the site, put the synthetic rows in its explorer, time both, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="rows at least (100000)")
    parser.add_argument("--repeat", type=int, default=5, help="times that everything is done (5)")
    arguments = parser.parse_args()
    zoo = catalog.load()
    rows_of_one = len(encode(zoo, {})["rows"]["model"])
    data = encode(*enlarged(zoo, -(-arguments.rows // rows_of_one)))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
        subprocess.run(build, cwd=ROOT, check=True)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        (folder / "explorer" / "rows.json").write_bytes(text)
        (folder / "peer.json").write_text(json.dumps(peer_rows(data)), encoding="utf-8")
        fetch_tabulator(folder)
        count = len(data["rows"]["model"])
        print(f"{count:,} rows of {len(data['models']['name']):,} models, {len(text) / 1e6:.1f} MB of columns", end=" ")
        print(f"({len(gzip.compress(text)) / 1e6:.2f} MB gzipped); times in ms, median (worst) of {arguments.repeat}")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags())
        with served(folder) as address:
            report(
                time_explorer(browser, address, arguments.repeat), time_tabulator(browser, address, arguments.repeat)
            )
        browser.close()


def report(ours: dict[str, list[dict[str, float]]], peers: dict[str, list[float]]) -> None:
    """Print a line a step."""
    print(f"{'step':30} {'table painted':>14} {'with picture':>14} {'Tabulator':>14} {'ratio':>6}", end=" ")
    print(f"{'computed':>12} {'cpu, all':>12} {'Tabulator cpu':>14}")
    for name, times in ours.items():
        painted = [time["painted"] for time in times]
        everything = [time["all"] for time in times] if "all" in times[0] else []
        peer = peers.get(name, [])
        ratio = f"{statistics.median(peer) / statistics.median(painted):.1f}" if peer else ""
        computed, cpu = ([time[key] for time in times if key in time] for key in ("computed", "cpu"))
        print(f"{name:30} {_spread(painted):>14} {_spread(everything):>14} {_spread(peer):>14} {ratio:>6}", end=" ")
        print(f"{_spread(computed):>12} {_spread(cpu):>12} {_spread(peers.get(f'{name}, cpu', [])):>14}")
    print(f"first table after the load event: {_spread([time['after load'] for time in ours['first table']])}")


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} ({max(times):.0f})" if times else ""


if __name__ == "__main__":
    main()
