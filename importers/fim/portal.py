"""Asks the FIM portal: lists page by page, of known ones only what changed, then the documents of their entries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import quote

from catalogue import keys
from catalogue.records.parsed import Message
from catalogue.store.deliveries import Delivery
from importers.fim.collections import Collection, Item, contradicted, leistungen_of, point_in_time, trusted_link
from importers.fim.pages import pages
from importers.run.source import Fetched, KnownCatalogue, delivery
from importers.web.answers import NotUnderstoodError
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.parallel import in_order
from importers.web.session import Session

BASE_URL = "https://fimportal.de"
PREFIXES = ("/api/v1", "/api/v0")

# Kinds of deliveries: a list whose documents all came, one that lacks some or was asked in vain for a selection.
LIST = "Liste"
PARTIAL_LIST = "Liste, unvollständig"
LISTS = (LIST, PARTIAL_LIST)

# Clocks differ, and what changed while a list was read must not be missed.
MARGIN = timedelta(days=1)
NOTHING_OFFERED = (
    "Der Katalog kennt noch keine Onlinedienste, nach denen sich die Auswahl richten könnte. Importieren Sie zuerst "
    "„thavel import pvog“, oder holen Sie mit --all alles."
)


@dataclass(frozen=True)
class PortalEndpoints:
    """Base address of the portal, and the prefixes of its interface in the order in which they are tried."""

    base: str = BASE_URL
    prefixes: tuple[str, ...] = PREFIXES


@dataclass(frozen=True)
class _Listing:
    """A list to ask for: the name of its group, the filters, and since when changes matter (None: everything).

    Of the entries only those are followed that name one of the Leistungen in `only`.
    """

    group: str
    params: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    only: frozenset[str] | None = None


class Portal:
    """Fetches collections; one session for all of them.

    Without `everything` only what belongs to the Leistungen that somebody offers online, and only newest versions.
    With `from_start` what was taken in before is asked for again.
    """

    def __init__(
        self,
        endpoints: PortalEndpoints | None = None,
        *,
        everything: bool = False,
        from_start: bool = False,
        manners: Manners | None = None,
    ) -> None:
        manners = manners or Manners()
        self.endpoints = endpoints or PortalEndpoints()
        self.everything = everything
        self.from_start = from_start
        self._base = self.endpoints.base.rstrip("/")
        self.parallel = manners.parallel
        self._session = Session(manners)
        self._prefixes: dict[str, str] = {}
        self._missing: set[str] = set()

    def wanted(self, known: KnownCatalogue) -> frozenset[str] | None:
        """The Leistungen that matter: offered ones with their objects; None for all."""
        return None if self.everything else keys.with_parents(known.offered)

    def collect(
        self, collection: Collection, known: KnownCatalogue, done: set[str], folder: Path | None = None
    ) -> Iterator[Fetched]:
        """Yield the documents of a collection, each a group, and after them the list that named them.

        A list that is stored thus says that its documents are. What fails is a failure of its own, unless it is fatal.
        Lists are put into `folder`, if there is one, until they have been looked at.
        """
        wanted = self.wanted(known)
        if collection.bound and wanted is not None and not wanted:
            yield Fetched(collection.name, [], Message("Fehler", "fim.angebote", NOTHING_OFFERED, collection.titel))
            return
        reading = _CollectionReading(self, collection, known, set(done), folder)
        for listing in self._listings(collection, wanted, known):
            if listing.group not in done:
                yield from reading.work_off(listing)
            if collection.name in self._missing:
                return
            if reading.filter_ignored:
                group = f"{collection.name} ausgewählt"
                yield from reading.work_off(_Listing(group, since=self._since(group, known), only=wanted))
                return

    def _listings(
        self, collection: Collection, wanted: frozenset[str] | None, known: KnownCatalogue
    ) -> Iterator[_Listing]:
        if wanted is not None and collection.per_leistung:
            for key in sorted(wanted):
                group = f"{collection.name} {key}"
                yield _Listing(group, {"leistungsschluessel": key}, self._since(group, known))
            return
        extent = "alle" if self.everything else "ausgewählt" if collection.bound else "aktuell"
        group = f"{collection.name} {extent}"
        params = {"is_latest": "true"} if collection.latest and not self.everything else {}
        since = self._since(group, known) if collection.changed else None
        if since is not None:
            # Whole days, so that two runs of one day ask the same and the second can be answered with 304.
            text = f"{since:%Y-%m-%d}"
            group, params = f"{group} ab {text}", {**params, "updated_since": f"{text}T00:00:00Z"}
        yield _Listing(group, params, since, wanted if collection.bound else None)

    def _since(self, group: str, known: KnownCatalogue) -> datetime | None:
        """Since when changes matter: shortly before the list was last asked for that is stored with its documents."""
        if self.from_start:
            return None
        asked = [
            stored.asked
            for name, stored in known.stored.items()
            if (name == group or name.startswith(f"{group} ab "))
            and stored.kind == LIST
            and stored.url.startswith(f"{self._base}/")
        ]
        last = point_in_time(max(asked, default=None))
        return last - MARGIN if last else None

    def ask_list(
        self, collection: Collection, params: Mapping[str, str], group: str, known: KnownCatalogue
    ) -> Delivery:
        """A page under the first prefix that knows the collection; which one that is, is found out once."""
        found = self._prefixes.get(collection.name)
        for prefix in (found,) if found else self.endpoints.prefixes:
            answer = known.ask(self._session, f"{self._base}{prefix}{collection.path}", params)
            if answer.status != 404:
                self._prefixes[collection.name] = prefix
                break
        else:
            self._missing.add(collection.name)
        return delivery(answer, group, LIST)

    def ask_document(self, collection: Collection, group: str, link: str, known: KnownCatalogue) -> Fetched:
        """One document; what the server does not answer is a failure of it alone, unless fatal."""
        try:
            return Fetched(group, [delivery(known.ask(self._session, link), group, collection.titel)])
        except SourceError as error:
            if error.fatal:
                raise
            return Fetched(group, [], Message("Fehler", error.code, error.text, group, error.url))

    def place(self, collection: Collection) -> str:
        """Where a collection is, for messages."""
        return f"{self._base}{self._prefixes.get(collection.name, self.endpoints.prefixes[-1])}{collection.path}"

    def link(self, collection: Collection, item: Item) -> str | None:
        """Where the document of an entry is; None where there is none, or on a server that is not trusted for it."""
        if collection.link is not None:
            return trusted_link(item.get(collection.link), self._base)
        identity = collection.identity(item)
        if collection.document is None or identity is None:
            return None
        path = "/".join(quote(part, safe="") for part in identity)
        return f"{self.place(collection)}/{path}{collection.document}"


class _CollectionReading:
    """Reads the lists of one collection; `done` are groups that need not be asked for (again)."""

    def __init__(
        self, portal: Portal, collection: Collection, known: KnownCatalogue, done: set[str], folder: Path | None
    ) -> None:
        self._portal = portal
        self._collection = collection
        self._known = known
        self._done = done
        self._folder = folder
        self.filter_ignored = False

    def work_off(self, listing: _Listing) -> Iterator[Fetched]:
        """Yield the documents of one list, then the list, unless that is in `done`."""
        if listing.group in self._done:
            return
        listed: list[Delivery] = []
        links: dict[str, str] = {}
        failure, whole = None, True
        try:
            for page in pages(self._collection, lambda params: self._ask(listing, params, listed)):
                items = [item for item in page.payload["items"] if isinstance(item, dict)]
                if any("leistungsschluessel" in contradicted(self._collection, i, listing.params) for i in items):
                    self.filter_ignored, whole = True, False
                    break
                links.update(self._links(listing, items))
        except SourceError as error:
            if error.fatal:
                raise
            failure = Message("Fehler", error.code, error.text, None, error.url)
        except NotUnderstoodError as error:
            place = listed[-1].url if listed else self._portal.place(self._collection)
            failure = Message("Fehler", error.code, error.text, None, place)
        if whole and failure is None:
            for fetched in self._documents(links):
                whole = whole and fetched.failure is None
                yield fetched
        yield Fetched(listing.group, [replace(page, kind=LIST if whole else PARTIAL_LIST) for page in listed], failure)
        for page in listed:
            if page.file is not None:
                page.file.unlink()

    def _ask(self, listing: _Listing, params: Mapping[str, str], listed: list[Delivery]) -> Delivery:
        page = self._portal.ask_list(self._collection, {**listing.params, **params}, listing.group, self._known)
        if self._folder is not None:
            file = self._folder / f"seite{len(listed)}.json"
            file.write_bytes(page.body)
            page = replace(page, body=b"", file=file)
        listed.append(page)
        return page

    def _links(self, listing: _Listing, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        """Group and link of each document that is to be asked for."""
        for item in items:
            identity = self._collection.identity(item)
            link = self._portal.link(self._collection, item)
            if identity is not None and link is not None:
                group = self._collection.group(identity)
                if _matters(self._collection, item, listing, stored=group in self._known.stored):
                    yield group, link

    def _documents(self, links: Mapping[str, str]) -> Iterator[Fetched]:
        """Yield documents, several under way at a time, in the order of the list, each once in a run."""
        wanted = [group for group in links if group not in self._done]
        for fetched in in_order(partial(self._ask_document, links), wanted, self._portal.parallel):
            if fetched.failure is None:
                self._done.add(fetched.group)
            yield fetched

    def _ask_document(self, links: Mapping[str, str], group: str) -> Fetched:
        return self._portal.ask_document(self._collection, group, links[group], self._known)


def _matters(collection: Collection, item: Item, listing: _Listing, *, stored: bool) -> bool:
    """Whether the document of an entry is to be asked for, whatever the portal made of the filters."""
    if listing.only is not None and not leistungen_of(item) & listing.only:
        return False
    if "is_latest" in contradicted(collection, item, listing.params):
        return False
    changed = point_in_time(item.get(collection.changed or ""))
    return not (stored and listing.since and changed and changed < listing.since)
