"""PVOG Suchdienst: the online services valid in each municipality, from `/v1beta2/onlineservices`."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from catalogue import keys
from catalogue.lookup import Place
from catalogue.records import Message, Parsed
from catalogue.store import Delivery
from importers.http import Manners, Session, SourceError
from importers.pvog_answers import (
    DETAIL,
    PAGE,
    SOURCE,
    TABLE,
    NotUnderstoodError,
    detail_key,
    missing_keys,
    parse_json,
    parse_place,
    read_page,
    table_keys,
)
from importers.source import Card, Fetched, Known, delivery

BASE_URL = "https://pvog.fitko.net/suchdienst/api"
CLIENT_ID_HEADER = "pvog-sud-api-client-id"
ACCESS_HINT = (
    "Wahrscheinlich verlangt er eine Client-ID: setzen Sie THAVEL_PVOG_CLIENT_ID oder pvog_client_id in thavel.toml."
)

MAX_PAGES = 2000


@dataclass(frozen=True)
class Endpoints:
    """Path prefixes of the Suchdienst; versions change every few months, so they are configuration."""

    base: str = BASE_URL
    services: str = "/v1beta2/onlineservices"
    table: str = "/v5/servicedescriptions/csv"
    detail: str = "/v6/servicedescriptions/{id}/detail"


class Pvog:
    """Online services per municipality. One group = one municipality: pages, and CSV or details where keys lack."""

    card = Card(
        name=SOURCE,
        titel="Portalverbund Online-Gateway (PVOG), Suchdienst",
        herausgeber="FITKO; Redaktionen von Bund und Ländern",
        lizenz="nicht dokumentiert",
        url="https://pvog.fitko.net",
        standard="Suchdienst v1beta2",
        liefert="Onlinedienste je Kommune",
    )

    reader: str | None = None
    has_schema = False

    def __init__(
        self,
        places: Sequence[Place],
        *,
        endpoints: Endpoints | None = None,
        client_id: str | None = None,
        manners: Manners | None = None,
        as_of: str | None = None,
    ) -> None:
        """`as_of` is the time (UTC) of recorded answers that are only played back; live answers have their own."""
        self._places = {place.ars: place for place in places}
        self._endpoints = endpoints or Endpoints()
        self._as_of = as_of
        manners = manners or Manners()
        self._parallel = manners.parallel
        headers = {CLIENT_ID_HEADER: client_id} if client_id else {}
        self._session = Session(manners, headers, access_hint=ACCESS_HINT)

    def extent(self) -> dict[str, Any]:
        return {"ars": sorted(self._places), "basis": self._endpoints.base}

    def groups(self) -> int:
        return len(self._places)

    def fetch(self, known: Known, done: set[str]) -> Iterator[Fetched]:
        """Yield municipalities in order; a fatal error ends the run.

        Pages are fetched several municipalities at a time. Keys that the pages lack are looked up one municipality
        after the other, so that what is asked for, and with it the catalogue, does not depend on timing.
        """
        waiting = deque(place for place in self._places.values() if place.ars not in done)
        running: deque[Future[Fetched]] = deque()
        with ThreadPoolExecutor(self._parallel) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < 2 * self._parallel:
                        running.append(pool.submit(self._fetch_pages, waiting.popleft(), known))
                    fetched = running.popleft().result()
                    yield fetched if fetched.failure else self._fetch_missing_keys(fetched, known)
            finally:
                for future in running:
                    future.cancel()

    def _guarded(self, place: Place, deliveries: list[Delivery], work: Callable[[], None]) -> Fetched:
        """Do the work; what a bad answer leaves unfinished is a failure of this municipality alone, unless fatal."""
        failure = None
        try:
            work()
        except SourceError as error:
            if error.fatal:
                raise
            failure = Message("Fehler", error.code, error.text, place.ars, error.url)
        except NotUnderstoodError as error:
            failure = Message("Fehler", error.code, error.text, place.ars, deliveries[-1].url)
        return Fetched(place.ars, deliveries, failure)

    def _fetch_pages(self, place: Place, known: Known) -> Fetched:
        deliveries: list[Delivery] = []
        return self._guarded(place, deliveries, lambda: self._turn_pages(place, deliveries, known))

    def _fetch_missing_keys(self, fetched: Fetched, known: Known) -> Fetched:
        deliveries = list(fetched.deliveries)
        if not missing_keys(deliveries, known.service_keys):
            return fetched
        place = self._places[fetched.group]
        return self._guarded(place, deliveries, lambda: self._look_up_keys(place, deliveries, known))

    def _get(
        self, path: str, params: dict[str, str], place: Place, kind: str, deliveries: list[Delivery], known: Known
    ) -> Delivery:
        answer = self._session.get(self._endpoints.base + path, params, kept=known.kept)
        delivered = delivery(replace(answer, fetched=self._as_of or answer.fetched), place.ars, kind)
        deliveries.append(delivered)
        return delivered

    def _turn_pages(self, place: Place, deliveries: list[Delivery], known: Known) -> None:
        tokens: set[str] = set()
        params = {"ars": place.ars}
        for _ in range(MAX_PAGES):
            page = self._get(self._endpoints.services, params, place, PAGE, deliveries, known)
            if page.status == 404 and "nextPageToken" in params:
                raise NotUnderstoodError("pvog.seite_fehlt", "Eine angekündigte Seite gibt es nicht (404).")
            if page.status == 404:
                return
            data = parse_json(page.body)
            deliveries[-1] = page = replace(page, payload=data)
            token = read_page(page).get("nextPageToken")
            if not token:
                return
            if token in tokens:
                raise NotUnderstoodError(
                    "pvog.seitenmarke", "Die Marke der nächsten Seite wiederholt sich; das Blättern wurde beendet."
                )
            tokens.add(str(token))
            params = {"ars": place.ars, "nextPageToken": str(token)}
        raise NotUnderstoodError(
            "pvog.seiten", f"Mehr als {MAX_PAGES} Seiten für eine Kommune; das Blättern wurde beendet."
        )

    def _look_up_keys(self, place: Place, deliveries: list[Delivery], known: Known) -> None:
        """Fetch the CSV of descriptions where a service lacks its key, then details of what the CSV lacks too."""
        table = self._get(self._endpoints.table, {"ars": place.ars}, place, TABLE, deliveries, known)
        if table.status != 404:
            known.service_keys.update(table_keys(table.body.decode("utf-8-sig", errors="replace")))
        for identifier in sorted(missing_keys(deliveries, known.service_keys)):
            if ".LB." not in identifier:
                continue
            path = self._endpoints.detail.format(id=quote(identifier, safe=""))
            detail = self._get(path, {"ars": place.ars}, place, DETAIL, deliveries, known)
            if detail.status != 404:
                known.service_keys.update(detail_key(parse_json(detail.body)))

    def parse(self, group: str, deliveries: Sequence[Delivery], known: Known) -> Parsed:
        """One municipality's records. Its set is complete only where every page came and the count is as announced."""
        place = self._places.get(group)
        ags = place.ags if place else keys.ags_of_ars(group)
        return parse_place(ags, group, deliveries, known.service_keys)
