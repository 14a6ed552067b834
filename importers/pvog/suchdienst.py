"""PVOG Suchdienst: online services, descriptions and responsible organisations per municipality."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from catalogue import keys
from catalogue.questions.places import Place
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from importers.pvog.answers import (
    DETAIL,
    PAGE,
    SOURCE,
    TABLE,
    add_table_keys,
    decoded,
    described,
    detail_keys,
    missing_keys,
    read_detail,
    read_page,
    take_place,
)
from importers.pvog.details import ORGANISATIONS, take_detail, take_organisations
from importers.run.source import Card, Fetched, KnownCatalogue, delivery
from importers.web.answers import Answer, NotUnderstoodError
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.parallel import in_order
from importers.web.session import Session

BASE_URL = "https://pvog.fitko.net/suchdienst/api"
CLIENT_ID_HEADER = "pvog-sud-api-client-id"
ACCESS_HINT = (
    "Wahrscheinlich verlangt er eine Client-ID: setzen Sie THAVEL_PVOG_CLIENT_ID oder pvog_client_id in thavel.toml."
)

MAX_PAGES = 2000
# What can be asked for beside the online services. All but the descriptions are groups of their own: `<ars>/details`.
DESCRIPTIONS, DETAILS, RESPONSIBLE = ALSO = ("descriptions", "details", "responsible")


@dataclass(frozen=True)
class SuchdienstEndpoints:
    """Paths of the Suchdienst, each with the versions to try in order.

    Versions change every few months, so they are configuration. A version counts as gone where it answers 404 before
    it has answered anything else; then the next one is tried.
    """

    base: str = BASE_URL
    services: tuple[str, ...] = ("/v1beta2/onlineservices", "/v1/onlineservices", "/v2/onlineservices")
    table: tuple[str, ...] = ("/v5/servicedescriptions/csv", "/v6/servicedescriptions/csv")
    detail: tuple[str, ...] = ("/v6/servicedescriptions/{id}/detail", "/v7/servicedescriptions/{id}/detail")
    organisations: tuple[str, ...] = ("/v2/organisationunits/titles", "/v3/organisationunits/titles")


class Pvog:
    """Online services and more that is valid in each municipality.

    A group is one municipality, and one more for each thing also asked for.
    """

    card = Card(
        name=SOURCE,
        titel="Portalverbund Online-Gateway (PVOG), Suchdienst",
        herausgeber="FITKO; Redaktionen von Bund und Ländern",
        lizenz="nicht dokumentiert",
        url="https://pvog.fitko.net",
        standard="Suchdienst v1beta2",
        liefert="Onlinedienste, Leistungsbeschreibungen und zuständige Stellen je Kommune",
    )

    reader: str | None = None
    has_schema = False

    def __init__(
        self,
        places: Sequence[Place],
        *,
        endpoints: SuchdienstEndpoints | None = None,
        client_id: str | None = None,
        manners: Manners | None = None,
        also: Collection[str] = (),
        as_of: str | None = None,
    ) -> None:
        """`also` names what to ask for beside the online services (`ALSO`).

        `as_of` is the time (UTC) of recorded answers that are only played back; live answers have their own.
        """
        self._places = {place.ars: place for place in places}
        self._endpoints = endpoints or SuchdienstEndpoints()
        self._manners = manners or Manners()
        self._also = frozenset(also)
        self._as_of = as_of
        self._answering: dict[tuple[str, ...], str] = {}
        self._detailed: set[str] = set()
        headers = {CLIENT_ID_HEADER: client_id} if client_id else {}
        self._session = Session(self._manners, headers, access_hint=ACCESS_HINT)

    def extent(self) -> dict[str, Any]:
        also = {"dazu": sorted(self._also)} if self._also else {}
        return {"ars": sorted(self._places), "basis": self._endpoints.base, **also}

    def groups(self) -> int:
        return len(self._places) * (1 + len(self._also - {DESCRIPTIONS}))

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield municipalities in order; a fatal error ends the run.

        Pages are fetched several municipalities at a time. What their content makes necessary is asked for one
        municipality after the other, so that the requests, and with them the catalogue, do not depend on timing.
        """
        waiting = (place for place in self._places.values() if not self._groups_of(place) <= done)
        for pages in in_order(partial(self._fetch_pages, known=known), waiting, self._manners.parallel):
            lacking = not pages.failure and missing_keys(pages.deliveries, known.service_keys)
            fetched = self._fetch_missing_keys(pages, known) if lacking else pages
            if fetched.group not in done:
                yield fetched
            if not fetched.failure and self._also - {DESCRIPTIONS}:
                yield from self._fetch_more(fetched, known, done)

    def _groups_of(self, place: Place) -> set[str]:
        return {place.ars, *(f"{place.ars}/{what}" for what in self._also - {DESCRIPTIONS})}

    def _get(
        self, versions: tuple[str, ...], params: dict[str, str], known: KnownCatalogue, identifier: str = ""
    ) -> Answer:
        """The answer of the version that is known to answer, else of the first that does; of the first if none does."""
        chosen = self._answering.get(versions)
        answers = []
        for version in (chosen,) if chosen else versions:
            path = version.replace("{id}", quote(identifier, safe=""))
            answer = known.ask(self._session, self._endpoints.base + path, params)
            answers.append(replace(answer, fetched=self._as_of or answer.fetched))
            if answer.status != 404:
                self._answering[versions] = version
                return answers[-1]
        return answers[0]

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

    def _fetch_pages(self, place: Place, known: KnownCatalogue) -> Fetched:
        deliveries: list[Delivery] = []
        return self._guarded(place, deliveries, lambda: self._turn_pages(place, deliveries, known))

    def _fetch_missing_keys(self, fetched: Fetched, known: KnownCatalogue) -> Fetched:
        place, deliveries = self._places[fetched.group], list(fetched.deliveries)
        return self._guarded(place, deliveries, lambda: self._look_up_keys(place, deliveries, known))

    def _turn_pages(self, place: Place, deliveries: list[Delivery], known: KnownCatalogue) -> None:
        tokens: set[str] = set()
        contents: list[Any] = []
        params = {"ars": place.ars}
        for _ in range(MAX_PAGES):
            page = delivery(self._get(self._endpoints.services, params, known), place.ars, PAGE)
            deliveries.append(page)
            if page.status == 404 and "nextPageToken" in params:
                raise NotUnderstoodError("pvog.seite_fehlt", "Eine angekündigte Seite gibt es nicht (404).")
            if page.status != 404:
                # Taken apart once; parsing reads it here too.
                deliveries[-1] = page = replace(page, payload=read_page(page))
            token = page.payload.get("nextPageToken") if page.payload else None
            if not token:
                if DESCRIPTIONS in self._also:
                    self._get_table(place, deliveries, known)
                return
            if not isinstance(token, str | int):
                raise NotUnderstoodError(
                    "pvog.seitenmarke",
                    "Die Marke der nächsten Seite ist weder Text noch Zahl; das Blättern wurde beendet.",
                )
            if str(token) in tokens:
                raise NotUnderstoodError(
                    "pvog.seitenmarke", "Die Marke der nächsten Seite wiederholt sich; das Blättern wurde beendet."
                )
            contents.append(page.payload["onlineservices"])
            if contents[-1] and contents[-1] in contents[:-1]:
                raise NotUnderstoodError(
                    "pvog.seite_wiederholt", "Dieselbe Seite kam noch einmal; das Blättern wurde beendet."
                )
            tokens.add(str(token))
            params = {"ars": place.ars, "nextPageToken": str(token)}
        raise NotUnderstoodError(
            "pvog.seiten", f"Mehr als {MAX_PAGES} Seiten für eine Kommune; das Blättern wurde beendet."
        )

    def _get_table(self, place: Place, deliveries: list[Delivery], known: KnownCatalogue) -> None:
        table = self._get(self._endpoints.table, {"ars": place.ars}, known)
        deliveries.append(delivery(table, place.ars, TABLE))

    def _look_up_keys(self, place: Place, deliveries: list[Delivery], known: KnownCatalogue) -> None:
        """Fetch the CSV of descriptions where a service lacks its key, then details of what the CSV lacks too."""
        if not any(delivered.kind == TABLE for delivered in deliveries):
            self._get_table(place, deliveries, known)
        table = deliveries[-1]
        if table.status != 404:
            add_table_keys(known.service_keys, decoded(table))
        for identifier in sorted(missing_keys(deliveries, known.service_keys)):
            if ".LB." not in identifier:
                continue
            detail = self._ask_about(DETAILS, identifier, place, place.ars, known)
            deliveries.append(detail)
            if detail.status != 404:
                known.service_keys.update(detail_keys(read_detail(detail)))

    def _ask_about(self, what: str, identifier: str, place: Place, group: str, known: KnownCatalogue) -> Delivery:
        """The detail of a description, or who is responsible for it, in a municipality."""
        if what == DETAILS:
            answer = self._get(self._endpoints.detail, {"ars": place.ars}, known, identifier)
            return delivery(answer, group, DETAIL)
        answer = self._get(self._endpoints.organisations, {"ars": place.ars, "lbId": identifier}, known)
        return delivery(answer, group, ORGANISATIONS)

    def _fetch_more(self, fetched: Fetched, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Details that no municipality before had, and who is responsible here, of what is offered online anywhere."""
        place = self._places[fetched.group]
        here = described(fetched.deliveries, known.service_keys, known.offered)
        for what in (DETAILS, RESPONSIBLE):
            group = f"{place.ars}/{what}"
            wanted = [identifier for identifier in here if what == RESPONSIBLE or identifier not in self._detailed]
            self._detailed.update(wanted if what == DETAILS else ())
            if wanted and what in self._also and group not in done:
                ask = partial(self._ask_about, what, place=place, group=group, known=known)
                try:
                    yield Fetched(group, list(in_order(ask, wanted, self._manners.parallel)))
                except SourceError as error:
                    if error.fatal:
                        raise
                    # The other answers are good; --resume finds them in the journal.
                    yield Fetched(group, [], Message("Fehler", error.code, error.text, group, error.url))

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        """The records of one municipality, or of what was also asked for about it."""
        ars, _, what = group.partition("/")
        place = self._places.get(ars)
        ags = place.ags if place else keys.ags_of_ars(ars)
        parsed = Parsed(stand=max((delivered.fetched for delivered in deliveries), default=None))
        answered = [delivered for delivered in deliveries if delivered.status != 404]
        for delivered in answered:
            if delivered.kind == DETAIL:
                take_detail(delivered, parsed, known.service_keys, ags)
        if what == RESPONSIBLE:
            taken = [take_organisations(delivered, parsed, ags, known.service_keys) for delivered in answered]
            if all(taken):
                parsed.scopes.append(Scope("zustaendige_stellen", {"ags": ags, "quelle": SOURCE}))
        elif not what:
            take_place(ags, group, deliveries, parsed, known.service_keys)
            self._report_version(deliveries[0], parsed)
        return parsed

    def _report_version(self, page: Delivery, parsed: Parsed) -> None:
        first, *others = self._endpoints.services
        version = next((other for other in others if urlsplit(page.url).path.endswith(other)), None)
        if version and page.status != 404:
            text = (
                f"Unter {first} antwortet PVOG nicht mehr, gelesen ist {version}. Lassen Sie die Abweichungen zeigen "
                "(thavel sources probe pvog) und stellen Sie THAVEL_PVOG_SERVICES_PATH ein."
            )
            parsed.messages.append(Message("Warnung", "pvog.version", text, None, page.url))
