"""Answers about connections: where they are asked for, their fields, and the verdict that follows from each.

Sources: FIT-Connect Routing API, version 2 (schema.fitko.de/fit-connect/routing-api); for the Bundesportal the answers
that public clients tell apart: the name of the service, status 409, and a page that begs pardon.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from catalogue.formats import one_line
from catalogue.tables.anschluss import (
    ANGESCHLOSSEN,
    BUNDESPORTAL,
    KEIN_ZUSTELLPUNKT,
    NICHT_ANGESCHLOSSEN,
    NICHT_PRUEFBAR,
)
from importers.web.answers import NotUnderstoodError, parse_json
from importers.web.fields import DeclaredField, names_in

ROUTES = (
    DeclaredField("count", "Zahl", "ob es Zustellpunkte gibt", needed=True),
    DeclaredField("totalCount", "Zahl"),
    DeclaredField("offset", "Zahl"),
    DeclaredField("routes", "Liste", "die Zustellpunkte", needed=True),
    DeclaredField("routes[].destinationName", "Text null", "den Namen des Zustellpunkts"),
    *map(
        DeclaredField,
        (
            "routes[].destinationId",
            "routes[].destinationLogo",
            "routes[].destinationParameters",
            "routes[].destinationParametersSignature",
            "routes[].destinationSignature",
        ),
    ),
)
# So many destinations are named, each with so many characters.
NAMED, LONGEST = 3, 80
CONFLICT = 409
PARDON = "Entschuldigung"
# What a page is called counts only if it is a name, not a part of every page.
SHORTEST_NAME = 8
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class ConnectionEndpoints:
    """Where FIT-Connect's routing and the Bundesportal are."""

    routing: str = "https://routing-api-prod.fit-connect.fitko.net/v2"
    portal: str = "https://verwaltung.bund.de/onlinebeantragung/de"

    def url(self, way: str, service: str, key: str, ars: str) -> str:
        """The address that tells whether the authority for a Leistung (key) in an area (ARS) is connected."""
        if way == BUNDESPORTAL:
            path = f"onlinedienst/{quote(service, safe='')}/leistungsschluessel/{quote(key, safe='')}/region/{ars}"
            return f"{self.portal.rstrip('/')}/{path}"
        return f"{self.routing.rstrip('/')}/routes?{urlencode({'leikaKey': key, 'ars': ars})}"


class ConnectionVerdict(NamedTuple):
    """One of `catalogue.tables.anschluss.ERGEBNISSE` with its reason, a German sentence; fields that are new."""

    ergebnis: str
    grund: str
    neu: tuple[str, ...] = ()


def verdict(way: str, status: int, body: bytes, names: Sequence[str]) -> ConnectionVerdict:
    """The verdict on a whole answer; `names` are what service and Leistung are called."""
    return of_page(status, body, names) if way == BUNDESPORTAL else of_routes(status, body)


def of_routes(status: int, body: bytes) -> ConnectionVerdict:
    """The verdict on an answer of FIT-Connect's routing."""
    if status != 200:
        return _unclear(f"FIT-Connect antwortet mit Status {status}.")
    try:
        answer = parse_json(body, "anschluss")
    except NotUnderstoodError as error:
        return _unclear(error.text)
    routes = answer.get("routes") if isinstance(answer, dict) else None
    if not isinstance(routes, list) or not all(isinstance(route, dict) for route in routes):
        return _unclear("Der Antwort von FIT-Connect fehlt die Liste „routes“.")
    count = answer.get("count")
    if type(count) is not int or count != len(routes):
        return _unclear(f"FIT-Connect nennt in „count“ eine andere Zahl als die {len(routes)} Zustellpunkte der Liste.")
    new = {*answer} - {*names_in(ROUTES)} | {
        name for route in routes for name in {*route} - {*names_in(ROUTES, "routes[]")}
    }
    told = tuple(sorted(new))
    if not routes:
        text = (
            "FIT-Connect kennt für Leistung und Gebiet keinen Zustellpunkt; der Dienst kann auf anderem Weg zustellen."
        )
        return ConnectionVerdict(KEIN_ZUSTELLPUNKT, text, told)
    listed = ", ".join(_destination(route) for route in routes[:NAMED])
    others = f" und {len(routes) - NAMED} weitere" if len(routes) > NAMED else ""
    return ConnectionVerdict(
        ANGESCHLOSSEN, f"FIT-Connect stellt Anträge zu dieser Leistung zu an: {listed}{others}.", told
    )


def _destination(route: dict[str, Any]) -> str:
    name = route.get("destinationName")
    name = one_line(name).strip() if isinstance(name, str) else ""
    return f"„{name[:LONGEST]}{'…' if len(name) > LONGEST else ''}“" if name else "einen Zustellpunkt ohne Namen"


def of_page(status: int, body: bytes, names: Sequence[str]) -> ConnectionVerdict:
    """The verdict on a page of the Bundesportal: it names the service where the authority is connected."""
    if status == CONFLICT:
        return ConnectionVerdict(NICHT_ANGESCHLOSSEN, "Das Bundesportal bietet den Dienst dort nicht an (Status 409).")
    if status != 200:
        return _unclear(f"Das Bundesportal antwortet mit Status {status}.")
    text = " ".join(html.unescape(_TAG.sub(" ", body.decode("utf-8", errors="replace"))).split())
    page = text.casefold()
    named = next(
        (name for name in names if len(name) >= SHORTEST_NAME and " ".join(name.split()).casefold() in page), None
    )
    sorry = PARDON.casefold() in page
    if sorry and not named:
        return ConnectionVerdict(NICHT_ANGESCHLOSSEN, f"Das Bundesportal zeigt dort die Seite „{PARDON}“.")
    if named and not sorry:
        return ConnectionVerdict(
            ANGESCHLOSSEN, f"Das Bundesportal zeigt dort den Dienst „{one_line(named)[:LONGEST]}“."
        )
    return _unclear(
        f"Die Seite des Bundesportals nennt den Dienst und zugleich „{PARDON}“."
        if named
        else f"Die Seite des Bundesportals nennt weder den Dienst noch „{PARDON}“."
    )


def _unclear(reason: str) -> ConnectionVerdict:
    return ConnectionVerdict(NICHT_PRUEFBAR, reason)
