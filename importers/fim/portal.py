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
from importers.fim.lists import Item, PortalList, contradicted, leistungen_of, point_in_time, trusted_link
from importers.fim.pages import pages
from importers.run.source import Fetched, KnownCatalogue, delivery
from importers.web.answers import NotUnderstoodError
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.parallel import in_order
from importers.web.session import Session

BASE_URL = "https://fimportal.de"
PREFIXES = ("/api/v1", "/api/v0")

# Kinds of deliveries: a list whose documents were all taken over, one that lacks some or was asked in vain for a
# selection.
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
class _ListQuery:
    """A list to ask for: the name of its group, the filters, and since when changes matter (None: everything).

    Of the entries only those are followed that name one of the Leistungen in `only`.
    """

    group: str
    params: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    only: frozenset[str] | None = None


class Portal:
    """Fetches lists; one session for all of them.

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

    def fetch(
        self, portal_list: PortalList, known: KnownCatalogue, done: set[str], folder: Path | None = None
    ) -> Iterator[Fetched]:
        """Yield the documents of a list, each a group, and after them the list that named them.

        A list that is stored thus says that its documents are. What fails is a failure of its own, unless it is fatal.
        Lists are put into `folder`, if there is one, until they have been looked at.
        """
        wanted = self.wanted(known)
        if portal_list.bound and wanted is not None and not wanted:
            yield Fetched(portal_list.name, [], Message("Fehler", "fim.angebote", NOTHING_OFFERED, portal_list.titel))
            return
        fetcher = _ListFetcher(self, portal_list, known, set(done), folder)
        for query in self._queries(portal_list, wanted, known):
            if query.group not in done:
                yield from fetcher.work_off(query)
            if portal_list.name in self._missing:
                return
            if fetcher.filter_ignored:
                group = f"{portal_list.name} ausgewählt"
                yield from fetcher.work_off(_ListQuery(group, since=self._since(group, known), only=wanted))
                return

    def _queries(
        self, portal_list: PortalList, wanted: frozenset[str] | None, known: KnownCatalogue
    ) -> Iterator[_ListQuery]:
        if wanted is not None and portal_list.per_leistung:
            for key in sorted(wanted):
                group = f"{portal_list.name} {key}"
                yield _ListQuery(group, {"leistungsschluessel": key}, self._since(group, known))
            return
        extent = "alle" if self.everything else "ausgewählt" if portal_list.bound else "aktuell"
        group = f"{portal_list.name} {extent}"
        params = {"is_latest": "true"} if portal_list.latest and not self.everything else {}
        since = self._since(group, known) if portal_list.changed else None
        if since is not None:
            # Whole days, so that two runs of one day ask the same and the second can be answered with 304.
            text = f"{since:%Y-%m-%d}"
            group, params = f"{group} ab {text}", {**params, "updated_since": f"{text}T00:00:00Z"}
        yield _ListQuery(group, params, since, wanted if portal_list.bound else None)

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
        self, portal_list: PortalList, params: Mapping[str, str], group: str, known: KnownCatalogue
    ) -> Delivery:
        """A page under the first prefix that knows the list; which one that is, is found out once."""
        found = self._prefixes.get(portal_list.name)
        for prefix in (found,) if found else self.endpoints.prefixes:
            answer = known.ask(self._session, f"{self._base}{prefix}{portal_list.path}", params)
            if answer.status != 404:
                self._prefixes[portal_list.name] = prefix
                break
        else:
            self._missing.add(portal_list.name)
        return delivery(answer, group, LIST)

    def ask_document(self, portal_list: PortalList, group: str, link: str, known: KnownCatalogue) -> Fetched:
        """One document; what the server does not answer is a failure of it alone, unless fatal."""
        try:
            return Fetched(group, [delivery(known.ask(self._session, link), group, portal_list.titel)])
        except SourceError as error:
            if error.fatal:
                raise
            return Fetched(group, [], Message("Fehler", error.code, error.text, group, error.url))

    def place(self, portal_list: PortalList) -> str:
        """Address of a list, for messages."""
        return f"{self._base}{self._prefixes.get(portal_list.name, self.endpoints.prefixes[-1])}{portal_list.path}"

    def link(self, portal_list: PortalList, item: Item) -> str | None:
        """Where the document of an entry is; None where there is none, or on a server that is not trusted for it."""
        if portal_list.link is not None:
            return trusted_link(item.get(portal_list.link), self._base)
        identity = portal_list.identity(item)
        if portal_list.document is None or identity is None:
            return None
        path = "/".join(quote(part, safe="") for part in identity)
        return f"{self.place(portal_list)}/{path}{portal_list.document}"


class _ListFetcher:
    """Asks for one list, whole or in several questions; `done` are groups that need not be asked for (again)."""

    def __init__(
        self, portal: Portal, portal_list: PortalList, known: KnownCatalogue, done: set[str], folder: Path | None
    ) -> None:
        self._portal = portal
        self._list = portal_list
        self._known = known
        self._done = done
        self._folder = folder
        self.filter_ignored = False

    def work_off(self, query: _ListQuery) -> Iterator[Fetched]:
        """Yield the documents of one list, then the list, unless that is in `done`."""
        if query.group in self._done:
            return
        listed: list[Delivery] = []
        links: dict[str, str] = {}
        failure, whole = None, True
        try:
            for page in pages(self._list, lambda params: self._ask(query, params, listed)):
                items = [item for item in page.payload["items"] if isinstance(item, dict)]
                if any("leistungsschluessel" in contradicted(self._list, i, query.params) for i in items):
                    self.filter_ignored, whole = True, False
                    break
                links.update(self._links(query, items))
        except SourceError as error:
            if error.fatal:
                raise
            failure = Message("Fehler", error.code, error.text, None, error.url)
        except NotUnderstoodError as error:
            place = listed[-1].url if listed else self._portal.place(self._list)
            failure = Message("Fehler", error.code, error.text, None, place)
        if whole and failure is None:
            for fetched in self._documents(links):
                yield fetched
                whole = whole and fetched.group not in self._known.refused
        yield Fetched(query.group, [replace(page, kind=LIST if whole else PARTIAL_LIST) for page in listed], failure)
        for page in listed:
            if page.file is not None:
                page.file.unlink()

    def _ask(self, query: _ListQuery, params: Mapping[str, str], listed: list[Delivery]) -> Delivery:
        page = self._portal.ask_list(self._list, {**query.params, **params}, query.group, self._known)
        if self._folder is not None:
            file = self._folder / f"seite{len(listed)}.json"
            file.write_bytes(page.body)
            page = replace(page, body=b"", file=file)
        listed.append(page)
        return page

    def _links(self, query: _ListQuery, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        """Group and link of each document that is to be asked for."""
        for item in items:
            identity = self._list.identity(item)
            link = self._portal.link(self._list, item)
            if identity is not None and link is not None:
                group = self._list.group(identity)
                if _matters(self._list, item, query, stored=group in self._known.stored):
                    yield group, link

    def _documents(self, links: Mapping[str, str]) -> Iterator[Fetched]:
        """Yield documents, several under way at a time, in the order of the list, each once in a run."""
        wanted = [group for group in links if group not in self._done]
        for fetched in in_order(partial(self._ask_document, links), wanted, self._portal.parallel):
            if fetched.failure is None:
                self._done.add(fetched.group)
            yield fetched

    def _ask_document(self, links: Mapping[str, str], group: str) -> Fetched:
        return self._portal.ask_document(self._list, group, links[group], self._known)


def _matters(portal_list: PortalList, item: Item, query: _ListQuery, *, stored: bool) -> bool:
    """Whether the document of an entry is to be asked for, whatever the portal made of the filters."""
    if query.only is not None and not leistungen_of(item) & query.only:
        return False
    if "is_latest" in contradicted(portal_list, item, query.params):
        return False
    changed = point_in_time(item.get(portal_list.changed or ""))
    return not (stored and query.since and changed and changed < query.since)
