"""The site under requests that no browser sends: raw bytes over one connection each, made by hand and by chance."""

import random
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from catalogue.tables import TABLES, VIEWS
from tests.chaos.ground import UNEXPECTED, known
from tests.chaos.victim import ERR, started

ANSWER_S = 30
MADE_BY_CHANCE = 160
PAGES = (
    "/",
    "/luecken",
    "/kandidaten",
    "/kommunen",
    "/aenderungen",
    "/katalog",
    "/-/gesund",
    "/-/versions",
    "/-/config",
)
PARAMETERS = (
    "_size", "_next", "_sort", "_sort_desc", "_search", "_facet", "_facet_size", "_shape", "_nocol", "_col", "_where",
    "_through", "_trace", "_json", "_labels", "_stream", "_extra", "sql", "seite", "art", "name", "name__contains",
    "name__glob", "ags__in", "ags__arraycontains", "einwohner__gt", "q",
)  # fmt: skip
VALUES = (
    "", "\0", "'", '"', "';DROP TABLE kommunen;--", "-1", "9" * 40, "1e400", "max", "%", "../../etc/passwd", "\u202e",
    "🐕" * 500, "x" * 5000, "[", '["a"', "{}", "<script>alert(1)</script>", "NEAR(", "AND", "*" * 50, "\r\nX-Eins: 1",
    "1 UNION SELECT person FROM entscheidungen", "null", "ags", "rowid", "on",
)  # fmt: skip


def _get(path: str, *headers: str, method: str = "GET") -> bytes:
    lines = (f"{method} {path} HTTP/1.1", "Host: x", "Connection: close", *headers)
    return "\r\n".join((*lines, "", "")).encode()


def requests(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the requests; those of chance differ with the seed."""
    yield "keine Bytes", b""
    yield "Zufall", chance.randbytes(3000)
    yield "nur Nullen", b"\0" * 3000
    yield "halbe Zeile", b"GET /lue"
    yield "ohne Ende", b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 1000
    yield "Fassung 9", b"GET / HTTP/9.9\r\n\r\n"
    yield "HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    yield "TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + chance.randbytes(500)
    yield "langer Pfad", _get("/" + "a" * 200_000)
    yield "langer Kopf", _get("/", "X: " + "a" * 200_000)
    yield "viele Köpfe", _get("/", *(f"X-{number}: 1" for number in range(5000)))
    yield "Länge unter null", _get("/", "Content-Length: -1")
    yield "Länge ohne Körper", _get("/", "Content-Length: 100000000000")
    yield "zwei Längen", _get("/", "Content-Length: 1", "Content-Length: 2") + b"ab"
    yield "kaputte Stücke", _get("/", "Transfer-Encoding: chunked") + b"zz\r\n"
    yield "zwei auf einmal", _get("/", "Content-Length: 0", "Transfer-Encoding: chunked") + b"0\r\n\r\n" + _get("/")
    yield "WebSocket", _get("/", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: eA==")
    yield "fremder Host", _get("http://boese.example/")
    yield "Stern", _get("*")
    yield "Kopf mit Nullbyte", b"GET / HTTP/1.1\r\nHost: x\r\nCookie: a\0b\r\nConnection: close\r\n\r\n"
    yield "kein UTF-8", b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    for method in ("POST", "PUT", "DELETE", "CONNECT", "TRACE", "HEAD", "x" * 500):
        yield f"Methode {method[:9]}", _get("/katalog/kommunen", "Content-Length: 2", method=method) + b"{}"
    for path in (
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/statisch/..%2f..%2fsetup.cfg",
        "//boese.example/%2e%2e",
    ):
        yield f"Pfad {path}", _get(path)
    lists = [f"/katalog/{name}" for name in (*(t.name for t in TABLES), *(v.name for v in VIEWS))]
    for _ in range(MADE_BY_CHANCE):
        start = chance.choice((*PAGES, *chance.sample(lists, 9)))
        ending = chance.choice(("", "", ".json", ".csv", ".xlsx", ".db", "/" + quote(chance.choice(VALUES), safe="")))
        pairs = (
            f"{chance.choice(PARAMETERS)}={quote(chance.choice(VALUES), safe='')}" for _ in range(chance.randint(0, 3))
        )
        path = f"{start}{ending}?{'&'.join(pairs)}"
        yield path[:120], _get(path)


class Site:
    """`thavel serve` on a copy of a folder, for as long as the context lasts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = known(folder)
        self._half: list[socket.socket] = []

    def __enter__(self) -> "Site":
        self._process = started(self._folder, ("serve", "--port", "0"))
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/", self._said())):
            self._process.join(0.1)
            if self._process.exitcode is not None:
                raise SystemExit(f"serve ends with {self._process.exitcode}: {self._said()}")
        self._port = int(found[1])
        return self

    def _said(self) -> str:
        log = self._folder / ERR
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for connection in self._half:
            connection.close()
        self._process.terminate()
        self._process.join(ANSWER_S)

    def ask(self, request: bytes) -> list[str]:
        """Send the bytes; what is wrong with the answer to them, or with the health of the site after them."""
        answer = self._answer(request)
        complaints = [f"„{word}“ in der Antwort" for word in UNEXPECTED if word.encode() in answer]
        if (status := re.match(rb"HTTP/1\.1 (5\d\d)", answer)) is not None:
            complaints.append(f"Status {status[1].decode()}")
        if not self._answer(_get("/-/gesund")).startswith(b"HTTP/1.1 200 "):
            complaints.append("danach nicht gesund")
        return complaints

    def _answer(self, request: bytes) -> bytes:
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=ANSWER_S)
        received = b""
        try:
            connection.sendall(request)
            if b"\r\n\r\n" not in request:
                # Left open beside the next ones, as half-sent requests are.
                self._half.append(connection)
                return b""
            while chunk := connection.recv(1 << 16):
                received += chunk
        except ConnectionError:
            pass
        except TimeoutError:
            return b"HTTP/1.1 599 ohne Ende"
        connection.close()
        return received

    def unchanged(self) -> list[str]:
        """What all requests together have changed or left in the log; the site must still run."""
        log = self._said()
        complaints = [f"„{word}“: {log[-2000:]}" for word in UNEXPECTED if word in log]
        if self._process.exitcode is not None:
            complaints.append(f"Die Seite endete mit {self._process.exitcode}")
        return complaints + ([] if known(self._folder) == self._before else ["Der Katalog ist ein anderer"])
