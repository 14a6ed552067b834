"""Leistungen by key or title, and those that are offered."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.formats import one_line
from catalogue.german import folded

# So many Leistungen are proposed for a mistyped key, if their keys are so alike (0 to 1).
NEAR, LIKENESS = 3, 0.85


class TitledLeistung(NamedTuple):
    """A Leistung and its title, in one line."""

    key: str
    title: str


def named(db: Database, text: str) -> TitledLeistung:
    """The Leistung that a key or a title means; German letters and capitals may be written in any way.

    Raises `ThavelError` where the catalogue has none of it, with the nearest ones, and where several have the title.
    """
    rows = db.execute("SELECT leistungsschluessel, titel FROM leistungstitel ORDER BY 1").fetchall()
    titles = {key: one_line(title) for key, title in rows}
    if text in titles:
        return TitledLeistung(text, titles[text])
    wanted = _searched(text)
    found = [key for key, title in titles.items() if wanted and _searched(title) == wanted]
    if len(found) == 1:
        return TitledLeistung(found[0], titles[found[0]])
    if found:
        raise ThavelError(
            f"„{one_line(text)}“ heißen mehrere Leistungen. Geben Sie den Schlüssel an: {_named(found, titles, ', ')}."
        )
    near = get_close_matches(text, titles, NEAR, cutoff=LIKENESS)
    near = near or [key for key, title in titles.items() if wanted and wanted in _searched(title)][:NEAR]
    meant = f" Meinten Sie {_named(near, titles, ' oder ')}?" if near else ""
    if not keys.is_leistungsschluessel(text):
        raise ThavelError(
            f"„{one_line(text)}“ ist kein Leistungsschlüssel. Er hat 14 Ziffern, etwa 99102013104000. "
            f"Eine Leistung dieses Titels kennt der Katalog auch nicht.{meant}"
        )
    raise ThavelError(
        f"Die Leistung {text} kennt der Katalog nicht. Welche er kennt, zeigt: thavel export leistungen.{meant}"
    )


def _searched(text: str) -> str:
    return " ".join(folded(text).split())


def _named(found: Iterable[str], titles: Mapping[str, str], between: str) -> str:
    return between.join(f"{key} ({titles[key]})" for key in found)


def service_keys(db: Database) -> dict[str, tuple[str, ...]]:
    """All Leistungsschlüssel of each known Leistungsbeschreibung (PVOG id of class LB), the leading one first."""
    found: dict[str, tuple[str, ...]] = {}
    for identifier, key in db.execute(
        "SELECT beschreibung_id, leistungsschluessel FROM beschriebene_leistungen ORDER BY beschreibung_id, position"
    ).fetchall():
        found[identifier] = (*found.get(identifier, ()), key)
    return found


def offered(db: Database) -> frozenset[str]:
    """Leistungsschlüssel of what some municipality offers online, as far as is known."""
    rows = db.execute("SELECT DISTINCT leistungsschluessel FROM angebotsnachweise WHERE verschwunden_am IS NULL")
    return frozenset(key for (key,) in rows.fetchall())
