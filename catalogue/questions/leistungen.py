"""Leistungen by key, and those that are offered."""

from difflib import get_close_matches

from sqlite_utils import Database

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.formats import one_line
from catalogue.german import folded

# So many Leistungen are proposed for a mistyped key, if their keys are so alike (0 to 1).
NEAR, LIKENESS = 3, 0.85


def title_of(db: Database, key: str) -> str:
    """Title of a Leistung; `ThavelError` with the nearest ones where the key is none or the catalogue lacks it."""
    titles: dict[str, str] = dict(
        db.execute("SELECT leistungsschluessel, titel FROM leistungstitel ORDER BY 1").fetchall()
    )
    if key in titles:
        return one_line(titles[key])
    near = get_close_matches(key, titles, NEAR, cutoff=LIKENESS)
    near = near or [known for known, title in titles.items() if key and folded(key) in folded(title)][:NEAR]
    named = " oder ".join(f"{known} ({one_line(titles[known])})" for known in near)
    meant = f" Meinten Sie {named}?" if named else ""
    if not keys.is_leistungsschluessel(key):
        raise ThavelError(
            f"„{one_line(key)}“ ist kein Leistungsschlüssel. Er hat 14 Ziffern, etwa 99102013104000.{meant}"
        )
    raise ThavelError(
        f"Die Leistung {key} kennt der Katalog nicht. Welche er kennt, zeigt: thavel export leistungen.{meant}"
    )


def service_keys(db: Database) -> dict[str, str]:
    """Leistungsschlüssel of each known Leistungsbeschreibung (PVOG id of class LB)."""
    return dict(db.execute("SELECT id, leistungsschluessel FROM leistungsbeschreibungen").fetchall())


def offered(db: Database) -> frozenset[str]:
    """Leistungsschlüssel of what some municipality offers online, as far as is known."""
    rows = db.execute("SELECT DISTINCT leistungsschluessel FROM angebotsnachweise WHERE verschwunden_am IS NULL")
    return frozenset(key for (key,) in rows.fetchall())
