"""One import from its start to its end: keeps deliveries, saves what was parsed of them, says how it went."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path

from sqlite_utils import Database

from catalogue import addresses, clock
from catalogue.database import locked
from catalogue.records.parsed import Message, Parsed
from catalogue.store import deliveries, editions, objects, search_index
from catalogue.store.deliveries import Delivery
from catalogue.store.derived import AFTER_A_RUN
from catalogue.store.messages import Messages
from catalogue.store.outcomes import Counts
from catalogue.store.writer import Writer

log = logging.getLogger(__name__)

_SERVICES_WITHOUT_OFFERS = """
UPDATE onlinedienste SET verschwunden_am = ?
WHERE quelle = ? AND verschwunden_am IS NULL
  AND EXISTS (SELECT 1 FROM angebotsnachweise n WHERE n.onlinedienst_id = onlinedienste.id)
  AND NOT EXISTS (SELECT 1 FROM angebotsnachweise n
                  WHERE n.onlinedienst_id = onlinedienste.id AND n.verschwunden_am IS NULL)
"""
_DONE_GROUPS = """
WITH RECURSIVE kette (id) AS (SELECT ? UNION SELECT l.setzt_fort FROM laeufe l JOIN kette k ON l.id = k.id)
SELECT DISTINCT gruppe FROM lieferungen WHERE lauf_id IN (SELECT id FROM kette) AND gespeichert IS NOT NULL
"""
_STORED_BEFORE = """
WITH RECURSIVE kette (id) AS (SELECT ? UNION SELECT l.setzt_fort FROM laeufe l JOIN kette k ON l.id = k.id)
SELECT 1 FROM lieferungen WHERE lauf_id IN (SELECT id FROM kette) AND objekte > 0 LIMIT 1
"""

# The date of a source is that of its newest data, or unknown where this run has stored what names none.
_SOURCE_AS_OF = f"""
UPDATE quellen SET letzter_lauf = :run, stand = coalesce(
  :stand, CASE WHEN NOT EXISTS (SELECT 1 FROM ausgaben WHERE lauf_id = :run AND stand = '{editions.UNKNOWN}')
          THEN stand END)
WHERE name = :source
"""


def done_groups(db: Database, run: int) -> set[str]:
    """Groups whose content a run, or one that it continued, put into the catalogue completely."""
    return {group for (group,) in db.execute(_DONE_GROUPS, [run])}


class Run:
    """One import of a source, with its number and counts; `continues` is the run that it goes on with.

    Made by `Store.start`.
    """

    def __init__(
        self,
        db: Database,
        raw_folder: Path,
        run_id: int,
        source: str,
        *,
        continues: int | None,
        confirm_deletions: bool,
    ) -> None:
        self.id = run_id
        self.continues = continues
        self.source = source
        self.counts = Counts()
        self._db = db
        self._raw_folder = raw_folder
        self._messages = Messages(db, run_id, self.counts)
        self._writer = Writer(db, run_id, source, self.counts, self._messages, confirm_deletions=confirm_deletions)

    def done_groups(self) -> set[str]:
        """Groups that need not be fetched because a run that this one continues has stored them."""
        return done_groups(self._db, self.id)

    def stored_before(self) -> bool:
        """Whether a run that this one continues has stored any object."""
        return self._db.execute(_STORED_BEFORE, [self.continues]).fetchone() is not None

    def keep(self, delivered: Sequence[Delivery]) -> None:
        """Keep raw bodies with checksum, before anything is parsed."""
        kept = [(delivery, deliveries.keep_body(self._raw_folder, delivery)) for delivery in delivered]
        with locked(self._db, patient=True):
            deliveries.enter(self._db, self.id, self.source, kept)
            self.counts.lieferungen += len(kept)
        for delivery, body in kept:
            log.info(
                "run %d: %s delivered %d bytes, %s",
                self.id,
                delivery.group,
                body.size,
                addresses.logged(delivery.url).partition("?")[0],
            )

    def confirm(self, group: str, *, reader: str, seen: str) -> bool:
        """Whether a kept group is what the same reader stored last, and nothing has changed objects since.

        If so it need not be parsed: its objects are counted as unchanged, sighted at `seen` (UTC).
        """
        earlier = deliveries.same_as(self._db, self.id, self.source, group, reader)
        if earlier is None:
            return False
        with self._group():
            self.counts.unveraendert += earlier.objects
            objects.sighted(self._db, earlier.id, seen)
            deliveries.stored(
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
        log.info("run %d: %s is what was stored last, %d objects", self.id, group, earlier.objects)
        return True

    def save(
        self,
        parsed: Parsed | Iterable[Parsed],
        *,
        group: str,
        seen: str,
        complete: bool = False,
        older: bool = False,
        reader: str | None = None,
    ) -> None:
        """Store one group's records, messages and disappearances in one transaction.

        `parsed` is the whole group or its parts in order. `seen` is when the source was asked (UTC). An object that
        was already saved in this run with the same content is not counted again. With `complete`, registered objects
        of its Redaktionen that the group lacks are gone; raises `DeliveryError`, and stores nothing, where that is
        more than a fifth of any class and was not confirmed, where a steady set shrinks or grows so much, or where it
        replaces a stock by an older one without `older`. `reader` identifies what understood the group,
        where an unchanged group need not be understood again.
        """
        begin = time.perf_counter()
        stand: str | None = None
        stocks: set[str] = set()
        with self._group() as before:
            delivery = deliveries.first_of(self._db, self.id, group)
            first = reader is not None and objects.none(self._db)
            with search_index.built_afterwards(self._db) if first else nullcontext():
                for part in [parsed] if isinstance(parsed, Parsed) else parsed:
                    self._writer.write(part, seen, delivery)
                    stand = max(filter(None, (stand, part.stand)), default=None)
                    stocks |= {part.stock} if part.stock and part.records else set()
            if reader is not None:
                objects.sighted(self._db, delivery, seen)
            if complete:
                stocks |= {f"Redaktion {redaktion}" for redaktion in objects.redaktionen(self._db, delivery)}
            if stocks:
                if stand and not older:
                    editions.refuse_older(self._db, self.source, stocks, stand, group)
                if not (stand and older):
                    self._messages.add(editions.unchecked(self._db, self.source, stocks, stand, group, self.id))
                editions.note(self._db, self.source, stocks, stand, self.id)
            if complete:
                self._writer.remove_missing(delivery, seen, group)
            counted = self.counts.since(before)
            deliveries.stored(
                self._db,
                self.id,
                group,
                at=clock.now(),
                reader=reader,
                objects=counted.objects,
                changed=counted.altered,
            )
            self._write_counts()
        log.info("run %d: %s stored in %d ms, %s", self.id, group, (time.perf_counter() - begin) * 1000, counted)

    @contextmanager
    def _group(self) -> Iterator[Counts]:
        """One transaction, with the counts before it; when it fails, what is remembered of it is forgotten too."""
        before = replace(self.counts)
        try:
            with locked(self._db, patient=True):
                yield before
        except BaseException:
            self.counts.reset(before)
            self._messages.forget()
            self._writer.forget()
            raise

    def report(self, messages: Iterable[Message]) -> None:
        """Add messages to the run in a transaction of their own; the same text is counted, not repeated."""
        with locked(self._db, patient=True):
            self._messages.add(messages)

    def finish(self, *, failed: bool = False, stand: str | None = None) -> str:
        """End the run and return its status; services that no municipality offers any more are marked as gone."""
        with locked(self._db, patient=True):
            if not failed:
                gone = self._db.execute(_SERVICES_WITHOUT_OFFERS, [clock.now(), self.source])
                self.counts.verschwunden += gone.rowcount
                if self._may_have_changed():
                    for statement in AFTER_A_RUN:
                        self._db.execute(statement)
                self._db.execute(_SOURCE_AS_OF, {"run": self.id, "stand": stand, "source": self.source})
            if failed and not self.counts.objects:
                # What knew nothing of all that it was asked for was not harvested; the next run is the first.
                self._db.execute("DELETE FROM aenderungen WHERE lauf_id = ? AND art = 'Erstaufnahme'", [self.id])
            status = "fehlgeschlagen" if failed else "mit Fehlern" if self.counts.fehler else "fertig"
            self._db.execute("UPDATE laeufe SET ende = ?, status = ? WHERE id = ?", [clock.now(), status, self.id])
            self._write_counts()
        log.info("run %d of %s: %s, %s", self.id, self.source, status, self.counts)
        return status

    def _may_have_changed(self) -> bool:
        """Whether this run, or one before it that did not get to its end, has changed anything."""
        if self.counts.altered:
            return True
        before = self._db.execute(
            "SELECT status FROM laeufe WHERE id < ? ORDER BY id DESC LIMIT 1", [self.id]
        ).fetchone()
        return before is None or before[0] not in ("fertig", "mit Fehlern")

    def interrupt(self) -> None:
        """Mark the run as interrupted, so that it can be continued."""
        with locked(self._db, patient=True):
            self._write_counts()
            self._db.execute("UPDATE laeufe SET status = 'unterbrochen' WHERE id = ?", [self.id])

    def _write_counts(self) -> None:
        values = asdict(self.counts)
        sets = ", ".join(f"{name} = :{name}" for name in values)
        self._db.conn.execute(f"UPDATE laeufe SET {sets} WHERE id = :id", {**values, "id": self.id})
