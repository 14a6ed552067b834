"""Bad answers by name, for tests: what the simulator does wrong where the first path segment asks for it.

`BASE/!http500-once/v1beta2/onlineservices` answers 500 the first time; `BASE/!html@160550000000/...` answers HTML, but
only where Weimar is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

HTML = b"<!DOCTYPE html>\n<html><head><title>Wartung</title></head><body>Bitte melden Sie sich an.</body></html>"
BAD_REQUEST = "ars: muss zwölf Ziffern haben; ".encode() * 20


@dataclass(frozen=True)
class Reply:
    """An answer before it is sent; `announced` is a Content-Length other than the true one, `delay` is in seconds."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = None
    delay: float = 0.0


Page = dict[str, Any]


def _first(change: Callable[[Page], None]) -> Callable[[Page], None]:
    """A change of the first online service of a page."""

    def apply(page: Page) -> None:
        if page["onlineservices"]:
            change(page["onlineservices"][0])

    return apply


def _repeat_token(page: Page) -> None:
    page["nextPageToken"] = "immer-dieselbe"


def _wrong_total(page: Page) -> None:
    page["totalHits"] += 7


def _new_keys(page: Page) -> None:
    page["warnings"] = []
    for service in page["onlineservices"]:
        service["levelOfConfidence"] = "SUBSTANZIELL"
        for description in service["serviceDescriptions"]:
            description["typing"] = "2/3"


def _twice(page: Page) -> None:
    page["onlineservices"].insert(0, page["onlineservices"][0])


def _not_objects(page: Page) -> None:
    page["onlineservices"].insert(0, "Onlinedienst")


def _rename_list(page: Page) -> None:
    page["onlineServices"] = page.pop("onlineservices")


def _short_key(service: Page) -> None:
    service["serviceDescriptions"][0]["leikakeys"] = ["9910201310400"]


def _unknown_description(service: Page) -> None:
    service["serviceDescriptions"] = [{"id": "L100038.LB.unbekannt", "ars": ["160000000000"]}]


PAGE_CHANGES: Mapping[str, Callable[[Page], None]] = {
    "repeated-token": _repeat_token,
    "wrong-total": _wrong_total,
    "new-keys": _new_keys,
    "twice": _twice,
    "not-objects": _not_objects,
    "no-list": _rename_list,
    "no-link": _first(lambda service: service.update(links=[])),
    "script-link": _first(lambda service: service.update(links=[{"uri": "javascript:alert(1)"}])),
    "no-id": _first(lambda service: service.pop("id")),
    "short-key": _first(_short_key),
    "unknown-description": _first(_unknown_description),
}

_STATUS = {
    "http400": Reply(400, BAD_REQUEST, "text/plain; charset=utf-8"),
    "http401": Reply(401, b""),
    "http403": Reply(403, b""),
    "http404": Reply(404, b""),
    "http429": Reply(429, b"", headers={"Retry-After": "0"}),
    "http429-once": Reply(429, b"", headers={"Retry-After": "1"}),
    "http500": Reply(500, b""),
    "http500-once": Reply(500, b""),
    "html": Reply(200, HTML, "text/html; charset=utf-8"),
    "redirect": Reply(302, b"", headers={"Location": "http://localhost:9/anderswo"}),
}

NAMES = frozenset({*PAGE_CHANGES, *_STATUS, "timeout", "cut-json", "cut-body", "empty-body"})
TIMEOUT_SECONDS = 3.0


def spoil(name: str, reply: Reply, earlier: int) -> Reply:
    """The bad answer instead of `reply`; `earlier` says how often this behaviour already answered."""
    if name in _STATUS:
        return reply if name.endswith("-once") and earlier else _STATUS[name]
    if name == "timeout":
        return replace(reply, delay=TIMEOUT_SECONDS)
    if name == "cut-json":
        return replace(reply, body=reply.body[: len(reply.body) // 2])
    if name == "cut-body":
        return replace(reply, announced=len(reply.body), body=reply.body[: len(reply.body) // 2])
    if name == "empty-body":
        return replace(reply, body=b"")
    return reply if name in PAGE_CHANGES else Reply(HTTPStatus.NOT_IMPLEMENTED, b"")
