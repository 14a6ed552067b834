"""Answers of the PVOG Suchdienst and the records that follow: pages of online services, the CSV of descriptions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from catalogue import keys
from catalogue.records.angebote import Angebot, Onlinedienst
from catalogue.records.leistungen import LeistungGenannt, Leistungsbeschreibung
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from catalogue.weblinks import is_web_link
from importers.pvog import suchdienst_fields
from importers.web.answers import NotUnderstoodError, parse_json
from importers.web.fields import names_in, with_declared_names

SOURCE = "pvog"
PAGE, TABLE, DETAIL = "Seite", "Tabelle", "Detail"
_PAGE_NAMES = frozenset(names_in(suchdienst_fields.SERVICES))
_SERVICE_NAMES = frozenset(names_in(suchdienst_fields.SERVICES, "onlineservices[]"))
_DESCRIPTION_NAMES = frozenset(names_in(suchdienst_fields.SERVICES, "onlineservices[].serviceDescriptions[]"))


class TableRow(NamedTuple):
    """A row of the CSV of descriptions; the last three cells are empty where a description has no online service."""

    description: str
    key: str
    leika_name: str
    title: str
    updated: str
    service: str
    service_name: str
    links: str


def read_page(delivery: Delivery) -> dict[str, Any]:
    """A page as JSON object with its list `onlineservices`; `NotUnderstoodError` where it is not one."""
    if delivery.payload is not None:
        return cast(dict[str, Any], delivery.payload)
    data = with_declared_names(parse_json(delivery.body, SOURCE), suchdienst_fields.SERVICES)
    if not isinstance(data, dict) or not isinstance(data.get("onlineservices"), list):
        raise NotUnderstoodError(
            "pvog.form", "Der Antwort fehlt die Liste „onlineservices“; die Schnittstelle hat sich vielleicht geändert."
        )
    return data


def read_table(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of the Suchdienst's CSV of service descriptions with their line numbers, heading left out.

    `|` separates, fields are not quoted but inner quotes are doubled, so a quoting CSV reader breaks (PVOG Suchdienst,
    real answer of 2025-01-20).
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if number > 1 and line.strip():
            yield number, [cell.replace('""', '"') for cell in line.removesuffix("\r").split("|")]


def table_keys(text: str) -> dict[str, tuple[str, ...]]:
    """Leistungsschlüssel by id, of each LB and of each OD that has exactly one, from the CSV of descriptions."""
    found: dict[str, tuple[str, ...]] = {}
    several: set[str] = set()
    for _, cells in read_table(text):
        row = _row_of(cells)
        if row is not None and keys.is_leistungsschluessel(row.key):
            found[row.description] = (row.key,)
            if row.service and found.setdefault(row.service, (row.key,)) != (row.key,):
                several.add(row.service)
    return {identifier: named for identifier, named in found.items() if identifier not in several}


def add_table_keys(service_keys: dict[str, tuple[str, ...]], text: str) -> None:
    """Learn from the CSV of descriptions, which names one Leistungsschlüssel of each: what is known with it stays."""
    for identifier, named in table_keys(text).items():
        if named[0] not in service_keys.get(identifier, ()):
            service_keys[identifier] = named


def _row_of(cells: list[str]) -> TableRow | None:
    return TableRow(*cells) if len(cells) == len(TableRow._fields) else None


def keys_in(description: dict[str, Any]) -> list[str]:
    """The Leistungsschlüssel that a description carries itself, in a list or as the only one."""
    value = description.get("leikakeys")
    if isinstance(value, str) and value:
        return [value]
    return [str(entry) for entry in value] if isinstance(value, list) else []


def _services(delivery: Delivery) -> Iterator[dict[str, Any]]:
    if delivery.kind == PAGE and delivery.status != 404:
        yield from (item for item in read_page(delivery)["onlineservices"] if isinstance(item, dict))


def missing_keys(deliveries: Sequence[Delivery], service_keys: Mapping[str, Sequence[str]]) -> set[str]:
    """Ids of descriptions, or of services without any, whose Leistungsschlüssel is not known."""
    missing = set()
    for delivery in deliveries:
        for service in _services(delivery):
            for description in dicts(service.get("serviceDescriptions")) or [{}]:
                if not keys_in(description):
                    identifier = str(description.get("id") or service.get("id") or "")
                    if identifier and identifier not in service_keys:
                        missing.add(identifier)
    return missing


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects in a list; empty where it is none."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def described(
    deliveries: Sequence[Delivery], service_keys: Mapping[str, tuple[str, ...]], offered: Collection[str]
) -> list[str]:
    """Ids of the descriptions valid in a municipality whose Leistung is offered online, there or anywhere, in order."""
    found: dict[str, Sequence[str]] = {}
    here: set[str] = set()
    for delivery in deliveries:
        for service in _services(delivery):
            for description in dicts(service.get("serviceDescriptions")):
                identifier = str(description.get("id") or "")
                found[identifier] = keys_in(description) or service_keys.get(identifier, ())
                here.update(found[identifier])
        if delivery.kind == TABLE and delivery.status != 404:
            table = table_keys(decoded(delivery))
            for identifier, named in table.items():
                if ".LB." in identifier:
                    found[identifier] = (*found.get(identifier, ()), *named)
    wanted = here.union(offered)
    return sorted(identifier for identifier, named in found.items() if identifier and not wanted.isdisjoint(named))


def decoded(delivery: Delivery) -> str:
    """The text of a CSV; what is not UTF-8 is replaced (a message says so)."""
    return delivery.body.decode("utf-8-sig", errors="replace")


def read_detail(delivery: Delivery) -> Any:
    """The detail of a description as JSON; `NotUnderstoodError` where it is none."""
    return with_declared_names(parse_json(delivery.body, SOURCE), suchdienst_fields.DETAIL)


def detail_keys(data: Any) -> dict[str, tuple[str, ...]]:
    """The id of a description's detail and its Leistungsschlüssel; empty where either is missing."""
    found = keys_in(data) if isinstance(data, dict) and data.get("id") else []
    return {str(data["id"]): tuple(dict.fromkeys(found))} if found else {}


def _take_table(delivery: Delivery, parsed: Parsed, service_keys: dict[str, tuple[str, ...]]) -> None:
    text = decoded(delivery)
    if "\ufffd" in text:
        wrong = "Die Tabelle der Leistungsbeschreibungen ist nicht in UTF-8; einzelne Zeichen sind ersetzt."
        parsed.messages.append(Message("Warnung", "pvog.zeichen", wrong, None, delivery.url))
    heading = text.split("\n", 1)[0].rstrip("\r").split("|")
    if not _is_known(heading):
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
        row = _row_of(cells)
        if row is None or identifier is None:
            parsed.reject(
                "pvog.tabelle_zeile",
                "Eine Zeile der Tabelle der Leistungsbeschreibungen ist unvollständig.",
                objekt=cells[0],
                ort=where,
            )
        elif not keys.is_leistungsschluessel(row.key):
            wrong_key = f"„{row.key}“ ist kein Leistungsschlüssel (14 Ziffern)."
            parsed.reject("pvog.schluessel", wrong_key, objekt=row.description, ort=where)
        else:
            title, updated = row.title or row.leika_name or None, _iso_time(row.updated)
            parsed.records += [
                LeistungGenannt(row.key, keys.leistungstyp(row.key), row.leika_name or None),
                Leistungsbeschreibung(row.description, identifier.redaktion, row.key, title, updated, SOURCE),
            ]
    add_table_keys(service_keys, text)


def _is_known(heading: list[str]) -> bool:
    """Whether the table has the declared columns in their order, each under one of its names."""
    declared = suchdienst_fields.TABLE
    return len(heading) == len(declared) and all(
        cell in (field.name, *field.other_names) for cell, field in zip(heading, declared, strict=True)
    )


def _iso_time(text: str) -> str | None:
    """`DD.MM.YYYY HH:MM` (no zone given) as `YYYY-MM-DDTHH:MM`."""
    if len(text) != 16:
        return None
    return f"{text[6:10]}-{text[3:5]}-{text[0:2]}T{text[11:16]}"


def take_place(
    ags: str, group: str, deliveries: Sequence[Delivery], parsed: Parsed, service_keys: dict[str, tuple[str, ...]]
) -> None:
    """Add one municipality's records. Its set is complete only where every page came and the count is as announced."""
    for delivery in deliveries:
        if delivery.kind == TABLE and delivery.status != 404:
            _take_table(delivery, parsed, service_keys)
    pages = [delivery for delivery in deliveries if delivery.kind == PAGE and delivery.status != 404]
    collector = _ServiceCollector(ags, parsed, service_keys)
    totals: list[Any] = []
    for delivery in pages:
        if "json" not in (delivery.content_type or "json"):
            text = f"Die Antwort nennt sich {delivery.content_type}; gelesen ist sie als JSON."
            parsed.messages.append(Message("Hinweis", "pvog.inhaltstyp", text, group, delivery.url))
        try:
            data = read_page(delivery)
        except NotUnderstoodError as error:
            parsed.reject(error.code, error.text, objekt=group, ort=delivery.url)
            return
        collector.take_page(data, delivery.url)
        totals.append(data.get("totalHits"))
    totals = totals or [0]
    announced = next((total for total in reversed(totals) if total != totals[0]), totals[0])
    if announced is not None and announced != collector.seen:
        parsed.messages.append(
            Message(
                "Warnung",
                "pvog.anzahl",
                "PVOG nennt eine andere Zahl von Onlinediensten, als es liefert. "
                "Was geliefert wurde, ist übernommen, nichts wurde als verschwunden vermerkt.",
                group,
                f"genannt {announced}, geliefert {collector.seen}",
            )
        )
    elif not collector.incomplete:
        parsed.scopes.append(Scope("angebotsnachweise", {"ags": ags, "quelle": SOURCE}))
    parsed.empty = not collector.seen
    if parsed.empty:
        parsed.messages.append(
            Message(
                "Hinweis",
                "pvog.leer",
                "Für eine Kommune meldet PVOG keine Onlinedienste.",
                group,
                deliveries[0].url,
            )
        )


class _ServiceCollector:
    """Takes the online services of one municipality's pages."""

    def __init__(self, ags: str, parsed: Parsed, service_keys: dict[str, tuple[str, ...]]) -> None:
        self._ags = ags
        self._parsed = parsed
        self._service_keys = service_keys
        self._ids: set[str] = set()
        # What the table has named already keeps its name.
        self._leistungen = {
            record.leistungsschluessel for record in parsed.records if isinstance(record, LeistungGenannt)
        }
        self.incomplete = False

    @property
    def seen(self) -> int:
        """Distinct services met so far."""
        return len(self._ids)

    def take_page(self, data: dict[str, Any], url: str) -> None:
        self._report_new(data, _PAGE_NAMES, "der Seite", url)
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
        self._report_new(service, _SERVICE_NAMES, "einem Onlinedienst", url)
        leistungen = self._leistungen_of(service, identifier, url)
        if not leistungen:
            return
        link, reported = self._link(service, identifier, url)
        name = service.get("name")
        if name is not None and not isinstance(name, str):
            self._note("Warnung", "pvog.typ", "Der Name eines Onlinedienstes ist kein Text.", identifier, url)
            name = None
        records = self._parsed.records
        records.append(Onlinedienst(identifier, parts.redaktion, name or None, link, reported, None, SOURCE))
        for key in leistungen:
            if key not in self._leistungen:
                self._leistungen.add(key)
                records.append(LeistungGenannt(key, keys.leistungstyp(key), None))
            records.append(Angebot(self._ags, key, identifier, SOURCE))

    def _link(self, service: dict[str, Any], identifier: str, url: str) -> tuple[str | None, str | None]:
        """The first usable link, and what was reported instead where there is none."""
        reported = [str(entry["uri"]).strip() for entry in dicts(service.get("links")) if entry.get("uri")]
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
        for description in dicts(service.get("serviceDescriptions")) or [{}]:
            self._report_new(description, _DESCRIPTION_NAMES, "einer Leistungsbeschreibung", url)
            named = keys_in(description)
            if not named:
                reference = str(description.get("id") or identifier)
                named = list(self._service_keys.get(reference, ()))
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
