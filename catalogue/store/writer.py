"""Writes the records of one run's groups, type by type, and counts what became of each object."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from catalogue.addresses import published
from catalogue.formats import visible
from catalogue.records.kind import Record, RecordKind
from catalogue.records.kinds import KINDS
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store import alarms, changes, objects, parts
from catalogue.store.checksums import checksums
from catalogue.store.messages import Messages
from catalogue.store.outcomes import Counts, Outcome
from catalogue.store.statements import STATEMENTS, Statements

# Columns that hold links of others, by their place in the record.
_LINK_COLUMNS = ("url", "url_gemeldet", "uri", "link", "ziel")
_LINKS = {
    record_type: places
    for record_type in KINDS
    if (places := tuple(at for at, name in enumerate(record_type._fields) if name in _LINK_COLUMNS))
}


def _like(record: Any, values: Sequence[Any]) -> Any:
    """Other values in the form of a record, which is a plain tuple where a source has very many."""
    return type(record)(*values) if hasattr(record, "_fields") else tuple(values)


def _published(record: Any, places: tuple[int, ...], cut: list[str]) -> Any:
    """The record, its links without what is secret in them, which are added to `cut`; the same object where none is."""
    for at in places:
        link = record[at]
        if link and (clean := published(link)) != link:
            values = [*record[:at], clean, *record[at + 1 :]]
            record = _like(record, values)
            cut.append(clean)
    return record


# Of links that were cut, so many are named.
_NAMED = 3


def _of_cut(links: Sequence[str]) -> Message:
    """What is told of links that are stored without a secret that they had."""
    text = (
        "Links enthielten Zugangsdaten (Name und Kennwort, Token oder Schlüssel); sie sind ohne diese gespeichert und "
        "führen vielleicht nicht mehr zum Ziel. Bitten Sie die Redaktion um Links, die jeder öffnen darf."
    )
    return Message("Hinweis", "link.zugangsdaten", text, None, " ".join(dict.fromkeys(links[:_NAMED])), len(links))


def _shown(record: Any) -> Any:
    """The record with its texts as they can be shown: here foreign text enters the catalogue, of every source."""
    if all(value.isprintable() for value in record if isinstance(value, str)):
        return record
    return _like(record, [visible(value) if isinstance(value, str) else value for value in record])


class Writer:
    """Writes for one run; its methods belong into a transaction."""

    def __init__(
        self, db: Database, run: int, source: str, counts: Counts, messages: Messages, *, confirm_deletions: bool
    ) -> None:
        self._db = db
        self._run = run
        self._source = source
        self._counts = counts
        self._messages = messages
        self._confirm_deletions = confirm_deletions
        self._saved: dict[tuple[type[Record], Any], Record] = {}

    def forget(self) -> None:
        """Know no object any more that was written: the transaction that wrote it has failed."""
        self._saved.clear()

    def write(self, parsed: Parsed, seen: str, delivery: int) -> None:
        """Write what was understood of a delivery; `seen` is when the source was asked (UTC)."""
        by_type: dict[type[Record], list[Any]] = defaultdict(list)
        for record in parsed.records:
            by_type[type(record)].append(_shown(record))
        for record_type, rows in parsed.rows.items():
            by_type[record_type] += map(_shown, rows)
        cut: list[str] = []
        for record_type, places in _LINKS.items():
            if record_type in by_type:
                by_type[record_type] = [_published(record, places, cut) for record in by_type[record_type]]
        scopes = {scope.table: scope for scope in parsed.scopes}
        for record_type, kind in KINDS.items():
            if kind.may_be_empty and kind.table in scopes:
                by_type.setdefault(record_type, [])
        outcomes: dict[type[Record], Outcome] = {}
        for record_type, kind in KINDS.items():
            if kind.part_of:
                self._write_parts(record_type, kind, by_type, outcomes)
            elif record_type in by_type:
                scope = scopes.get(kind.table) if kind.gone else None
                outcomes[record_type] = self._write(record_type, kind, by_type[record_type], scope, seen)
        self._register(parsed, outcomes, seen, delivery)
        self._counts.abgelehnt += parsed.rejected
        self._messages.add(parsed.messages)
        if cut:
            self._messages.add([_of_cut(cut)])

    def remove_missing(self, delivery: int, seen: str, group: str) -> None:
        """Mark registered objects that a complete delivery lacks as gone; `DeliveryError` where it lacks too many."""
        missing = objects.missing(self._db, delivery)
        self._messages.add(alarms.absent(group, lost.redaktion, lost.klasse) for lost in missing if not lost.there)
        for lost in missing:
            if lost.there:
                if not self._confirm_deletions:
                    alarms.refuse_loss(group, *lost)
                self._counts.verschwunden += objects.remove_missing(
                    self._db, delivery, lost.redaktion, lost.klasse, seen
                )

    def _register(self, parsed: Parsed, outcomes: Mapping[type[Record], Outcome], seen: str, delivery: int) -> None:
        """Enter what was delivered into the register; what no longer is inside of a changed object is gone."""
        delivered = [_shown(found) for found in parsed.objects]
        there = [found for found in delivered if not found.gone]
        if there:
            known = {key[0] for kind, outcome in outcomes.items() if KINDS[kind].registered for key in outcome.known}
            left = objects.inside(self._db, known) - {found.id for found in there} if known else set()
            objects.note(self._db, there, delivery)
            self._counts.verschwunden += objects.remove(self._db, left, seen) if left else 0
        deleted = [found for found in delivered if found.gone]
        if deleted:
            present = checksums(self._db, [found.id for found in deleted])
            self._counts.verschwunden += objects.remove(self._db, present, seen)
            unknown = [found for found in deleted if found.id not in present]
            if unknown:
                text = "Gelöscht werden sollte, was der Katalog nicht kennt; daran war nichts zu tun."
                self._messages.add([Message("Hinweis", "loeschen.unbekannt", text, unknown[0].id, None, len(unknown))])
        if parsed.unchanged:
            self._counts.unveraendert += objects.confirm(self._db, [*map(visible, parsed.unchanged)], delivery)

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

        run = (self._run,) if kind.traced else ()
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
            self._counts.neu += len(new)
            self._counts.geaendert += len(changed)
            self._counts.unveraendert += len(same)
            self._counts.verschwunden += len(gone)
        if kind.traced:
            back = (record[:length] for record, _ in changed)
            appeared = (record[:length] for record in new)
            changes.log_offers(self._db, self._run, self._source, scope, appeared, back, gone, seen)
        if kind.logged:
            changes.log_objects(self._db, self._run, record_type, kind, changed, seen)
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
            self._counts.geaendert += len(differing)
            self._counts.unveraendert -= len(differing)
            outcome.same.difference_update(differing)

    def _gone(self, kind: RecordKind, scope: Scope, present: Sequence[Any], wanted: Mapping[Any, Any]) -> list[Any]:
        """Keys that a set lacks and that are gone. Raises `DeliveryError` where a steady set must not be stored."""
        missing = [key for key in present if key not in wanted] if scope.whole else []
        if self._confirm_deletions:
            return missing
        if scope.steady:
            alarms.refuse_leap(scope, len(present), len(missing), len(wanted))
        alarm = alarms.of_set(", ".join(scope.values.values()) or kind.table, len(missing), len(present))
        if missing and alarm:
            self._messages.add([alarm])
            return []
        return missing
