"""Requests: redirects, time, and the addresses that may be connected to."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from catalog.exceptions import NetworkError
from catalog.network import Address, any_address, open_url, public_address
from tests.http_server import CONTENT, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def only_this_one(address: Address) -> bool:
    """Take 127.0.0.1 for the internet, and the rest of the loopback for a private network."""
    return address == ip_address("127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not public_address(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_public_addresses(address: str) -> None:
    assert public_address(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_no_spelling_of_a_private_address_is_connected_to(host: str, server: Server) -> None:
    port = server.server_address[1]
    with pytest.raises(NetworkError, match="private address"), open_url("GET", f"http://{host}:{port}/whole/x"):
        pass
    assert server.requests == []


def test_a_redirect_to_a_private_address_is_not_followed(server: Server) -> None:
    target = f"http://127.0.0.2:{server.server_address[1]}/whole/x"
    with (
        pytest.raises(NetworkError, match=r"127\.0\.0\.2 is the private address"),
        open_url("GET", f"{server.url}/to?{target}", allowed=only_this_one),
    ):
        pass
    assert len(server.requests) == 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "http://", "http://[", "http://a:b/"])
def test_a_redirect_leads_to_web_addresses_only(target: str, server: Server) -> None:
    with pytest.raises(NetworkError), open_url("GET", f"{server.url}/to?{target}", allowed=any_address):
        pass


def test_redirects_are_followed_and_told(server: Server) -> None:
    with open_url("GET", f"{server.url}/moved/a", allowed=any_address) as answer:
        assert b"".join(answer.body) == CONTENT
    assert answer.redirects == (f"{server.url}/whole/file.bin",)
    assert (answer.status, answer.length, answer.url) == (200, len(CONTENT), f"{server.url}/whole/file.bin")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/loop/a", "redirects in a loop"),
        ("/further/a", "redirects more than 8 times"),
        ("/garbage/a", "no HTTP"),
    ],
)
def test_what_leads_nowhere_says_why(path: str, message: str, server: Server) -> None:
    with pytest.raises(NetworkError, match=message), open_url("GET", f"{server.url}{path}", allowed=any_address):
        pass


def test_a_head_that_trickles_ends_with_the_time(server: Server) -> None:
    with (
        pytest.raises(NetworkError, match="in time"),
        open_url("GET", f"{server.url}/trickle/a", allowed=any_address, total_seconds=0.3),
    ):
        pass


def test_a_body_that_stalls_ends_with_the_time(server: Server) -> None:
    with (
        pytest.raises(NetworkError, match="in time"),
        open_url("GET", f"{server.url}/stall/a", allowed=any_address, read_seconds=2) as answer,
    ):
        b"".join(answer.body)


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        with pytest.raises(NetworkError, match="no connection"), open_url("GET", url, allowed=any_address):
            pass


def test_an_unknown_host() -> None:
    with pytest.raises(NetworkError, match="is not known"), open_url("GET", "http://nobody.invalid/x"):
        pass
