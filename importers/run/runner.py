"""Runs an import from start to end: fetch, keep the raw bodies, parse, store, and say how it went."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from catalogue.database import connect, explained, reading
from catalogue.errors import DeliveryError, ThavelError
from catalogue.questions import runs
from catalogue.questions.runs import KeptBody, Noted
from catalogue.records.parsed import Message, Parsed
from catalogue.store import rawstore, unrecorded
from catalogue.store.deliveries import Delivery
from catalogue.store.outcomes import Counts
from catalogue.store.run import Run
from catalogue.store.store import Store
from importers.run.journal import Journal
from importers.run.source import Fetched, KnownCatalogue, Source, town_of
from importers.run.strict import checked
from importers.web.addresses import refuse_credentials
from importers.web.errors import SourceError

# Groups done (a fraction where one is large), groups in all, the group's name.
Progress = Callable[[float, int, str], None]

# A server that fails this often in a row is left alone; --resume goes on later.
FAILURES_IN_A_ROW = 5
NOTHING_AT_ALL = (
    "Die Quelle kennt nichts von allem, wonach gefragt wurde. Wahrscheinlich ist die Schnittstelle umgezogen: "
    "prüfen Sie Basisadresse und Pfade."
)


@dataclass(frozen=True)
class Options:
    """Options of every import; see the command's help. `schemas` is the folder of official schema files."""

    dry_run: bool = False
    strict: bool = False
    resume: bool = False
    from_raw: bool = False
    older: bool = False
    confirm_deletions: bool = False
    schemas: Path = Path("schemata")


@dataclass(frozen=True)
class RunResult:
    """End of a run, with its counts and messages. `failed` is what makes the command exit with 1."""

    run_id: int
    status: str
    counts: Counts
    messages: list[Noted]
    failed: bool
    continues: int | None = None


def _silent(done: float, total: int, label: str) -> None:
    """No progress shown."""


@contextmanager
def _target(path: Path, *, dry_run: bool) -> Iterator[Store]:
    """The catalogue to write to; for a dry run a copy that is thrown away."""
    db = reading(path) if dry_run else connect(path)
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
                yield Store(trial, copy_path)
            finally:
                trial.close()
    finally:
        db.close()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one import at a time writes to a catalogue; raises `ThavelError` where another one does."""
    lock = FileLock(path.with_name(f"{path.name}.import"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise ThavelError(
            f"In den Katalog {path} schreibt gerade ein anderer Import. Warten Sie, bis er fertig ist (thavel runs)."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _kept(db: Database, source: Source, folder: Path) -> Iterator[Fetched]:
    """The newest complete group of each municipality or file that is kept, in the order it came."""
    groups = runs.kept_groups(db, source.card.name)
    if not groups:
        raise ThavelError(
            f"Für die Quelle {source.card.name} sind keine Rohlieferungen aufbewahrt. Lassen Sie --from-raw weg."
        )
    extent = source.extent()
    wanted = set(extent["ars"]) or None if "ars" in extent else {extent["ags"]} if "ags" in extent else None
    for kept in groups:
        if wanted is not None and town_of(kept.group) not in wanted:
            continue
        bodies = runs.kept_bodies(db, source.card.name, kept)
        if source.reader is None:
            yield Fetched(kept.group, [_delivery(body, rawstore.read(folder, body.sha256)) for body in bodies])
            continue
        with tempfile.TemporaryDirectory() as place:
            files = [Path(place) / str(number) for number in range(len(bodies))]
            for body, file in zip(bodies, files, strict=True):
                rawstore.unpack(folder, body.sha256, file)
            yield Fetched(kept.group, [_delivery(body, b"", file) for body, file in zip(bodies, files, strict=True)])


def _delivery(kept: KeptBody, body: bytes, file: Path | None = None) -> Delivery:
    return Delivery(kept.url, body, kept.fetched, kept.group, kept.kind, kept.content_type, kept.status, file=file)


def run_import(path: Path, source: Source, options: Options, progress: Progress = _silent) -> RunResult:
    """Import a source into the catalogue at `path`.

    Each group is stored in one transaction, so a run that is stopped leaves whole groups only. Raises `ThavelError`
    where nothing could go on, or another import writes; the run is recorded as failed or, when stopped by the user, as
    interrupted.
    """
    _refuse_credentials(source.extent())
    alone = nullcontext() if options.dry_run else _alone(path)
    with explained(path), _target(path, dry_run=options.dry_run) as store, alone:
        unrecorded.take_over(store)
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
            stand, refused = _work_off(store, run, source, options, rawstore.folder_of(path), progress)
        except (ThavelError, sqlite3.Error, OSError) as error:
            _record_failure(store, run, error)
            raise
        except BaseException:
            run.interrupt()
            raise
        failed = bool(run.counts.fehler) and not run.counts.objects and not run.stored_before()
        status = run.finish(failed=failed, stand=stand)
        failed = failed or refused or runs.alarmed(store.db, run.id) or (options.strict and bool(run.counts.fehler))
        return RunResult(run.id, status, run.counts, runs.notes(store.db, run.id), failed, run.continues)


def _refuse_credentials(extent: object) -> None:
    """Raises `SourceError` before a link with a password gets into the catalogue."""
    if isinstance(extent, dict):
        extent = list(extent.values())
    if isinstance(extent, list):
        for entry in extent:
            _refuse_credentials(entry)
    elif isinstance(extent, str) and extent.startswith(("http://", "https://")):
        refuse_credentials(extent)


def _record_failure(store: Store, run: Run, error: Exception) -> None:
    """Note why the run failed, beside the raw bodies where a full disk or a lock keeps it out of the catalogue."""
    code = error.code if isinstance(error, SourceError) else "lauf.abbruch"
    message = Message("Fehler", code, str(error))
    try:
        run.report([message])
        run.finish(failed=True)
    except sqlite3.Error:
        with suppress(OSError):
            unrecorded.leave(store, run.id, message)


class _Parts:
    """The parts of a parsed group on their way to the store, and what they say of the whole."""

    def __init__(self, parsed: Parsed | Iterable[Parsed], progress: Callable[[float], None]) -> None:
        self._parsed = [parsed] if isinstance(parsed, Parsed) else parsed
        self._progress = progress
        self.stand: str | None = None
        self.empty = False
        self.rejected = 0
        self.understood = False

    def __iter__(self) -> Iterator[Parsed]:
        for part in self._parsed:
            self.rejected += part.rejected
            self.understood |= bool(part.records or part.rows or part.objects or part.unchanged)
            self.stand = max(filter(None, (self.stand, part.stand)), default=None)
            self.empty = part.empty
            yield part
            if part.share:
                self._progress(part.share)


def _work_off(
    store: Store, run: Run, source: Source, options: Options, raw_folder: Path, progress: Progress
) -> tuple[str | None, bool]:
    """Fetch, keep, parse and store every group.

    Returns the newest date or edition that the source gave its data, and whether a delivery was refused as a whole.
    """
    stand: str | None = None
    refused = False
    known = KnownCatalogue.of(store.db, store.path, source.card.name)
    if not options.from_raw:
        known.journal = Journal(store.raw_folder, source.card.name, resume=run.continues is not None)
    done = run.done_groups() if options.resume else set()
    total = source.groups()
    groups = _kept(store.db, source, raw_folder) if options.from_raw else source.fetch(known, done)
    progress(len(done), total, "")
    failures = groups_empty = 0
    groups_seen = len(done)
    for position, fetched in enumerate(groups, start=len(done) + 1):
        if not options.from_raw:
            run.keep(fetched.deliveries)
        within = partial(_within, progress, position - 1, total, fetched.group)
        failure = fetched.failure
        if failure is None:
            groups_seen += 1
            try:
                if options.strict and source.has_schema:
                    for delivery in fetched.deliveries:
                        run.report(checked(delivery, options.schemas))
                parts = _store_group(run, source, fetched, known, within, options)
                stand = max(filter(None, (stand, parts.stand)), default=None)
                groups_empty += parts.empty
                if parts.rejected and not parts.understood:
                    known.refused.add(fetched.group)
                    refused = refused or fetched.named
            except DeliveryError as error:
                failure = Message("Fehler", error.code, error.text, None, error.place)
        if failure is None:
            failures = 0
        else:
            known.ask_again(fetched.deliveries)
            known.refused.add(fetched.group)
            refused = refused or fetched.named or source.reader is not None
            run.report([failure])
            failures += 1
            _give_up(failures, failure)
        progress(position, total, fetched.group)
    if groups_seen > 1 and groups_empty == groups_seen - len(done) > 0 and not run.stored_before():
        run.report([Message("Fehler", "lauf.leer", NOTHING_AT_ALL, None, source.card.titel)])
    known.all_stored()
    return stand, refused


def _give_up(failures: int, last: Message) -> None:
    """Raises `ThavelError` where a server fails so often in a row that it is left alone."""
    if failures == FAILURES_IN_A_ROW:
        raise ThavelError(
            f"Abgebrochen nach {failures} Fehlern in Folge, der letzte: {last.text} ({last.ort}). "
            "Was gespeichert ist, bleibt; setzen Sie später mit --resume fort."
        )


def _within(progress: Progress, done: int, total: int, label: str, share: float) -> None:
    """Show that a share of the group after `done` groups is done."""
    progress(done + share, total, label)


def _store_group(
    run: Run,
    source: Source,
    fetched: Fetched,
    known: KnownCatalogue,
    progress: Callable[[float], None],
    options: Options,
) -> _Parts:
    """Parse and store one group, unless it is what the same reader has stored last."""
    seen = max(delivery.fetched for delivery in fetched.deliveries)
    complete = fetched.complete
    reader = f"{source.reader} {'vollständig' if complete else 'teilweise'}" if source.reader else None
    if reader is not None and not options.from_raw and run.confirm(fetched.group, reader=reader, seen=seen):
        return _Parts(Parsed(), progress)
    parts = _Parts(source.parse(fetched.group, fetched.deliveries, known), progress)
    older = options.older or options.from_raw or not source.card.replaces
    run.save(parts, group=fetched.group, seen=seen, complete=complete, older=older, reader=reader)
    return parts
