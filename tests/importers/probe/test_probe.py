"""A probe says field by field where a live source differs, and asks as little as it can."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.codelisten.source import CURRENT_VERSION_FIELDS
from importers.fim.lists import PORTAL_LISTS
from importers.fim.portal import PortalEndpoints
from importers.probe.probe import Attempt, ProbeReport, QuestionResult, probe, shape
from importers.probe.questions import of_bereitstelldienst, of_fim, of_open_pvog, of_pvog, of_xrepository
from importers.pvog import bereitstelldienst, dashboard_answers, suchdienst_fields
from importers.pvog.bereitstelldienst import Access, BulkEndpoints, Credentials
from importers.pvog.dashboard import KNOWN_ENDPOINTS
from importers.pvog.suchdienst import CLIENT_ID_HEADER, SuchdienstEndpoints
from importers.web.fields import ANY_TYPE, DeclaredField, type_of
from importers.web.session import Session
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.codelisten.test_source import URN
from tests.importers.codelisten.test_xrepository import CURRENT, NAMED_IN_JSON, VERSION
from tests.importers.pvog.harvesting import ERFURT, QUICK
from tests.importers.pvog.test_details import ASKED
from tests.importers.xzufi.documents import DIENST, transfer
from tests.simulators.bereitstelldienst import CLIENT_ID, CLIENT_SECRET
from tests.simulators.bereitstelldienst import Simulator as Bulk
from tests.simulators.dashboard import Api, OpenPvogService, row
from tests.simulators.fim import FimService
from tests.simulators.suchdienst import Simulator
from tests.simulators.xrepository import XRepository

TYPES = {"Text", "Zahl", "ja/nein", "Liste", "Objekt"}
DECLARED: Mapping[str, Sequence[DeclaredField]] = {
    "pvog/onlinedienste": suchdienst_fields.SERVICES,
    "pvog/tabelle": suchdienst_fields.TABLE,
    "pvog/detail": suchdienst_fields.DETAIL,
    "pvog/stellen": suchdienst_fields.ORGANISATIONS,
    "open-pvog/seite": dashboard_answers.PAGE_FIELDS,
    "open-pvog/export": dashboard_answers.ROW,
    "bereitstelldienst/seite": bereitstelldienst.FIELDS,
    "xrepository/gueltige_version": CURRENT_VERSION_FIELDS,
    **{f"fim/{name}": portal_list.page_fields for name, portal_list in PORTAL_LISTS.items()},
}


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(ASKED)


@pytest.fixture
def base_url(simulator: Simulator) -> Iterator[str]:
    with simulator as url:
        yield url


def probed(base_url: str, **headers: str) -> ProbeReport:
    session = Session(QUICK, headers)
    return probe("pvog", session, of_pvog(SuchdienstEndpoints(base_url), ERFURT, with_client_id=bool(headers)))


def deviations(report: ProbeReport) -> set[tuple[str, str, str]]:
    """Question, path and finding of everything that is not as expected and needed, or new."""
    return {
        (result.frage, found.pfad, found.befund)
        for result in report.ergebnisse
        for found in result.felder
        if found.befund != "vorhanden" and (found.noetig or found.befund == "neu")
    }


@pytest.mark.parametrize("answer", DECLARED)
def test_every_declared_field_has_a_path_and_types_and_each_name_once(answer: str) -> None:
    fields = DECLARED[answer]
    assert all(field.path and set(field.types.split()) <= TYPES | {"null"} for field in fields)
    assert all(field.types and field.used_for for field in fields if field.needed)
    names = [(field.holder, name) for field in fields for name in (field.name, *field.other_names)]
    assert len(set(names)) == len(names)
    assert set(ANY_TYPE.split()) == TYPES | {"null"}


@pytest.mark.parametrize("answer", DECLARED)
def test_the_object_that_has_a_declared_field_is_declared_itself(answer: str) -> None:
    paths = {field.path for field in DECLARED[answer]}
    holders = {field.holder.removesuffix("[]") for field in DECLARED[answer]}
    assert holders - paths <= {""}


def test_a_source_as_expected_has_no_deviation_and_is_asked_one_request_per_version(
    base_url: str, simulator: Simulator
) -> None:
    report = probed(base_url)
    assert (report.good, deviations(report)) == (True, set())
    assert [(result.frage, result.seitengroesse) for result in report.ergebnisse] == [
        ("onlinedienste", 2),
        ("tabelle", None),
        ("detail", None),
        ("stellen", None),
    ]
    versions = sum(len(getattr(SuchdienstEndpoints, name)) for name in ("services", "table", "detail", "organisations"))
    assert len(simulator.requests) == versions == 9


def test_which_versions_answer_is_told(base_url: str) -> None:
    first = probed(base_url).ergebnisse[0]
    assert [(attempt.url.removeprefix(base_url).partition("?")[0], attempt.status) for attempt in first.anfragen] == [
        ("/v1beta2/onlineservices", 200),
        ("/v1/onlineservices", 404),
        ("/v2/onlineservices", 404),
    ]
    assert first.antwortet == f"{base_url}/v1beta2/onlineservices?ars={ERFURT}"


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        ("no-list", {("onlinedienste", "onlineservices", "fehlt"), ("onlinedienste", "onlineServices", "neu")}),
        (
            "other-types",
            {
                ("onlinedienste", "onlineservices[].links", "anderer Typ"),
                ("onlinedienste", "onlineservices[].name.de", "neu"),
            },
        ),
        (
            "new-keys",
            {
                ("onlinedienste", "warnings", "neu"),
                ("onlinedienste", "onlineservices[].levelOfConfidence", "neu"),
                ("onlinedienste", "onlineservices[].serviceDescriptions[].typing", "neu"),
            },
        ),
    ],
)
def test_fields_that_are_missing_new_or_of_another_type_are_named(
    base_url: str, behaviour: str, expected: set[tuple[str, str, str]]
) -> None:
    report = probed(f"{base_url}/!{behaviour}")
    assert deviations(report) == expected
    assert report.good is (behaviour == "new-keys")
    for _, path, finding in expected:
        assert f"{finding}: {path}" in report.as_text()


@pytest.mark.parametrize(
    ("behaviour", "status", "text"),
    [
        ("http403", 403, "lehnt die Anfrage ab (403)"),
        ("http500", 500, "Der Server meldet einen Fehler (500)"),
        ("html", 200, "Die Antwort ist HTML statt JSON"),
    ],
)
def test_a_source_that_does_not_answer_well_is_reported_with_its_status(
    base_url: str, behaviour: str, status: int, text: str
) -> None:
    report = probed(f"{base_url}/!{behaviour}")
    assert not report.good
    assert report.ergebnisse[0].anfragen[0].status == status
    assert (report.ergebnisse[0].antwortet, text in report.as_text()) == (None, True)


def test_a_source_that_cannot_be_reached_is_not_said_to_deviate() -> None:
    asked = Attempt("http://127.0.0.1:9/", None, 5, 0, None, "Der Name ist unbekannt.")
    report = ProbeReport("pvog", "2026-11-28T09:00:00Z", [QuestionResult("liste", "Liste", [asked], None, None, [])])
    assert (report.good, report.answered) == (False, False)
    assert report.as_text().endswith("Es kam keine Antwort.")


def test_whether_the_client_id_is_needed_is_asked_and_the_id_stands_nowhere(base_url: str) -> None:
    report = probed(base_url, **{CLIENT_ID_HEADER: "ganz-geheim"})
    (without,) = [result for result in report.ergebnisse if result.frage == "ohne_client_id"]
    assert (without.antwortet is not None, report.good) == (True, True)
    assert "ganz-geheim" not in report.as_text() + report.as_json()


def test_the_report_for_machines_holds_the_same(base_url: str) -> None:
    report = probed(f"{base_url}/!no-list")
    data = json.loads(report.as_json())
    assert (data["quelle"], data["in_ordnung"]) == ("pvog", False)
    assert {
        "pfad": "onlineservices",
        "befund": "fehlt",
        "typen": "",
        "noetig": True,
        "wofuer": "die Onlinedienste",
    } in (data["ergebnisse"][0]["felder"])


def test_no_content_of_the_source_stands_in_the_report(base_url: str) -> None:
    report = probed(base_url)
    text = report.as_text() + report.as_json()
    assert "Hundesteuer" not in text
    assert "thavelp.thueringen.de" not in text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_any_json_has_a_shape(data: Any) -> None:
    assert {name for types in shape(data).values() for name in types} <= TYPES | {"null"}
    assert type_of(data) in TYPES | {"null"}


def test_the_fim_portal_as_its_openapi_says_has_no_deviation() -> None:
    with FimService() as url:
        report = probe("fim", Session(QUICK), of_fim(PortalEndpoints(url)))
    assert (report.good, [result.frage for result in report.ergebnisse if result.abweichungen]) == (True, [])
    asked = {result.frage for result in report.ergebnisse}
    assert {"steckbriefe", "stammtexte", "stammtexte_dokument", "datenschemata", "datenschemata_dokument"} <= asked


def test_xrepository_is_asked_for_one_list_and_its_current_version() -> None:
    xrepository = XRepository()
    with xrepository as url:
        assert not probe("xrepository", Session(QUICK), of_xrepository(url, URN)).good
        xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
        report = probe("xrepository", Session(QUICK), of_xrepository(url, URN))
    assert (report.good, deviations(report)) == (True, set())


def test_the_bereitstelldienst_is_asked_for_one_page_of_each_version_and_no_secret_is_told() -> None:
    simulator = Bulk([transfer(DIENST)])
    with simulator as url:
        endpoints = BulkEndpoints(f"{url}/api", f"{url}/auth")
        access = Access(Session(QUICK), endpoints.token, Credentials(CLIENT_ID, CLIENT_SECRET))
        report = probe("bereitstelldienst", access, of_bereitstelldienst(endpoints.base))
    assert (report.good, deviations(report), simulator.requests) == (True, set(), [0, 0])
    assert CLIENT_SECRET not in report.as_text() + report.as_json()
    assert simulator.tokens[0] not in report.as_text() + report.as_json()


@pytest.mark.parametrize("api", ["new", "old"])
def test_both_interfaces_of_the_dashboard_are_asked_and_one_may_be_gone(api: Api) -> None:
    with OpenPvogService({ERFURT: [row(1, ERFURT)]}) as service:
        endpoints = {
            name: replace(wanted, base=service.base(name) if name == api else f"{service.address}/weg")
            for name, wanted in KNOWN_ENDPOINTS.items()
        }
        report = probe("open-pvog", Session(QUICK), of_open_pvog(endpoints, ERFURT))
    answered = {result.frage for result in report.ergebnisse if result.antwortet}
    assert answered == {f"seite_{api}", f"export_{api}"}
    assert (report.good, deviations(report)) == (api == "new", set())
