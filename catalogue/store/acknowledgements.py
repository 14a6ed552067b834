"""Acknowledgements: a person says that what a run left behind is known and dealt with."""

from typing import NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.database import locked
from catalogue.errors import ThavelError
from catalogue.formats import one_line


class Acknowledgement(NamedTuple):
    """A run, when (UTC) and by whom it was acknowledged, and why."""

    lauf_id: int
    zeitpunkt: str
    person: str
    notiz: str


class RunInShort(NamedTuple):
    """Source, status and beginning (UTC) of a run, so that a wrong number is seen."""

    quelle: str
    status: str
    beginn: str


def run_of(db: Database, run: int) -> RunInShort:
    """The run with this number. Raises `ThavelError` where there is none."""
    found = db.execute("SELECT quelle, status, beginn FROM laeufe WHERE id = ?", [run]).fetchone()
    if found is None:
        raise ThavelError(f"Einen Lauf {run} gibt es nicht. Alle Läufe: thavel runs")
    return RunInShort(*found)


def acknowledged(db: Database, run: int) -> Acknowledgement | None:
    """The acknowledgement of a run; None where there is none."""
    found = db.execute("SELECT lauf_id, zeitpunkt, person, notiz FROM quittungen WHERE lauf_id = ?", [run]).fetchone()
    return Acknowledgement(*found) if found else None


def acknowledge(db: Database, run: int, person: str, note: str) -> Acknowledgement:
    """Acknowledge a run; what was said of it before is replaced.

    Raises `ThavelError` where there is no such run, and where nobody or no reason is named.
    """
    run_of(db, run)
    made = Acknowledgement(run, clock.now(), " ".join(one_line(person).split()), " ".join(one_line(note).split()))
    for what, text in (("--person", made.person), ("--note", made.notiz)):
        if not text:
            raise ThavelError(
                f"Zur Quittung gehört, von wem und warum: {what} ist leer. Bei der Person genügt ein Kürzel."
            )
    with locked(db):
        db.execute("INSERT OR REPLACE INTO quittungen (lauf_id, zeitpunkt, person, notiz) VALUES (?, ?, ?, ?)", made)
    return made


def take_back(db: Database, run: int) -> None:
    """Let a run be told again. Raises `ThavelError` where it was not acknowledged."""
    if acknowledged(db, run) is None:
        raise ThavelError(f"Lauf {run} ist nicht quittiert; es gibt nichts zurückzunehmen.")
    with locked(db):
        db.execute("DELETE FROM quittungen WHERE lauf_id = ?", [run])
