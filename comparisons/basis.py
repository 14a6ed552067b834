"""Checksums of all that a comparison rests on, by which the next one knows what need not be judged again."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.records.vergleich import Remembered
from comparisons.inputs.snapshot import NO_OFFERS, listed_offers
from comparisons.judging.reported import RESPONSIBLE
from comparisons.ranking.trend import Trend

ROOT = Path(__file__).parent.parent
# The rooms whose code decides what a comparison finds: where any of it changed, all is judged anew.
CODE = ("catalogue", "comparisons")
# All that is read beside the offers, by table; tables of rules are read as a whole. Not among it is what each run
# renews, such as when something was last seen.
READ: Mapping[str, tuple[str, ...]] = {
    "kommunen": (
        "ags", "ars", "name", "typ", "kreis_ags", "verwaltung_schluessel", "einwohner", "kreis", "verwaltung",
        "gueltig_bis",
    ),
    "gebietsschluessel": ("schluessel", "ags"),
    "leistungen": (
        "leistungsschluessel", "bezeichnung", "bezeichnung_2", "typisierung", "ozg_leistung", "themenfeld", "sdg",
    ),
    "leistungsbeschreibungen": ("id", "leistungsschluessel", "bezeichnung", "gebiete", "angaben", "verschwunden_am"),
    "weitere_leistungen": ("objekt_id", "position", "leistungsschluessel"),
    "dashboard_angebote": ("ags", "leistungsschluessel", "url", "ars", "oertlich", "verschwunden_am"),
    "xzufi_zustaendigkeiten": ("id", "art", "objekt_id", "leistung_id", "rolle", "verschwunden_am"),
    "organisationseinheiten": ("id", "name", "verschwunden_am"),
    "verwaltungen": ("verwaltung_schluessel", "typ"),
    "zustaendigkeitsgebiete": ("zustaendigkeit_id", "gebiet"),
    "linkpruefungen": ("url", "ergebnis", "iif(ergebnis = 'defekt', geprueft_am || grund, '')"),
    "anschlusspruefungen": ("ags", "leistungsschluessel", "weg", "ergebnis", "grund", "geprueft_am"),
    "bestand_eintraege": (
        "ags", "titel", "link", "leistungsschluessel", "kennung", "verschwunden_am", "zuletzt_gesehen",
    ),
    "fallzahlen": ("ags", "leistungsschluessel", "faelle", "jahr", "verschwunden_am"),
    "leistungssteckbriefe": ("leistungsschluessel", "titel", "freigabestatus", "verschwunden_am"),
    "datenschemata": (
        "id", "version", "id_xdf3", "leistungsschluessel", "freigabestatus", "freigabestatus_portal", "felder",
    ),
    "schema_leistungen": ("schema_id", "schema_version", "leistungsschluessel", "verknuepfung"),
    "schema_felder": ("schema_id", "schema_version", "position", "feld_id", "feld_version"),
    "datenfelder": ("id", "version", "id_xdf3", "bezeichnung", "name", "schemaelementart", "feldart"),
    "prozesse": (
        "leistungsschluessel", "id", "version", "detaillierungsstufe", "handlungsform", "verfahrensart",
        "aktivitaeten", "laender", "status",
    ),
    "prozessklassen": ("leistungsschluessel", "version", "handlungsform", "verfahrensart"),
    "prozess_aktivitaeten": ("prozess_id", "prozess_version", "detaillierungsstufe", "art", "code", "anzahl"),
    "code_bezeichnungen": ("liste", "code", "bezeichnung"),
}  # fmt: skip
RULES = (
    "aktivitaetsarten", "aufwandsstufen", "fachbereiche", "gewichte", "linkparameter", "loesungsmuster",
    "sonderbehoerden", "sonderzustaendigkeiten", "stellenarten", "suchwoerter", "vergleichskommunen",
    "verwaltungsklassen", "zustaendigkeiten",
)  # fmt: skip

_BODIES = """
SELECT leistungsschluessel, group_concat(quote(ags) || quote(titel)) FROM zustaendige_stellen
WHERE rolle = ? AND verschwunden_am IS NULL GROUP BY leistungsschluessel
"""


def basis(db: Database, *chosen: object) -> str:
    """SHA-256 (hex) over all that counts beside the offers: the catalogue, what was `chosen`, and this program."""
    digest = hashlib.sha256(repr(chosen).encode())
    for package in CODE:
        for file in sorted((ROOT / package).rglob("*.py")):
            digest.update(file.read_bytes())
    for name, columns in READ.items():
        _add(digest, db, name, columns)
    for name in RULES:
        _add(digest, db, name, tuple(db[name].columns_dict))
    return digest.hexdigest()


def last_basis(db: Database) -> str | None:
    """The checksum of the last comparison; None where there was none."""
    row = db.execute("SELECT grundlage FROM vergleich").fetchone()
    return row[0] if row else None


def _add(digest: "hashlib._Hash", db: Database, table: str, columns: tuple[str, ...]) -> None:
    row = " || ',' || ".join(f"quote({column})" for column in columns)
    (text,) = db.execute(f"SELECT group_concat({row}, ';') FROM {table}").fetchone()
    digest.update(f"{table}: {text}\n".encode())


class ChangedLeistung(NamedTuple):
    """A Leistung that is not as it was: its offers now and in the last comparison (as of `listed_offers`).

    `pruefsumme` is that of all that counts for it alone now, None where nothing speaks of it any more.
    """

    key: str
    pruefsumme: str | None
    now: str
    before: str

    @property
    def remembered(self) -> Remembered | None:
        """By what the next comparison knows it again; None where it is gone."""
        return Remembered(self.pruefsumme, self.now) if self.pruefsumme else None


def changed(db: Database, named: Collection[str], trend: Trend, *, fresh: bool) -> Iterator[ChangedLeistung]:
    """The Leistungen to judge, by key: all that are offered or `named`, or only those that are not as they were.

    What counts for a single one are its offers, who is responsible for it where, and how it spreads.
    """
    sums = dict(db.execute("SELECT leistungsschluessel, pruefsumme FROM vergleichsstand").fetchall())
    gone = set(sums)
    bodies = dict(db.execute(_BODIES, [RESPONSIBLE]).fetchall())
    for key, now in _with(listed_offers(db), named):
        gone.discard(key)
        told = f"{now}\n{trend.facts(key)}\n{bodies.get(key)}"
        pruefsumme = hashlib.sha256(told.encode()).hexdigest()
        if fresh or sums.get(key) != pruefsumme:
            yield ChangedLeistung(key, pruefsumme, now, NO_OFFERS if fresh else _before(db, key))
    for key in sorted(gone):
        yield ChangedLeistung(key, None, NO_OFFERS, NO_OFFERS if fresh else _before(db, key))


def _with(offers: Iterator[tuple[str, str]], named: Collection[str]) -> Iterator[tuple[str, str]]:
    """The listed offers, and those of the `named` Leistungen that have none, by key."""
    waiting = sorted(named, reverse=True)
    for key, listed in offers:
        while waiting and waiting[-1] < key:
            yield waiting.pop(), NO_OFFERS
        if waiting and waiting[-1] == key:
            waiting.pop()
        yield key, listed
    while waiting:
        yield waiting.pop(), NO_OFFERS


def _before(db: Database, key: str) -> str:
    row = db.execute("SELECT angebote FROM vergleichsstand WHERE leistungsschluessel = ?", [key]).fetchone()
    return str(row[0]) if row else NO_OFFERS
