"""What a probe asks each live source: the smallest set of requests that shows everything its parser relies on."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from importers import pvog
from importers.codeliste import BASE_URL as XREPOSITORY
from importers.probe import Question, Questions
from importers.pvog_answers import dicts

# A small list that hardly changes, for the probe of XRepository.
CODE_LIST = "urn:xoev-de:fim:codeliste:vertrauensniveau"


def of_pvog(endpoints: pvog.Endpoints, ars: str, *, with_client_id: bool = False) -> Questions:
    """The Suchdienst about one municipality; detail and organisations about the first description that it names.

    `with_client_id` says that the session sends one; then it is asked once without, to see whether it is needed.
    """

    def urls(versions: tuple[str, ...], identifier: str = "") -> list[str]:
        return [endpoints.base + version.replace("{id}", quote(identifier, safe="")) for version in versions]

    page = yield Question(
        "onlinedienste", "Onlinedienste einer Kommune", urls(endpoints.services), {"ars": ars}, items="onlineservices"
    )
    if with_client_id:
        yield Question(
            "ohne_client_id",
            "Dieselbe Anfrage ohne Client-ID",
            urls(endpoints.services[:1]),
            {"ars": ars},
            {pvog.CLIENT_ID_HEADER: None},
            optional=True,
        )
    row = yield Question(
        "tabelle", "Tabelle der Leistungsbeschreibungen", urls(endpoints.table), {"ars": ars}, form="csv"
    )
    description = next(_descriptions(page), None) or (row or {}).get("ID-LB")
    if description:
        yield Question(
            "detail", "Detail einer Leistungsbeschreibung", urls(endpoints.detail, description), {"ars": ars}
        )
        yield Question(
            "stellen",
            "Zuständige Stellen einer Leistung",
            urls(endpoints.organisations),
            {"ars": ars, "lbId": description},
            optional=True,
        )


def _descriptions(page: Any) -> Iterator[str]:
    for service in dicts(page.get("onlineservices") if isinstance(page, dict) else None):
        for description in dicts(service.get("serviceDescriptions")):
            if isinstance(description.get("id"), str):
                yield description["id"]


def of_xrepository(base_url: str = XREPOSITORY, urn: str = CODE_LIST) -> Questions:
    """XRepository about one code list: its current version, then that version."""
    base = base_url.rstrip("/")
    current = yield Question(
        "gueltige_version", "Gültige Version einer Codeliste", [f"{base}/api/codeliste/{urn}/gueltigeVersion"]
    )
    version = current.get("kennung") if isinstance(current, dict) else None
    if isinstance(version, str):
        yield Question(
            "genericode",
            "Codeliste in Genericode",
            [f"{base}/api/version_codeliste/{quote(version, safe=':')}/genericode"],
            form="xml",
        )
