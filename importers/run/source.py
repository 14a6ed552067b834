"""The protocol of a source: a card that names its publisher, a way to fetch raw deliveries, a way to parse them."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sqlite_utils import Database

from catalogue import addresses, clock
from catalogue.errors import ThavelError
from catalogue.questions import code_lists, leistungen, places, rules, runs
from catalogue.records.parsed import Message, Parsed
from catalogue.store import rawstore
from catalogue.store.checksums import Lookup, checksums
from catalogue.store.deliveries import Delivery
from importers.run.journal import Journal
from importers.web.answers import Answer, Kept, KeptAnswers, nothing_kept
from importers.web.session import Session


@dataclass(frozen=True)
class Card:
    """Who publishes a source, under which licence and standard, and what it yields.

    Where it `replaces` the whole with editions that it names, an older one is taken only on demand. Data of a
    `slow` source changes so seldom, or is asked for so seldom, that it is not stale after a few weeks.
    """

    name: str
    titel: str
    herausgeber: str
    lizenz: str
    url: str
    standard: str
    liefert: str
    slow: bool = False
    replaces: bool = False

    def row(self) -> dict[str, str | None]:
        """The card as columns of the table `quellen`."""
        return {name: value for name, value in asdict(self).items() if name not in ("liefert", "slow", "replaces")}


@dataclass
class KnownCatalogue:
    """Knowledge of the catalogue when an import starts. `service_keys` are all Leistungsschlüssel by description, the
    leading one first; they grow while descriptions are read.

    `checksums` tells those of registered objects as they are at that moment, by identifier; other processes look them
    up in the file `path`. `code_entries` tells meanings by code of a version of a code list (URN, version).
    `next_index` is where a source goes on that delivers by running index. `kept` finds the answer that a source gave to
    a URL in an earlier run; it may be called from any thread. `offered` are the keys of Leistungen that some
    municipality offers online, `journal` the answers whose group is not stored yet. `stored` are the groups of the
    source that earlier runs stored; from it follows since when changes are to be asked for. `refused` are the groups of
    this run of which nothing was taken over.
    """

    corrections: dict[tuple[str, str, str], rules.Correction] = field(default_factory=dict)
    coordinates: dict[str, tuple[float, float]] = field(default_factory=dict)
    kreis_names: dict[str, str] = field(default_factory=dict)
    changes: list[rules.TerritorialChange] = field(default_factory=list)
    former_keys: list[rules.FormerKey] = field(default_factory=list)
    service_keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    checksums: Lookup = lambda ids: {}
    code_entries: Callable[[str, str], Mapping[str, str | None]] = lambda urn, version: {}
    path: Path | None = None
    next_index: Callable[[str, str], int] = lambda source, url: 0
    kept: KeptAnswers = nothing_kept
    offered: frozenset[str] = frozenset()
    journal: Journal | None = None
    stored: Mapping[str, runs.StoredGroup] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, db: Database, path: Path | None = None, source: str = "") -> "KnownCatalogue":
        """Read it from an opened catalogue for a source of this name; `path` is the catalogue's file."""
        return cls(
            rules.corrections(db),
            rules.coordinates(db),
            places.kreis_names(db),
            rules.territorial_changes(db),
            rules.former_keys(db),
            leistungen.service_keys(db),
            partial(checksums, db),
            partial(code_lists.entries, db),
            path,
            partial(runs.next_index, db),
            partial(_kept, runs.editions(db, source), rawstore.folder_of(path)) if path else nothing_kept,
            leistungen.offered(db),
            stored=runs.stored_groups(db, source),
        )

    def ask(
        self,
        session: Session,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to a GET, as of `Session.get`: of the run that this one continues, else of the server.

        What is kept of an earlier run is asked for on condition.
        """
        found = self.journal.find(session.link(url, params)) if self.journal else None
        if found is None:
            found = session.get(url, params, headers=headers, kept=self.kept)
            if self.journal:
                self.journal.add(found)
        return found

    def ask_again(self, deliveries: Sequence[Delivery]) -> None:
        """Forget the answers of a group that could not be stored, so that they are asked for again."""
        if self.journal:
            self.journal.forget(delivery.url for delivery in deliveries)

    def all_stored(self) -> None:
        """No answer is left whose group is not stored."""
        if self.journal:
            self.journal.remove()


def _kept(editions: Mapping[str, runs.Edition], folder: Path, url: str) -> Kept | None:
    edition = editions.get(addresses.kept(url))
    if edition is None:
        return None
    return Kept(*edition[:3], partial(rawstore.copy, folder, edition.sha256))


def delivery(answer: Answer, group: str, kind: str) -> Delivery:
    """An answer of a server as what is kept and parsed of it."""
    return Delivery(
        answer.url,
        answer.body,
        answer.fetched,
        group,
        kind,
        answer.content_type,
        answer.status,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


# The kind of deliveries whose group is the complete stock of their Redaktionen.
COMPLETE = "Vollständige Lieferung"


@dataclass(frozen=True)
class Fetched:
    """The raw bodies of one group; with `failure` the group is incomplete and must not be parsed.

    Where it was `named` one by one, such as a file, a failure of it is one of the whole command.
    """

    group: str
    deliveries: Sequence[Delivery]
    failure: Message | None = None
    named: bool = False

    @property
    def complete(self) -> bool:
        """Whether the group holds everything that there is, so that what it lacks is gone."""
        return any(delivery.kind == COMPLETE for delivery in self.deliveries)


class Source(Protocol):
    """A source. `fetch` talks to the network or reads files, `parse` is pure; neither writes to the catalogue.

    `reader` identifies what understands its deliveries, where they are so large that they are handed on as files and
    unchanged ones are not parsed again; None elsewhere. `has_schema` says that they are documents of a standard that
    can be checked against its schema.
    """

    card: Card
    reader: str | None
    has_schema: bool

    def extent(self) -> dict[str, Any]:
        """Extent of the import, as JSON; a run can continue another of equal extent."""

    def groups(self) -> int:
        """Number of groups that `fetch` yields, for the progress bar."""

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield groups of raw deliveries, leaving out those in `done`. Raises `ThavelError` where nothing can go on."""

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed | Iterator[Parsed]:
        """Turn one group's bodies into records and messages, as a whole or in parts.

        Raises `DeliveryError` where nothing of the group must be taken over.
        """


def read_file(path: Path) -> Delivery:
    """A file as a delivery; `ThavelError` where it is missing, unreadable or empty."""
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        raise ThavelError(f"Die Datei {path} gibt es nicht. Prüfen Sie den Pfad.") from None
    except OSError as error:
        raise ThavelError(f"Die Datei {path} kann nicht gelesen werden: {error.strerror}.") from error
    if not body.strip():
        raise ThavelError(f"Die Datei {path} ist leer. Laden Sie sie noch einmal herunter.")
    return Delivery(url=path.name, body=body, fetched=clock.now(), group=path.name)


def decode(delivery: Delivery, encoding: str = "utf-8-sig") -> str:
    """The text of a delivery; `ThavelError` that says what it is instead, or the line with another encoding."""
    # lxml is needed for XML alone, and commands that read nothing do not wait for it.
    from importers.web.content import BodyForm, recognised, unexpected  # noqa: PLC0415

    found = recognised(delivery.body)
    if found.form is not BodyForm.TEXT:
        raise unexpected(delivery.url, found, "eine Textdatei")
    try:
        return delivery.body.decode(encoding)
    except UnicodeDecodeError as error:
        line = delivery.body[: error.start].count(b"\n") + 1
        raise ThavelError(
            f"{delivery.url}, Zeile {line}: Die Datei ist nicht in UTF-8 kodiert. "
            "Speichern Sie sie als UTF-8 und importieren Sie sie noch einmal."
        ) from None


def csv_rows(reader: "csv.DictReader[str]", place: str) -> Iterator[dict[str, str | None]]:
    """The rows of a CSV; `ThavelError` naming the line where it cannot be taken apart."""
    try:
        yield from reader
    except csv.Error as error:
        raise ThavelError(
            f"{place}, Zeile {reader.line_num}: Die CSV-Datei lässt sich nicht zerlegen ({error}). "
            "Prüfen Sie, ob ein Anführungszeichen fehlt."
        ) from error


def files_as_groups(paths: Sequence[Path], done: set[str]) -> Iterator[Fetched]:
    """Each file as a group of its name; files of one name from several folders are told apart by their paths.

    Of several files one that cannot be read is a failure of its own; raises `ThavelError` where it is the only one.
    """
    names = Counter(path.name for path in paths)
    for path in paths:
        group = path.name if names[path.name] == 1 else str(path)
        if group in done:
            continue
        try:
            delivered = [replace(read_file(path), group=group)]
        except ThavelError as error:
            if len(paths) == 1:
                raise
            yield Fetched(group, [], Message("Fehler", "datei.lesen", str(error), None, group), named=True)
            continue
        yield Fetched(group, delivered, named=True)


class FileSource:
    """Base of sources that read files: each file is one group."""

    card: Card
    reader: str | None = None
    has_schema = False

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths

    def extent(self) -> dict[str, Any]:
        return {"dateien": [path.name for path in self.paths]}

    def groups(self) -> int:
        return len(self.paths)

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        yield from files_as_groups(self.paths, done)


class TownFile(FileSource):
    """Base of sources that read what a town says of itself; the AGS tells its files apart from those of other towns.

    Without file and place only what is kept can be read again, each delivery for its own town.
    """

    def __init__(self, path: Path | None, place: places.Place | None) -> None:
        super().__init__([] if path is None else [path])
        self._place = place

    def extent(self) -> dict[str, Any]:
        return {**super().extent(), **({"ags": self._place.ags} if self._place else {})}

    def group_of(self, ags: str, path: Path) -> str:
        """Name of what is stored together, which begins with the AGS; here all that a town says in this source."""
        return ags

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        for path in self.paths:
            group = self.group_of(self.extent()["ags"], path)
            yield Fetched(group, [replace(read_file(path), group=group)], named=True)


def town_of(group: str) -> str:
    """The AGS that the name of a group of a town, or of one of its files, begins with."""
    return group.partition("/")[0]
