"""Which edition of a stock is in the catalogue, so that an older one does not take its place unnoticed."""

import re
from collections.abc import Iterable

from sqlite_utils import Database

from catalogue.errors import DeliveryError
from catalogue.records.parsed import Message

# What is noted of a stock whose last delivery did not say of which edition it is.
UNKNOWN = "unbekannt"
# Only these can be compared; an edition may be a name.
_DATED = re.compile(r"\d{4}(?:-\d\d){0,2}.*")


def refuse_older(db: Database, source: str, stocks: Iterable[str], stand: str, place: str) -> None:
    """Raises `DeliveryError` naming `place` where any of the stocks is in the catalogue in a newer edition."""
    rows = dict(db.execute("SELECT bestand, stand FROM ausgaben WHERE quelle = ?", [source]).fetchall())
    for stock in stocks:
        if stock in rows and _is_older(stand, rows[stock]):
            raise DeliveryError(
                "lieferung.aelter",
                f"Die Lieferung hat den Stand {stand}, im Katalog ist schon der Stand {rows[stock]} ({stock}). "
                "Nichts aus ihr wurde übernommen. Ist das Ältere gewollt, wiederholen Sie den Import mit --older.",
                place,
            )


def unchecked(
    db: Database, source: str, stocks: Iterable[str], stand: str | None, place: str, run: int
) -> list[Message]:
    """What is told of each stock that may be older than what it replaces, because one of the two editions is not known.

    A Warnung with the edition that is replaced where the delivery names none. A Hinweis where that of the former one is
    not noted: it may have been without one, or an earlier version of the program has stored it.
    """
    noted = dict(db.execute("SELECT bestand, stand FROM ausgaben WHERE quelle = ?", [source]).fetchall())
    before = db.execute(
        "SELECT 1 FROM lieferungen WHERE quelle = ? AND gespeichert IS NOT NULL AND lauf_id <"
        " coalesce((SELECT min(lauf_id) FROM ausgaben WHERE quelle = ?), ?)",
        [source, source, run],
    ).fetchone()
    told = []
    for stock in sorted(stocks):
        former = noted.get(stock, UNKNOWN if before else None)
        if former is None or (stand is None) == (former == UNKNOWN):
            continue
        if stand is None:
            stufe, code = "Warnung", "lieferung.ohne_stand"
            text = (
                f"Die Lieferung nennt ihren Stand nicht; ersetzt wurde, was den Stand {former} hatte ({stock}). "
                "Prüfen Sie, ob sie neuer ist. Hat der Import die Option --stand, wiederholen Sie ihn mit --stand und "
                "dem Stand der Lieferung."
            )
        else:
            stufe, code = "Hinweis", "lieferung.stand_unbekannt"
            text = (
                f"Ob die Lieferung vom Stand {stand} älter ist als das, was der Katalog schon hatte ({stock}), wurde "
                "nicht geprüft: von welchem Stand das war, ist nicht festgehalten. Vom nächsten Import an wird es "
                "geprüft."
            )
        told.append(Message(stufe, code, text, None, place))
    return told


def _is_older(stand: str, known: str) -> bool:
    """Whether one edition is older than another; a year is not older than a day in it."""
    comparable = _DATED.fullmatch(stand) and _DATED.fullmatch(known)
    return bool(comparable) and stand < known and not known.startswith(stand)


def note(db: Database, source: str, stocks: Iterable[str], stand: str | None, run: int) -> None:
    """Note of which edition these stocks are from now on, or that nobody knows."""
    db.conn.executemany(
        "INSERT INTO ausgaben (quelle, bestand, stand, lauf_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (quelle, bestand) DO UPDATE SET stand = excluded.stand, lauf_id = excluded.lauf_id"
        " WHERE stand <> excluded.stand",
        [(source, stock, stand or UNKNOWN, run) for stock in stocks],
    )
