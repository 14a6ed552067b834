"""Questions of a probe to each live source: the fewest requests that show every field its parser declares."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote

from catalogue.tables.anschluss import BUNDESPORTAL, FIT_CONNECT, NICHT_ANGESCHLOSSEN, NICHT_PRUEFBAR
from importers.anschluss.answers import CONFLICT, ROUTES, ConnectionEndpoints, of_page
from importers.codelisten.source import BASE_URL as XREPOSITORY
from importers.codelisten.source import CURRENT_VERSION_FIELDS
from importers.fim.lists import CHOICES, DEFAULT, PORTAL_LISTS
from importers.fim.portal import PortalEndpoints
from importers.probe.probe import Question, Questions
from importers.pvog import bereitstelldienst, dashboard_answers, suchdienst_fields
from importers.pvog.answers import dicts
from importers.pvog.bereitstelldienst import EVERYWHERE, PATHS
from importers.pvog.dashboard import EXPORT_TYPES, DashboardEndpoints
from importers.pvog.suchdienst import CLIENT_ID_HEADER, SuchdienstEndpoints
from importers.web.fields import DeclaredField

# A small list that hardly changes, for the probe of XRepository.
CODE_LIST = "urn:xoev-de:fim:codeliste:vertrauensniveau"
ANMELDUNG = "99115005104000"


class _PortalService(NamedTuple):
    """A service of the Bundesportal: identifier, key of the Leistung, and what its page is called."""

    service: str
    key: str
    name: str


VERLUST = _PortalService("1b723afb-c5f8-4ccd-82c5-d5f81afeda01", "99008001014002", "Verlustmeldung Personalausweis")


def of_pvog(endpoints: SuchdienstEndpoints, ars: str, *, with_client_id: bool = False) -> Questions:
    """The Suchdienst about one municipality; detail and organisations about the first description that it names.

    `with_client_id` says that the session sends one; then it is asked once without, to see whether it is needed.
    """

    def urls(versions: tuple[str, ...], identifier: str = "") -> list[str]:
        return [endpoints.base + version.replace("{id}", quote(identifier, safe="")) for version in versions]

    page = yield Question(
        "onlinedienste",
        "Onlinedienste einer Kommune",
        urls(endpoints.services),
        {"ars": ars},
        items="onlineservices",
        fields=suchdienst_fields.SERVICES,
    )
    if with_client_id:
        yield Question(
            "ohne_client_id",
            "Dieselbe Anfrage ohne Client-ID",
            urls(endpoints.services[:1]),
            {"ars": ars},
            {CLIENT_ID_HEADER: None},
            optional=True,
            fields=suchdienst_fields.SERVICES,
        )
    row = yield Question(
        "tabelle",
        "Tabelle der Leistungsbeschreibungen",
        urls(endpoints.table),
        {"ars": ars},
        form="csv",
        fields=suchdienst_fields.TABLE,
    )
    description = next(_descriptions(page), None) or (row or {}).get("ID-LB")
    if description:
        yield Question(
            "detail",
            "Detail einer Leistungsbeschreibung",
            urls(endpoints.detail, description),
            {"ars": ars},
            fields=suchdienst_fields.DETAIL,
        )
        yield Question(
            "stellen",
            "Zuständige Stellen einer Leistung",
            urls(endpoints.organisations),
            {"ars": ars, "lbId": description},
            optional=True,
            fields=suchdienst_fields.ORGANISATIONS,
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
        "gueltige_version",
        "Gültige Version einer Codeliste",
        [f"{base}/api/codeliste/{urn}/gueltigeVersion"],
        fields=CURRENT_VERSION_FIELDS,
    )
    version = current.get("kennung") if isinstance(current, dict) else None
    if isinstance(version, str):
        yield Question(
            "genericode",
            "Codeliste in Genericode",
            [f"{base}/api/version_codeliste/{quote(version, safe=':')}/genericode"],
            form="xml",
            fields=(
                DeclaredField("wurzel", "Text", "die Codeliste", needed=True),
                DeclaredField("namensraum", "Text", "die Codeliste", needed=True),
            ),
        )


def of_fit_connect(endpoints: ConnectionEndpoints, ars: str) -> Questions:
    """FIT-Connect's routing about one Leistung that nearly every municipality has (Wohnsitz anmelden)."""
    url, _, query = endpoints.url(FIT_CONNECT, "", ANMELDUNG, ars).partition("?")
    yield Question("zustellpunkte", "Zustellpunkte einer Leistung", [url], dict(parse_qsl(query)), fields=ROUTES)


def of_bundesportal(endpoints: ConnectionEndpoints, ars: str) -> Questions:
    """The Bundesportal about a service that public clients ask for: the loss of an identity card."""
    yield Question(
        "seite",
        "Seite eines Dienstes für einen Ort",
        [endpoints.url(BUNDESPORTAL, VERLUST.service, VERLUST.key, ars)],
        form="html",
        by_status={CONFLICT: {"befund": NICHT_ANGESCHLOSSEN}},
        fields=(DeclaredField("befund", "Text", "ob die Behörde angeschlossen ist", needed=True),),
        read=lambda page: {"befund": found} if (found := _of_page(page)) else {},
    )


def _of_page(page: bytes) -> str | None:
    found = of_page(200, page, [VERLUST.name]).ergebnis
    return None if found == NICHT_PRUEFBAR else found


def of_open_pvog(endpoints: Mapping[str, DashboardEndpoints], ars: str) -> Questions:
    """The Dashboard's open data about one municipality, in both interfaces: a page with and one without inheritance."""
    for name, wanted in endpoints.items():
        for above in ("false", "true"):
            yield Question(
                f"seite_{name}",
                f"Seite der Schnittstelle „{name}“, {'mit' if above == 'true' else 'ohne'} Ererbtes",
                [wanted.base + wanted.pages.format(ars=ars)],
                {"page": "0", "size": "100", "includeAbove": above, "includeBelow": "false"},
                {"Accept": "application/json"},
                items="content",
                optional=name != "new",
                fields=dashboard_answers.PAGE_FIELDS,
                read=dashboard_answers.documented_page,
            )
        yield Question(
            f"export_{name}",
            f"Export der Schnittstelle „{name}“",
            [wanted.base + wanted.export.format(ars=ars)],
            {"filetype": "csv", "includeAbove": "false", "includeBelow": "false"},
            {"Accept": EXPORT_TYPES[0]},
            form="csv",
            optional=True,
            fields=dashboard_answers.ROW,
            read=dashboard_answers.documented,
        )


def of_bereitstelldienst(base_url: str) -> Questions:
    """The Bereitstelldienst: the first page of each version of the interface."""
    for version, path in PATHS.items():
        yield Question(
            "seite",
            f"Erste Seite, Version {version} der Schnittstelle",
            [base_url.rstrip("/") + path],
            {"index": "0", "ars": EVERYWHERE},
            optional=version != min(PATHS),
            fields=bereitstelldienst.FIELDS,
        )


def of_fim(endpoints: PortalEndpoints) -> Questions:
    """The FIM portal: an entry of each list that is imported, and of one kind each the first document."""
    bases = [endpoints.base.rstrip("/") + prefix for prefix in endpoints.prefixes]
    for choice in DEFAULT:
        for portal_list in (PORTAL_LISTS[name] for name in CHOICES[choice]):
            found = yield Question(
                portal_list.name,
                f"Liste, {portal_list.titel}",
                [base + portal_list.path for base in bases],
                {"limit": "1"},
                items="items",
                fields=portal_list.page_fields,
            )
            first = next(iter(dicts(found.get("items") if isinstance(found, dict) else None)), {})
            identity = portal_list.identity(first)
            if identity and portal_list.document:
                path = "/".join([portal_list.path, *(quote(part, safe="") for part in identity)]) + portal_list.document
                yield Question(
                    f"{portal_list.name}_dokument",
                    f"Dokument, {portal_list.titel}",
                    [base + path for base in bases],
                    form="xml",
                    optional=True,
                    fields=(
                        DeclaredField("wurzel", "Text", "das Dokument", needed=True),
                        DeclaredField("namensraum", "Text", "die Version des Standards"),
                    ),
                )
