"""The FIM portal's own OpenAPI document, and entries that it delivered: simulator and importer hold to them."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from catalogue.records.fim import DatenschemaGelistet
from catalogue.store.deliveries import Delivery
from importers.fim.lists import CHOICES, PORTAL_LISTS
from importers.fim.portal import LIST, Portal
from importers.fim.source import Fim, FimTexte
from importers.run.runner import Options, run_import
from importers.run.source import KnownCatalogue
from importers.web.fields import names_in
from tests.importers.fim.test_source import ALL, offering, portal, take, take_texts
from tests.reading import messages
from tests.simulators.fim import FimService
from tests.simulators.mock_server import mock_server

__all__ = ["offering"]
pytestmark = pytest.mark.needs_shared
DOCUMENT = "fim/fimportal_openapi_v0.24.0.json"


@pytest.fixture
def openapi(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / DOCUMENT).read_text(encoding="utf-8"))
    return found


def operation(openapi: dict[str, Any], path: str) -> dict[str, Any]:
    """The GET operation that a path belongs to; fails where there is none."""
    parts = path.split("/")
    for template, operations in openapi["paths"].items():
        names = template.split("/")
        if len(names) == len(parts) and all(n.startswith("{") or n == p for n, p in zip(names, parts, strict=True)):
            found: dict[str, Any] = operations["get"]
            return found
    raise AssertionError(f"{path} is not in the OpenAPI document")


def validator(openapi: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    assert validator_for(schema, default=Draft202012Validator) is Draft202012Validator
    return Draft202012Validator({**schema, "components": openapi["components"]})


def all_requests(katalog: Path, service: FimService) -> list[tuple[str, int]]:
    """Everything that two imports of everything ask."""
    with service as url:
        for _ in range(2):
            take(katalog, url, *CHOICES, extent=ALL)
            take_texts(katalog, url, *CHOICES, extent=ALL)
            take(katalog, url)
            take_texts(katalog, url)
    return service.answers


def test_what_is_asked_is_in_the_document_with_every_parameter(offering: Path, openapi: dict[str, Any]) -> None:
    asked = all_requests(offering, FimService(page_size=2))
    seen = set()
    for target, status in asked:
        parts = urlsplit(target)
        path = unquote(parts.path)
        if (status == 404 and path.startswith("/api/v1")) or path.startswith("/immutable"):
            continue
        found = operation(openapi, path)
        known = {p["name"]: p["schema"] for p in found.get("parameters", ()) if p["in"] == "query"}
        for name, (value,) in parse_qs(parts.query).items():
            typed = (
                json.loads(value) if (value.isdigit() and name != "leistungsschluessel") or value == "true" else value
            )
            errors = list(validator(openapi, known[name]).iter_errors(typed))
            assert errors == [], target
            seen.add(name)
    assert seen == {"offset", "limit", "cursor", "leistungsschluessel", "updated_since", "is_latest"}


def test_the_simulator_answers_as_the_document_says(openapi: dict[str, Any]) -> None:
    service = FimService(page_size=2)
    checked = 0
    for portal_list in PORTAL_LISTS.values():
        for prefix in ("/api/v0", "/api/v1"):
            reply = service.reply(f"{prefix}{portal_list.path}?limit=2")
            if reply.status == 404:
                continue
            content = operation(openapi, prefix + portal_list.path)["responses"]["200"]["content"]
            errors = list(validator(openapi, content["application/json"]["schema"]).iter_errors(json.loads(reply.body)))
            assert errors == [], portal_list.path
            checked += bool(content["application/json"]["schema"])
    assert checked == 5


def test_the_fields_that_are_known_are_those_of_the_document(openapi: dict[str, Any]) -> None:
    models = {
        "stammtexte": "LeistungStammtextOut",
        "onlinedienste": "OnlinedienstOut",
        "datenschemata": "SchemaOut",
        "dokumentsteckbriefe": "SteckbriefOut",
        "codelisten": "CodeListOut",
    }
    for name, model in models.items():
        assert set(names_in(PORTAL_LISTS[name].fields, "items[]")) == set(
            openapi["components"]["schemas"][model]["properties"]
        ), name


def test_the_entries_of_107_datenschemata_are_understood(shared: Path) -> None:
    entries = json.loads((shared / "xdatenfelder" / "fim_schemas_index_107.json").read_text(encoding="utf-8"))
    body = json.dumps({"items": entries, "offset": 0, "limit": 200, "count": 107, "total_count": 107}).encode()
    group = "datenschemata alle"
    listed = Delivery("https://fimportal.de/api/v1/schemas?offset=0", body, "2026-11-01T00:00:00Z", group, kind=LIST)
    parsed = Fim(Portal(everything=True)).parse(group, [listed], KnownCatalogue())
    assert parsed.rejected == 0
    assert parsed.records == [
        DatenschemaGelistet(
            entry["fim_id"],
            entry["fim_version"],
            entry["fim_id"],
            entry["name"],
            entry["bezeichnung"].strip(),
            str(entry["freigabe_status"]),
            "XDatenfelder 3.0.0",
        )
        for entry in entries
    ]
    # What the index adds to the portal's own fields.
    assert {(message.stufe, message.code) for message in parsed.messages} == {("Hinweis", "fim.neues_feld")}
    assert {message.objekt for message in parsed.messages} == {
        *("dokumentsteckbrief", "fetched_at", "leika_in_beschreibung", "leistung_join", "n_rules", "source_url"),
        *("xml_available", "xml_bytes"),
    }


# What is said of Prism's examples: texts are "string", numbers 0, documents are empty.
EXAMPLES = {
    "steckbriefe": {"fim.form"},
    "stammtexte": {"fim.anzahl", "xzufi.leer"},
    "datenschemata": {"fim.anzahl", "xdatenfelder.dokument"},
    "dokumentsteckbriefe": {"fim.anzahl", "xdatenfelder.dokument"},
    "prozessklassen": {"fim.form"},
    "codelisten": {"fim.anzahl", "fim.link"},
    "onlinedienste": {"fim.zeiger"},
}


def asked_of(katalog: Path, url: str, choice: str) -> set[str]:
    """The codes of the messages about an import of everything of one kind."""
    sources = (Fim(portal(url, **ALL), [choice]), FimTexte(portal(url, **ALL), [choice]))
    run_import(katalog, next(source for source in sources if source.lists), Options())
    return {row[1] for row in messages(katalog)}


@pytest.mark.slow
def test_the_examples_of_a_foreign_mock_server_are_survived_with_messages(katalog: Path, shared: Path) -> None:
    with mock_server(shared / DOCUMENT) as url:
        assert {choice: asked_of(katalog, url, choice) for choice in CHOICES} == EXAMPLES


@pytest.mark.slow
def test_what_a_foreign_mock_server_makes_up_is_survived_with_messages(katalog: Path, shared: Path) -> None:
    with mock_server(shared / DOCUMENT, dynamic=True) as url:
        assert all(asked_of(katalog, url, choice) for choice in CHOICES)
