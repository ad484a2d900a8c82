"""What `verify --links` prints."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from verify.links import FINDINGS, LinkState, as_rows, check_links, links_of

if TYPE_CHECKING:
    from catalog import Catalog


def report_links(zoo: Catalog, names: Iterable[str], output: str, *, allow_private: bool) -> bool:
    """Check the links of models and print what became of them; return whether all is well.

    Args:
        zoo: The zoo.
        names: Models whose links are checked.
        output: `table`, `json` or `csv`.
        allow_private: Also ask addresses of private networks.
    """
    from catalog.network import any_address, public_address

    links = links_of(zoo, names)

    def progress(state: LinkState) -> None:
        if sys.stderr.isatty():
            click.echo(f"{state.state}  {state.link.url}", err=True)

    states = check_links(links, allowed=any_address if allow_private else public_address, progress=progress)
    if output == "table":
        _print(states)
    else:
        from catalog.export import to_csv, to_json

        rows = as_rows(states)
        if output == "json":
            click.echo(to_json({"links": rows}), nl=False)
        else:
            flat = [{**row, **_joined(state)} for row, state in zip(rows, states, strict=True)]
            click.echo(to_csv(flat, tuple(flat[0]) if flat else ("url",)), nl=False)
    return not any(state.state in FINDINGS for state in states)


def _joined(state: LinkState) -> dict[str, str]:
    """Return a row's lists as the cells of a table hold them."""
    places = " ".join(problem.place for problem in state.link.places)
    return {"redirects": " ".join(state.redirects), "places": places}


def _print(states: list[LinkState]) -> None:
    for state in states:
        if state.state == "alive":
            continue
        click.echo(f"{state.state}: {state.link.url}")
        for target in state.redirects:
            click.echo(f"  → {target}")
        if state.reason:
            click.echo(f"  {state.reason}")
        for problem in state.link.places:
            click.echo(f"  at {problem.place}")
    counts = Counter(state.state for state in states)
    told = ", ".join(f"{number} {state}" for state, number in counts.most_common())
    click.echo(f"{len(states)} links: {told or 'none'}")
