"""Opens the catalogue for imports: sources with their cards, and runs that begin or continue another."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from catalogue import addresses, clock
from catalogue.database import locked
from catalogue.store import rawstore
from catalogue.store.run import Run, done_groups


class Store:
    """Writing access to an opened catalogue; `path` is its file, beside which the raw bodies lie."""

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        self.path = path
        self.raw_folder = rawstore.folder_of(path)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One write transaction; on an exception nothing of it remains."""
        with locked(self.db, patient=True):
            yield

    def register_source(self, card: Mapping[str, str | None]) -> None:
        """Write a source's card (name, titel, herausgeber, lizenz, url, standard) into `quellen`."""
        with self.transaction():
            self.db.conn.execute(
                "INSERT INTO quellen (name, titel, herausgeber, lizenz, url, standard)"
                " VALUES (:name, :titel, :herausgeber, :lizenz, :url, :standard)"
                " ON CONFLICT (name) DO UPDATE SET titel = :titel, herausgeber = :herausgeber, lizenz = :lizenz,"
                " url = :url, standard = :standard",
                dict(card),
            )

    def note_source(self, name: str, note: str | None) -> None:
        """Set or remove (None) the note that is shown to readers wherever data of the source is shown."""
        with self.transaction():
            self.db.execute("UPDATE quellen SET hinweis = ? WHERE name = ?", [note, name])

    def start(
        self,
        source: str,
        extent: Mapping[str, Any],
        *,
        groups: int | None = None,
        resume: bool = False,
        confirm_deletions: bool = False,
    ) -> Run:
        """Begin a run; with `resume` it continues the newest of the same source and extent if that lacks something.

        `extent` is what was asked for; it must be JSON. A run lacks something if it was interrupted or if it, and those
        that it continued, stored fewer than `groups` groups. Runs that were left unfinished are marked as interrupted.
        """
        wanted = addresses.in_text(json.dumps(extent, sort_keys=True, ensure_ascii=False))
        with self.transaction():
            self.db.execute("UPDATE laeufe SET status = 'unterbrochen' WHERE quelle = ? AND status = 'läuft'", [source])
            continued = self._unfinished(source, wanted, groups) if resume else None
            cursor = self.db.execute(
                "INSERT INTO laeufe (quelle, beginn, status, umfang, setzt_fort, lieferungen, neu, geaendert,"
                " unveraendert, verschwunden, abgelehnt, fehler, warnungen)"
                " VALUES (?, ?, 'läuft', ?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
                [source, clock.now(), wanted, continued],
            )
            run_id = int(cursor.lastrowid or 0)
        return Run(self.db, self.raw_folder, run_id, source, continues=continued, confirm_deletions=confirm_deletions)

    def _unfinished(self, source: str, extent: str, groups: int | None) -> int | None:
        row = self.db.execute(
            "SELECT id, status FROM laeufe WHERE quelle = ? AND umfang = ? ORDER BY id DESC LIMIT 1", [source, extent]
        ).fetchone()
        if row is None:
            return None
        last, status = row
        if status == "fertig":
            return None
        lacks = groups is None or status == "unterbrochen" or len(done_groups(self.db, last)) < groups
        return int(last) if lacks else None
