"""What a comparison reads from the catalogue, once, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.errors import ThavelError


class Town(NamedTuple):
    """A municipality of today; `einwohner` persons."""

    ags: str
    name: str
    typ: str | None
    kreis_ags: str | None
    verwaltung: str | None
    einwohner: int | None
    kreis: str | None = None
    administrator: str | None = None

    @property
    def short(self) -> str:
        """The name as it is said: without „, Stadt“ and the like."""
        return self.name.split(", ")[0]

    @property
    def independent(self) -> bool:
        """Whether it is a kreisfreie Stadt, which also does what a Landkreis does."""
        return self.typ == "Kreisfreie Stadt"


class Offer(NamedTuple):
    """An online service that is valid for a Leistung in a municipality, according to a source."""

    ags: str
    leistung: str
    service: str
    source: str


class Service(NamedTuple):
    """An Onlinedienst; `url` is None where no usable link is reported."""

    id: str
    name: str | None
    url: str | None


class Leistung(NamedTuple):
    """A Leistung; `described` says whether a description of it is published."""

    key: str
    title: str
    themenfeld: str | None
    ozg_leistung: str | None
    sdg: str | None
    described: bool


class Defect(NamedTuple):
    """What a check found of a link that is broken: when (UTC), and why as a sentence."""

    checked: str
    reason: str

    @property
    def sentence(self) -> str:
        """The defect as half a sentence, from „am“ on."""
        day = f"{self.checked[8:10]}.{self.checked[5:7]}.{self.checked[:4]}"
        return f"am {day} defekt: {self.reason}"


@dataclass(frozen=True)
class Snapshot:
    """Municipalities, offers, services, Leistungen, and what is known of broken links by URL.

    `newest` and `oldest` are when (UTC) the most and the least recently harvested municipality was asked.
    """

    towns: dict[str, Town]
    offers: list[Offer]
    services: dict[str, Service]
    leistungen: dict[str, Leistung]
    harvested: frozenset[str]
    newest: str | None = None
    oldest: str | None = None
    note: str | None = None
    defects: Mapping[str, Defect] = field(default_factory=dict)

    @cached_property
    def broken_services(self) -> dict[str, Defect]:
        """The services whose link was found broken."""
        return {
            identifier: self.defects[service.url]
            for identifier, service in self.services.items()
            if service.url and service.url in self.defects
        }

    @cached_property
    def object_facts(self) -> dict[str, tuple[str | None, str | None]]:
        """Themenfeld and OZG-Leistung by Leistungsobjekt (first eight digits), where all that know it agree."""
        found: dict[str, set[tuple[str | None, str | None]]] = {}
        for leistung in self.leistungen.values():
            if leistung.themenfeld:
                found.setdefault(leistung.key[:8], set()).add((leistung.themenfeld, leistung.ozg_leistung))
        facts = {}
        for prefix, values in found.items():
            fields = {themenfeld for themenfeld, _ in values}
            names = {name for _, name in values if name}
            facts[prefix] = (fields.pop() if len(fields) == 1 else None, names.pop() if len(names) == 1 else None)
        return facts

    def themenfeld(self, key: str) -> str | None:
        """Themenfeld of a Leistung, else that of the other Leistungen on the same object."""
        leistung = self.leistungen.get(key)
        if leistung and leistung.themenfeld:
            return leistung.themenfeld
        return self.object_facts.get(key[:8], (None, None))[0]

    def title(self, key: str) -> str:
        """The citizens' title of a Leistung, else its LeiKa name, else its key."""
        leistung = self.leistungen.get(key)
        return leistung.title if leistung else key


def read_towns(db: Database) -> dict[str, Town]:
    """The municipalities of today by AGS; `ThavelError` where there are none."""
    rows = db.execute(
        "SELECT ags, name, typ, kreis_ags, verwaltung_schluessel, einwohner, kreis, verwaltung FROM kommunen"
        " WHERE gueltig_bis IS NULL"
    )
    towns = {row[0]: Town(*row) for row in rows.fetchall()}
    if not towns:
        raise ThavelError(
            "Der Katalog kennt noch keine Kommunen. Importieren Sie zuerst das Gemeindeverzeichnis: "
            "thavel import gemeinden PFAD"
        )
    return towns


def read_snapshot(db: Database) -> Snapshot:
    """Read what a comparison needs; `ThavelError` where there is nothing to compare."""
    towns = read_towns(db)
    offers = [
        Offer(*row)
        for row in db.execute(
            "SELECT ags, leistungsschluessel, onlinedienst_id, quelle FROM angebotsnachweise"
            " WHERE verschwunden_am IS NULL"
        )
        if row[0] in towns
    ]
    services = {
        row[0]: Service(*row)
        for row in db.execute("SELECT id, bezeichnung, url FROM onlinedienste WHERE verschwunden_am IS NULL")
    }
    leistungen = {
        row[0]: Leistung(row[0], row[1], row[2], row[3], row[4], bool(row[5]))
        for row in db.execute(
            "SELECT l.leistungsschluessel, coalesce(l.bezeichnung_2, l.bezeichnung, l.leistungsschluessel),"
            " nullif(trim(l.themenfeld), ''), l.ozg_leistung, l.sdg,"
            " EXISTS (SELECT 1 FROM leistungsbeschreibungen b WHERE b.leistungsschluessel = l.leistungsschluessel)"
            " FROM leistungen l"
        )
    }
    empty = db.execute(
        "SELECT DISTINCT a.ags FROM aenderungen a JOIN laeufe l ON l.id = a.lauf_id"
        " WHERE a.art = 'Erstaufnahme' AND l.quelle <> 'bestand'"
    )
    harvested = {offer.ags for offer in offers if offer.source != "bestand"} | {ags for (ags,) in empty if ags in towns}
    newest, oldest = db.execute(
        "SELECT max(gesehen), min(gesehen) FROM (SELECT max(zuletzt_gesehen) AS gesehen FROM angebotsnachweise"
        " WHERE quelle <> 'bestand' AND verschwunden_am IS NULL GROUP BY ags)"
    ).fetchone()
    notes = [row[0] for row in db.execute("SELECT DISTINCT hinweis FROM quellen WHERE hinweis IS NOT NULL ORDER BY 1")]
    defects = {
        row[0]: Defect(*row[1:])
        for row in db.execute("SELECT url, geprueft_am, grund FROM linkpruefungen WHERE ergebnis = 'defekt'")
    }
    return Snapshot(
        towns, offers, services, leistungen, frozenset(harvested), newest, oldest, " ".join(notes) or None, defects
    )
