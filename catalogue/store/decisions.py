"""Decisions of departments about Leistungen: a file of its own beside the catalogue, to which rows are only added."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.database import BUSY_TIMEOUT_MS, Mark, check_mark, complete, explained, incomplete, locked
from catalogue.errors import ThavelError
from catalogue.formats import one_line
from catalogue.questions.leistungen import title_of
from catalogue.tables import DECISIONS
from catalogue.tables.entscheidungen import BESCHLOSSEN, OFFEN, TABLES, VIEWS

FILE = "entscheidungen.db"
# "THAE" marks a file as one of decisions.
MARK = Mark(0x54484145, 1, "keine Datei mit Entscheidungen. Legen Sie sie woanders ab")


class Decision(NamedTuple):
    """Decision of the department `fachbereich` of a town (AGS) about a Leistung; `person` is a name or initials."""

    ags: str
    leistungsschluessel: str
    status: str
    fachbereich: str
    person: str
    notiz: str | None = None

    @property
    def in_words(self) -> str:
        """The decision as one line."""
        note = f", Notiz: {self.notiz}" if self.notiz else ""
        return f"{self.leistungsschluessel}, {self.status}, Fachbereich {self.fachbereich}, Person {self.person}{note}"


class Decided(NamedTuple):
    """A decision, the title of its Leistung, and the status that held before."""

    title: str
    decision: Decision
    before: str

    @property
    def changes_points(self) -> bool:
        """Whether the next comparison counts the form of the Leistung where it did not, or the other way round."""
        return (self.before in BESCHLOSSEN) != (self.decision.status in BESCHLOSSEN)


def file_of(catalogue: Path) -> Path:
    """Where the decisions of a catalogue file are."""
    return catalogue.with_name(FILE)


@contextmanager
def opened(catalogue: Path, *, create: bool = False) -> Iterator[Database]:
    """The decisions beside a catalogue, up to date; where the file is missing and not to be created, there are none.

    Raises `ThavelError` where it is no such file, of a newer version, locked or unreadable.
    """
    path = file_of(catalogue)
    with explained(path):
        place = path if create or path.exists() else ":memory:"
        connection = sqlite3.connect(place, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
        try:
            check_mark(connection, path, MARK)
            db = Database(connection, execute_plugins=False)
            if incomplete(db, TABLES, VIEWS):
                with locked(db):
                    db.execute(f"PRAGMA application_id = {MARK.application_id}")
                    complete(db, TABLES, VIEWS)
                    db.execute(f"PRAGMA user_version = {MARK.version}")
            yield db
        finally:
            connection.close()


@contextmanager
def holder(name: str, db: Database, catalogue: Path) -> Iterator[Database]:
    """The database that holds the table or view `name`: the decisions, or else the catalogue `db` itself."""
    if name not in {relation.name for relation in DECISIONS}:
        yield db
        return
    with opened(catalogue) as decided:
        yield decided


def current(catalogue: Path, ags: str) -> dict[str, str]:
    """The status of the last decision of a town (AGS) about each Leistung, by key."""
    with opened(catalogue) as db:
        rows = db.execute("SELECT leistungsschluessel, status FROM entscheidungen_aktuell WHERE ags = ?", [ags])
        return dict(rows.fetchall())


def decide(db: Database, catalogue: Path, decision: Decision, *, dry_run: bool = False) -> Decided:
    """Write a decision, and its status beside the candidates of the last comparison if that was for the same town.

    `db` is the opened catalogue, `catalogue` its path. Nothing is written with `dry_run`, or where one of the files is
    locked. Raises `ThavelError` for an unknown Leistung, and where it is not said who decided.
    """
    title = title_of(db, decision.leistungsschluessel)
    decision = decision._replace(
        fachbereich=_line(decision.fachbereich),
        person=_line(decision.person),
        notiz=_line(decision.notiz or "") or None,
    )
    for what, text in (("Fachbereich", decision.fachbereich), ("Person", decision.person)):
        if not text:
            raise ThavelError(f"Wer entschieden hat, fehlt: „{what}“ ist leer. Bei der Person genügt ein Kürzel.")
    before = current(catalogue, decision.ags).get(decision.leistungsschluessel, OFFEN)
    if not dry_run:
        with explained(catalogue), locked(db):
            db.execute(
                "UPDATE kandidaten SET status = :status WHERE leistungsschluessel = :leistungsschluessel"
                " AND EXISTS (SELECT 1 FROM vergleich WHERE ags = :ags)",
                decision._asdict(),
            )
            with opened(catalogue, create=True) as decisions, locked(decisions):
                decisions.execute(
                    "INSERT INTO entscheidungen"
                    " (zeitpunkt, ags, leistungsschluessel, fachbereich, status, person, notiz)"
                    " VALUES (:zeitpunkt, :ags, :leistungsschluessel, :fachbereich, :status, :person, :notiz)",
                    {**decision._asdict(), "zeitpunkt": clock.now()},
                )
    return Decided(title, decision, before)


def _line(text: str) -> str:
    """The text in one line, without blanks that say nothing."""
    return " ".join(one_line(text).split())
