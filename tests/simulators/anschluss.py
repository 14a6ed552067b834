"""FIT-Connect's routing and the pages of the Bundesportal on the loopback interface."""

import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from importers.anschluss.answers import ConnectionEndpoints
from importers.sample.loopback import Loopback, Reply, Request

HTML = "text/html; charset=utf-8"
ROBOTS = "/robots.txt"
CONFLICT = Reply(409, b"")


def routed(*names: str, **more: Any) -> Reply:
    """The answer of the routing with one route per name."""
    routes = [{"destinationId": f"{number}", "destinationName": name} for number, name in enumerate(names)]
    return Reply(200, json.dumps({"count": len(routes), "offset": 0, "routes": routes, **more}).encode())


def page(text: str) -> Reply:
    """A page of the Bundesportal."""
    body = f"<!DOCTYPE html><html><head><title>Bundesportal</title></head><body><h1>{text}</h1></body></html>"
    return Reply(200, body.encode(), HTML)


SORRY = page("Entschuldigung, dieser Dienst steht hier nicht zur Verfügung.")
HTML_AT_200 = page("Wartungsarbeiten")
BRAKING = Reply(429, b"", headers={"RateLimit-Limit": "1", "RateLimit-Remaining": "0", "RateLimit-Reset": "1"})


class Connections:
    """Answers by key of the Leistung (routing) or by identifier of the service (portal).

    A list of replies is worked off, its last one stays. Without one the routing knows no route and the portal begs
    pardon. Entering it gives the endpoints; `asked` are the addresses in order.
    """

    def __init__(self, routes: dict[str, Reply | Sequence[Reply]] | None = None) -> None:
        self.routes: dict[str, Reply | Sequence[Reply]] = dict(routes or {})
        self.pages: dict[str, Reply | Sequence[Reply]] = {}
        self.robots = Reply(404, b"")
        self.asked: list[str] = []
        self._loopback = Loopback(self._reply)

    def _reply(self, request: Request) -> Reply:
        self.asked.append(request.target)
        parts = urlsplit(request.target)
        if parts.path == ROBOTS:
            return self.robots
        if parts.path.startswith("/portal/"):
            _, _, kind, service, of, key, area, ars = parts.path.split("/")
            if (
                (kind, of, area) != ("onlinedienst", "leistungsschluessel", "region")
                or len(ars) != 12
                or len(key) != 14
            ):
                return Reply(404, b"")
            return self._next(self.pages, service, SORRY)
        query = parse_qs(parts.query, strict_parsing=True)
        if parts.path != "/v2/routes" or {*query} != {"leikaKey", "ars"} or len(query["ars"][0]) != 12:
            return Reply(400, b'{"title": "Bad Request"}')
        return self._next(self.routes, query["leikaKey"][0], routed())

    @staticmethod
    def _next(replies: dict[str, Reply | Sequence[Reply]], name: str, default: Reply) -> Reply:
        found = replies.get(name, default)
        if isinstance(found, Reply):
            return found
        replies[name] = found[1:] if len(found) > 1 else found
        return found[0]

    def __enter__(self) -> ConnectionEndpoints:
        base = self._loopback.__enter__()
        return ConnectionEndpoints(f"{base}/v2", f"{base}/portal")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loopback.__exit__(kind, error, trace)
