"""Which edition of a stock is in the catalogue, so that an older one does not take its place unnoticed."""

import re
from collections.abc import Iterable

from sqlite_utils import Database

from catalogue.errors import DeliveryError
from catalogue.records.parsed import Message

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


def unchecked(db: Database, source: str, stocks: Iterable[str], stand: str, place: str, run: int) -> list[Message]:
    """A Hinweis for each stock that may be older than what it replaces, because nobody noted of which edition that is.

    It may be where the source has delivered before, and an earlier version of the program or a file without an edition
    left no note.
    """
    noted = {row[0] for row in db.execute("SELECT bestand FROM ausgaben WHERE quelle = ?", [source]).fetchall()}
    before = db.execute(
        "SELECT 1 FROM lieferungen WHERE quelle = ? AND gespeichert IS NOT NULL AND lauf_id <"
        " coalesce((SELECT min(lauf_id) FROM ausgaben WHERE quelle = ?), ?)",
        [source, source, run],
    ).fetchone()
    return [
        Message(
            "Hinweis",
            "lieferung.stand_unbekannt",
            f"Ob die Lieferung vom Stand {stand} älter ist als das, was der Katalog schon hatte ({stock}), wurde nicht "
            "geprüft: von welchem Stand das war, ist nicht festgehalten. Vom nächsten Import an wird es geprüft.",
            None,
            place,
        )
        for stock in sorted(set(stocks) - noted)
        if before
    ]


def _is_older(stand: str, known: str) -> bool:
    """Whether one edition is older than another; a year is not older than a day in it."""
    comparable = _DATED.fullmatch(stand) and _DATED.fullmatch(known)
    return bool(comparable) and stand < known and not known.startswith(stand)


def note(db: Database, source: str, stocks: Iterable[str], stand: str, run: int) -> None:
    """Note of which edition these stocks are from now on."""
    db.conn.executemany(
        "INSERT INTO ausgaben (quelle, bestand, stand, lauf_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (quelle, bestand) DO UPDATE SET stand = excluded.stand, lauf_id = excluded.lauf_id"
        " WHERE stand <> excluded.stand",
        [(source, stock, stand, run) for stock in stocks],
    )
