"""Decisions of departments about Leistungen: a file of its own beside the catalogue, to which rows are only added."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.database import BUSY_TIMEOUT_MS, Mark, check_mark, explained, locked, read_only
from catalogue.errors import ThavelError
from catalogue.formats import one_line
from catalogue.german import folded
from catalogue.questions.leistungen import named
from catalogue.shape import complete, incomplete
from catalogue.tables.entscheidungen import BESCHLOSSEN, ENTSCHEIDUNGEN, OFFEN, TABLES, VIEWS

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
    """A decision, the title of its Leistung, and the status that held before; `already` where it was known."""

    title: str
    decision: Decision
    before: str
    already: bool

    @property
    def changes_points(self) -> bool:
        """Whether points now count the form of the Leistung where they did not, or the other way round."""
        return (self.before in BESCHLOSSEN) != (self.decision.status in BESCHLOSSEN)


def file_of(catalogue: Path) -> Path:
    """Where the decisions of a catalogue file are."""
    return catalogue.with_name(FILE)


@contextmanager
def opened(catalogue: Path, *, create: bool = False) -> Iterator[Database]:
    """The decisions beside a catalogue, to add to them where they may be created, else for reading only.

    Where the file is missing and not to be created, there are none. Raises `ThavelError` where it is no such file, of a
    newer version, locked or unreadable.
    """
    path = file_of(catalogue)
    with explained(path):
        db = Database(_connected(path, create=create), execute_plugins=False)
        try:
            if incomplete(db, TABLES, VIEWS) or (create and _knows_no_taking_back(db)):
                with locked(db):
                    db.execute(f"PRAGMA application_id = {MARK.application_id}")
                    if _knows_no_taking_back(db):
                        _rebuild(db)
                    complete(db, TABLES, VIEWS)
                    db.execute(f"PRAGMA user_version = {MARK.version}")
            yield db
        finally:
            db.close()


def _connected(path: Path, *, create: bool) -> sqlite3.Connection:
    """The file, for writing where it may be created; else for reading only, or a copy in memory that may be completed.

    A copy is read where the file is missing or older.
    """
    if create:
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
        try:
            check_mark(connection, path, MARK)
        except BaseException:
            connection.close()
            raise
        return connection
    copy = sqlite3.connect(":memory:", isolation_level=None)
    if not path.exists():
        return copy
    _roll_back(path)
    connection = sqlite3.connect(read_only(path), uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        check_mark(connection, path, MARK)
        if not incomplete(Database(connection, execute_plugins=False), TABLES, VIEWS):
            return connection
        connection.backup(copy)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return copy


def _roll_back(path: Path) -> None:
    """Let SQLite take back what a killed program left half written; who may only read cannot, and is told."""
    if path.with_name(f"{path.name}-journal").exists() and os.access(path, os.W_OK):
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        finally:
            connection.close()


def _knows_no_taking_back(db: Database) -> bool:
    """Whether an earlier version made the file, whose decisions could not be open again."""
    return ENTSCHEIDUNGEN.name in db.table_names() and f"'{OFFEN}'" not in db.table(ENTSCHEIDUNGEN.name).schema


def _rebuild(db: Database) -> None:
    """Give the table its declared shape, with every row that it has; what goes with it follows in `complete`."""
    names = ", ".join(column.name for column in ENTSCHEIDUNGEN.columns)
    db.execute("DROP VIEW IF EXISTS entscheidungen_aktuell")
    db.execute(ENTSCHEIDUNGEN.create_sql().replace("[entscheidungen]", "[entscheidungen_neu]", 1))
    db.execute(f"INSERT INTO entscheidungen_neu ({names}) SELECT {names} FROM entscheidungen")
    db.execute("DROP TABLE entscheidungen")
    db.execute("ALTER TABLE entscheidungen_neu RENAME TO entscheidungen")


@contextmanager
def holder(name: str, db: Database, catalogue: Path) -> Iterator[Database]:
    """The database that holds the table or view `name`: the decisions, or else the catalogue `db` itself.

    Those that hold now are joined to the catalogue already (`catalogue.store.joined`).
    """
    if name != ENTSCHEIDUNGEN.name:
        yield db
        return
    with opened(catalogue) as decided:
        yield decided


def latest(catalogue: Path) -> list[tuple[Any, ...]]:
    """The decisions that hold now, of all towns, as rows of `entscheidungen_aktuell`."""
    with opened(catalogue) as db:
        return list(db.execute("SELECT * FROM entscheidungen_aktuell ORDER BY id").fetchall())


def current(catalogue: Path, ags: str) -> dict[str, str]:
    """The status of the last decision of a town (AGS) about each Leistung, by key."""
    with opened(catalogue) as db:
        rows = db.execute("SELECT leistungsschluessel, status FROM entscheidungen_aktuell WHERE ags = ?", [ags])
        return dict(rows.fetchall())


def decide(db: Database, catalogue: Path, decision: Decision, *, dry_run: bool = False) -> Decided:
    """Write a decision into the file beside the catalogue, unless it is the very one that holds already.

    `db` is the opened catalogue, `catalogue` its path; the Leistung may be named by its title. Nothing is written with
    `dry_run`. Raises `ThavelError` for an unknown Leistung or department, and where it is not said who decided.
    """
    key, title = named(db, decision.leistungsschluessel)
    decision = decision._replace(
        leistungsschluessel=key,
        fachbereich=_line(decision.fachbereich),
        person=_line(decision.person),
        notiz=_line(decision.notiz or "") or None,
    )
    for what, text in (("Fachbereich", decision.fachbereich), ("Person", decision.person)):
        if not text:
            raise ThavelError(f"Wer entschieden hat, fehlt: „{what}“ ist leer. Bei der Person genügt ein Kürzel.")
    decision = decision._replace(fachbereich=known_department(db, decision.fachbereich))
    last = _last(catalogue, decision)
    before = last.status if last else OFFEN
    already = last == decision or (last is None and decision.status == OFFEN)
    if not (dry_run or already):
        with opened(catalogue, create=True) as decisions, locked(decisions):
            decisions.execute(
                f"INSERT INTO entscheidungen (zeitpunkt, {', '.join(Decision._fields)})"
                f" VALUES (:zeitpunkt, {', '.join(f':{name}' for name in Decision._fields)})",
                {**decision._asdict(), "zeitpunkt": clock.now()},
            )
    return Decided(title, decision, before, already)


def _last(catalogue: Path, asked: Decision) -> Decision | None:
    """The decision of the same town about the same Leistung that holds now; None where there was none."""
    with opened(catalogue) as db:
        row = db.execute(
            f"SELECT {', '.join(Decision._fields)} FROM entscheidungen_aktuell"
            " WHERE ags = ? AND leistungsschluessel = ?",
            asked[:2],
        ).fetchone()
    return Decision(*row) if row else None


def known_department(db: Database, name: str) -> str:
    """The department as the rules spell it; any is known where they name none.

    Raises `ThavelError` with those there are, the nearest first named, where it is none of them.
    """
    rows = db.execute("SELECT DISTINCT fachbereich FROM fachbereiche ORDER BY sortiert(fachbereich)").fetchall()
    known = {folded(department): str(department) for (department,) in rows}
    wanted = folded(name)
    if not known or wanted in known:
        return known.get(wanted, name)
    near = get_close_matches(wanted, known, 1) or [each for each in known if wanted in each or each in wanted]
    meant = f" Meinten Sie „{known[near[0]]}“?" if near else ""
    raise ThavelError(
        f"Den Fachbereich „{name}“ kennen die Regeln nicht.{meant} Bekannt sind: {', '.join(known.values())}. "
        "Weitere nennen Sie in fachbereiche.csv: thavel rules copy ORDNER"
    )


def _line(text: str) -> str:
    """The text in one line, without blanks that say nothing."""
    return " ".join(one_line(text).split())
