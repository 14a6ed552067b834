"""Rules for importers: known wrong values, coordinates, changes of area and of keys."""

from typing import NamedTuple

from sqlite_utils import Database


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
