"""A FIM portal on the loopback interface, answering as its OpenAPI 0.24.0 says; its faults are asked for by name."""

import json
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from importers.sample.loopback import Loopback, Reply, Request, edition
from tests.importers.codelisten.test_genericode import LIST as FARBEN
from tests.importers.fim.documents import code, export, feld, klasse, prozess, schema, steckbrief, stelle
from tests.importers.xzufi.documents import DIENST, leistung, transfer
from tests.simulators.misbehaviour import spoil

HUND, HUNDE, GEBURT, FREMD = "99102013104000", "99102013000000", "99027002012000", "99999001001000"
OLD, NEW = "2020-01-01T08:00:00Z", "2026-11-01T08:00:00Z"
V0, V1 = "/api/v0", "/api/v1"
NOT_FOUND = Reply(404, b'{"detail":"Not Found"}')
XML = "application/xml"
Entry = dict[str, Any]

# The lists that the OpenAPI has under v1; all others are under v0.
UNDER_V1 = frozenset({"/schemas", "/document-profiles"})
BY_CURSOR = frozenset({"/online-service"})


def a_steckbrief(key: str, title: str = "Hundesteuer", **more: Any) -> Entry:
    return {
        "leistungsschluessel": key,
        "title": title,
        "leistungsbezeichnung": f"{title} (LeiKa)",
        "leistungsbezeichnung_2": f"{title} anmelden",
        "freigabe_status": 6,
        "rechtsgrundlagen": "§ 1 Satzung\n§ 2 Satzung",
        "leistungsadressat": ["001"],
        "leistungstyp": "lo" if key.endswith("000000") else "lov",
        "typisierung": ["4b", "5"],
        "ozg": {
            "id": "10262",
            "leistung": "Hundesteuer",
            "themenfeld": "engagement_hobby",
            "themenfeld_label": "Hobby",
            "vollzugsbehoerden": [],
        },
        "sdg_informationsbereiche": ["0000000", "1010100"],
        "klassifizierung": [{"list_uri": "urn:xoev-de:fim:codeliste:pvlagen", "value": "1130300"}],
        "leistung_stammtexte": [{"id": "1"}, {"id": "2"}],
        "prozessklasse": {"id": key, "version": "01.00.00"},
        "geaendert_datum_zeit": NEW,
        **more,
    }


def a_stammtext(number: int, *named: str, redaktion: str = "L100038", changed: str = NEW) -> Entry:
    return {
        "redaktion_id": redaktion,
        "leistung_id": str(number),
        "source": "landesredaktion",
        "title": f"Text {number}",
        "leistungsschluessel": list(named),
        "leistungstyp": "lov",
        "leistungsadressat": ["001"],
        "typisierung": ["5"],
        "freigabe_status": None,
        "leistungsbezeichnung": None,
        "leistungsbezeichnung_2": None,
        "kurztext": None,
        "volltext": None,
        "rechtsgrundlagen": None,
        "erstellt_datum_zeit": OLD,
        "geaendert_datum_zeit": changed,
        "klassifizierung": [],
        "ozg": [],
        "fts_match": None,
    }


def an_element(identifier: str, version: str = "1.0.0", *, changed: str = NEW, **more: Any) -> Entry:
    return {
        "fim_id": identifier,
        "fim_version": version,
        "nummernkreis": "00000",
        "name": f"{identifier} (Name)",
        "beschreibung": None,
        "definition": None,
        "freigabe_status": 5,
        "freigabe_status_label": "fachlich freigegeben (silber)",
        "status_gesetzt_am": "2026-01-31",
        "status_gesetzt_durch": None,
        "gueltig_ab": None,
        "gueltig_bis": None,
        "xdf_version": "3.0.0",
        "bezug": ["§ 1"],
        "versionshinweis": None,
        "stichwort": [],
        "letzte_aenderung": changed,
        "last_update": changed,
        "bezeichnung": f"{identifier} (Bezeichnung)",
        "veroeffentlichungsdatum": None,
        "is_latest": True,
        "fts_match": None,
        **more,
    }


def a_schema(identifier: str, version: str = "1.0.0", **more: Any) -> Entry:
    return an_element(identifier, version, steckbrief_id="D99000000001", bezug_components=[], **more)


def a_profile(identifier: str, version: str = "1.0.0", **more: Any) -> Entry:
    return an_element(identifier, version, ist_abstrakt=False, dokumentart="001", hilfetext=None, **more)


def a_codelist(uri: str, url: str | None, number: int = 1) -> Entry:
    return {
        "id": number,
        "url": url,
        "short_name": "farben",
        "long_name": None,
        "genericode_canonical_version_uri": uri,
        "is_external": False,
    }


def stock() -> dict[str, list[Entry]]:
    """Entries of every list; the portal knows more than is offered anywhere."""
    return {
        "/leistung-steckbriefe": [
            a_steckbrief(HUND),
            a_steckbrief(HUNDE, "Hunde"),
            a_steckbrief(GEBURT, "Geburtsurkunde"),
            a_steckbrief(FREMD, "Fremdes"),
        ],
        "/leistung-stammtexte": [a_stammtext(1, HUND), a_stammtext(2, HUND, GEBURT), a_stammtext(3, FREMD)],
        "/online-service": [{"redaktion_id": "L100038", "id": str(number)} for number in (77, 78, 79)],
        "/schemas": [
            a_schema("S00000000001"),
            a_schema("S00000000002"),
            a_schema("S00000000002", "0.9.0", is_latest=False),
            a_schema("S00000000003"),
        ],
        "/document-profiles": [a_profile("D00000000007")],
        "/processclasses": [
            {"id": key, "version": "01.00.00", "name": "Anmeldung", "freigabe_status": 6} for key in (HUND, FREMD)
        ],
        "/processes": [
            {
                "id": key,
                "version": "01.00.00",
                "detaillierungsstufe": "101",
                "name": "Anmeldung",
                "freigabe_status": 5,
            }
            for key in (HUND, FREMD)
        ],
        "/code-lists": [
            a_codelist("urn:beispiel:farben_2", "/immutable/farben.xml"),
            a_codelist("urn:ohne_1", None, 2),
        ],
    }


def documents() -> dict[str, Reply]:
    """The documents by path; process classes come as a text in JSON, as the OpenAPI says."""
    found = {
        f"{V0}/leistung-stammtexte/L100038/{number}/landesredaktion/xzufi": transfer(leistung(number, key=key))
        for number, key in ((1, HUND), (2, HUND), (3, FREMD))
    }
    for number in (77, 78, 79):
        service = DIENST.replace(">77<", f">{number}<")
        found[f"{V0}/online-service/L100038/{number}/xzufi"] = transfer(service)
    for identifier in ("S00000000001", "S00000000002"):
        body = schema(stelle("1:1", feld("F00000000001", "Name")), identifier=identifier)
        found[f"{V1}/schemas/{identifier}/1.0.0/xdf"] = body.encode()
    body = schema(stelle("1:1", feld("F00000000001", "Name")), identifier="S00000000002", version="0.9.0")
    found[f"{V1}/schemas/S00000000002/0.9.0/xdf"] = body.encode()
    found[f"{V1}/document-profiles/D00000000007/1.0.0/xdf"] = steckbrief(f"({HUND})").encode()
    status = f"<zustandsangaben>{code('status', '6')}</zustandsangaben>"
    for key in (HUND, FREMD):
        process = export(prozesse=prozess(key)).replace("</prozess>", f"{status}</prozess>")
        found[f"{V0}/processes/{key}/01.00.00/101/xprozess"] = process.encode()
    found["/immutable/farben.xml"] = FARBEN.encode()
    replies = {path: Reply(200, body, XML) for path, body in found.items()}
    for key in (HUND, FREMD):
        text = export(klassen=klasse(key, more=status))
        replies[f"{V0}/processclasses/{key}/01.00.00/xprozess"] = Reply(200, json.dumps(text).encode())
    return replies


KEYS = ("leistungsschluessel", "redaktion_id", "fim_id", "id", "genericode_canonical_version_uri")
OTHER_TYPES = {"title": 7, "typisierung": {"a": 1}, "ozg": "x", "bezeichnung": ["x"], "freigabe_status": [6], "url": 7}
# What is put into, or taken from, the first entry of a page.
ENTRY_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "path-id": {"leistungsschluessel": "..", "leistung_id": "../../x", "fim_id": "..", "id": ".."},
    "unknown-value": {"freigabe_status": 9, "typisierung": ["13"], "xdf_version": "4.0"},
    "other-type": OTHER_TYPES,
    "foreign-link": {"url": "http://127.0.0.1:9/geheim"},
    "no-link": {"url": "javascript:alert(1)"},
}
PAGE_FAULTS = {
    "no-id",
    "new-field",
    "twice",
    "not-objects",
    "shrinking-total",
    "growing-total",
    "cycling-cursor",
    "no-items",
    "text-total",
}
LIST_FAULTS = {"ignored-filter", "repeated-page", "other-offset", "empty-page"}


class FimService:
    """The portal while the context lasts; entering it gives its base URL.

    `faults` are names, each alone or with the path that it concerns: `html@/schemas`. They act on lists, those of
    `tests.simulators.misbehaviour` also on documents if the path is one. `requests` are the targets asked for,
    `answers` the same with the status of the answer.
    """

    def __init__(self, *faults: str, page_size: int = 200) -> None:
        self.lists = stock()
        self.documents = documents()
        self.faults = set(faults)
        self.page_size = page_size
        self.requests: list[str] = []
        self.answers: list[tuple[str, int]] = []
        self._spoiled: Counter[str] = Counter()
        self._loopback = Loopback(self._answer)

    def forget(self) -> None:
        """Forget what was asked so far."""
        self.requests.clear()
        self.answers.clear()

    def reply(self, target: str) -> Reply:
        """The answer to one request."""
        self.requests.append(target)
        parts = urlsplit(target)
        path = unquote(parts.path)
        parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
        prefix, name = path[: len(V0)], path[len(V0) :]
        if name not in self.lists or prefix not in (V0, V1):
            moved = path.replace(V0, V1) if "v1-missing" in self.faults else path
            return self._spoil(path, self.documents.get(path, self.documents.get(moved, NOT_FOUND)))
        faults = {fault.partition("@")[0] for fault in self.faults if fault.partition("@")[2] in ("", name)}
        there = V0 if "v1-missing" in faults or name not in UNDER_V1 else V1
        if prefix != there or "http404" in faults:
            return NOT_FOUND
        page = self._by_cursor(name, parameters) if name in BY_CURSOR else self._by_offset(name, parameters, faults)
        for fault in sorted(faults):
            _change(page, fault, parameters)
        return self._spoil(name, Reply(200, json.dumps(page).encode()))

    def _by_offset(self, name: str, parameters: Mapping[str, str], faults: set[str]) -> Entry:
        given = {} if "ignored-filter" in faults else parameters
        items = [item for item in self.lists[name] if _fits(item, given)]
        offset, limit = int(parameters.get("offset", 0)), int(parameters.get("limit", 200))
        assert 1 <= limit <= 200
        start = 0 if "repeated-page" in faults else len(items) if "empty-page" in faults and offset else offset
        found = items[start : start + min(limit, self.page_size)]
        shown = offset + 1 if "other-offset" in faults else offset
        return {"items": found, "offset": shown, "limit": limit, "count": len(found), "total_count": len(items)}

    def _by_cursor(self, name: str, parameters: Mapping[str, str]) -> Entry:
        start, limit = int(parameters.get("cursor", 0)), int(parameters.get("limit", 200))
        end = start + min(limit, self.page_size)
        found = self.lists[name][start:end]
        more = end if end < len(self.lists[name]) else None
        return {"items": found, "limit": limit, "count": len(found), "next_cursor": more}

    def _spoil(self, path: str, reply: Reply) -> Reply:
        for fault in sorted(self.faults):
            name, _, only = fault.partition("@")
            if name in ENTRY_CHANGES or name in PAGE_FAULTS or name in LIST_FAULTS or name in ("v1-missing", "http404"):
                continue
            if only in ("", path):
                earlier = self._spoiled[fault]
                self._spoiled[fault] += 1
                return spoil(name, reply, earlier)
        return reply

    def _answer(self, request: Request) -> Reply:
        reply = edition(self.reply(request.target), request.headers.get("If-None-Match"))
        self.answers.append((request.target, reply.status))
        return reply

    def __enter__(self) -> str:
        return self._loopback.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loopback.__exit__(kind, error, trace)


def _fits(item: Entry, parameters: Mapping[str, str]) -> bool:
    """Whether an entry passes the filters."""
    named = item.get("leistungsschluessel", [])
    changed = str(item.get("last_update", item.get("geaendert_datum_zeit", NEW)))
    wanted = parameters.get("leistungsschluessel", "")
    return (
        any(wanted in key for key in ([named] if isinstance(named, str) else named or [wanted]))
        and changed >= parameters.get("updated_since", "")
        and ("is_latest" not in parameters or item.get("is_latest", True))
    )


def _change(page: Entry, name: str, parameters: Mapping[str, str]) -> None:
    """Spoil a page."""
    items = page["items"]
    if name in ENTRY_CHANGES and items:
        changes = {field: value for field, value in ENTRY_CHANGES[name].items() if field in items[0]}
        page["items"] = [{**items[0], **changes}, *items[1:]]
    elif name == "new-field" and items:
        page["items"] = [{**items[0], "ganz_neu": 1}, *items[1:]]
    elif name == "no-id" and items:
        page["items"] = [{field: value for field, value in items[0].items() if field not in KEYS}, *items[1:]]
    elif name == "twice":
        page["items"] = [*items[:1], *items]
    elif name == "not-objects":
        page["items"] = ["Eintrag", *items]
    elif name == "shrinking-total" and parameters.get("offset") != "0":
        page["total_count"] -= 1
    elif name == "growing-total" and parameters.get("offset") != "0":
        page["total_count"] += 1
    elif name == "cycling-cursor":
        page["next_cursor"] = 1
    elif name == "no-items":
        page["entries"] = page.pop("items")
    elif name == "text-total":
        page["total_count"] = "viele"
