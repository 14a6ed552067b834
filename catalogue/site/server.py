"""The site's HTTP server: uvicorn with limits on connections and on the time that a client may take."""

import asyncio
import logging
import resource
import socket
import time
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 200
# Handles that the program itself needs: databases, downloads, and connections that are accepted to be refused.
RESERVED_HANDLES = 96
# At most so many connections are accepted in one go.
BACKLOG = 32
REQUEST_S = 10.0
ANSWER_S = 600.0
IDLE_S = 5
CLOSING_S = 1.0

FULL = "Die Seite hat gerade zu viele Verbindungen. Versuchen Sie es in einer Minute noch einmal.\n"
NOT_HTTP = "Das ist keine Anfrage, die diese Seite versteht (HTTP/1.1).\n"


class Told:
    """Tells of what happens often at most once in so many seconds, with how often it happened since."""

    def __init__(self, seconds: float = 60) -> None:
        self._seconds = seconds
        self._next = 0.0
        self._count = 0

    def __call__(self, text: str) -> None:
        """Count it, and log it if it is time."""
        self._count += 1
        if time.monotonic() >= self._next:
            log.warning("%s (%d seit der letzten Meldung dieser Art)", text, self._count)
            self._next, self._count = time.monotonic() + self._seconds, 0


def most_connections() -> int:
    """So many connections are kept open, as far as the handles of the process allow; at least eight."""
    handles, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(8, min(MOST_CONNECTIONS, handles - RESERVED_HANDLES))


def backlog() -> int:
    """So many connections are accepted in one go, as far as handles are left for them; at least four."""
    handles, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(4, min(BACKLOG, (handles - most_connections()) // 4))


class Limited(H11Protocol):
    """A connection with a deadline for each request and each answer.

    One connection more than `most` takes the place of the one that has waited longest without a complete request; where
    all are being answered, it is refused with 503.
    """

    most = MOST_CONNECTIONS
    request_s = REQUEST_S
    answer_s = ANSWER_S
    refused = Told()
    slow = Told()
    deadline: asyncio.TimerHandle | None = None
    since = 0.0
    done = False

    @property
    def waiting(self) -> bool:
        """Whether this connection has no complete request that is still to be answered."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.since = self.loop.time()
        if len(self.connections) > self.most:
            others = [each for each in self.connections if each is not self and getattr(each, "waiting", False)]
            self.refused("Zu viele Verbindungen: Es wurde eine beendet oder abgewiesen")
            if not others:
                self.refuse(503, FULL)
                return
            oldest = min(others, key=lambda each: getattr(each, "since", 0.0))
            self.connections.discard(oldest)
            oldest.transport.abort()
        self.expect(self.request_s)

    def data_received(self, data: bytes) -> None:
        if self.done:
            return
        was_waiting = self.waiting
        super().data_received(data)
        if was_waiting and not self.waiting:
            self.expect(self.answer_s)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.since = self.loop.time()
        self.expect(self.request_s if self.waiting else self.answer_s)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.deadline:
            self.deadline.cancel()

    def send_400_response(self, msg: str) -> None:
        self.refuse(400, NOT_HTTP)

    def expect(self, seconds: float) -> None:
        """End the connection if the next step takes longer."""
        if self.deadline:
            self.deadline.cancel()
        self.deadline = self.loop.call_later(seconds, self.end)

    def end(self) -> None:
        if not self.transport.is_closing():
            self.slow("Eine Verbindung war zu langsam und wurde beendet")
            self.transport.abort()

    def refuse(self, status: int, text: str) -> None:
        """Say why nothing more is read and end the connection; an answer that is being made is dropped."""
        if not self.waiting:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if self.cycle.response_started:
                # A second answer within the first one would be read as a part of it.
                self.transport.abort()
                return
        body = text.encode()
        head = f"HTTP/1.1 {status} \r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        self.transport.write(head.encode() + b"Connection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n" + body)
        # Closing at once would reset the connection before the client has read the answer.
        self.done = True
        self.transport.write_eof()
        self.deadline = self.loop.call_later(CLOSING_S, self.transport.abort)


def limited(most: int, request_s: float = REQUEST_S, answer_s: float = ANSWER_S) -> type[Limited]:
    """The protocol of a server that keeps `most` connections and gives requests and answers so many seconds each."""
    of_server = {"most": most, "request_s": request_s, "answer_s": answer_s, "refused": Told(), "slow": Told()}
    return type("Limited", (Limited,), of_server)


def config(app: Callable[..., Any], proxy: str | None) -> Config:
    """The settings of uvicorn; `X-Forwarded-*` counts from the address `proxy` only."""
    return Config(
        app,
        http=limited(most_connections()),
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=backlog(),
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=IDLE_S,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy or [],
    )


class Server(uvicorn.Server):
    """A server that tells of errors of its event loop, such as a lack of file handles, once a minute, not each."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        told: dict[str, Told] = {}

        def on_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            what = str(context.get("message"))
            told.setdefault(what, Told())(f"{what}: {context.get('exception')!r}")

        asyncio.get_running_loop().set_exception_handler(on_error)
        await super().startup(sockets)
