"""Municipalities of today, found by any of their keys."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.formats import kurzname, one_line
from catalogue.german import folded


class Place(NamedTuple):
    """A municipality of today; where two are called the same, `name` has the Kreis."""

    ags: str
    ars: str
    name: str


def places(db: Database) -> list[Place]:
    """All municipalities of today, by AGS."""
    rows = db.execute(
        "SELECT k.ags, k.ars, n.name FROM kommunen k JOIN kommunennamen n ON n.ags = k.ags"
        " WHERE k.gueltig_bis IS NULL AND k.ars IS NOT NULL ORDER BY k.ags"
    )
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

    Raises `ThavelError` for what is no key, with the municipalities of that name, today's or merged into today's; for
    what is not known or lies in another Land; and for what was split between several municipalities.
    """
    if not db["kommunen"].count:
        raise ThavelError(
            "Der Katalog kennt noch keine Kommunen. Importieren Sie zuerst das Gemeindeverzeichnis: "
            "thavel import gemeinden PFAD"
        )
    found: dict[str, Place] = {}
    for key in wanted:
        if not (keys.is_ags(key) or keys.is_ars(key)):
            raise ThavelError(f"„{key}“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern).{_meant(db, key)}")
        rows = db.execute(
            "SELECT DISTINCT k.ags, k.ars, n.name FROM gebietsschluessel g JOIN kommunen k ON k.ags = g.ags"
            " JOIN kommunennamen n ON n.ags = k.ags WHERE g.schluessel = ? AND k.gueltig_bis IS NULL ORDER BY k.ags",
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


_TODAY = """
SELECT n.name || ' (' || k.ags || ')', k.name, n.name FROM kommunen k JOIN kommunennamen n ON n.ags = k.ags
WHERE k.gueltig_bis IS NULL ORDER BY k.ags
"""
_MERGED = """
SELECT n.name || ' (' || k.ags || '), früher ' || g.name_alt, g.name_alt, g.name_alt
FROM gebietsaenderungen g JOIN kommunen k ON k.ags = g.ags_neu JOIN kommunennamen n ON n.ags = k.ags
WHERE k.gueltig_bis IS NULL ORDER BY k.ags
"""


def _meant(db: Database, text: str) -> str:
    """The municipalities of a name, today's and those that took one of that name over, as a question; else nothing."""
    wanted = folded(text.strip())
    found = {
        one_line(told): None
        for sql in (_TODAY, _MERGED)
        for told, *names in db.execute(sql).fetchall()
        if wanted in {folded(form) for name in names for form in (name, kurzname(name))}
    }
    return f" Meinten Sie {' oder '.join(found)}?" if found else ""


def kreis_names(db: Database) -> dict[str, str]:
    """Names of the Kreise by their five-digit key."""
    return dict(db.execute("SELECT kreis_ags, name FROM kreise WHERE name IS NOT NULL").fetchall())
