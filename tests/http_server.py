"""A real HTTP server on this machine that serves, cuts, stalls, lies and redirects, as its paths say."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CONTENT = bytes(range(256)) * 400
"""What every path serves: 102,400 bytes."""


class Handler(BaseHTTPRequestHandler):
    """Serves `CONTENT`; the first part of the path says what goes wrong."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.server.requests.append((self.command, self.path, self.headers.get("Range")))
        getattr(self, f"serve_{self.path.partition('?')[0].split('/')[1].replace('-', '_')}", self.serve_missing)()

    def serve_missing(self) -> None:
        self.answer(404, b"nothing here")

    def serve_whole(self) -> None:
        self.ranged(CONTENT, '"one"')

    def serve_weak(self) -> None:
        self.ranged(CONTENT, 'W/"one"')

    def serve_no_head(self) -> None:
        if self.command == "HEAD":
            self.answer(405, b"")
        else:
            self.ranged(CONTENT, '"one"')

    def serve_cut(self) -> None:
        """Give 30,000 bytes a request, then end the connection."""
        self.ranged(CONTENT, '"one"', most=30_000)

    def serve_stuck(self) -> None:
        """Give 30,000 bytes once, and nothing of what is after them."""
        self.ranged(CONTENT, '"one"', most=0 if self.headers.get("Range") else 30_000)

    def serve_changing(self) -> None:
        """Be cut once; at the second request the file is another one."""
        first = len(self.server.requests) == 1
        self.ranged(CONTENT if first else CONTENT[::-1], '"one"' if first else '"two"', most=30_000 if first else None)

    def serve_stale_range(self) -> None:
        """Be cut once; then give the rest of another version, whatever was asked for."""
        first = len(self.server.requests) == 1
        version = CONTENT if first else CONTENT[::-1]
        self.ranged(version, '"one"' if first else '"two"', most=30_000 if first else None, honest=False)

    def serve_wrong_range(self) -> None:
        if self.headers.get("Range"):
            self.answer(206, CONTENT[:10], {"Content-Range": f"bytes 0-9/{len(CONTENT)}", "ETag": '"one"'})
        else:
            self.ranged(CONTENT, '"one"', most=30_000)

    def serve_stall(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[:1000])
        self.wfile.flush()
        self.server.stop.wait(30)

    def serve_trickle(self) -> None:
        """Send the head one byte at a time, without an end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not self.server.stop.wait(0.05):
            try:
                self.wfile.write(b"x")
            except OSError:
                break
        self.close_connection = True

    def serve_garbage(self) -> None:
        self.wfile.write(b"this is no HTTP\r\n\r\n")
        self.close_connection = True

    def serve_endless(self) -> None:
        """Send chunks for as long as anyone listens."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            while not self.server.stop.is_set():
                self.wfile.write(b"2000\r\n" + bytes(0x2000) + b"\r\n")
        except OSError:
            pass
        self.close_connection = True

    def serve_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 50))
        self.end_headers()
        self.close_connection = True

    def serve_loop(self) -> None:
        self.answer(302, b"", {"Location": "/loop/b" if self.path == "/loop/a" else "/loop/a"})

    def serve_further(self) -> None:
        self.answer(302, b"", {"Location": f"{self.path}x"})

    def serve_moved(self) -> None:
        self.answer(301, b"", {"Location": "/whole/file.bin"})

    def serve_to(self) -> None:
        """Redirect to where the query says."""
        self.answer(302, b"", {"Location": self.path.partition("?")[2]})

    def serve_status(self) -> None:
        self.answer(int(self.path.split("/")[2]), b"")

    def ranged(self, content: bytes, tag: str, *, most: int | None = None, honest: bool = True) -> None:
        """Serve a file by RFC 9110; `most` cuts the connection after so many bytes."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        fresh = self.headers.get("If-Range") in (None, tag) or not honest
        headers = {"ETag": tag}
        if asked and fresh:
            start, stop = int(asked[1]), int(asked[2] or len(content) - 1) + 1
            headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
            self.answer(206, content[start:stop], headers, most)
        else:
            self.answer(200, content, headers, most)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None, most: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body[:most])
            except OSError:
                self.close_connection = True
        if most is not None and most < len(body):
            self.close_connection = True


class Server(ThreadingHTTPServer):
    """The server, with what was asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[str, str, str | None]] = []
        self.stop = threading.Event()

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that go away."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server for as long as the context lasts."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()
        server.shutdown()
        thread.join()
        server.server_close()
