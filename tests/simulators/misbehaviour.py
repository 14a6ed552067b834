"""Bad answers by name: what a simulator does wrong where the first path segment asks for it.

`BASE/!http500-once/v1beta2/onlineservices` answers 500 the first time; `BASE/!html@160550000000/...` answers HTML, but
only where Weimar is asked for.
"""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from itertools import cycle
from typing import Any, NamedTuple

from importers.sample.loopback import Reply

HTML = b"<!DOCTYPE html>\n<html><head><title>Wartung</title></head><body>Bitte melden Sie sich an.</body></html>"
BAD_REQUEST = "ars: muss zwölf Ziffern haben; ".encode() * 20


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


@dataclass(frozen=True)
class BadReply(Reply):
    """An answer that is not sent as it should be.

    `announced` is a Content-Length other than the true one, or less than 0 for none at all. The body is sent `times`
    times. `delay` and `stall` are seconds to wait before anything is sent and before the second half of the body is,
    `drip` those after each single byte of it. What is `endless` is sent a byte at a time and never ends: "head" more
    headers, "chunk" the size of a first chunk, "trailer" headers after a body in chunks.
    """

    announced: int | None = None
    delay: float = 0.0
    stall: float = 0.0
    drip: float = 0.0
    times: int = 1
    endless: str = ""

    @property
    def closes(self) -> bool:
        """After a wrong length nothing more could be read from the connection."""
        return self.announced is not None

    def send(self, write: Callable[[bytes], object], wait: Callable[[float], None]) -> None:
        """Write head and body with the pauses between."""
        if self.endless:
            head = self.head(-1)[:-2]
            chunked = b"Transfer-Encoding: chunked\r\n\r\n"
            chunk = b"%x\r\n%b\r\n0\r\n" % (len(self.body), self.body)
            write(head + {"head": b"", "chunk": chunked, "trailer": chunked + chunk}[self.endless])
            for piece in cycle([b"0"] if self.endless == "chunk" else [b"X", b":", b"\r", b"\n"]):
                write(piece)
                wait(0.1)
        half = len(self.body) // 2 if self.stall else 0
        wait(self.delay)
        write(self.head(len(self.body) if self.announced is None else self.announced) + self.body[:half])
        wait(self.stall)
        for _ in range(self.times):
            for piece in map(bytes, zip(self.body)) if self.drip else [self.body[half:]]:
                write(piece)
                wait(self.drip)


Page = dict[str, Any]


def _first(change: Callable[[Page], None]) -> Callable[[Page], None]:
    """A change of the first online service of a page."""

    def apply(page: Page) -> None:
        if page["onlineservices"]:
            change(page["onlineservices"][0])

    return apply


def _shrink_total(page: Page) -> None:
    page["totalHits"] -= 1 if page["nextPageToken"] is None else 0


def _nothing(page: Page) -> None:
    page.update(totalHits=0, nextPageToken=None, onlineservices=[])


def _other_types(page: Page) -> None:
    page["onlineservices"][0].update(name={"de": "Hundesteuer"}, links="https://beispiel.de")


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
    "shrinking-total": _shrink_total,
    "empty": _nothing,
    "other-types": _other_types,
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
    "http406": Reply(406, b"nur octet-stream", "text/plain"),
    "http413": Reply(413, b"zu viel", "text/plain"),
    "http429": Reply(429, b"", headers={"Retry-After": "0"}),
    "http429-once": Reply(429, b"", headers={"Retry-After": "1"}),
    "http429-date-once": Reply(
        429,
        b"",
        headers={"Retry-After": "Mon, 01 Jan 2035 00:00:01 GMT", "Date": "Mon, 01 Jan 2035 00:00:00 GMT"},
    ),
    "http500": Reply(500, b""),
    "http500-once": Reply(500, b""),
    "html": Reply(200, HTML, "text/html; charset=utf-8"),
    "redirect": Reply(302, b"", headers={"Location": "http://localhost:9/anderswo"}),
}

# The mark of the next page, from the true one, that of the second page, and how often the behaviour answered before.
# Where it repeats, the simulator gives the first page whatever is asked for.
TOKEN_CHANGES: Mapping[str, Callable[[str | None, str, int], str]] = {
    "repeated-token": lambda token, second, earlier: "immer-dieselbe",
    "repeated-page": lambda token, second, earlier: f"Seite {earlier}",
    "cycling-token": lambda token, second, earlier: token or second,
}

NAMES = frozenset(
    {*PAGE_CHANGES, *TOKEN_CHANGES, *_STATUS, "timeout", "stall", "drip", "cut-json", "cut-body", "empty-body"}
    | {
        "slow-headers",
        "slow-chunk-size",
        "slow-trailer",
        "wrong-type",
        "latin1",
        "huge",
        "endless",
        "bomb",
        "skewed-clock",
    }
)
TIMEOUT_SECONDS = 60.0
TWO_GIB = 2 << 30
BLOCK = b" " * (1 << 20)


@cache
def _bomb() -> bytes:
    """A gzip of 2 GiB of blanks, in members of 1 MiB."""
    return gzip.compress(BLOCK) * (TWO_GIB // len(BLOCK))


def spoil(name: str, reply: Reply, earlier: int) -> Reply:
    """The bad answer instead of `reply`; `earlier` says how often this behaviour already answered."""
    if name in _STATUS:
        return reply if name.endswith("-once") and earlier else _STATUS[name]
    if name in PAGE_CHANGES or name in TOKEN_CHANGES:
        return reply
    return _in_transit(name, reply) or Reply(HTTPStatus.NOT_IMPLEMENTED, b"")


def _in_transit(name: str, reply: Reply) -> Reply | None:
    """What becomes of a good answer on its way; None where there is no such behaviour."""
    half = reply.body[: len(reply.body) // 2]
    later = {"Date": "Mon, 01 Jan 2035 00:00:00 GMT", "Last-Modified": "Mon, 01 Jan 2035 00:00:00 GMT"}
    changes: dict[str, dict[str, Any]] = {
        "timeout": {"delay": TIMEOUT_SECONDS},
        "stall": {"stall": TIMEOUT_SECONDS},
        "drip": {"drip": 0.1},
        "slow-headers": {"endless": "head"},
        "slow-chunk-size": {"endless": "chunk"},
        "slow-trailer": {"endless": "trailer"},
        "cut-json": {"body": half},
        "cut-body": {"body": half, "announced": len(reply.body)},
        "empty-body": {"body": b""},
        "wrong-type": {"content_type": "text/plain"},
        "latin1": {"body": reply.body.decode().encode("latin-1", errors="replace")},
        "huge": {"body": BLOCK, "times": TWO_GIB // len(BLOCK), "announced": TWO_GIB},
        "endless": {"body": BLOCK, "times": TWO_GIB // len(BLOCK), "announced": -1},
        "skewed-clock": {"headers": later},
    }
    if name == "bomb":
        return replace(reply, body=_bomb(), headers={"Content-Encoding": "gzip"})
    good = {"status": reply.status, "body": reply.body, "content_type": reply.content_type, "headers": reply.headers}
    return BadReply(**{**good, **changes[name]}) if name in changes else None
