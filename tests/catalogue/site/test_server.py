"""The server under clients that send half, slowly or too many; on loopback, with few sockets."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from catalogue.site.server import Server, Told, backlog, limited, most_connections

# Errors that the application was given by the server.
RAISED: list[RuntimeError] = []


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        return
    if scope["path"] == "/langsam":
        await asyncio.sleep(1.5)
    if scope["path"] == "/gemach":
        await asyncio.sleep(0.6)
    try:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})
    except RuntimeError as error:
        RAISED.append(error)


@contextlib.contextmanager
def running(most: int, request_s: float) -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, http=limited(most, request_s), ws="none", lifespan="off", log_level="critical", backlog=8
    )
    server = Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    listener.close()


def connected(port: int, sent: bytes = b"") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=60)
    client.sendall(sent)
    return client


def answer(port: int, request: bytes = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") -> bytes:
    with connected(port, request) as client:
        received = b""
        while chunk := client.recv(4096):
            received += chunk
    return received


def test_half_sent_requests_do_not_hold_the_site() -> None:
    with running(most=10, request_s=30) as port, contextlib.ExitStack() as open_ones:
        for _ in range(60):
            open_ones.enter_context(connected(port, b"GET / HTTP/1.1\r\nHost: x\r\n"))
        assert answer(port).endswith(b"ok")


def test_headers_that_come_too_slowly_end_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    with running(most=10, request_s=0.5) as port, connected(port, b"GET / HTTP/1.1\r\nX-Y: ") as client:
        begin = time.monotonic()
        with contextlib.suppress(OSError):
            while time.monotonic() - begin < 5:
                client.sendall(b"a")
                time.sleep(0.05)
        assert time.monotonic() - begin < 3
        assert answer(port, b"GET /langsam HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").endswith(b"ok")
    assert "zu langsam" in caplog.text


def test_where_all_connections_are_being_answered_one_more_is_refused_in_german() -> None:
    with running(most=2, request_s=5) as port, contextlib.ExitStack() as open_ones:
        for _ in range(2):
            open_ones.enter_context(connected(port, b"GET /langsam HTTP/1.1\r\nHost: x\r\n\r\n"))
        time.sleep(0.3)
        refused = answer(port)
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert "zu viele Verbindungen" in refused.decode()


def test_what_is_no_request_is_refused_in_german() -> None:
    with running(most=2, request_s=5) as port:
        refused = answer(port, b"\x16\x03\x01 kein HTTP\r\n\r\n")
    assert refused.startswith(b"HTTP/1.1 400 ")
    assert "keine Anfrage, die diese Seite versteht" in refused.decode()


def test_a_request_that_breaks_while_it_is_answered_is_refused_once_and_its_answer_dropped() -> None:
    RAISED.clear()
    head = b"GET /gemach HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with running(most=2, request_s=5) as port, connected(port, head) as client:
        time.sleep(0.2)
        client.sendall(b"zz\r\n")
        received = b""
        while chunk := client.recv(4096):
            received += chunk
        time.sleep(0.7)
    assert (received[:13], received.count(b"HTTP/1.1 "), RAISED) == (b"HTTP/1.1 400 ", 1, [])


def test_refusals_are_told_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    told = Told()
    for _ in range(1000):
        told("voll")
    assert [record.message for record in caplog.records] == ["voll (1 seit der letzten Meldung dieser Art)"]


def test_fewer_handles_mean_fewer_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    for handles, most in ((1024, 200), (200, 104), (40, 8)):
        monkeypatch.setattr("resource.getrlimit", lambda _, handles=handles: (handles, handles))
        assert most_connections() == most


@pytest.mark.parametrize(("handles", "at_once"), [(40, 8), (64, 14), (1024, 32), (8, 4)])
def test_fewer_handles_mean_fewer_connections_accepted_in_one_go(
    monkeypatch: pytest.MonkeyPatch, handles: int, at_once: int
) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda _: (handles, handles))
    assert backlog() == at_once
