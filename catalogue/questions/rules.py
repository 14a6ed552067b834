"""Rules for importers: known wrong values, coordinates, changes of area and of keys; and rules that fit nothing."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.tables import RELATIONS

# By the form of a column: the condition that nothing fits the line, what it names, and when everything should be there.
_UNFIT: Mapping[str, tuple[str, str, str]] = {
    "ags": (
        "NOT EXISTS (SELECT 1 FROM kommunen k WHERE k.ags = r.{column})",
        "Gemeinden, die es im Katalog nicht gibt",
        "EXISTS (SELECT 1 FROM kommunen)",
    ),
    "leistung": (
        "NOT EXISTS (SELECT 1 FROM leistungen l WHERE l.leistungsschluessel GLOB r.{column} || '*')",
        "Schlüssel, mit denen keine Leistung des Katalogs beginnt",
        "EXISTS (SELECT 1 FROM quellen WHERE name = 'leika' AND letzter_lauf IS NOT NULL)",
    ),
}
# Of those about the register itself its import tells, with the reason.
RULES = ("fachbereiche", "sonderbehoerden", "sonderzustaendigkeiten", "vergleichskommunen", "zustaendigkeiten")


class Correction(NamedTuple):
    """A known wrong value of a source and what is right instead."""

    falsch: str | None
    richtig: str
    grund: str
    quelle: str


def corrections(db: Database) -> dict[tuple[str, str, str], Correction]:
    """Known wrong values by table, key and column."""
    rows = db.execute("SELECT tabelle, schluessel, spalte, falsch, richtig, grund, quelle FROM korrekturen")
    return {row[:3]: Correction(*row[3:]) for row in rows.fetchall()}


def coordinates(db: Database) -> dict[str, tuple[float, float]]:
    """Latitude and longitude (degrees, WGS 84) by AGS."""
    return {ags: (lat, lon) for ags, lat, lon in db.execute("SELECT ags, lat, lon FROM koordinaten").fetchall()}


class TerritorialChange(NamedTuple):
    """A dissolved municipality and one that took it over."""

    ags_alt: str
    name_alt: str
    ags_neu: str
    seit: str | None
    art: str
    quelle: str


def territorial_changes(db: Database) -> list[TerritorialChange]:
    """All known changes of area, oldest key first."""
    rows = db.execute(
        "SELECT ags_alt, name_alt, ags_neu, seit, art, quelle FROM gebietsaenderungen ORDER BY ags_alt, ags_neu"
    )
    return [TerritorialChange(*row) for row in rows.fetchall()]


class FormerKey(NamedTuple):
    """A past or deviating ARS of a municipality of today, and its last day."""

    schluessel: str
    ags: str
    gueltig_bis: str | None
    quelle: str


def former_keys(db: Database) -> list[FormerKey]:
    """All known past and deviating ARS, by key."""
    rows = db.execute("SELECT schluessel, ags, gueltig_bis, quelle FROM alte_schluessel ORDER BY schluessel")
    return [FormerKey(*row) for row in rows.fetchall()]


def unfit(db: Database, names: Collection[str] = RULES) -> list[str]:
    """A German sentence for each of these rule tables with lines that fit nothing in the catalogue.

    Lines about municipalities are looked at once there is a register, those about Leistungen once there is the LeiKa.
    """
    found = []
    for table in (RELATIONS[name] for name in RULES if name in names):
        for column in (column for column in table.columns if column.form in _UNFIT):
            nothing, what, complete = _UNFIT[column.form or ""]
            rows = db.execute(
                f"SELECT DISTINCT r.{column.name} FROM {table.name} r"
                f" WHERE {complete} AND {nothing.format(column=column.name)} ORDER BY 1"
            ).fetchall()
            if rows:
                named = ", ".join(key for (key,) in rows[:5])
                named += f" und {len(rows) - 5} weitere" if len(rows) > 5 else ""
                found.append(f"{table.name}.csv nennt in „{column.name}“ {what}; das bewirkt nichts: {named}.")
    return found
