"""XZuFi: Leistungsbeschreibungen, Organisationseinheiten, Onlinedienste and Zuständigkeiten of the Redaktionen."""

import hashlib
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from catalogue import addresses, clock, keys, weblinks
from catalogue.addresses import kept
from catalogue.errors import DeliveryError
from catalogue.records import leistungen
from catalogue.records import xzufi as xzufi_records
from catalogue.records.kind import Record
from catalogue.records.kinds import KINDS
from catalogue.records.leistungen import LeistungBeschrieben
from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from importers.run.source import COMPLETE, Card, Fetched, KnownCatalogue, delivery
from importers.web import xml
from importers.web.documents import Intake, IntakeError
from importers.web.errors import SourceError
from importers.web.intake import take_in
from importers.web.manners import Manners
from importers.web.right_command import what_else
from importers.web.session import Session
from importers.xzufi import cut as xzufi_cut
from importers.xzufi import draft as xzufi_draft
from importers.xzufi import modules as xzufi_modules
from importers.xzufi import objects as xzufi_objects
from importers.xzufi import read as xzufi_read
from importers.xzufi import reporter as xzufi_reporter
from importers.xzufi import rows as xzufi_rows
from importers.xzufi.cut import Block, Cutter, Head
from importers.xzufi.processes import Readers
from importers.xzufi.read import BlockAnswer, Order, order_of, read_block

PARTIAL = "Datei"
VERSIONS = ("2.1.0", "2.2.0", "2.3.1")
# Below this size of a delivery (bytes), processes of their own would cost more than they save.
ALONE = 4 << 20
_NAMESPACE = "http://xoev.de/schemata/xzufi/"
# All that decides what is read; a test compares it with what the reading processes import.
_MODULES = (
    addresses,
    keys,
    leistungen,
    weblinks,
    xml,
    xzufi_cut,
    xzufi_draft,
    xzufi_modules,
    xzufi_objects,
    xzufi_read,
    xzufi_reporter,
    xzufi_rows,
    xzufi_records,
)
_TYPES: dict[str, type[Record]] = {
    record_type.__name__: record_type
    for record_type in KINDS
    if record_type is LeistungBeschrieben or record_type.__module__ == xzufi_records.__name__
}


@lru_cache(maxsize=1)
def reader_version() -> str:
    """Fingerprint of the code that reads XZuFi, so that what it has read is read again only when it changes."""
    digest = hashlib.sha256()
    for module in _MODULES:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]


class XZuFi:
    """XZuFi files, archives and folders. One group = what one argument names."""

    has_schema = True
    card = Card(
        name="xzufi",
        titel="XZuFi-Lieferungen",
        herausgeber="Redaktionen von Bund, Ländern und Kommunen",
        lizenz="je Lieferung",
        url="https://www.xrepository.de/details/urn:xoev-de:fim:standard:xzufi",
        standard="XZuFi 2.1.0, 2.2.0, 2.3.1",
        liefert="Leistungsbeschreibungen, Organisationseinheiten, Onlinedienste, Zuständigkeiten",
        replaces=True,
    )

    def __init__(
        self,
        places: Sequence[str],
        *,
        redaktion: str | None = None,
        complete: bool = False,
        manners: Manners | None = None,
        processes: int = 2,
    ) -> None:
        """`redaktion` is taken for identifiers that name none; with `complete` every place is a complete stock.

        `processes` read large deliveries beside the one that writes.
        """
        self._places = places
        self._redaktion = redaktion
        self._complete = complete
        self._manners = manners or Manners()
        self._processes = processes
        self.reader: str | None = f"{reader_version()} {redaktion or ''}".strip()

    def extent(self) -> dict[str, Any]:
        return {"orte": list(self._places), "redaktion": self._redaktion, "vollständig": self._complete}

    def groups(self) -> int:
        return len(self._places)

    def redaktion_of(self, group: str) -> str | None:
        """The Redaktion of identifiers in a group that name none."""
        return self._redaktion

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield what each place holds; one that cannot be taken in is a failure of its own."""
        names = Counter(Path(place).name for place in self._places)
        session = Session(self._manners)
        for place in self._places:
            url = place.startswith(("http://", "https://"))
            name = kept(place) if url else place if names[Path(place).name] > 1 else Path(place).name
            if name in done:
                continue
            with tempfile.TemporaryDirectory() as folder:
                try:
                    intake = take_in(
                        place, Path(folder), name=name, session=session, kept=known.kept, stdin=sys.stdin.buffer
                    )
                except IntakeError as error:
                    failure = Message("Fehler", error.code, str(error), None, error.place)
                    yield Fetched(name, [], failure, named=True)
                    continue
                except SourceError as error:
                    yield Fetched(name, [], Message("Fehler", error.code, error.text, None, error.url), named=True)
                    continue
                yield Fetched(intake.name, self._deliveries(intake), named=True)

    def _deliveries(self, intake: Intake) -> list[Delivery]:
        kind = COMPLETE if intake.complete or self._complete else PARTIAL
        now = clock.now()
        return [
            Delivery(document.name, b"", now, intake.name, kind, file=document.path)
            if document.answer is None
            else replace(delivery(document.answer, intake.name, kind), file=document.path)
            for document in intake.documents
        ]

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Iterator[Parsed]:
        """Yield what the documents hold, in their order. Raises `DeliveryError` where one is technically invalid."""
        size = sum(delivered.file.stat().st_size for delivered in deliveries if delivered.file) or 1
        done = 0
        reading = _GroupReader(self.card.name, self.redaktion_of(group), known)
        with Readers(self._processes if size > ALONE else 0, known.checksums) as readers:
            for delivered in deliveries:
                if delivered.file is None:
                    continue
                for offset, parsed in reading.document(delivered.url, delivered.file, readers):
                    parsed.share = (done + offset) / size
                    yield parsed
                done += delivered.file.stat().st_size
        yield Parsed(messages=list(reading.versions_mixed(group)), stand=reading.stand)


class _GroupReader:
    """Reads the documents of one group, leaving out what is unchanged."""

    def __init__(self, quelle: str, redaktion: str | None, known: KnownCatalogue) -> None:
        self.stand: str | None = None
        self._quelle = quelle
        self._redaktion = redaktion
        self._known = known
        self._seed = f"{reader_version()}\0{redaktion or ''}\0".encode()
        self._versions: dict[str, str] = {}

    def document(self, place: str, file: Path, readers: Readers) -> Iterator[tuple[int, Parsed]]:
        """Yield what one document holds, with the place (bytes) up to which it is read; messages call it `place`.

        Raises `DeliveryError` where it is of another standard, with what it is instead.
        """
        other = what_else(file, "xzufi")
        if other is not None:
            raise DeliveryError("xzufi.fremd", other, place)
        pending: deque[tuple[Block, int]] = deque()
        found = 0
        with file.open("rb") as stream:
            cutter = Cutter(stream, place=place, seed=self._seed)
            blocks = cutter.blocks()
            while True:
                block = next(blocks, None)
                if block is not None:
                    pending.append((block, readers.submit(self._order(block, file, place))))
                    if len(pending) <= 2 * readers.number:
                        continue
                if not pending:
                    break
                first, number = pending.popleft()
                answer = self._answer(readers.result(number), first, file, place, readers)
                if answer.irregular:
                    pending.clear()
                    blocks = cutter.parsed(first.offset, first.line)
                    continue
                found += answer.units
                yield first.offset, _parsed(answer)
        yield 0, Parsed(messages=list(self._about(cutter.head, place, found)))

    def _order(self, block: Block, file: Path, place: str, *, everything: bool = False) -> Order:
        catalogue = None if everything or self._known.path is None else str(self._known.path.resolve())
        return order_of(block, file, place, redaktion=self._redaktion, quelle=self._quelle, catalogue=catalogue)

    def _answer(self, answer: BlockAnswer, block: Block, file: Path, place: str, readers: Readers) -> BlockAnswer:
        """The answer, read anew where an object that was unchanged when it was read has been changed by now."""
        now = self._known.checksums(answer.unchanged) if answer.unchanged else {}
        touched = {found.id for found in answer.objects}
        if any(now.get(key) != checksum or key in touched for key, checksum in answer.unchanged.items()):
            answer = read_block(self._order(block, file, place, everything=True))
        if answer.error is not None:
            raise DeliveryError(*answer.error)
        return answer

    def _about(self, head: Head | None, place: str, found: int) -> Iterator[Message]:
        """Messages about the document: its version, and that it is empty. Raises `DeliveryError` for a foreign one."""
        version = version_of(head) if head else None
        if head is not None and not found and version is None:
            raise DeliveryError(
                "xzufi.fremd",
                f"Das Dokument beginnt mit „{head.root[:100]}“ und enthält keine Objekte von XZuFi. Prüfen Sie, ob es "
                "die richtige Datei ist.",
                place,
            )
        if head is not None and head.created is not None:
            self.stand = max(filter(None, (self.stand, head.created[:10])))
        if version is not None:
            self._versions.setdefault(version, place)
            if version not in VERSIONS:
                yield Message(
                    "Warnung",
                    "xzufi.version",
                    f"XZuFi {version[:100]} ist nicht bekannt, nur {', '.join(VERSIONS)}; gelesen wurde, was gleich "
                    "heißt.",
                    None,
                    place,
                )
        if not found:
            yield Message("Hinweis", "xzufi.leer", "Das Dokument enthält keine Objekte.", None, place)

    def versions_mixed(self, group: str) -> Iterator[Message]:
        """A message where the documents of a group are of several versions."""
        if len(self._versions) > 1:
            named = ", ".join(f"{version} ({place})" for version, place in self._versions.items())
            text = f"Die Dokumente der Lieferung haben verschiedene Versionen von XZuFi: {named}."
            yield Message("Hinweis", "xzufi.versionen", text, None, group)


def version_of(head: Head) -> str | None:
    """The version by the namespace, else by the attribute; None where the document names neither."""
    if head.namespace.startswith(_NAMESPACE):
        return head.namespace.removeprefix(_NAMESPACE).replace("_", ".")
    if head.version:
        return head.version if head.version.count(".") > 1 else f"{head.version}.0"
    return None


def _parsed(answer: BlockAnswer) -> Parsed:
    """An answer as the store takes it."""
    return Parsed(
        rows={_TYPES[name]: rows for name, rows in answer.rows.items()},
        objects=answer.objects,
        unchanged=list(answer.unchanged),
        messages=[Message(*message) for message in answer.messages],
        rejected=answer.rejected,
    )
