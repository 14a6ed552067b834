"""A server on the loopback interface: sends what a function answers, and behaves badly where a path asks for it."""

import sys
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple

from importers.sample.misbehaviour import Reply

HOST = "127.0.0.1"


class Request(NamedTuple):
    """Path with query as it came, and headers; of a POST its body, of a GET none."""

    target: str
    headers: Mapping[str, str]
    body: bytes | None = None


class Wish(NamedTuple):
    """The behaviour that a path asks for by `/!name@only/rest`: name, where alone, both as written, remaining path."""

    name: str
    only: str
    segment: str
    rest: str


def wish(path: str) -> Wish | None:
    """Which behaviour a path asks for; None where it asks for none."""
    if not path.startswith("/!"):
        return None
    segment, _, rest = path[2:].partition("/")
    name, _, only = segment.partition("@")
    return Wish(name, only, segment, f"/{rest}")


def edition(reply: Reply, known: str | None) -> Reply:
    """The answer with what tells its edition, or that the known edition still is the current one (RFC 9110, 13.1.2)."""
    if reply.status != HTTPStatus.OK or "ETag" in reply.headers:
        return reply
    tag = f'"{zlib.crc32(reply.body):08x}-{len(reply.body)}"'
    if known == tag:
        return replace(reply, status=HTTPStatus.NOT_MODIFIED, body=b"", announced=None, headers={"ETag": tag})
    return replace(reply, headers={**reply.headers, "ETag": tag})


class Loopback:
    """The server while the context lasts; entering it gives its address. Port 0 is a free one."""

    def __init__(self, answer: Callable[[Request], Reply], port: int = 0) -> None:
        self.answer = answer
        self.stopping = threading.Event()
        self._port = port
        self._server: _LoopbackServer | None = None

    def __enter__(self) -> str:
        self._server = _LoopbackServer(self._port, self)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://{HOST}:{self._server.server_address[1]}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()


class _LoopbackServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, loopback: Loopback) -> None:
        super().__init__((HOST, port), _Handler)
        self.loopback = loopback

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is nothing to print."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _LoopbackServer

    def do_GET(self) -> None:
        reply = self.server.loopback.answer(Request(self.path, dict(self.headers)))
        self._send(edition(reply, self.headers["If-None-Match"]))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._send(self.server.loopback.answer(Request(self.path, dict(self.headers), body)))

    def _send(self, reply: Reply) -> None:
        length = len(reply.body) if reply.announced is None else reply.announced
        headers = {"Content-Type": reply.content_type, "Content-Length": str(length), **reply.headers}
        if length < 0:
            del headers["Content-Length"]
        head = f"HTTP/1.1 {reply.status} \r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.close_connection = reply.announced is not None
        half = len(reply.body) // 2 if reply.stall else 0
        try:
            self._wait(reply.delay)
            self.wfile.write(f"{head}\r\n".encode() + reply.body[:half])
            self._wait(reply.stall)
            for _ in range(reply.times):
                for piece in map(bytes, zip(reply.body)) if reply.drip else [reply.body[half:]]:
                    self.wfile.write(piece)
                    self._wait(reply.drip)
        except OSError:
            self.close_connection = True

    def _wait(self, seconds: float) -> None:
        """Raises `ConnectionAbortedError` where the server stops meanwhile."""
        if seconds and self.server.loopback.stopping.wait(seconds):
            raise ConnectionAbortedError

    def log_message(self, *_: Any) -> None:
        """Nothing is logged; who answers knows what was asked."""
