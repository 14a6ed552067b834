"""Entries of the FIM portal's lists as records: Steckbriefe in full, of Datenschemata and Dokumentsteckbriefe the
status."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from catalogue import keys
from catalogue.codes import codes_in
from catalogue.records.fim import DatenschemaGelistet, DokumentsteckbriefGelistet, Leistungssteckbrief
from catalogue.records.kind import Record
from catalogue.records.leistungen import LeistungFim
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from importers.fim.documents import day, lines
from importers.fim.lists import PAGE_NAMES, Item, PortalList, contradicted, trusted_link
from importers.fim.pages import read_page
from importers.web.answers import NotUnderstoodError
from importers.web.fields import names_in

SOURCE = "fim"
STATUS = frozenset("12345678")
TYPES = frozenset({"LO", "LOV", "LOVD"})
TYPISIERUNGEN = frozenset("1 2 2a 2b 3 3a 3b 2/3 2/3a 2/3b 4 4a 4b 5 6 7 8 9 10 11 12".split())
NO_SDG_AREA = "0000000"
# The names of the OZG catalogue, so that a Themenfeld is called the same whoever names it.
THEMENFELDER = {
    "mobilitaet_reisen": "Mobilität & Reisen",
    "bildung": "Bildung",
    "engagement_hobby": "Engagement & Hobby",
    "ein_auswanderung": "Ein- & Auswanderung",
    "unternehmensfuehrung_entwicklung": "Unternehmensführung & -entwicklung",
    "steuern_zoll": "Steuern & Zoll",
    "umwelt": "Umwelt",
    "arbeit_ruhestand": "Arbeit & Ruhestand",
    "familie_kind": "Familie & Kind",
    "querschnittsleistungen": "Querschnitt",
    "bauen_wohnen": "Bauen & Wohnen",
    "forschung_foerderung": "Forschung & Förderung",
    "gesundheit": "Gesundheit",
    "recht_ordnung": "Recht & Ordnung",
}
_STANDARDS = {"2.0": "XDatenfelder 2.0", "3.0.0": "XDatenfelder 3.0.0"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHOWN = 100

FILTERS = {
    "leistungsschluessel": "der Leistungsschlüssel",
    "updated_since": "der Zeitpunkt der letzten Änderung",
    "is_latest": "die neueste Version",
}


def params_of(url: str) -> dict[str, str]:
    """The parameters that a link was asked with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def read_list(portal_list: PortalList, deliveries: Sequence[Delivery], wanted: frozenset[str] | None) -> Parsed:
    """Records and messages of the pages of one list; `wanted` are the Leistungen that count (None: all).

    A list that was asked for one Leistung is taken over whatever is wanted.
    """
    parsed = Parsed(stand=max(delivery.fetched for delivery in deliveries))
    collector = _EntryCollector(portal_list, parsed, wanted)
    for delivery in deliveries:
        try:
            collector.take_page(read_page(portal_list, delivery), delivery.url)
        except NotUnderstoodError as error:
            parsed.reject(error.code, error.text, ort=delivery.url)
    collector.finish([params_of(delivery.url) for delivery in deliveries], deliveries[0].url)
    return parsed


class _Fields:
    """The fields of one entry; what is not of the expected type is left out and reported."""

    def __init__(self, item: Item, report: Callable[[str, str], None]) -> None:
        self._item = item
        self._report = report

    def _wrong(self, name: str) -> None:
        self._report(
            "fim.typ", f"Das Feld „{name}“ hat einen anderen Typ als erwartet; was darin steht, wurde nicht übernommen."
        )

    def text(self, *names: str) -> str | None:
        """The first text that any of these fields holds."""
        for name in names:
            value = self._item.get(name)
            if isinstance(value, str):
                if value.strip():
                    return value.strip()
            elif value is not None:
                self._wrong(name)
        return None

    def texts(self, name: str) -> list[str]:
        """Several texts, as a list or as codes in one text."""
        value = self._item.get(name)
        if isinstance(value, str):
            return codes_in(value)
        if not isinstance(value, (list, type(None))):
            self._wrong(name)
            return []
        if any(not isinstance(part, str) for part in value or ()):
            self._wrong(name)
        return [part.strip() for part in value or () if isinstance(part, str) and part.strip()]

    def objects(self, name: str) -> list["_Fields"]:
        """Several objects, or one that does not stand in a list."""
        value = self._item.get(name)
        parts = [value] if isinstance(value, Mapping) else value
        if not isinstance(parts, (list, type(None))):
            self._wrong(name)
            return []
        if any(not isinstance(part, Mapping) for part in parts or ()):
            self._wrong(name)
        return [_Fields(part, self._report) for part in parts or () if isinstance(part, Mapping)]

    def number_of(self, name: str) -> int | None:
        """How many a list holds; None where there is no list."""
        value = self._item.get(name)
        if isinstance(value, list):
            return len(value)
        if value is not None:
            self._wrong(name)
        return None

    def identifier(self, name: str) -> str | None:
        """A text, or the `id` of an object."""
        value = self._item.get(name)
        return (
            self.text(name)
            if isinstance(value, (str, type(None)))
            else _first(f.text("id") for f in self.objects(name))
        )

    def status(self) -> str | None:
        """The Freigabestatus, a number from 1 to 8."""
        value = self._item.get("freigabe_status")
        if value is None:
            return None
        if not isinstance(value, (int, str)) or isinstance(value, bool):
            self._wrong("freigabe_status")
            return None
        return self.code("freigabe_status", str(value)[:_SHOWN], STATUS)

    def code(self, name: str, value: str | None, allowed: Collection[str]) -> str | None:
        """A code; one that is not allowed is taken over and reported."""
        if value is not None and value not in allowed:
            self._report(
                "fim.wert",
                f"Der Wert „{value[:_SHOWN]}“ im Feld „{name}“ ist nicht bekannt; er wurde übernommen, wie er ist.",
            )
        return value

    def codes(self, name: str, allowed: Collection[str]) -> str | None:
        """Several codes with blanks between them."""
        return " ".join(str(self.code(name, value, allowed)) for value in self.texts(name)) or None


def _first(texts: Iterator[str | None]) -> str | None:
    return next((text for text in texts if text), None)


class _EntryCollector:
    """Takes the entries of one list."""

    def __init__(self, portal_list: PortalList, parsed: Parsed, wanted: frozenset[str] | None) -> None:
        self._list = portal_list
        self._names = frozenset(names_in(portal_list.page_fields, "items[]"))
        self._parsed = parsed
        self._wanted = wanted
        self._taken: dict[tuple[str, ...], Item] = {}
        self._entries = 0
        self._announced: int | None = None
        # Where the portal delivers everything instead of a Leistung, no further page is asked for.
        self._stopped = False

    def take_page(self, data: dict[str, Any], url: str) -> None:
        """Take over what a page holds."""
        self._report_new(data, PAGE_NAMES, "einer Seite", url)
        announced = data.get("total_count")
        self._announced = announced if isinstance(announced, int) else self._announced
        params = params_of(url)
        for item in data["items"]:
            self._entries += 1
            if isinstance(item, dict):
                self._take(item, params, url)
            else:
                self._parsed.reject("fim.form", f"Ein Eintrag der Liste ist kein {self._list.titel}.", ort=url)

    def finish(self, asked: Sequence[Mapping[str, str]], url: str) -> None:
        """Say what the list as a whole is like; the list of everything is a complete set."""
        if self._announced is not None and self._announced != self._entries and not self._stopped:
            text = "Eine Liste enthält nicht so viele Einträge, wie sie angibt; übernommen ist, was sie enthält."
            place = f"{url}, angegeben {self._announced}, enthalten {self._entries}"
            self._parsed.messages.append(Message("Warnung", "fim.anzahl", text, None, place))
        filtered = any(params.keys() & FILTERS.keys() for params in asked)
        if not self._entries and not any("updated_since" in params for params in asked):
            key = asked[0].get("leistungsschluessel")
            text = f"Das FIM-Portal kennt keinen Eintrag der Art {self._list.titel}" + (
                " zu einer Leistung." if key else "."
            )
            self._parsed.messages.append(Message("Hinweis", "fim.leer", text, key, url))
            return
        everything = self._wanted is None and not filtered and self._announced == len(self._taken)
        if everything and not self._parsed.rejected:
            self._parsed.scopes += _SCOPES.get(self._list.name, ())

    def _report_new(self, data: Item, expected: frozenset[str], place: str, url: str) -> None:
        for name in data.keys() - expected:
            shown = _CONTROL.sub(" ", name[:_SHOWN])
            self._parsed.messages.append(
                Message(
                    "Hinweis",
                    "fim.neues_feld",
                    f"Unbekanntes Feld „{shown}“ in {place}; die Rohlieferung enthält es.",
                    shown,
                    url,
                )
            )

    def _warn(self, code: str, text: str, objekt: str, url: str) -> None:
        self._parsed.messages.append(Message("Warnung", code, text, objekt, url))

    def _take(self, item: Item, params: Mapping[str, str], url: str) -> None:
        identity = self._list.identity(item)
        if identity is None:
            self._parsed.reject(
                "fim.ohne_kennung",
                f"Einem Eintrag der Art {self._list.titel} fehlt die Kennung, oder sie kann keine sein "
                f"({', '.join(self._list.key)}); er wurde nicht übernommen.",
                ort=url,
            )
            return
        name = " ".join(identity)
        before = self._taken.setdefault(identity, item)
        if before is not item:
            text = "Ein Eintrag steht in einer Liste mehrfach; übernommen ist der erste."
            self._parsed.messages.append(
                Message("Hinweis" if before == item else "Warnung", "fim.doppelt", text, name, url)
            )
            return
        self._report_new(item, self._names, f"{self._list.titel}", url)
        misfits = contradicted(self._list, item, params)
        self._stopped = self._stopped or "leistungsschluessel" in misfits
        for misfit in sorted(misfits):
            self._warn(
                "fim.filter",
                f"Das FIM-Portal beachtet einen Filter nicht ({FILTERS[misfit]}) und liefert mehr als gefragt; "
                "ausgewählt wurde danach.",
                name,
                url,
            )
        if self._list.link is not None:
            self._check_link(item, name, url)
        asked_for = "leistungsschluessel" in params and "leistungsschluessel" not in misfits
        take = _TAKERS.get(self._list.name)
        if take is not None and (self._wanted is None or asked_for or not self._list.bound or name in self._wanted):
            fields = _Fields(item, lambda code, text: self._warn(code, text, name, url))
            self._parsed.records += take(identity, fields, self._parsed, url)

    def _check_link(self, item: Item, name: str, url: str) -> None:
        link = item.get(self._list.link or "")
        advice = "Wird sie gebraucht, holen Sie sie mit „thavel import codeliste“ und ihrer URN."
        if not link:
            text = f"Zu einer Codeliste nennt das FIM-Portal keinen Link. {advice}"
            self._parsed.messages.append(Message("Hinweis", "fim.ohne_link", text, name, url))
        elif trusted_link(link, url) is None:
            text = f"Der Link zu einer Codeliste führt weder ins FIM-Portal noch ins XRepository. {advice}"
            self._warn("fim.link", text, name, url)


def _take_steckbrief(identity: tuple[str, ...], fields: _Fields, parsed: Parsed, url: str) -> list[Record]:
    (key,) = identity
    if not keys.is_leistungsschluessel(key):
        parsed.reject(
            "fim.schluessel", f"„{key[:_SHOWN]}“ ist kein Leistungsschlüssel (14 Ziffern).", objekt=key, ort=url
        )
        return []
    stated = (fields.text("leistungstyp") or "").upper() or None
    typisierung = fields.codes("typisierung", TYPISIERUNGEN)
    sdg = " ".join(code for code in fields.texts("sdg_informationsbereiche") if code != NO_SDG_AREA) or None
    ozg = [
        (entry.text("id"), entry.text("leistung"), entry.text("themenfeld"), entry.text("themenfeld_label"))
        for entry in fields.objects("ozg")
    ]
    number, name, themenfeld, label = ozg[0] if ozg else (None, None, None, None)
    if themenfeld is not None:
        fields.code("themenfeld", themenfeld, THEMENFELDER)
    title, changed = fields.text("title"), fields.text("geaendert_datum_zeit")
    return [
        LeistungFim(
            leistungsschluessel=key,
            bezeichnung=fields.text("leistungsbezeichnung") or title,
            bezeichnung_2=fields.text("leistungsbezeichnung_2"),
            leistungstyp=fields.code("leistungstyp", stated, TYPES) or keys.leistungstyp(key),
            typisierung=typisierung,
            ozg_id=number,
            ozg_leistung=name,
            themenfeld=THEMENFELDER.get(themenfeld or "", label or themenfeld),
            sdg=sdg,
            rechtsgrundlagen=fields.text("rechtsgrundlagen"),
            stand=day(changed),
        ),
        Leistungssteckbrief(
            leistungsschluessel=key,
            titel=title,
            freigabestatus=fields.status(),
            freigegeben_am=day(fields.text("freigabe_datum", "status_gesetzt_am")),
            typisierung=typisierung,
            ozg=lines(" ".join(filter(None, entry[:2])) for entry in ozg),
            sdg=sdg,
            klassifizierung=lines(
                " ".join(filter(None, (entry.text("list_uri"), entry.text("value"))))
                for entry in fields.objects("klassifizierung")
            ),
            prozessklasse=fields.identifier("prozessklasse"),
            stammtexte=fields.number_of("leistung_stammtexte"),
            geaendert=changed,
            quelle=SOURCE,
        ),
    ]


def _listed(record_type: type[DatenschemaGelistet | DokumentsteckbriefGelistet]) -> "_Take":
    def take(identity: tuple[str, ...], fields: _Fields, parsed: Parsed, url: str) -> list[Record]:
        identifier, version = identity
        xdf = fields.code("xdf_version", fields.text("xdf_version"), _STANDARDS)
        return [
            record_type(
                id=identifier,
                version=version,
                id_xdf3=keys.long_id(identifier),
                name=fields.text("name"),
                bezeichnung=fields.text("bezeichnung", "name"),
                freigabestatus_portal=fields.status(),
                standard=_STANDARDS.get(xdf or "", "XDatenfelder"),
            )
        ]

    return take


_Take = Callable[[tuple[str, ...], _Fields, Parsed, str], list[Record]]
_TAKERS: Mapping[str, _Take] = {
    "steckbriefe": _take_steckbrief,
    "datenschemata": _listed(DatenschemaGelistet),
    "dokumentsteckbriefe": _listed(DokumentsteckbriefGelistet),
}
_SCOPES = {"steckbriefe": (Scope("leistungssteckbriefe", {"quelle": SOURCE}),)}
