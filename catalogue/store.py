"""The only writer of what was imported: runs, deliveries, records with their outcomes, messages, changes of offers."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from catalogue import clock, parts, rawstore
from catalogue.derived import AFTER_A_RUN
from catalogue.records import KINDS, Angebot, Kind, Message, Onlinedienst, Parsed, Record, Scope
from catalogue.statements import STATEMENTS, Statements

ALARM_SHARE = 0.2
ALARM_MINIMUM = 5
_CHUNK = 400


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

    `payload` may carry the parsed body so that it is not parsed twice; it is never stored.
    """

    url: str
    body: bytes
    fetched: str
    group: str
    kind: str = "Datei"
    content_type: str | None = None
    status: int | None = None
    payload: Any = field(default=None, compare=False)


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
        rows = [
            (
                self.id,
                self.source,
                delivery.group,
                delivery.kind,
                delivery.url,
                delivery.fetched,
                rawstore.keep(self._store.raw_folder, delivery.body),
                len(delivery.body),
                delivery.content_type,
                delivery.status,
            )
            for delivery in deliveries
        ]
        with self._store.transaction():
            self._db.conn.executemany(
                "INSERT INTO lieferungen (lauf_id, quelle, gruppe, art, url, abgerufen, sha256, bytes, content_type,"
                " http_status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            self.counts.lieferungen += len(rows)

    def save(self, parsed: Parsed, *, group: str, seen: str) -> None:
        """Store one group's records, messages and disappearances in one transaction.

        `seen` is when the source was asked (UTC). An object that was already saved in this run with the same content
        is not counted again.
        """
        with self._group():
            by_type: dict[type[Record], list[Record]] = defaultdict(list)
            for record in parsed.records:
                by_type[type(record)].append(record)
            scopes = {scope.table: scope for scope in parsed.scopes}
            if Angebot not in by_type and "angebotsnachweise" in scopes:
                by_type[Angebot] = []
            same: dict[type[Record], set[Any]] = {}
            for record_type, kind in KINDS.items():
                if kind.part_of:
                    self._write_parts(record_type, kind, by_type, same)
                elif record_type in by_type:
                    scope = scopes.get(kind.table) if kind.gone else None
                    same[record_type] = self._write(record_type, kind, by_type[record_type], scope, seen)
            self.counts.abgelehnt += parsed.rejected
            self.report(parsed.messages)
            self._db.execute(
                "UPDATE lieferungen SET gespeichert = ? WHERE lauf_id = ? AND gruppe = ?", [clock.now(), self.id, group]
            )
            self._write_counts()

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
            self.counts.fehler += message.stufe == "Fehler"
            self.counts.warnungen += message.stufe == "Warnung"
            if key in self._messages:
                self._db.execute("UPDATE meldungen SET anzahl = anzahl + 1 WHERE id = ?", [self._messages[key]])
                continue
            cursor = self._db.execute(
                "INSERT INTO meldungen (lauf_id, stufe, code, text, objekt, ort, anzahl) VALUES (?, ?, ?, ?, ?, ?, 1)",
                [self.id, *key[:3], message.objekt, message.ort],
            )
            self._messages[key] = int(cursor.lastrowid or 0)

    def finish(self, *, failed: bool = False, stand: str | None = None) -> str:
        """End the run and return its status; services that no municipality offers any more are marked as gone."""
        with self._store.transaction():
            if not failed:
                gone = self._db.execute(
                    "UPDATE onlinedienste SET verschwunden_am = ? WHERE quelle = ? AND verschwunden_am IS NULL"
                    " AND NOT EXISTS (SELECT 1 FROM angebotsnachweise n"
                    "  WHERE n.onlinedienst_id = onlinedienste.id AND n.verschwunden_am IS NULL)",
                    [clock.now(), self.source],
                )
                self.counts.verschwunden += gone.rowcount
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
        marks = f"({', '.join('?' for _ in statements.key)})"
        found = {}
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            rows = self._db.execute(
                f"WITH wanted ({', '.join(statements.key)}) AS (VALUES {', '.join([marks] * len(chunk))})"
                f" {statements.select_joined}",
                [value for key in chunk for value in key],
            )
            found.update({row[: len(statements.key)]: row for row in rows})
        return found

    def _write(
        self, record_type: type[Record], kind: Kind, records: Sequence[Record], scope: Scope | None, seen: str
    ) -> set[Any]:
        """Write the objects of one type; returns the keys of those that were counted as unchanged."""
        statements = STATEMENTS[record_type]
        length = kind.key_length
        wanted: dict[Any, Record] = {record[:length]: record for record in records}
        if scope is None:
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
        gone = [key for key in present if key not in wanted]
        if gone and self._alarm(kind, len(gone), len(present), scope):
            gone = []

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
        self.counts.neu += len(new)
        self.counts.geaendert += len(changed)
        self.counts.unveraendert += len(same)
        self.counts.verschwunden += len(gone)
        if record_type is Angebot:
            self._log_offers(scope, new, [r for r, _ in changed], gone, seen)
        elif record_type is Onlinedienst:
            self._log_services(changed, seen)
        return set(same)

    def _write_parts(
        self,
        part_type: type[Record],
        kind: Kind,
        by_type: Mapping[type[Record], list[Record]],
        same: Mapping[type[Record], set[Any]],
    ) -> None:
        """Write parts; an object in `same` whose parts differ is counted as changed after all, once."""
        for owner, keys in parts.owners_of(kind, by_type).items():
            differing = parts.replace(self._db, part_type, keys, by_type.get(part_type, [])) & same[owner]
            self.counts.geaendert += len(differing)
            self.counts.unveraendert -= len(differing)
            same[owner].difference_update(differing)

    def _alarm(self, kind: Kind, gone: int, present: int, scope: Scope | None) -> bool:
        """Whether so much is missing that it is rather a fault of the source: nothing is marked as gone then."""
        if self._confirm_deletions or present < ALARM_MINIMUM or gone <= present * ALARM_SHARE:
            return False
        place = ", ".join(scope.values.values()) if scope and scope.values else kind.table
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

    def _log_offers(
        self, scope: Scope | None, new: Sequence[Record], back: Sequence[Record], gone: Sequence[Any], seen: str
    ) -> None:
        """Write changes of offers; the first harvest of a municipality is one row, not a row per offer."""
        by_ags: dict[str, list[tuple[Any, ...]]] = {scope.values["ags"]: []} if scope else {}
        for art, offers in (("neu", new), ("wieder da", back), ("verschwunden", gone)):
            for offer in offers:
                by_ags.setdefault(offer[0], []).append((art, *offer[:3], None, None))
        for ags, rows in by_ags.items():
            known = self._db.execute(
                "SELECT 1 FROM aenderungen a JOIN laeufe l ON l.id = a.lauf_id"
                " WHERE a.ags = ? AND a.art = 'Erstaufnahme' AND l.quelle = ?",
                [ags, self.source],
            ).fetchone()
            first = ("Erstaufnahme", ags, None, None, None, f"{sum(row[0] == 'neu' for row in rows)} Angebote")
            self._log(rows if known else [first], seen)

    def _log_services(self, changed: Sequence[tuple[Record, tuple[Any, ...]]], seen: str) -> None:
        """Write what changed in an Onlinedienst itself: its name or link."""
        rows: list[tuple[Any, ...]] = []
        for record, row in changed:
            before = dict(zip(Onlinedienst._fields, row, strict=False))
            after = dict(zip(Onlinedienst._fields, record, strict=True))
            rows += [
                ("geändert", None, None, after["id"], before[name], after[name])
                for name in ("bezeichnung", "url")
                if before[name] != after[name]
            ]
        self._log(rows, seen)

    def _log(self, rows: Sequence[tuple[Any, ...]], seen: str) -> None:
        self._db.conn.executemany(
            "INSERT INTO aenderungen"
            " (zeitpunkt, art, ags, leistungsschluessel, onlinedienst_id, vorher, nachher, lauf_id, kommune, leistung)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT name FROM kommunen WHERE ags = ?3),"
            " (SELECT coalesce(bezeichnung_2, bezeichnung) FROM leistungen WHERE leistungsschluessel = ?4))",
            [(seen, *row, self.id) for row in rows],
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
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            # A full disk may have ended the transaction already.
            if self.db.conn.in_transaction:
                self.db.execute("ROLLBACK")
            raise

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
