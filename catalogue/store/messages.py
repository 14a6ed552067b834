"""Writes what was odd in a run; the same text is counted, not repeated."""

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from catalogue import addresses
from catalogue.formats import visible
from catalogue.records.parsed import Message
from catalogue.store.outcomes import Counts


def _shown(text: str | None) -> str | None:
    return None if text is None else visible(text)


def _without_secrets(message: Message) -> Message:
    objekt, ort = (part and addresses.in_text(part) for part in (message.objekt, message.ort))
    return replace(message, text=addresses.in_text(message.text), objekt=objekt, ort=ort)


class Messages:
    """The messages of one run, in the table `meldungen` and in its counts."""

    def __init__(self, db: Database, run: int, counts: Counts) -> None:
        self._db = db
        self._run = run
        self._counts = counts
        self._written: dict[tuple[str, str, str, str | None], int] = {}

    def add(self, messages: Iterable[Message]) -> None:
        """Write messages; belongs into a transaction."""
        for message in map(_without_secrets, messages):
            # What is wrong is named for each object; what is only noted is counted.
            objekt = message.objekt if message.stufe == "Fehler" else None
            key = (message.stufe, message.code, visible(message.text), objekt and visible(objekt))
            self._counts.fehler += message.anzahl if message.stufe == "Fehler" else 0
            self._counts.warnungen += message.anzahl if message.stufe == "Warnung" else 0
            if key in self._written:
                self._db.execute(
                    "UPDATE meldungen SET anzahl = anzahl + ? WHERE id = ?", [message.anzahl, self._written[key]]
                )
                continue
            cursor = self._db.execute(
                "INSERT INTO meldungen (lauf_id, stufe, code, text, objekt, ort, anzahl) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [self._run, *key[:3], _shown(message.objekt), _shown(message.ort), message.anzahl],
            )
            self._written[key] = int(cursor.lastrowid or 0)

    def forget(self) -> None:
        """Know no message any more that was written: the transaction that wrote it may have failed."""
        self._written.clear()
