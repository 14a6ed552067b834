"""Runs an import from start to end: fetch, keep the raw bodies, parse, store, and say how it went."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from catalogue import rawstore
from catalogue.database import connect, explained
from catalogue.errors import ThavelError
from catalogue.records import Message
from catalogue.store import Counts, Delivery, Run, Store
from importers.http import SourceError
from importers.source import Fetched, Known, Source

Progress = Callable[[int, int, str], None]

# A server that fails this often in a row is left alone; --resume goes on later.
FAILURES_IN_A_ROW = 5
NOTHING_AT_ALL = (
    "Die Quelle kennt nichts von allem, wonach gefragt wurde. Wahrscheinlich ist die Schnittstelle umgezogen: "
    "prüfen Sie Basisadresse und Pfade."
)


@dataclass(frozen=True)
class Options:
    """What every import accepts; see the command's help."""

    dry_run: bool = False
    strict: bool = False
    resume: bool = False
    from_raw: bool = False
    confirm_deletions: bool = False


@dataclass(frozen=True)
class Result:
    """How a run ended. `failed` is what makes the command exit with 1."""

    run_id: int
    status: str
    counts: Counts
    messages: list[tuple[str, str, str | None, str | None, int]]
    failed: bool
    continues: int | None = None


def _silent(done: int, total: int, label: str) -> None:
    """No progress shown."""


@contextmanager
def _target(path: Path, *, dry_run: bool) -> Iterator[Store]:
    """The catalogue to write to; for a dry run a copy that is thrown away."""
    db = connect(path)
    try:
        if not dry_run:
            yield Store(db, path)
            return
        with tempfile.TemporaryDirectory() as folder:
            copy_path = Path(folder) / path.name
            with sqlite3.connect(copy_path) as copy:
                db.conn.backup(copy)
            copy.close()
            trial = connect(copy_path)
            try:
                store = Store(trial, copy_path)
                store.raw_folder = rawstore.folder_of(copy_path)
                yield store
            finally:
                trial.close()
    finally:
        db.close()


def _kept(db: Database, source: Source, folder: Path) -> Iterator[Fetched]:
    """The newest complete group of each municipality or file that is kept, in the order it came."""
    rows = db.execute(
        "SELECT gruppe, max(lauf_id) FROM lieferungen WHERE quelle = ? AND gespeichert IS NOT NULL"
        " GROUP BY gruppe ORDER BY min(id)",
        [source.card.name],
    ).fetchall()
    if not rows:
        raise ThavelError(
            f"Für die Quelle {source.card.name} sind keine Rohlieferungen aufbewahrt. Lassen Sie --from-raw weg."
        )
    extent = source.extent()
    wanted = set(extent["ars"]) if "ars" in extent else {extent["ags"]} if "ags" in extent else None
    for group, run_id in rows:
        if wanted is not None and group not in wanted:
            continue
        stored = db.execute(
            "SELECT url, sha256, abgerufen, gruppe, art, content_type, http_status FROM lieferungen"
            " WHERE quelle = ? AND gruppe = ? AND lauf_id = ? AND gespeichert IS NOT NULL ORDER BY id",
            [source.card.name, group, run_id],
        ).fetchall()
        yield Fetched(group, [Delivery(row[0], rawstore.read(folder, row[1]), *row[2:]) for row in stored])


def run_import(path: Path, source: Source, options: Options, progress: Progress = _silent) -> Result:
    """Import a source into the catalogue at `path`.

    Each group is stored in one transaction, so a run that is stopped leaves whole groups only. Raises `ThavelError`
    where nothing could go on; the run is recorded as failed or, when stopped by the user, as interrupted.
    """
    with explained(path), _target(path, dry_run=options.dry_run) as store:
        store.register_source(source.card.row())
        extent = {**source.extent(), **({"aus_rohlieferungen": True} if options.from_raw else {})}
        run = store.start(
            source.card.name,
            extent,
            groups=source.groups(),
            resume=options.resume,
            confirm_deletions=options.confirm_deletions,
        )
        try:
            stand = _work_off(store, run, source, options, rawstore.folder_of(path), progress)
        except (ThavelError, sqlite3.Error, OSError) as error:
            _record_failure(store, run, error)
            raise
        except BaseException:
            run.interrupt()
            raise
        failed = bool(run.counts.fehler) and not run.counts.objects
        status = run.finish(failed=failed, stand=stand)
        messages = store.db.execute(
            "SELECT stufe, text, objekt, ort, anzahl FROM meldungen WHERE lauf_id = ?"
            " ORDER BY CASE stufe WHEN 'Fehler' THEN 0 WHEN 'Warnung' THEN 1 ELSE 2 END, id",
            [run.id],
        ).fetchall()
        failed = failed or (options.strict and bool(run.counts.fehler))
        return Result(run.id, status, run.counts, messages, failed, run.continues)


def _record_failure(store: Store, run: Run, error: Exception) -> None:
    """Note why the run failed; what a full disk or a lock prevents is left to the error itself."""
    code = error.code if isinstance(error, SourceError) else "lauf.abbruch"
    try:
        with store.transaction():
            run.report([Message("Fehler", code, str(error))])
        run.finish(failed=True)
    except sqlite3.Error:
        return


def _work_off(
    store: Store, run: Run, source: Source, options: Options, raw_folder: Path, progress: Progress
) -> str | None:
    """Fetch, keep, parse and store every group; returns the newest date or edition that the source gave its data."""
    stand: str | None = None
    known = Known.of(store.db)
    done = run.done_groups() if options.resume else set()
    total = source.groups()
    groups = _kept(store.db, source, raw_folder) if options.from_raw else source.fetch(known, done)
    progress(len(done), total, "")
    failures = groups_seen = groups_empty = 0
    for position, fetched in enumerate(groups, start=len(done) + 1):
        if not options.from_raw:
            run.keep(fetched.deliveries)
        if fetched.failure is not None:
            with store.transaction():
                run.report([fetched.failure])
            failures += 1
            if failures == FAILURES_IN_A_ROW:
                raise ThavelError(
                    f"Abgebrochen nach {failures} Fehlern in Folge, der letzte: {fetched.failure.text} "
                    f"({fetched.failure.ort}). Was gespeichert ist, bleibt; setzen Sie später mit --resume fort."
                )
        else:
            failures = 0
            groups_seen += 1
            parsed = source.parse(fetched.group, fetched.deliveries, known)
            run.save(parsed, group=fetched.group, seen=max(d.fetched for d in fetched.deliveries))
            stand = max(filter(None, (stand, parsed.stand)), default=None)
            groups_empty += parsed.empty
        progress(position, total, fetched.group)
    if groups_seen > 1 and groups_empty == groups_seen:
        with store.transaction():
            run.report([Message("Fehler", "lauf.leer", NOTHING_AT_ALL, None, source.card.titel)])
    return stand
