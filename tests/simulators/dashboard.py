"""Open-PVOG on the loopback interface, with the paths and shapes of its old and its new host."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from importers.pvog.dashboard import KNOWN_ENDPOINTS, OpenPvog
from importers.pvog.dashboard_answers import FIELDS
from importers.sample.loopback import Loopback, Reply, Request
from importers.web.manners import Manners
from tests.importers.pvog.harvesting import IMPATIENT, QUICK
from tests.simulators.misbehaviour import HTML, spoil, wish

Row = dict[str, Any]
Registered = Mapping[str, Sequence[Row]]
"""What is registered for each area, by its ARS."""

Api = Literal["old", "new"]
BASES: Mapping[Api, str] = {"old": "/api", "new": "/api/public/v1/dash"}
CSV_TYPE = "application/octet-stream"
NOT_FOUND = Reply(404, b"")
NEW_FIELDS = ("begruendung_nicht_beruecksichtigt", "datenstand_pvog_import")
COVERAGE = {"00": "bundesweit flächendeckend", "16": "landesweit flächendeckend"}


def row(number: int, ars: str, **changes: Any) -> Row:
    """An entry with a Leistung and a link of its own, registered for an area."""
    return {
        "leika_key": f"99{100 + number:03}001001000",
        "leika_name": f"Titel {number}",
        "leika_bezeichnung": f"Name {number}",
        "ars": ars,
        "ars_name": f"Gebiet {ars}",
        "ars_federal_state": ars[:2],
        "bundesland": "Thüringen",
        "ozgid": 10000 + number,
        "ozg_bezeichnung": f"OZG {number}",
        "url": f"https://beispiel.de/{number}",
        "online_status": "ok",
        "aktiv": "ja",
        "art_flaechendeckung": "in mind. einer Kommune verfügbar",
        **changes,
    }


def above(ars: str) -> list[str]:
    """An area and those above it, the smallest first: Verwaltung, Kreis, Land, Bund."""
    return list(dict.fromkeys(ars[:digits].ljust(12, "0") for digits in (12, 9, 5, 2, 0)))


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), name)


def _json(data: Any) -> bytes:
    return json.dumps(data).encode()


def _first(**changes: Any) -> Callable[[list[Row]], None]:
    def change(rows: list[Row]) -> None:
        rows[0] = {**rows[0], **changes}

    return change


def _every(**changes: Any) -> Callable[[list[Row]], None]:
    def change(rows: list[Row]) -> None:
        rows[:] = [{**entry, **changes} for entry in rows]

    return change


# What is wrong with rows, in CSV and JSON; they are those of one answer.
ROW_CHANGES: Mapping[str, Callable[[list[Row]], None]] = {
    "new-field": _every(zustaendigkeit="Stadt"),
    "new-values": _every(online_status="unbekannt", art_flaechendeckung="europaweit flächendeckend"),
    "short-key": _first(leika_key="9910000100100"),
    "short-ars": _first(ars="16063010510"),
    "script-link": _first(url="javascript:alert(1)"),
    "no-link": _first(url=None),
    "other-area": _first(ars="160000000000"),
    "twice": lambda rows: rows.insert(0, {**rows[0], "leika_name": "Zweimal"}),
    "wrong-types": _first(leika_name=["Liste"], url=7, ozgid=True),
    "number-key": _first(leika_key=99101001001000),
    "odd-characters": _first(leika_name="Hund \ud83d\0"),
}


def _without(name: str) -> Callable[[Row, int], None]:
    return lambda page, _: page.pop(name)


# What is wrong with a page of JSON in the old shape, by its number.
PAGE_CHANGES: Mapping[str, Callable[[Row, int], Any]] = {
    "growing-pages": lambda page, number: page.update(totalPages=page["totalPages"] + number),
    "shrinking-pages": lambda page, number: page.update(totalPages=page["totalPages"] - number),
    "endless-pages": lambda page, _: page.update(totalPages=10**9),
    "negative-pages": lambda page, _: page.update(totalPages=-1),
    "text-pages": lambda page, _: page.update(totalPages="3"),
    "no-pages": lambda page, _: page.update(totalPages=0),
    "other-page": lambda page, _: page.update(number=7),
    "empty-page": lambda page, number: page.update(content=[] if number else page["content"]),
    "wrong-total": lambda page, _: page.update(totalElements=page["totalElements"] + 7),
    "new-page-field": lambda page, _: page.update(hinweis="neu"),
    "not-objects": lambda page, _: page["content"].insert(0, "Zeile"),
    "no-list": _without("content"),
}

# What is wrong with an export, by its right body.
EXPORTS: Mapping[str, Callable[[bytes], Reply]] = {
    "export-404": lambda _: NOT_FOUND,
    "export-406": lambda _: Reply(406, b""),
    "export-413": lambda _: Reply(413, b""),
    "export-500": lambda _: Reply(500, b""),
    "export-json": lambda _: Reply(200, b"\xef\xbb\xbf {}"),
    "export-html": lambda _: Reply(200, HTML, "text/html"),
    "export-latin1": lambda body: Reply(200, body.decode().replace("Titel", "Straße").encode("latin-1"), CSV_TYPE),
    "export-empty": lambda _: Reply(200, b"", CSV_TYPE),
    "export-cut-line": lambda body: Reply(200, body[:-60], CSV_TYPE),
    "export-open-quote": lambda body: Reply(200, body + b'"offen', CSV_TYPE),
    "export-long-line": lambda body: Reply(200, body.rstrip(b"\r\n") + b",zu viel\r\n", CSV_TYPE),
    "export-large-cell": lambda body: Reply(200, body + b"x" * 200_000 + b"\r\n", CSV_TYPE),
}

# What is wrong with the answer to a question as a whole.
QUESTIONS = ("ignores-the-switch", "forgets-the-own", "repeated-pages", "missing-page")
MISBEHAVIOURS = frozenset({*ROW_CHANGES, *PAGE_CHANGES, *EXPORTS, *QUESTIONS})


class OpenPvogService:
    """The service while the context lasts; entering it gives its address, to which `BASES` is added.

    `exports` says how many rows an export has at most. Of an area without rows it `says_nothing`, or answers 404.
    `requests` are what was asked for, in order, `conditional` how many of them on condition. Behaviours are asked for
    after the base: `BASE/!name@ARS`; ARS is left out for all.
    """

    def __init__(
        self,
        registered: Registered,
        *,
        exports: int = 10_000,
        delimiter: str = ",",
        bom: bool = False,
        camel: bool = False,
        types: Sequence[str] = (CSV_TYPE,),
        says_nothing: bool = False,
    ) -> None:
        self.registered = registered
        self.exports = exports
        self.requests: list[str] = []
        self.conditional = 0
        self.healed = False
        self._delimiter = delimiter
        self._bom = bom
        self._camel = camel
        self._types = types
        self._says_nothing = says_nothing
        self._spoiled: dict[str, int] = {}
        self._loopback = Loopback(self._noted)

    def __enter__(self) -> "OpenPvogService":
        self.address = self._loopback.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._loopback.__exit__(*raised)

    def base(self, api: Api, misbehaviour: str = "") -> str:
        """The base URL of one of the interfaces, with what it does wrong."""
        return f"{self.address}{BASES[api]}" + (f"/!{misbehaviour}" if misbehaviour else "")

    def _noted(self, request: Request) -> Reply:
        self.requests.append(request.target)
        self.conditional += "If-None-Match" in request.headers
        return self.reply(request.target, request.headers.get("Accept", ""))

    def reply(self, target: str, accept: str) -> Reply:
        """The answer to one request, spoiled where its path asks for that."""
        parts = urlsplit(target)
        parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = unquote(parts.path)
        api: Api = "new" if path.startswith(BASES["new"]) else "old"
        path = path.removeprefix(BASES[api])
        wished = wish(path)
        name, rest = (wished.name, wished.rest) if wished else ("", path)
        found = re.fullmatch(r"/v1/data/(\d{12})" if api == "old" else r"/open-pvog/(\d{12})(/export)?", rest)
        if found is None:
            return NOT_FOUND
        if self.healed or (wished and wished.only not in ("", found[1])):
            name = ""
        asked_for_csv = accept != "application/json" if api == "old" else found[2] is not None
        reply = self._answer(api, found[1], parameters, name, accept if asked_for_csv else None)
        if not name or name in MISBEHAVIOURS:
            return reply
        earlier = self._spoiled.get(name, 0)
        self._spoiled[name] = earlier + 1
        return spoil(name, reply, earlier)

    def _rows(self, ars: str, parameters: Mapping[str, str], name: str) -> list[Row]:
        inherited = parameters["includeAbove"] == "true"
        areas = above(ars) if inherited or name == "ignores-the-switch" else [ars]
        if inherited and name == "forgets-the-own":
            areas = areas[1:]
        rows = [dict(entry) for area in areas for entry in self.registered.get(area, ())]
        if rows and name in ROW_CHANGES:
            ROW_CHANGES[name](rows)
        return rows

    def _answer(self, api: Api, ars: str, parameters: Mapping[str, str], name: str, accept: str | None) -> Reply:
        """The answer to a question; `accept` is the type of a CSV that is wanted, None where JSON is."""
        rows = self._rows(ars, parameters, name)
        if accept is not None and accept not in self._types:
            return Reply(406, b"")
        if not rows and not self._says_nothing:
            return NOT_FOUND
        if accept is not None and len(rows) > self.exports:
            return Reply(413, b"")
        if accept is not None:
            body = self._table(rows)
            return EXPORTS[name](body) if name in EXPORTS else Reply(200, body, CSV_TYPE)
        return self._page(api, rows, int(parameters["page"]), int(parameters["size"]), name)

    def _named(self, entry: Row) -> Row:
        return {_camel(name) if self._camel else name: value for name, value in entry.items()}

    def _table(self, rows: Sequence[Row]) -> bytes:
        file = io.StringIO()
        names = dict.fromkeys([*FIELDS[:13], *(name for entry in rows for name in entry)])
        writer = csv.DictWriter(file, list(self._named(names)), delimiter=self._delimiter)
        writer.writeheader()
        writer.writerows([self._named(entry) for entry in rows])
        return file.getvalue().encode("utf-8-sig" if self._bom else "utf-8", "replace")

    def _page(self, api: Api, rows: Sequence[Row], number: int, size: int, name: str) -> Reply:
        pages = -(-len(rows) // size)
        first = 0 if name == "repeated-pages" else number
        if number >= max(pages, 1) or (number and name == "missing-page"):
            return NOT_FOUND
        content = [self._named(entry) for entry in rows[first * size : (first + 1) * size]]
        sort = {"unsorted": False, "sorted": True, "empty": False}
        page = {
            "totalPages": pages,
            "totalElements": len(rows),
            "pageable": {
                "paged": True,
                "unpaged": False,
                "pageNumber": number,
                "pageSize": size,
                "offset": number * size,
                "sort": sort,
            },
            "numberOfElements": len(content),
            "size": size,
            "content": content,
            "number": number,
            "sort": sort,
            "first": number == 0,
            "last": number == pages - 1,
            "empty": not content,
        }
        if name in PAGE_CHANGES:
            PAGE_CHANGES[name](page, number)
        if api == "new":
            told = ("size", "number", "totalElements", "totalPages")
            others = {key: value for key, value in page.items() if key in ("content", "hinweis")}
            page = {**others, "page": {key: page[key] for key in told}}
        return Reply(200, _json(page))


def source(base_url: str, api: Api, *places: Any, manners: Manners | None = None) -> OpenPvog:
    """The source for these municipalities, asking there."""
    endpoints = replace(KNOWN_ENDPOINTS[api], base=base_url)
    return OpenPvog(places, endpoints=endpoints, manners=manners or (IMPATIENT if "/!timeout" in base_url else QUICK))
