"""A Bereitstelldienst with its server for tokens, on the loopback interface; its faults are asked for by name."""

import json
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from importers.sample.loopback import Loopback, Reply, Request
from tests.simulators.misbehaviour import NAMES, spoil

TOKEN_PATH = "/auth/realms/pvog/protocol/openid-connect/token"
PATHS = {"/api/v2/verwaltungsobjekte", "/api/v3/verwaltungsobjekte/xzufi-2-3-1"}
CLIENT_ID, CLIENT_SECRET = "thavel-test", "ganz+geheim&mit=Zeichen%"
ELSEWHERE = "http://127.0.0.1:9/api/v2/verwaltungsobjekte?index=1&ars=%25"

# What is said to a client that would be wrong to repeat, and what goes wrong in transit as with any service.
SECRETIVE = frozenset({"http400", "http403", "http500"})
IN_TRANSIT = NAMES - SECRETIVE - {"http401"}

Page = dict[str, Any]


def page_of(stock: Sequence[bytes], index: int) -> Page:
    """The answer that delivers one document of the stock; past its end there is nothing new."""
    there = index < len(stock)
    text = stock[index].decode() if there else '<xzufi.transfer.0401 xmlns="http://xoev.de/schemata/xzufi/2_2_0"/>'
    following = index + 1 if there else index
    return {
        "xzufiObjekte": text,
        "anzahlObjekte": text.count("<schreibe") + text.count("<loesche"),
        "vollstaendig": following >= len(stock),
        "naechsterIndex": following,
        "naechsteAnfrageUrl": f"http://localhost/api?index={following}",
    }


def _change(page: Page, name: str) -> None:
    """Spoil the content of an answer."""
    if name == "standing-index":
        page.update(naechsterIndex=1, vollstaendig=False)
    elif name == "falling-index":
        page.update(naechsterIndex=0)
    elif name.startswith("without-"):
        del page[name.removeprefix("without-")]
    elif name == "text-index":
        page.update(naechsterIndex="2")
    elif name == "other-host":
        page.update(naechsteAnfrageUrl=ELSEWHERE)
    elif name == "no-objects":
        page.update(xzufiObjekte="<a/>")
    elif name == "empty-text":
        page.update(xzufiObjekte="", anzahlObjekte=0)
    elif name == "null-text":
        page.update(xzufiObjekte=None, anzahlObjekte=0)
    elif name == "unknown-root":
        page.update(xzufiObjekte='<?xml version="1.0"?>\n<leer>\n</leer>', anzahlObjekte=0)
    elif name == "broken-xml":
        page.update(xzufiObjekte=page["xzufiObjekte"][:-40])


class Simulator:
    """The service while the context lasts; entering it gives its address.

    `stock` are XZuFi documents; document N is the page of index N. `spoiled` names what goes wrong, from index 1 on
    where it concerns a page. `requests` are indexes asked for with a token that was taken.
    """

    def __init__(self, stock: Sequence[bytes], *spoiled: str, expires_in: int | None = 300) -> None:
        self.stock = list(stock)
        self.spoiled = set(spoiled)
        self.expires_in = expires_in
        self.requests: list[int] = []
        self.targets: list[str] = []
        self.tokens: list[str] = []
        self.refused = 0
        self._spoiled_before = 0
        self._loopback = Loopback(self._reply)

    def token(self, body: bytes, content_type: str) -> Reply:
        """The answer to a request for a token."""
        form = parse_qs(body.decode())
        good = {"grant_type": ["client_credentials"], "client_id": [CLIENT_ID], "client_secret": [CLIENT_SECRET]}
        if "auth-html" in self.spoiled:
            return Reply(200, b"<html>Wartung</html>")
        if "auth-404" in self.spoiled:
            return Reply(404, b"")
        if "auth-echo" in self.spoiled:
            return Reply(400, b"unbekannt: " + body + CLIENT_SECRET.encode())
        if form != good or content_type != "application/x-www-form-urlencoded" or "auth-401" in self.spoiled:
            return Reply(401, CLIENT_SECRET.encode())
        self.tokens.append(f"Zutritt-{len(self.tokens)}-geheim")
        answer = {"access_token": self.tokens[-1], "token_type": "Bearer", "expires_in": self.expires_in}
        return Reply(200, json.dumps({name: value for name, value in answer.items() if value is not None}).encode())

    def page(self, target: str, authorization: str | None) -> Reply:
        """The answer to a request for a page."""
        self.targets.append(target)
        parts = urlsplit(target)
        parameters = parse_qs(parts.query)
        if unquote(parts.path) not in PATHS:
            return Reply(404, b"")
        index = int(parameters["index"][0])
        if self.refuses(index) or not self.tokens or authorization != f"Bearer {self.tokens[-1]}":
            self.refused += 1
            return Reply(401, f"abgelaufen: {authorization}".encode())
        self.requests.append(index)
        page = page_of(self.stock, index)
        if index != 1:
            return Reply(200, json.dumps(page).encode())
        refused = next(iter(self.spoiled & SECRETIVE), None)
        if refused:
            return Reply(int(refused[4:]), f"abgelehnt: {authorization}".encode())
        for name in self.spoiled:
            _change(page, name)
        reply = Reply(200, json.dumps(page).encode())
        for name in self.spoiled & IN_TRANSIT:
            reply = spoil(name, reply, self._spoiled_before)
            self._spoiled_before += 1
        return replace(reply, body=b"[]") if "list" in self.spoiled else reply

    def refuses(self, index: int) -> bool:
        """Whether a token is refused that should be good: once, or always."""
        return index == 1 and ("http401" in self.spoiled or ("http401-once" in self.spoiled and not self.refused))

    def _reply(self, request: Request) -> Reply:
        if request.body is not None:
            content_type = request.headers["Content-Type"]
            known = request.target == TOKEN_PATH
            return self.token(request.body, content_type) if known else Reply(404, b"")
        return self.page(request.target, request.headers.get("Authorization"))

    def __enter__(self) -> str:
        return self._loopback.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loopback.__exit__(kind, error, trace)
