"""Links: which are alive, moved or dead, and how politely that is found out."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import catalog
from catalog.network import any_address
from tests.http_server import CONTENT, Server, serving
from verify.cli import verify
from verify.links import LANES, Link, LinkState, check_link, check_links, links_of


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def check(server: Server, path: str, *sizes: int) -> LinkState:
    seconds = 0.5 if path.startswith("/trickle") else 30
    return check_link(Link(f"{server.url}{path}", (), sizes), allowed=any_address, total_seconds=seconds)


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/whole/a", "alive", 200),
        ("/no-head/a", "alive", 206),
        ("/moved/a", "moved", 200),
        ("/missing/a", "dead", 404),
        ("/status/410", "dead", 410),
        ("/status/403", "refused", 403),
        ("/status/429", "refused", 429),
        ("/status/500", "unreachable", 500),
        ("/loop/a", "unreachable", None),
        ("/garbage/a", "unreachable", None),
        ("/trickle/a", "unreachable", None),
    ],
)
def test_states(path: str, state: str, status: int | None, server: Server) -> None:
    found = check(server, path)
    assert (found.state, found.status) == (state, status)
    assert bool(found.reason) == (state not in ("alive", "moved"))


def test_where_the_head_is_refused_one_byte_is_asked_for(server: Server) -> None:
    found = check(server, "/no-head/a", len(CONTENT))
    assert server.requests == [("HEAD", "/no-head/a", None), ("GET", "/no-head/a", "bytes=0-0")]
    assert found.size == len(CONTENT)


def test_another_size_than_the_record_states(server: Server) -> None:
    found = check(server, "/whole/a", 5)
    assert found.state == "wrong size"
    assert found.reason == "the server has 102,400 bytes, the record states 5"


def test_a_huge_file_is_not_fetched(server: Server) -> None:
    assert check(server, "/endless/a").state == "alive"


def test_many_links_keep_their_order_and_two_requests_at_most_reach_a_host(server: Server) -> None:
    links = [Link(f"{server.url}/{'whole' if number % 3 else 'missing'}/{number}", ()) for number in range(12)]
    told: list[LinkState] = []
    states = check_links(links, allowed=any_address, pause=0, progress=told.append)
    assert [state.link for state in states] == links
    assert [state.state for state in states] == ["alive" if number % 3 else "dead" for number in range(12)]
    assert len(told) == 12


def test_a_run_that_is_ended_asks_for_no_more(server: Server) -> None:
    class EndedError(Exception):
        pass

    def end(state: LinkState) -> None:
        raise EndedError

    links = [Link(f"{server.url}/whole/{number}", ()) for number in range(12)]
    with pytest.raises(EndedError):
        check_links(links, allowed=any_address, pause=60, progress=end)
    assert len(server.requests) <= LANES


@pytest.fixture
def zoo(tiny_zoo: Path, server: Server) -> Path:
    lines = (
        "downloads:\n"
        f"  - {{kind: pretrained, format: bin, url: '{server.url}/whole/a'}}\n"
        f"  - {{kind: inference, format: bin, url: '{server.url}/missing/b'}}\n"
        "links:\n"
        f"  - {{kind: config, url: '{server.url}/moved/c'}}\n"
        f"  - {{kind: document, url: '{server.url}/whole/a'}}\n"
    )
    path = tiny_zoo / "models" / "Tiny" / "Good.yaml"
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    return tiny_zoo


def test_an_address_is_asked_once_and_keeps_all_its_places(zoo: Path) -> None:
    links = links_of(catalog.load(zoo), ["Good", "Bad"])
    assert [len(link.places) for link in links] == [2, 1, 1]
    assert [place.line for place in links[0].places] == [12, 16]


def test_the_command_tells_what_is_dead_and_where_it_stands(zoo: Path, server: Server) -> None:
    arguments = ["--links", "--model", "Good", "--catalog", str(zoo), "--allow-private"]
    result = CliRunner().invoke(verify, arguments)
    assert result.exit_code == 1, result.output
    assert f"dead: {server.url}/missing/b" in result.stdout
    assert f"  → {server.url}/whole/file.bin" in result.stdout
    assert "Good.yaml:13:" in result.stdout
    assert "3 links: 1 alive, 1 dead, 1 moved" in result.stdout
    rows = json.loads(CliRunner().invoke(verify, [*arguments, "--format", "json"]).stdout)["links"]
    assert [row["state"] for row in rows] == ["alive", "dead", "moved"]
    table = CliRunner().invoke(verify, [*arguments, "--format", "csv"]).stdout
    assert len(table.splitlines()) == 4


def test_without_leave_no_private_address_is_asked(zoo: Path, server: Server) -> None:
    result = CliRunner().invoke(verify, ["--links", "--model", "Good", "--catalog", str(zoo)])
    assert result.exit_code == 1
    assert "3 links: 3 unreachable" in result.stdout
    assert server.requests == []


def test_a_zoo_without_links_is_fine(tiny_zoo: Path) -> None:
    result = CliRunner().invoke(verify, ["--links", "--all", "--catalog", str(tiny_zoo)])
    assert (result.exit_code, result.stdout) == (0, "0 links: none\n")
