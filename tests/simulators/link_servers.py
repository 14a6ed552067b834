"""Servers of links on the loopback interface, under names that only the tests know."""

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from importers.linkcheck.public_hosts import Address, is_public
from importers.sample.loopback import Reply
from tests.simulators.misbehaviour import BadReply

HOST = "127.0.0.1"
HTML = "text/html; charset=utf-8"
# Key and certificate of „anders.beispiel“, signed by themselves.
CERTIFICATE = Path(__file__).with_name("anders_beispiel.pem")

FOUND = Reply(200, b"<!DOCTYPE html>", HTML)
MISSING = Reply(404, b"")


def moved(location: str, status: int = 301) -> Reply:
    return Reply(status, b"", HTML, {"Location": location})


class Asked(NamedTuple):
    """One request: method, name of the server, path with query."""

    method: str
    host: str
    path: str


def is_public_or_loopback(address: Address) -> bool:
    """As `is_public`, and this machine itself, where these servers are."""
    return address.is_loopback or is_public(address)


class LinkServers:
    """Every name is the same server; `pages` says by "name/path" what it answers, to HEAD only where so named.

    A key "HEAD name/path" goes before "name/path". What is not named is there, except robots.txt. `wrong` are requests
    that came with credentials or cookies, or from another program.
    """

    def __init__(self, pages: Mapping[str, Reply]) -> None:
        self.pages = dict(pages)
        self.asked: list[Asked] = []
        self.wrong: list[Asked] = []
        self.stopping = threading.Event()
        self.port = 0

    def reply(self, asked: Asked) -> Reply:
        place = f"{asked.host}{asked.path}"
        default = MISSING if asked.path == "/robots.txt" else FOUND
        return self.pages.get(f"{asked.method} {place}", self.pages.get(place, default))

    def link(self, place: str) -> str:
        return f"http://{place.replace('/', f':{self.port}/', 1)}"

    def paths(self, method: str | None = None) -> list[str]:
        """The pages asked for, in order, without robots.txt."""
        return [a.path for a in self.asked if a.path != "/robots.txt" and method in (None, a.method)]

    @contextmanager
    def running(self, *, tls: bool = False) -> Iterator["LinkServers"]:
        server = _Server((HOST, 0), _Handler)
        server.servers = self
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield self
        finally:
            self.stopping.set()
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    servers: LinkServers

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away, or does not trust the certificate, is nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _answer(self) -> None:
        servers = self.server.servers
        asked = Asked(self.command, self.headers["Host"].partition(":")[0], self.path)
        servers.asked.append(asked)
        agent = self.headers["User-Agent"] or ""
        if self.headers["Authorization"] or self.headers["Cookie"] or not agent.startswith("thavel-katalog ("):
            servers.wrong.append(asked)
        reply = servers.reply(asked)
        delay, announced = (reply.delay, reply.announced) if isinstance(reply, BadReply) else (0.0, None)
        if delay and servers.stopping.wait(delay):
            return
        if reply.status == 0:  # the connection is closed without an answer
            self.close_connection = True
            return
        self.wfile.write(reply.head(len(reply.body) if announced is None else announced))
        if self.command == "GET":
            self.wfile.write(reply.body)

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""


Resolved = str | int


def own_names(monkeypatch: pytest.MonkeyPatch) -> dict[str, Resolved]:
    """What names lead to: an address, or the number of the error; every name under „beispiel“ leads to this machine."""
    table: dict[str, Resolved] = {}
    for variable in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(variable)
    monkeypatch.setattr(socket, "getaddrinfo", _resolver(table))
    return table


def _resolver(table: Mapping[str, Resolved]) -> Callable[..., list[Any]]:
    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        default = HOST if host.endswith(".beispiel") else host if host[0].isdigit() else socket.EAI_NONAME
        found = table.get(host, default)
        if isinstance(found, int):
            raise socket.gaierror(found, "not found")
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (found, port))]

    return getaddrinfo
