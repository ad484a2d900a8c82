"""HTTP requests to addresses that a record names: http and https alone, and into no private network unless allowed."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from catalog.exceptions import NetworkError

Address = IPv4Address | IPv6Address
AddressPolicy = Callable[[Address], bool]
"""Whether a connection to an address is allowed."""

MAX_REDIRECTS = 8
"""Redirects followed from one link."""
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
"""Longest wait for the next bytes."""
USER_AGENT = "zooproof"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = IPv6Network("64:ff9b::/96")


def any_address(_: Address) -> bool:
    """Allow every address."""
    return True


def public_address(address: Address) -> bool:
    """Tell whether an address is of the public internet: not private, loopback, link-local, reserved or multicast.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, NAT64) are judged by that one.
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return public_address(inner)
    return address.is_global and not address.is_multicast


@dataclass(frozen=True)
class Response:
    """The answer at the end of a link's redirects, while its body can be read."""

    url: str
    """Where the answer came from."""
    redirects: tuple[str, ...]
    """The addresses passed through on the way, each one redirected to."""
    status: int
    headers: Mapping[str, str]
    """Header fields, names in lower case."""
    body: Iterable[bytes]
    """The body's pieces as they arrive, as sent; raises `NetworkError` when it is cut."""

    @property
    def length(self) -> int | None:
        """What the server says of the body's bytes, if it does."""
        text = self.headers.get("content-length", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


@contextmanager
def open_url(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    allowed: AddressPolicy = public_address,
    read_seconds: float = READ_SECONDS,
    total_seconds: float | None = None,
) -> Iterator[Response]:
    """Send a request, follow its redirects, and give the answer for as long as the context lasts.

    Args:
        method: `HEAD` or `GET`.
        url: An http or https address.
        headers: Further header fields.
        allowed: The addresses that may be connected to; asked of every connection, after names are resolved.
        read_seconds: Longest wait for the next bytes.
        total_seconds: Longest time for everything, if there is a limit.

    Raises:
        NetworkError: there is no answer, the redirects lead nowhere, or an address is not allowed.
    """
    fields = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity", **(headers or {})}
    backend = _GuardedBackend(allowed, None if total_seconds is None else time.monotonic() + total_seconds)
    timeouts = {"connect": CONNECT_SECONDS, "read": read_seconds, "write": read_seconds, "pool": CONNECT_SECONDS}
    visited = [url]
    with httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=backend) as pool:
        while True:
            with _sent(pool, method, visited[-1], fields, timeouts) as answer:
                found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                if answer.status not in _REDIRECTS or "location" not in found:
                    yield Response(visited[-1], tuple(visited[1:]), answer.status, found, _body(answer))
                    return
            visited.append(_next_address(visited, found["location"]))


@cache
def _trusted() -> ssl.SSLContext:
    """Return the system's trusted certificates; reading them takes longer than a request."""
    return ssl.create_default_context()


def require_web_address(url: str) -> None:
    """Require an http or https address with a host.

    Raises:
        NetworkError: it is another scheme, or no address.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError as error:
        raise NetworkError(f"{url[:200]!r} is no address: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NetworkError(f"expected an http or https address, not {url[:200]!r}")


def _next_address(visited: list[str], location: str) -> str:
    target = urljoin(visited[-1], location)
    require_web_address(target)
    if visited[-1].startswith("https:") and target.startswith("http:"):
        raise NetworkError(f"redirects from https to http: {target[:200]}")
    if target in visited:
        raise NetworkError(f"redirects in a loop: {' → '.join([*visited, target])[:1000]}")
    if len(visited) > MAX_REDIRECTS:
        raise NetworkError(f"redirects more than {MAX_REDIRECTS} times, last to {target[:200]}")
    return target


@contextmanager
def _sent(
    pool: httpcore.ConnectionPool, method: str, url: str, headers: Mapping[str, str], timeouts: Mapping[str, float]
) -> Iterator[httpcore.Response]:
    require_web_address(url)
    with _explained():
        request = pool.stream(
            method, _ascii(url), headers=list(headers.items()), extensions={"timeout": dict(timeouts)}
        )
        answer = request.__enter__()
    try:
        yield answer
    finally:
        with _explained():
            request.__exit__(None, None, None)


def _ascii(url: str) -> str:
    """Return an address in the ASCII form that is sent: the host by IDNA, other characters in percent signs."""
    from urllib.parse import quote

    parts = urlsplit(url)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NetworkError(f"{parts.hostname!r} is no host name") from error
    host = f"[{host}]" if ":" in host else host
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    safe = "/%:@!$&'()*+,;=~?-._"
    return parts._replace(
        netloc=netloc, path=quote(parts.path, safe), query=quote(parts.query, safe), fragment=""
    ).geturl()


def _body(answer: httpcore.Response) -> Iterator[bytes]:
    with _explained():
        yield from answer.iter_stream()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise NetworkError("the server does not answer in time") from error
    except httpcore.ProtocolError as error:
        raise NetworkError(f"the connection was cut, or the answer is no HTTP: {error}") from error
    except (httpcore.NetworkError, httpcore.UnsupportedProtocol, OSError) as error:
        raise NetworkError(f"no connection: {error or type(error).__name__}") from error


class _GuardedBackend(httpcore.NetworkBackend):
    """Resolves names itself and connects only to addresses that are allowed, so that no name can lead elsewhere."""

    def __init__(self, allowed: AddressPolicy, deadline: float | None) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        refused: list[str] = []
        failure: Exception | None = None
        for text in _resolve(host, port):
            if not self._allowed(ip_address(text)):
                refused.append(text)
                continue
            try:
                seconds = _remaining(self._deadline, timeout)
                stream = self._backend.connect_tcp(text, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        if failure is not None:
            raise failure
        raise NetworkError(f"{host} is the private address {', '.join(refused)}; --allow-private lets it be asked")


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NetworkError(f"the host {host!r} is not known") from error
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def _remaining(deadline: float | None, timeout: float | None) -> float | None:
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the whole request is over")
    return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends with the request's time, however the bytes trickle."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float | None) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _remaining(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _remaining(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = _remaining(self._deadline, timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
