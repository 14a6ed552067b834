"""A server on the loopback interface: sends what a function answers."""

import sys
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Reply:
    """An answer before it is sent."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def closes(self) -> bool:
        """Whether the connection ends with this answer."""
        return False

    def head(self, length: int) -> bytes:
        """Status and headers; a length less than 0 is not announced."""
        headers = {"Content-Type": self.content_type, "Content-Length": str(length), **self.headers}
        if length < 0:
            del headers["Content-Length"]
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} \r\n{lines}\r\n".encode()

    def send(self, write: Callable[[bytes], object], wait: Callable[[float], None]) -> None:
        """Write head and body; a reply that behaves badly may wait some seconds in between."""
        write(self.head(len(self.body)) + self.body)


class Request(NamedTuple):
    """Path with query as it came, and headers; of a POST its body, of a GET none."""

    target: str
    headers: Mapping[str, str]
    body: bytes | None = None


def edition(reply: Reply, known: str | None) -> Reply:
    """The answer with what tells its edition, or that the known edition still is the current one (RFC 9110, 13.1.2)."""
    if reply.status != HTTPStatus.OK or "ETag" in reply.headers:
        return reply
    tag = f'"{zlib.crc32(reply.body):08x}-{len(reply.body)}"'
    if known == tag:
        return Reply(HTTPStatus.NOT_MODIFIED, b"", reply.content_type, {"ETag": tag})
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
        self.close_connection = reply.closes
        try:
            reply.send(self.wfile.write, self._wait)
        except OSError:
            self.close_connection = True

    def _wait(self, seconds: float) -> None:
        """Raises `ConnectionAbortedError` where the server stops meanwhile."""
        if seconds and self.server.loopback.stopping.wait(seconds):
            raise ConnectionAbortedError

    def log_message(self, *_: Any) -> None:
        """Nothing is logged; who answers knows what was asked."""
