"""The only writer of what was imported: runs, deliveries, records with their outcomes, messages."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.database import locked
from catalogue.errors import DeliveryError
from catalogue.records.angebote import Angebot, DashboardAngebot, ZustaendigeStelle
from catalogue.records.bestand import BestandEintrag
from catalogue.records.fallzahlen import Fallzahl
from catalogue.records.kinds import KINDS, Record, RecordKind
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store import changes, objects, parts, rawstore, receipts, search_index
from catalogue.store.checksums import checksums
from catalogue.store.derived import AFTER_A_RUN
from catalogue.store.statements import STATEMENTS, Statements

ALARM_SHARE = 0.2
ALARM_MINIMUM = 5
# Sets of these may be delivered complete and empty.
MAY_BE_EMPTY: tuple[type[Record], ...] = (
    Angebot,
    DashboardAngebot,
    BestandEintrag,
    Fallzahl,
    ZustaendigeStelle,
)


@dataclass
class Counts:
    """Outcomes of objects in a run, in the words of the table `laeufe`."""

    lieferungen: int = 0
    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    verschwunden: int = 0
    abgelehnt: int = 0
    fehler: int = 0
    warnungen: int = 0

    @property
    def objects(self) -> int:
        """Objects that were understood, whatever became of them."""
        return self.neu + self.geaendert + self.unveraendert


@dataclass(frozen=True)
class Delivery:
    """One raw body as it came: `group` names what is stored together, `fetched` is UTC, `status` None for files.

    A large body is a `file` on disk instead of `body`. `payload` may carry the parsed body so that it is not parsed
    twice; it is never stored. `etag` and `last_modified` tell the edition as the server does.
    """

    url: str
    body: bytes
    fetched: str
    group: str
    kind: str = "Datei"
    content_type: str | None = None
    status: int | None = None
    payload: Any = field(default=None, compare=False)
    file: Path | None = None
    etag: str | None = None
    last_modified: str | None = None


class Outcome(NamedTuple):
    """Keys of objects of one type: those that were not there, that were there, and of these the unchanged ones."""

    new: set[Any]
    known: set[Any]
    same: set[Any]


class Run:
    """One import: keeps deliveries, saves what was parsed, counts outcomes. Made by `Store.start`."""

    def __init__(
        self, store: "Store", run_id: int, source: str, *, continues: int | None, confirm_deletions: bool
    ) -> None:
        self.id = run_id
        self.continues = continues
        self.source = source
        self.counts = Counts()
        self._store = store
        self._db = store.db
        self._confirm_deletions = confirm_deletions
        self._messages: dict[tuple[str, str, str, str | None], int] = {}
        self._saved: dict[tuple[type[Record], Any], Record] = {}

    def done_groups(self) -> set[str]:
        """Groups that need not be fetched because a run that this one continues has stored them."""
        return self._store.done_groups(self.id)

    def keep(self, deliveries: Sequence[Delivery]) -> None:
        """Keep raw bodies with checksum, before anything is parsed."""
        rows = []
        for delivery in deliveries:
            if delivery.file is None:
                checksum, size = rawstore.keep(self._store.raw_folder, delivery.body), len(delivery.body)
            else:
                checksum, size = rawstore.keep_file(self._store.raw_folder, delivery.file)
            rows.append(
                (
                    self.id,
                    self.source,
                    delivery.group,
                    delivery.kind,
                    delivery.url,
                    delivery.fetched,
                    checksum,
                    size,
                    delivery.content_type,
                    delivery.status,
                    delivery.etag,
                    delivery.last_modified,
                )
            )
        with self._store.transaction():
            self._db.conn.executemany(
                "INSERT INTO lieferungen (lauf_id, quelle, gruppe, art, url, abgerufen, sha256, bytes, content_type,"
                " http_status, etag, zuletzt_veraendert) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            self.counts.lieferungen += len(rows)

    def confirm(self, group: str, *, reader: str, seen: str) -> bool:
        """Whether a kept group is what the same reader stored last, and nothing has changed objects since.

        If so it need not be parsed: its objects are counted as unchanged, sighted at `seen` (UTC).
        """
        earlier = receipts.same_as(self._db, self.id, self.source, group, reader)
        if earlier is None:
            return False
        with self._group():
            self.counts.unveraendert += earlier.objects
            objects.sighted(self._db, earlier.id, seen)
            receipts.stored(
                self._db,
                self.id,
                group,
                at=clock.now(),
                reader=reader,
                objects=earlier.objects,
                changed=0,
                same_as=earlier.id,
            )
            self._write_counts()
        return True

    def save(
        self,
        parsed: Parsed | Iterable[Parsed],
        *,
        group: str,
        seen: str,
        complete: bool = False,
        reader: str | None = None,
    ) -> None:
        """Store one group's records, messages and disappearances in one transaction.

        `parsed` is the whole group or its parts in order. `seen` is when the source was asked (UTC). An object that
        was already saved in this run with the same content is not counted again. With `complete`, registered objects
        of its Redaktionen that the group lacks are gone; raises `DeliveryError`, and stores nothing, where that is
        more than a fifth of any class and was not confirmed, or where a steady set shrinks or grows so much. `reader`
        identifies what understood the group, where an unchanged group need not be understood again.
        """
        with self._group():
            before = asdict(self.counts)
            delivery = receipts.first_of(self._db, self.id, group)
            first = reader is not None and objects.none(self._db)
            with search_index.built_afterwards(self._db) if first else nullcontext():
                for part in [parsed] if isinstance(parsed, Parsed) else parsed:
                    self._save(part, seen, delivery)
            if reader is not None:
                objects.sighted(self._db, delivery, seen)
            if complete:
                self._remove_missing(delivery, seen, group)
            counts = {name: number - before[name] for name, number in asdict(self.counts).items()}
            receipts.stored(
                self._db,
                self.id,
                group,
                at=clock.now(),
                reader=reader,
                objects=counts["neu"] + counts["geaendert"] + counts["unveraendert"],
                changed=counts["neu"] + counts["geaendert"] + counts["verschwunden"],
            )
            self._write_counts()

    def _save(self, parsed: Parsed, seen: str, delivery: int) -> None:
        by_type: dict[type[Record], list[Any]] = defaultdict(list)
        for record in parsed.records:
            by_type[type(record)].append(record)
        for record_type, rows in parsed.rows.items():
            by_type[record_type] += rows
        scopes = {scope.table: scope for scope in parsed.scopes}
        for record_type in MAY_BE_EMPTY:
            if KINDS[record_type].table in scopes:
                by_type.setdefault(record_type, [])
        outcomes: dict[type[Record], Outcome] = {}
        for record_type, kind in KINDS.items():
            if kind.part_of:
                self._write_parts(record_type, kind, by_type, outcomes)
            elif record_type in by_type:
                scope = scopes.get(kind.table) if kind.gone else None
                outcomes[record_type] = self._write(record_type, kind, by_type[record_type], scope, seen)
        self._register(parsed, outcomes, seen, delivery)
        self.counts.abgelehnt += parsed.rejected
        self.report(parsed.messages)

    def _register(self, parsed: Parsed, outcomes: Mapping[type[Record], Outcome], seen: str, delivery: int) -> None:
        """Enter what was delivered into the register; what no longer is inside of a changed object is gone."""
        there = [found for found in parsed.objects if not found.gone]
        if there:
            known = {key[0] for kind, outcome in outcomes.items() if KINDS[kind].registered for key in outcome.known}
            left = objects.inside(self._db, known) - {found.id for found in there} if known else set()
            objects.note(self._db, there, delivery)
            self.counts.verschwunden += objects.remove(self._db, left, seen) if left else 0
        deleted = [found for found in parsed.objects if found.gone]
        if deleted:
            present = checksums(self._db, [found.id for found in deleted])
            self.counts.verschwunden += objects.remove(self._db, present, seen)
            unknown = [found for found in deleted if found.id not in present]
            if unknown:
                text = "Gelöscht werden sollte, was der Katalog nicht kennt; daran war nichts zu tun."
                self.report([Message("Hinweis", "loeschen.unbekannt", text, unknown[0].id, None, len(unknown))])
        if parsed.unchanged:
            self.counts.unveraendert += objects.confirm(self._db, parsed.unchanged, delivery)

    def _remove_missing(self, delivery: int, seen: str, group: str) -> None:
        missing = objects.missing(self._db, delivery)
        absent = [(redaktion, klasse) for redaktion, klasse, _, there in missing if not there]
        for redaktion, klasse in absent:
            self.report(
                [
                    Message(
                        "Warnung",
                        "klasse.fehlt",
                        "Die vollständige Lieferung enthält eine Klasse von Objekten gar nicht, die der Katalog von "
                        "dieser Redaktion kennt; sie blieben, wie sie sind.",
                        f"{redaktion}, {klasse}",
                        group,
                    )
                ]
            )
        for redaktion, klasse, number, there in missing:
            if not there:
                continue
            if not self._confirm_deletions and number >= ALARM_MINIMUM and number > (number + there) * ALARM_SHARE:
                raise DeliveryError(
                    "anzahl.alarm",
                    f"In der vollständigen Lieferung fehlen {number} von {number + there} Objekten (Klasse {klasse}, "
                    f"Redaktion {redaktion}), die bisher da waren, mehr als ein Fünftel. Nichts aus ihr wurde "
                    "übernommen. Prüfen Sie die Lieferung; stimmt sie, wiederholen Sie den Import mit "
                    "--confirm-deletions.",
                    group,
                )
            self.counts.verschwunden += objects.remove_missing(self._db, delivery, redaktion, klasse, seen)

    @contextmanager
    def _group(self) -> Iterator[None]:
        """One transaction; when it fails, what is remembered of it is forgotten too."""
        before = asdict(self.counts)
        try:
            with self._store.transaction():
                yield
        except BaseException:
            for name, count in before.items():
                setattr(self.counts, name, count)
            self._messages.clear()
            self._saved.clear()
            raise

    def report(self, messages: Iterable[Message]) -> None:
        """Add messages to the run; the same text is counted, not repeated."""
        for message in messages:
            # What is wrong is named for each object; what is only noted is counted.
            objekt = message.objekt if message.stufe == "Fehler" else None
            key = (message.stufe, message.code, message.text, objekt)
            self.counts.fehler += message.anzahl if message.stufe == "Fehler" else 0
            self.counts.warnungen += message.anzahl if message.stufe == "Warnung" else 0
            if key in self._messages:
                self._db.execute(
                    "UPDATE meldungen SET anzahl = anzahl + ? WHERE id = ?", [message.anzahl, self._messages[key]]
                )
                continue
            cursor = self._db.execute(
                "INSERT INTO meldungen (lauf_id, stufe, code, text, objekt, ort, anzahl) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [self.id, *key[:3], message.objekt, message.ort, message.anzahl],
            )
            self._messages[key] = int(cursor.lastrowid or 0)

    def finish(self, *, failed: bool = False, stand: str | None = None) -> str:
        """End the run and return its status; services that no municipality offers any more are marked as gone."""
        with self._store.transaction():
            if not failed:
                gone = self._db.execute(
                    "UPDATE onlinedienste SET verschwunden_am = ? WHERE quelle = ? AND verschwunden_am IS NULL"
                    " AND EXISTS (SELECT 1 FROM angebotsnachweise n WHERE n.onlinedienst_id = onlinedienste.id)"
                    " AND NOT EXISTS (SELECT 1 FROM angebotsnachweise n"
                    "  WHERE n.onlinedienst_id = onlinedienste.id AND n.verschwunden_am IS NULL)",
                    [clock.now(), self.source],
                )
                self.counts.verschwunden += gone.rowcount
                if self._may_have_changed():
                    for statement in AFTER_A_RUN:
                        self._db.execute(statement)
                self._db.execute(
                    "UPDATE quellen SET letzter_lauf = ?, stand = coalesce(?, stand) WHERE name = ?",
                    [self.id, stand, self.source],
                )
            status = "fehlgeschlagen" if failed else "mit Fehlern" if self.counts.fehler else "fertig"
            self._db.execute("UPDATE laeufe SET ende = ?, status = ? WHERE id = ?", [clock.now(), status, self.id])
            self._write_counts()
        return status

    def _may_have_changed(self) -> bool:
        """Whether this run, or one before it that did not get to its end, has changed anything."""
        if self.counts.neu or self.counts.geaendert or self.counts.verschwunden:
            return True
        before = self._db.execute(
            "SELECT status FROM laeufe WHERE id < ? ORDER BY id DESC LIMIT 1", [self.id]
        ).fetchone()
        return before is None or before[0] not in ("fertig", "mit Fehlern")

    def interrupt(self) -> None:
        """Mark the run as interrupted, so that it can be continued."""
        with self._store.transaction():
            self._write_counts()
            self._db.execute("UPDATE laeufe SET status = 'unterbrochen' WHERE id = ?", [self.id])

    def _write_counts(self) -> None:
        values = asdict(self.counts)
        sets = ", ".join(f"{name} = :{name}" for name in values)
        self._db.conn.execute(f"UPDATE laeufe SET {sets} WHERE id = :id", {**values, "id": self.id})

    def _in_scope(self, statements: Statements, scope: Scope) -> dict[Any, tuple[Any, ...]]:
        """Stored rows of a set that the source delivered completely, by key."""
        where = " AND ".join(f"{name} = ?" for name in scope.values) or "1"
        rows = self._db.execute(f"{statements.select} WHERE {where}", list(scope.values.values()))
        return {row[: len(statements.key)]: row for row in rows}

    def _of_keys(self, statements: Statements, keys: Sequence[Any]) -> dict[Any, tuple[Any, ...]]:
        """Stored rows with these keys, by key."""
        rows = self._db.execute(statements.select_wanted, [json.dumps(keys)])
        return {row[: len(statements.key)]: row for row in rows}

    def _write(
        self, record_type: type[Record], kind: RecordKind, records: Sequence[Any], scope: Scope | None, seen: str
    ) -> Outcome:
        """Write the objects of one type and count what became of them."""
        statements = STATEMENTS[record_type]
        length = kind.key_length
        wanted: dict[Any, Any] = {record[:length]: record for record in records}
        delivered = wanted.keys()
        if scope is None and kind.counted and not kind.registered:
            wanted = {key: r for key, r in wanted.items() if self._saved.get((record_type, key)) != r}
            self._saved.update(((record_type, key), record) for key, record in wanted.items())
        in_scope = self._in_scope(statements, scope) if scope is not None else {}
        existing = in_scope | self._of_keys(statements, [key for key in wanted if key not in in_scope])
        new: list[Record] = []
        changed: list[tuple[Record, tuple[Any, ...]]] = []
        same: list[Any] = []
        for key, record in wanted.items():
            row = existing.get(key)
            if row is None:
                new.append(record)
            elif (statements.tells_gone or row[-1] is None) and statements.unchanged(row[length:-1], record[length:]):
                same.append(key)
            else:
                changed.append((record, row))
        present = [key for key, row in in_scope.items() if row[-1] is None]
        gone = self._gone(kind, scope, present, wanted) if scope is not None else []

        run = (self.id,) if record_type is Angebot else ()
        sightings = (seen, seen) if kind.sightings else ()
        touched = (seen,) if kind.sightings else ()
        execute = self._db.conn.executemany
        execute(statements.insert, [(*record, *run, *sightings) for record in new])
        if statements.update:
            execute(statements.update, [(*r[length:], *run, *touched, *r[:length]) for r, _ in changed])
        if statements.touch:
            execute(statements.touch, [(seen, *key) for key in same])
        if gone:
            execute(statements.vanish, [(seen if kind.sightings else seen[:10], *key) for key in gone])
        if kind.counted:
            self.counts.neu += len(new)
            self.counts.geaendert += len(changed)
            self.counts.unveraendert += len(same)
            self.counts.verschwunden += len(gone)
        if record_type is Angebot:
            changes.log_offers(self._db, self.id, self.source, scope, new, [r for r, _ in changed], gone, seen)
        else:
            changes.log_objects(self._db, self.id, record_type, changed, seen)
        added = {record[:length] for record in new}
        return Outcome(added, delivered - added, set(same))

    def _write_parts(
        self,
        part_type: type[Record],
        kind: RecordKind,
        by_type: Mapping[type[Record], list[Any]],
        outcomes: Mapping[type[Record], Outcome],
    ) -> None:
        """Write parts; an unchanged object whose parts differ is counted as changed after all, once."""
        delivered = by_type.get(part_type, [])
        for owner in kind.part_of:
            outcome = outcomes.get(owner)
            if outcome is None:
                continue
            parts.add(self._db, part_type, outcome.new, delivered)
            differing = parts.replace(self._db, part_type, outcome.known, delivered) & outcome.same
            self.counts.geaendert += len(differing)
            self.counts.unveraendert -= len(differing)
            outcome.same.difference_update(differing)

    def _gone(self, kind: RecordKind, scope: Scope, present: Sequence[Any], wanted: Mapping[Any, Any]) -> list[Any]:
        """Keys that a set lacks and that are gone. Raises `DeliveryError` where a steady set must not be stored."""
        missing = [key for key in present if key not in wanted] if scope.whole else []
        if scope.steady:
            self._refuse_leap(scope, len(present), len(missing), len(wanted))
        return [] if missing and self._alarm(kind, len(missing), len(present), scope) else missing

    def _alarm(self, kind: RecordKind, gone: int, present: int, scope: Scope) -> bool:
        """Whether so much is missing that it is rather a fault of the source: nothing is marked as gone then."""
        if self._confirm_deletions or present < ALARM_MINIMUM or gone <= present * ALARM_SHARE:
            return False
        place = ", ".join(scope.values.values()) or kind.table
        self.report(
            [
                Message(
                    "Fehler",
                    "anzahl.alarm",
                    "In einer vollständigen Lieferung fehlt mehr als ein Fünftel dessen, was bisher da war. "
                    "Nichts davon wurde als verschwunden vermerkt. Prüfen Sie die Quelle; stimmt es, "
                    "wiederholen Sie den Import mit --confirm-deletions.",
                    place,
                    f"{gone} von {present}",
                )
            ]
        )
        return True

    def _refuse_leap(self, scope: Scope, present: int, gone: int, delivered: int) -> None:
        """Raises `DeliveryError` where a steady set shrinks or grows so much that it is rather a fault of the source.

        A set that was empty may grow as it likes.
        """
        leap = max(gone, delivered - present)
        if self._confirm_deletions or max(present, delivered) < ALARM_MINIMUM or leap <= present * ALARM_SHARE:
            return
        if present:
            raise DeliveryError(
                "anzahl.alarm",
                f"Bisher waren es {present} Einträge, jetzt sind es {delivered}, und {gone} der bisherigen fehlen: "
                "Mehr als ein Fünftel ist anders. Nichts davon wurde übernommen. Prüfen Sie die Quelle; stimmt es, "
                "wiederholen Sie den Import mit --confirm-deletions.",
                ", ".join(scope.values.values()) or scope.table,
            )


class Store:
    """Writing access to an opened catalogue; `path` is its file, beside which the raw bodies lie."""

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        self.path = path
        self.raw_folder = rawstore.folder_of(path)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One write transaction; on an exception nothing of it remains."""
        with locked(self.db):
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
        """What a reader of this source's data has to know, shown wherever the data is shown."""
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
        wanted = json.dumps(extent, sort_keys=True, ensure_ascii=False)
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
        return Run(self, run_id, source, continues=continued, confirm_deletions=confirm_deletions)

    def _unfinished(self, source: str, extent: str, groups: int | None) -> int | None:
        row = self.db.execute(
            "SELECT id, status FROM laeufe WHERE quelle = ? AND umfang = ? ORDER BY id DESC LIMIT 1", [source, extent]
        ).fetchone()
        if row is None or row[1] == "fertig":
            return None
        lacks = groups is None or row[1] == "unterbrochen" or len(self.done_groups(row[0])) < groups
        return int(row[0]) if lacks else None

    def done_groups(self, run_id: int) -> set[str]:
        """Groups whose content a run, or one that it continued, put into the catalogue completely."""
        rows = self.db.execute(
            "WITH RECURSIVE kette (id) AS"
            " (SELECT ? UNION SELECT l.setzt_fort FROM laeufe l JOIN kette k ON l.id = k.id)"
            " SELECT DISTINCT gruppe FROM lieferungen"
            " WHERE lauf_id IN (SELECT id FROM kette) AND gespeichert IS NOT NULL",
            [run_id],
        )
        return {row[0] for row in rows.fetchall()}
