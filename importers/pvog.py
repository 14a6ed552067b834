"""PVOG Suchdienst: the online services valid in each municipality, from `/v1beta2/onlineservices`."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from catalogue import keys
from catalogue.lookup import Place
from catalogue.records import (
    Angebot,
    LeistungGenannt,
    Leistungsbeschreibung,
    Message,
    Onlinedienst,
    Parsed,
    Scope,
)
from catalogue.store import Delivery
from importers.http import Manners, Session, SourceError
from importers.source import Card, Fetched, Known

BASE_URL = "https://pvog.fitko.net/suchdienst/api"
CLIENT_ID_HEADER = "pvog-sud-api-client-id"

PAGE, TABLE, DETAIL = "Seite", "Tabelle", "Detail"
CSV_HEADING = ["ID-LB", "Leikaschlüssel", "Name", "Name2", "Updatedatum", "ID-OD", "Bezeichnung OD", "Links"]
KEY_FIELDS = ("leikakeys", "leikaKeys", "leikaIds", "leikaKey")

# What an answer may hold without being reported as new (Suchdienst v1beta2, as far as known).
PAGE_FIELDS = frozenset({"totalHits", "nextPageToken", "onlineservices", "hits"})
SERVICE_FIELDS = frozenset({"id", "name", "links", "serviceDescriptions"})
DESCRIPTION_FIELDS = frozenset({"id", "ars", "name", *KEY_FIELDS})

MAX_PAGES = 2000
MAX_LINK = 4000

_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
_HIDDEN = r"\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_WEB_LINK = re.compile(
    rf"https?://(?:[^{_HIDDEN}/?#@\\\[\]]+|\[[0-9a-f:.]+\](?::\d+)?)(?:[/?#][^{_HIDDEN}]*)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Endpoints:
    """Path prefixes of the Suchdienst; versions change every few months, so they are configuration."""

    base: str = BASE_URL
    services: str = "/v1beta2/onlineservices"
    table: str = "/v5/servicedescriptions/csv"
    detail: str = "/v6/servicedescriptions/{id}/detail"


class _NotUnderstoodError(Exception):
    """An answer that is not what its endpoint promises."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


def _whole_characters(data: Any) -> Any:
    """The same JSON with U+FFFD in place of halves of characters, which no file can hold."""
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, list):
        return [_whole_characters(entry) for entry in data]
    if isinstance(data, dict):
        return {_whole_characters(name): _whole_characters(value) for name, value in data.items()}
    return data


def _json(body: bytes) -> Any:
    """The JSON of a body; `_NotUnderstoodError` with the beginning of what came instead."""
    try:
        data = json.loads(body)
        return _whole_characters(data) if _HALF_CHARACTER.search(body) else data
    except (ValueError, RecursionError) as error:
        start = body[:80].decode("utf-8", errors="replace").strip()
        if start[:1] == "<":
            text = (
                f"Die Antwort ist HTML statt JSON (Anfang: {start}). "
                "Prüfen Sie die Basisadresse und ob ein Proxy dazwischen antwortet."
            )
            raise _NotUnderstoodError("pvog.html", text) from error
        raise _NotUnderstoodError(
            "pvog.json", f"Die Antwort ist kein vollständiges JSON ({error}). Versuchen Sie es noch einmal."
        ) from error


def _page(delivery: Delivery) -> dict[str, Any]:
    data = delivery.payload if delivery.payload is not None else _json(delivery.body)
    if not isinstance(data, dict) or not isinstance(data.get("onlineservices"), list):
        raise _NotUnderstoodError(
            "pvog.form", "Der Antwort fehlt die Liste „onlineservices“; die Schnittstelle hat sich vielleicht geändert."
        )
    return data


def read_table(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of the Suchdienst's CSV of service descriptions with their line numbers, heading left out.

    `|` separates, fields are not quoted but inner quotes are doubled, so a quoting CSV reader breaks (PVOG Suchdienst,
    real answer of 2025-01-20).
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if number > 1 and line:
            yield number, [cell.replace('""', '"') for cell in line.split("|")]


def table_keys(text: str) -> dict[str, str]:
    """Leistungsschlüssel by id, of each LB and of each OD that has exactly one, from the CSV of descriptions."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for _, cells in read_table(text):
        if len(cells) == len(CSV_HEADING) and keys.is_leistungsschluessel(cells[1]):
            found[cells[0]] = cells[1]
            if cells[5] and found.setdefault(cells[5], cells[1]) != cells[1]:
                several.add(cells[5])
    return {identifier: key for identifier, key in found.items() if identifier not in several}


def _description_keys(description: dict[str, Any]) -> list[str]:
    """Leistungsschlüssel that a service description of the list carries itself; the field's name is not documented."""
    for name in KEY_FIELDS:
        value = description.get(name)
        if isinstance(value, str) and value:
            return [value]
        if isinstance(value, list) and value:
            return [str(entry) for entry in value]
    return []


class Pvog:
    """Online services per municipality. One group = one municipality: pages, and CSV or details where keys lack."""

    card = Card(
        name="pvog",
        titel="Portalverbund Online-Gateway (PVOG), Suchdienst",
        herausgeber="FITKO; Redaktionen von Bund und Ländern",
        lizenz="nicht dokumentiert",
        url="https://pvog.fitko.net",
        standard="Suchdienst v1beta2",
        liefert="Onlinedienste je Kommune",
    )

    def __init__(
        self,
        places: Sequence[Place],
        *,
        endpoints: Endpoints | None = None,
        client_id: str | None = None,
        manners: Manners | None = None,
        parallel: int = 3,
        as_of: str | None = None,
    ) -> None:
        """`as_of` is the time (UTC) of recorded answers that are only played back; live answers have their own."""
        self._places = {place.ars: place for place in places}
        self._endpoints = endpoints or Endpoints()
        self._parallel = parallel
        self._as_of = as_of
        headers = {CLIENT_ID_HEADER: client_id} if client_id else {}
        self._session = Session(manners or Manners(), headers, parallel=parallel)

    def extent(self) -> dict[str, Any]:
        return {"ars": sorted(self._places), "basis": self._endpoints.base}

    def groups(self) -> int:
        return len(self._places)

    def fetch(self, known: Known, done: set[str]) -> Iterator[Fetched]:
        """Yield municipalities in order; a fatal error ends the run.

        Pages are fetched several municipalities at a time. Keys that the pages lack are looked up one municipality
        after the other, so that what is asked for, and with it the catalogue, does not depend on timing.
        """
        waiting = deque(place for place in self._places.values() if place.ars not in done)
        running: deque[Future[Fetched]] = deque()
        with ThreadPoolExecutor(self._parallel) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < 2 * self._parallel:
                        running.append(pool.submit(self._fetch_pages, waiting.popleft()))
                    fetched = running.popleft().result()
                    yield fetched if fetched.failure else self._fetch_missing_keys(fetched, known)
            finally:
                for future in running:
                    future.cancel()

    def _guarded(self, place: Place, deliveries: list[Delivery], work: Callable[[], None]) -> Fetched:
        """Do the work; what a bad answer leaves unfinished is a failure of this municipality alone, unless fatal."""
        failure = None
        try:
            work()
        except SourceError as error:
            if error.fatal:
                raise
            failure = Message("Fehler", error.code, error.text, place.ars, error.url)
        except _NotUnderstoodError as error:
            failure = Message("Fehler", error.code, error.text, place.ars, deliveries[-1].url)
        return Fetched(place.ars, deliveries, failure)

    def _fetch_pages(self, place: Place) -> Fetched:
        deliveries: list[Delivery] = []
        return self._guarded(place, deliveries, lambda: self._turn_pages(place, deliveries))

    def _fetch_missing_keys(self, fetched: Fetched, known: Known) -> Fetched:
        deliveries = list(fetched.deliveries)
        if not _missing(deliveries, known.service_keys):
            return fetched
        place = self._places[fetched.group]
        return self._guarded(place, deliveries, lambda: self._look_up_keys(place, deliveries, known))

    def _get(self, path: str, params: dict[str, str], place: Place, kind: str, deliveries: list[Delivery]) -> Delivery:
        answer = self._session.get(self._endpoints.base + path, params)
        fetched = self._as_of or answer.fetched
        delivery = Delivery(answer.url, answer.body, fetched, place.ars, kind, answer.content_type, answer.status)
        deliveries.append(delivery)
        return delivery

    def _turn_pages(self, place: Place, deliveries: list[Delivery]) -> None:
        tokens: set[str] = set()
        params = {"ars": place.ars}
        for _ in range(MAX_PAGES):
            delivery = self._get(self._endpoints.services, params, place, PAGE, deliveries)
            if delivery.status == 404 and "nextPageToken" in params:
                raise _NotUnderstoodError("pvog.seite_fehlt", "Eine angekündigte Seite gibt es nicht (404).")
            if delivery.status == 404:
                return
            data = _json(delivery.body)
            deliveries[-1] = delivery = _with_payload(delivery, data)
            token = _page(delivery).get("nextPageToken")
            if not token:
                return
            if token in tokens:
                raise _NotUnderstoodError(
                    "pvog.seitenmarke", "Die Marke der nächsten Seite wiederholt sich; das Blättern wurde beendet."
                )
            tokens.add(str(token))
            params = {"ars": place.ars, "nextPageToken": str(token)}
        raise _NotUnderstoodError(
            "pvog.seiten", f"Mehr als {MAX_PAGES} Seiten für eine Kommune; das Blättern wurde beendet."
        )

    def _look_up_keys(self, place: Place, deliveries: list[Delivery], known: Known) -> None:
        """Fetch the CSV of descriptions where a service lacks its key, then details of what the CSV lacks too."""
        table = self._get(self._endpoints.table, {"ars": place.ars}, place, TABLE, deliveries)
        if table.status != 404:
            known.service_keys.update(table_keys(table.body.decode("utf-8-sig", errors="replace")))
        for identifier in sorted(_missing(deliveries, known.service_keys)):
            if ".LB." not in identifier:
                continue
            path = self._endpoints.detail.format(id=quote(identifier, safe=""))
            detail = self._get(path, {"ars": place.ars}, place, DETAIL, deliveries)
            if detail.status != 404:
                known.service_keys.update(_detail_key(_json(detail.body)))

    def parse(self, group: str, deliveries: Sequence[Delivery], known: Known) -> Parsed:
        """One municipality's records. Its set is complete only where every page came and the count is as announced."""
        parsed = Parsed(stand=max(delivery.fetched for delivery in deliveries))
        place = self._places.get(group)
        ags = place.ags if place else keys.ags_of_ars(group)
        for delivery in deliveries:
            if delivery.status == 404:
                continue
            if delivery.kind == TABLE:
                _take_table(delivery, parsed, known)
            elif delivery.kind == DETAIL:
                _take_detail(delivery, parsed, known)
        pages = [delivery for delivery in deliveries if delivery.kind == PAGE and delivery.status != 404]
        taker = _ServiceTaker(ags, parsed, known.service_keys)
        for delivery in pages:
            try:
                data = _page(delivery)
            except _NotUnderstoodError as error:
                parsed.reject(error.code, error.text, objekt=group, ort=delivery.url)
                return parsed
            taker.take_page(data, delivery.url)
        announced = _page(pages[0]).get("totalHits") if pages else 0
        if announced is not None and announced != taker.seen:
            parsed.messages.append(
                Message(
                    "Warnung",
                    "pvog.anzahl",
                    "PVOG nennt eine andere Zahl von Onlinediensten, als es liefert. "
                    "Was geliefert wurde, ist übernommen, nichts wurde als verschwunden vermerkt.",
                    group,
                    f"genannt {announced}, geliefert {taker.seen}",
                )
            )
        elif not taker.incomplete:
            parsed.scopes.append(Scope("angebotsnachweise", {"ags": ags, "quelle": self.card.name}))
        if not taker.seen:
            parsed.messages.append(
                Message(
                    "Hinweis",
                    "pvog.leer",
                    "Für eine Kommune meldet PVOG keine Onlinedienste.",
                    group,
                    deliveries[0].url,
                )
            )
        return parsed


def _with_payload(delivery: Delivery, payload: Any) -> Delivery:
    return Delivery(
        delivery.url,
        delivery.body,
        delivery.fetched,
        delivery.group,
        delivery.kind,
        delivery.content_type,
        delivery.status,
        payload,
    )


def _services(delivery: Delivery) -> Iterator[dict[str, Any]]:
    if delivery.kind == PAGE and delivery.status != 404:
        yield from (item for item in _page(delivery)["onlineservices"] if isinstance(item, dict))


def _missing(deliveries: Sequence[Delivery], service_keys: dict[str, str]) -> set[str]:
    """Ids of descriptions, or of services without any, whose Leistungsschlüssel is not known."""
    missing = set()
    for delivery in deliveries:
        for service in _services(delivery):
            for description in _dicts(service.get("serviceDescriptions")) or [{}]:
                if not _description_keys(description):
                    identifier = str(description.get("id") or service.get("id") or "")
                    if identifier and identifier not in service_keys:
                        missing.add(identifier)
    return missing


def _dicts(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _detail_key(data: Any) -> dict[str, str]:
    found = _description_keys(data) if isinstance(data, dict) and data.get("id") else []
    return {str(data["id"]): found[0]} if found else {}


def _take_table(delivery: Delivery, parsed: Parsed, known: Known) -> None:
    text = delivery.body.decode("utf-8-sig", errors="replace")
    heading = text.split("\n", 1)[0].rstrip("\r").split("|")
    if heading != CSV_HEADING:
        parsed.messages.append(
            Message(
                "Warnung",
                "pvog.tabelle",
                f"Die Tabelle der Leistungsbeschreibungen hat andere Spalten: {' | '.join(heading)[:200]}",
                None,
                delivery.url,
            )
        )
        return
    for number, cells in read_table(text):
        where = f"{delivery.url}, Zeile {number}"
        identifier = keys.split_pvog_id(cells[0])
        if len(cells) != len(CSV_HEADING) or identifier is None:
            parsed.reject(
                "pvog.tabelle_zeile",
                "Eine Zeile der Tabelle der Leistungsbeschreibungen ist unvollständig.",
                objekt=cells[0],
                ort=where,
            )
        elif not keys.is_leistungsschluessel(cells[1]):
            parsed.reject(
                "pvog.schluessel", f"„{cells[1]}“ ist kein Leistungsschlüssel (14 Ziffern).", objekt=cells[0], ort=where
            )
        else:
            parsed.records += [
                LeistungGenannt(cells[1], keys.leistungstyp(cells[1]), cells[2] or None),
                Leistungsbeschreibung(
                    cells[0],
                    identifier.redaktion,
                    cells[1],
                    cells[3] or cells[2] or None,
                    _iso_time(cells[4]),
                    Pvog.card.name,
                ),
            ]
    known.service_keys.update(table_keys(text))


def _iso_time(text: str) -> str | None:
    """`DD.MM.YYYY HH:MM` (no zone given) as `YYYY-MM-DDTHH:MM`."""
    if len(text) != 16:
        return None
    return f"{text[6:10]}-{text[3:5]}-{text[0:2]}T{text[11:16]}"


def _take_detail(delivery: Delivery, parsed: Parsed, known: Known) -> None:
    try:
        data = _json(delivery.body)
    except _NotUnderstoodError as error:
        parsed.reject(error.code, error.text, ort=delivery.url)
        return
    for identifier, key in _detail_key(data).items():
        parts = keys.split_pvog_id(identifier)
        if parts is None or not keys.is_leistungsschluessel(key):
            parsed.reject(
                "pvog.schluessel",
                f"„{key}“ ist kein Leistungsschlüssel (14 Ziffern).",
                objekt=identifier,
                ort=delivery.url,
            )
            continue
        title, updated = data.get("name"), data.get("lastUpdate")
        parsed.records += [
            LeistungGenannt(key, keys.leistungstyp(key), None),
            Leistungsbeschreibung(
                identifier,
                parts.redaktion,
                key,
                str(title) if title else None,
                str(updated)[:16] if updated else None,
                Pvog.card.name,
            ),
        ]
        known.service_keys[identifier] = key


@lru_cache(maxsize=1 << 16)
def is_web_link(link: str) -> bool:
    """Whether a link is an http(s) URL that a browser could follow, without credentials, white space or control
    characters (those that change the direction of writing included)."""
    return len(link) <= MAX_LINK and _WEB_LINK.fullmatch(link) is not None


class _ServiceTaker:
    """Takes the online services of one municipality's pages."""

    def __init__(self, ags: str, parsed: Parsed, service_keys: dict[str, str]) -> None:
        self._ags = ags
        self._parsed = parsed
        self._service_keys = service_keys
        self._ids: set[str] = set()
        # What the table has named already keeps its name.
        self._leistungen = {record[0] for record in parsed.records if isinstance(record, LeistungGenannt)}
        self.incomplete = False

    @property
    def seen(self) -> int:
        """Distinct services met so far."""
        return len(self._ids)

    def take_page(self, data: dict[str, Any], url: str) -> None:
        self._report_new(data, PAGE_FIELDS, "der Seite", url)
        for position, service in enumerate(data["onlineservices"]):
            if isinstance(service, dict):
                self._take(service, url)
            else:
                self._reject("pvog.form", f"Eintrag {position} der Liste ist kein Onlinedienst.", None, url)

    def _reject(self, code: str, text: str, objekt: str | None, ort: str) -> None:
        self.incomplete = True
        self._parsed.reject(code, text, objekt=objekt, ort=ort)

    def _note(self, stufe: str, code: str, text: str, objekt: str | None, ort: str) -> None:
        self._parsed.messages.append(Message(stufe, code, text, objekt, ort))

    def _report_new(self, data: dict[str, Any], expected: frozenset[str], place: str, url: str) -> None:
        for name in data.keys() - expected:
            self._note(
                "Hinweis",
                "pvog.neues_feld",
                f"Unbekanntes Feld „{name}“ in {place}; die Rohlieferung enthält es.",
                name,
                url,
            )

    def _take(self, service: dict[str, Any], url: str) -> None:
        identifier = str(service.get("id"))
        parts = keys.split_pvog_id(identifier)
        if parts is None:
            self._reject(
                "pvog.ohne_kennung",
                "Ein Onlinedienst hat keine Kennung der Form Redaktion.OD.Nummer.",
                identifier if service.get("id") else None,
                url,
            )
            return
        if identifier in self._ids:
            self._note(
                "Hinweis",
                "pvog.doppelt",
                "Ein Onlinedienst kommt auf den Seiten einer Kommune mehrfach vor.",
                identifier,
                url,
            )
            return
        self._ids.add(identifier)
        if service.keys() - SERVICE_FIELDS:
            self._report_new(service, SERVICE_FIELDS, "einem Onlinedienst", url)
        leistungen = self._leistungen_of(service, identifier, url)
        if not leistungen:
            return
        link, reported = self._link(service, identifier, url)
        name = service.get("name")
        records = self._parsed.records
        records.append(
            Onlinedienst(identifier, parts.redaktion, str(name) if name else None, link, reported, None, Pvog.card.name)
        )
        for key in leistungen:
            if key not in self._leistungen:
                self._leistungen.add(key)
                records.append(LeistungGenannt(key, keys.leistungstyp(key), None))
            records.append(Angebot(self._ags, key, identifier, Pvog.card.name))

    def _link(self, service: dict[str, Any], identifier: str, url: str) -> tuple[str | None, str | None]:
        """The first usable link, and what was reported instead where there is none."""
        reported = [str(entry["uri"]).strip() for entry in _dicts(service.get("links")) if entry.get("uri")]
        usable = next((link for link in reported if is_web_link(link)), None)
        if usable is None and reported:
            self._note(
                "Warnung",
                "pvog.link",
                "Ein Onlinedienst hat einen Link, der keine Webadresse ist; er gilt als defekt.",
                identifier,
                url,
            )
        elif usable is None:
            self._note(
                "Warnung", "pvog.ohne_link", "Ein Onlinedienst hat keinen Link; er gilt als defekt.", identifier, url
            )
        return usable, None if usable or not reported else reported[0]

    def _leistungen_of(self, service: dict[str, Any], identifier: str, url: str) -> list[str]:
        found: dict[str, None] = {}
        wrong = 0
        for description in _dicts(service.get("serviceDescriptions")) or [{}]:
            if description.keys() - DESCRIPTION_FIELDS:
                self._report_new(description, DESCRIPTION_FIELDS, "einer Leistungsbeschreibung", url)
            named = _description_keys(description)
            if not named:
                reference = str(description.get("id") or identifier)
                named = [self._service_keys[reference]] if reference in self._service_keys else []
            for key in named:
                if keys.is_leistungsschluessel(key):
                    found[key] = None
                else:
                    wrong += 1
                    self._reject(
                        "pvog.schluessel", f"„{key}“ ist kein Leistungsschlüssel (14 Ziffern).", identifier, url
                    )
        if not found and not wrong:
            self._reject(
                "pvog.ohne_leistung",
                "Zu einem Onlinedienst ließ sich keine Leistung finden, weder im Eintrag noch in Tabelle oder Detail.",
                identifier,
                url,
            )
        return list(found)
