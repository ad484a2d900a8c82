"""Are the links of a zoo alive? Each is asked once, politely, and nothing is fetched but its head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from catalog.exceptions import NetworkError, Problem
from catalog.network import AddressPolicy, Response, open_url, public_address

if TYPE_CHECKING:
    from catalog import Catalog

LANES = 2
"""Requests to one host at a time."""
PAUSE_SECONDS = 0.25
"""Between two requests of a lane."""
WORKERS = 16
"""Requests at a time in all."""
TOTAL_SECONDS = 30.0
"""Longest time for one link, its redirects included."""

State = Literal["alive", "moved", "refused", "wrong size", "dead", "unreachable"]
"""What became of a link. `moved`: alive at the end of redirects; `refused`: the server wants no such visitor."""

FINDINGS = frozenset({"wrong size", "dead", "unreachable"})
"""States that someone must do something about."""

_RETRY_BY_GET = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
_REFUSED = frozenset({401, 403, 407, 429, 451})


@dataclass(frozen=True)
class Link:
    """A link of a zoo, and every place that has it."""

    url: str
    places: tuple[Problem, ...]
    """Where it stands; the messages are empty."""
    sizes: tuple[int, ...] = ()
    """The bytes that records state of the file behind it."""


@dataclass(frozen=True)
class LinkState:
    """What a link gave."""

    link: Link
    state: State
    status: int | None = None
    """The status of the last answer; None without one."""
    redirects: tuple[str, ...] = ()
    """The addresses it redirects to, in order."""
    size: int | None = None
    """Bytes behind it, if the server says."""
    reason: str = ""
    """Why it is not alive."""


def links_of(zoo: Catalog, names: Iterable[str]) -> list[Link]:
    """Return the links of records: downloads and references, each address once, in the order of the records."""
    places: dict[str, list[Problem]] = {}
    sizes: dict[str, set[int]] = {}
    for name in names:
        model = zoo.models[name]
        for kind in ("downloads", "links"):
            for position, entry in enumerate(getattr(model, kind)):
                places.setdefault(entry.url, []).append(zoo.problem(name, (kind, position, "url"), ""))
                size: int | None = getattr(entry, "size", None)
                sizes.setdefault(entry.url, set()).update([] if size is None else [size])
    return [Link(url, tuple(found), tuple(sorted(sizes[url]))) for url, found in places.items()]


def check_links(
    links: Iterable[Link],
    *,
    allowed: AddressPolicy = public_address,
    progress: Callable[[LinkState], None] = lambda state: None,
    pause: float = PAUSE_SECONDS,
    total_seconds: float = TOTAL_SECONDS,
) -> list[LinkState]:
    """Ask for each link, at most `LANES` at a time of one host, and return what each gave, in the given order.

    Args:
        links: The links.
        allowed: The addresses that may be connected to.
        progress: Called with each state as it is found, from several threads.
        pause: Seconds between two requests of a lane.
        total_seconds: Longest time for one link.
    """
    chosen = list(links)
    stopped = Event()

    def walk(lane: list[Link]) -> list[LinkState]:
        states: list[LinkState] = []
        for link in lane:
            if stopped.wait(pause if states else 0):
                break
            states.append(check_link(link, allowed=allowed, total_seconds=total_seconds))
            progress(states[-1])
        return states

    with ThreadPoolExecutor(WORKERS) as workers:
        try:
            found = {state.link.url: state for states in workers.map(walk, _lanes(chosen)) for state in states}
        finally:
            # Whoever presses Ctrl-C waits for the requests under way, not for all that come after them.
            stopped.set()
    return [found[link.url] for link in chosen]


def _lanes(links: Iterable[Link]) -> list[list[Link]]:
    hosts: dict[str, list[Link]] = {}
    for link in links:
        hosts.setdefault(urlsplit(link.url).netloc.lower(), []).append(link)
    return [lane for of_host in hosts.values() for start in range(LANES) if (lane := of_host[start::LANES])]


def check_link(
    link: Link, *, allowed: AddressPolicy = public_address, total_seconds: float = TOTAL_SECONDS
) -> LinkState:
    """Ask for a link: its head, and where the server does not give that, its first byte."""
    try:
        state = _ask("HEAD", link, allowed, total_seconds)
        if state.status in _RETRY_BY_GET:
            state = _ask("GET", link, allowed, total_seconds)
    except NetworkError as error:
        return LinkState(link, "unreachable", reason=str(error))
    return state


def _ask(method: str, link: Link, allowed: AddressPolicy, seconds: float) -> LinkState:
    headers = {"Range": "bytes=0-0"} if method == "GET" else {}
    with open_url(method, link.url, headers=headers, allowed=allowed, total_seconds=seconds) as answer:
        size = _size(answer)
        state, reason = _judge(answer, size, link.sizes)
        return LinkState(link, state, answer.status, answer.redirects, size, reason)


def _size(answer: Response) -> int | None:
    """Return the bytes of the whole file; of a range, what stands behind its slash."""
    if answer.status == 206:
        match = re.fullmatch(r"bytes [\d-]+/(\d{1,18})", answer.headers.get("content-range", ""))
        return int(match[1]) if match else None
    return answer.length if answer.status == 200 else None


def _judge(answer: Response, size: int | None, stated: tuple[int, ...]) -> tuple[State, str]:
    if answer.status in _REFUSED:
        return "refused", f"the server answers {answer.status}"
    if answer.status >= 500:
        return "unreachable", f"the server answers {answer.status}"
    if answer.status not in (200, 206, 416):
        return "dead", f"the server answers {answer.status}"
    if stated and size is not None and stated != (size,):
        told = ", ".join(f"{number:,}" for number in stated)
        return "wrong size", f"the server has {size:,} bytes, the record states {told}"
    return ("moved" if answer.redirects else "alive"), ""


def as_rows(states: Iterable[LinkState]) -> list[Mapping[str, object]]:
    """Return a row a link, for machines."""
    return [
        {
            "url": state.link.url,
            "state": state.state,
            "status": state.status,
            "redirects": list(state.redirects),
            "size": state.size,
            "reason": state.reason,
            "places": [problem.place for problem in state.link.places],
        }
        for state in states
    ]
