"""Open-PVOG, the data of the Dashboard Digitale Verwaltung: what is registered for a municipality, what it inherits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from catalogue import keys
from catalogue.questions.places import Place
from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from importers.pvog.dashboard_answers import (
    ALL,
    LOCAL,
    PAGE,
    SOURCE,
    TABLE,
    is_json,
    parse_place,
    read_page,
    read_table,
)
from importers.run.source import Card, Fetched, KnownCatalogue, delivery
from importers.web.answers import NotUnderstoodError
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.parallel import in_order
from importers.web.session import Session

# How an export may be asked for: the new interface answers 406 to text/csv.
EXPORT_TYPES = ("application/octet-stream", "text/csv")
NOT_ACCEPTABLE, TOO_LARGE = 406, 413
PAGE_SIZE = 100
MAX_PAGES = 1000


@dataclass(frozen=True)
class DashboardEndpoints:
    """Where an interface answers; `{ars}` stands for the area in the paths of its pages and of its export as CSV."""

    base: str
    pages: str
    export: str


KNOWN_ENDPOINTS: Mapping[str, DashboardEndpoints] = {
    "new": DashboardEndpoints(
        "https://api.ozg-umsetzung.de/api/public/v1/dash", "/open-pvog/{ars}", "/open-pvog/{ars}/export"
    ),
    "old": DashboardEndpoints("https://digitale-verwaltung.api.proxy.bund.dev/api", "/v1/data/{ars}", "/v1/data/{ars}"),
}


class OpenPvog:
    """Evidence of what municipalities offer themselves. One group = one municipality, asked for without and with what
    it inherits.

    Which of the two interfaces is asked is the caller's choice: an area without rows and a path that is no more are
    both a 404, and a run of both interfaces would compare two states of the data.
    """

    card = Card(
        name=SOURCE,
        titel="Dashboard Digitale Verwaltung, Open-PVOG",
        herausgeber="Dashboard Digitale Verwaltung des Bundes; Redaktionen von Bund und Ländern",
        lizenz="nicht dokumentiert",
        url="https://api.ozg-umsetzung.de",
        standard="Open-PVOG v1",
        liefert="Belege, was für eine Kommune selbst eingetragen und was übernommen ist",
    )

    reader: str | None = None
    has_schema = False

    def __init__(
        self,
        places: Sequence[Place],
        *,
        endpoints: DashboardEndpoints = KNOWN_ENDPOINTS["new"],
        manners: Manners | None = None,
    ) -> None:
        self._places = {place.ars: place for place in places}
        self._endpoints = replace(endpoints, base=endpoints.base.rstrip("/"))
        manners = manners or Manners()
        self._parallel = manners.parallel
        self._session = Session(manners)

    def extent(self) -> dict[str, Any]:
        return {"ars": sorted(self._places), "basis": self._endpoints.base, "pfad": self._endpoints.pages}

    def groups(self) -> int:
        return len(self._places)

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield municipalities in order; only a fatal error ends the run."""
        wanted = [ars for ars in self._places if ars not in done]
        yield from in_order(partial(self._ask, known=known), wanted, self._parallel)

    def _ask(self, ars: str, known: KnownCatalogue) -> Fetched:
        """Both answers about a municipality; a bad one is a failure of this municipality alone."""
        deliveries: list[Delivery] = []
        failure = None
        try:
            for extent in (LOCAL, ALL):
                question = _Question(ars, extent, self._endpoints, self._session, known)
                table = question.export()
                if table is not None:
                    deliveries.append(table)
                else:
                    question.turn_pages(deliveries)
        except SourceError as error:
            if error.fatal:
                raise
            failure = Message("Fehler", error.code, error.text, ars, error.url)
        return Fetched(ars, deliveries, failure)

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        """One municipality's records. Raises `DeliveryError` where an answer is not understood."""
        place = self._places.get(group)
        return parse_place(place.ags if place else keys.ags_of_ars(group), group, deliveries)


@dataclass(frozen=True)
class _Question:
    """A question about one area: only itself, or with the areas above it; never with those below."""

    ars: str
    extent: str
    endpoints: DashboardEndpoints
    session: Session
    known: KnownCatalogue

    def _get(self, path: str, params: Mapping[str, str], accept: str, form: str) -> Delivery:
        params = {**params, "includeAbove": str(self.extent == ALL).lower(), "includeBelow": "false"}
        url = self.endpoints.base + path.format(ars=self.ars)
        answer = self.known.ask(self.session, url, params, headers={"Accept": accept})
        return delivery(answer, self.ars, f"{form}, {self.extent}")

    def export(self) -> Delivery | None:
        """Everything as one CSV; None where it has to be asked for page by page: too large, refused, not there.

        So it is where the CSV has as many rows as a page: the old interface names a size of pages for it too, and does
        not say whether it holds everything.
        """
        for accept in EXPORT_TYPES:
            try:
                table = self._get(self.endpoints.export, {"filetype": "csv"}, accept, TABLE)
            except SourceError as error:
                if error.status == TOO_LARGE:
                    return None
                if error.status != NOT_ACCEPTABLE:
                    raise
                continue
            if table.status == 404 or is_json(table.body):
                return None
            try:
                entries = read_table(table)
            except NotUnderstoodError as error:
                raise SourceError(error.code, error.text, table.url) from None
            return None if len(entries) == PAGE_SIZE else replace(table, payload=entries)
        return None

    def turn_pages(self, deliveries: list[Delivery]) -> None:
        """Add page after page. Raises `SourceError` where a page is not understood or paging would not end well."""
        contents: set[str] = set()
        announced: int | None = None
        number = 0
        while announced is None or number < announced:
            params = {"page": str(number), "size": str(PAGE_SIZE)}
            page = self._get(self.endpoints.pages, params, "application/json", PAGE)
            deliveries.append(page)
            if page.status == 404 and announced is None:
                return
            try:
                deliveries[-1], announced = _understood(page, number, announced, contents)
            except NotUnderstoodError as error:
                raise SourceError(error.code, error.text, page.url) from None
            number += 1


def _understood(answer: Delivery, number: int, before: int | None, contents: set[str]) -> tuple[Delivery, int]:
    """A page with what it holds, and how many pages there are; `contents` of those before it are added to.

    Raises `NotUnderstoodError` where it is no page, or not the one that must follow.
    """
    if answer.status == 404:
        raise NotUnderstoodError("open_pvog.seite_fehlt", "Eine angekündigte Seite gibt es nicht (404).")
    page = read_page(answer)
    if before is not None and page.pages != before:
        text = f"Statt {before} Seiten sind es beim Blättern auf einmal {page.pages}; versuchen Sie es noch einmal."
        raise NotUnderstoodError("open_pvog.seitenzahl", text)
    if not 0 <= page.pages <= MAX_PAGES or (page.pages == 0 and page.entries):
        text = f"Die Zahl der Seiten ({page.pages}) kann nicht stimmen; es wurde nicht geblättert."
        raise NotUnderstoodError("open_pvog.seitenzahl", text)
    if page.number not in (None, number):
        text = f"Statt der Seite {number} kam die Seite {page.number}; das Blättern wurde beendet."
        raise NotUnderstoodError("open_pvog.seite_falsch", text)
    content = repr([entry.values for entry in page.entries])
    if page.pages > 1 and (not page.entries or content in contents):
        text = "Eine angekündigte Seite ist leer oder wiederholt eine frühere; das Blättern wurde beendet."
        raise NotUnderstoodError("open_pvog.seite_doppelt", text)
    contents.add(content)
    return replace(answer, payload=page), page.pages
