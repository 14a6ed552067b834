"""Municipalities of today, found by any of their keys."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import keys
from catalogue.errors import ThavelError


class Place(NamedTuple):
    """A municipality of today."""

    ags: str
    ars: str
    name: str


def places(db: Database) -> list[Place]:
    """All municipalities of today, by AGS."""
    rows = db.execute("SELECT ags, ars, name FROM kommunen WHERE gueltig_bis IS NULL AND ars IS NOT NULL ORDER BY ags")
    return [Place(*row) for row in rows.fetchall()]


def of_kreis(db: Database, kreis_ags: str) -> list[Place]:
    """The municipalities of a Kreis (five digits), by AGS. Raises `ThavelError` where none is known."""
    found = [place for place in places(db) if place.ags.startswith(kreis_ags)] if len(kreis_ags) == 5 else []
    if not found:
        raise ThavelError(
            f"Einen Kreis mit dem Schlüssel „{kreis_ags}“ (5 Ziffern) kennt der Katalog nicht. "
            "Die Schlüssel zeigt: thavel export kreise --format csv"
        )
    return found


def resolve(db: Database, wanted: Iterable[str]) -> list[Place]:
    """The municipalities of today behind AGS or ARS, past keys included; each once, in the order asked for.

    Raises `ThavelError` for what is no key, not known, or split between several municipalities.
    """
    if not db["kommunen"].count:
        raise ThavelError(
            "Der Katalog kennt noch keine Kommunen. Importieren Sie zuerst das Gemeindeverzeichnis: "
            "thavel import gemeinden PFAD"
        )
    found: dict[str, Place] = {}
    for key in wanted:
        if not (keys.is_ags(key) or keys.is_ars(key)):
            raise ThavelError(f"„{key}“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern).")
        rows = db.execute(
            "SELECT DISTINCT k.ags, k.ars, k.name FROM gebietsschluessel g JOIN kommunen k ON k.ags = g.ags"
            " WHERE g.schluessel = ? AND k.gueltig_bis IS NULL ORDER BY k.ags",
            [key],
        ).fetchall()
        if not rows and key[:2] != keys.LAND_ARS[:2]:
            raise ThavelError(
                f"Der Schlüssel {key} gehört zu einem anderen Land; der Katalog führt nur Kommunen Thüringens "
                f"(Schlüssel, die mit {keys.LAND_ARS[:2]} beginnen)."
            )
        if not rows:
            raise ThavelError(
                f"Eine Kommune mit dem Schlüssel {key} ist nicht bekannt. "
                "Suchen Sie sie mit: thavel export kommunen --format csv"
            )
        if len(rows) > 1:
            names = ", ".join(f"{name} ({ags})" for ags, _, name in rows)
            raise ThavelError(f"Die Kommune {key} wurde aufgeteilt. Geben Sie eine der Nachfolgerinnen an: {names}.")
        found.setdefault(rows[0][0], Place(*rows[0]))
    return list(found.values())


def kreis_names(db: Database) -> dict[str, str]:
    """Names of the Kreise by their five-digit key."""
    return dict(db.execute("SELECT kreis_ags, name FROM kreise WHERE name IS NOT NULL").fetchall())
