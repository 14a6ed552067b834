import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator

from tests.importers.pvog.harvesting import EISENACH
from tests.importers.pvog.test_dashboard import KREIS, MANY, PAGES_ONLY, SMALL, harvest, stored
from tests.reading import messages, rows
from tests.simulators.dashboard import OpenPvogService
from tests.simulators.mock_server import mock_server


@pytest.fixture
def document(shared: Path) -> Any:
    """The interface's own OpenAPI document."""
    return yaml.safe_load((shared / "pvog" / "open-pvog_openapi_v1.yaml").read_text(encoding="utf-8"))


def _json_schema(schema: Any) -> Any:
    """A schema of OpenAPI 3.0 as JSON Schema, where null is a type (and a value of an enumeration)."""
    if isinstance(schema, list):
        return [_json_schema(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _json_schema(value) for name, value in schema.items() if name != "nullable"}
    if schema.get("nullable") is True:
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


@pytest.mark.needs_shared
def test_the_simulators_pages_in_the_old_shape_are_what_the_real_document_describes(
    register: Path, document: Any
) -> None:
    with OpenPvogService({**MANY, KREIS: SMALL[EISENACH]}, exports=PAGES_ONLY) as service:
        harvest(register, service.base("old"), api="old")
        bodies = [service.reply(target, "application/json").body for target in service.requests if "page=" in target]
    components = _json_schema(document["components"])
    closed = {
        name: {**schema, "additionalProperties": False, "required": list(schema["properties"])}
        for name, schema in components["schemas"].items()
    }
    validator = Draft4Validator({"$ref": "#/components/schemas/PageDvDataDto", "components": {"schemas": closed}})
    assert len(bodies) == 6
    assert [error.message for body in bodies for error in validator.iter_errors(json.loads(body))] == []


def completed(document: Any, path: Path) -> Path:
    """The document with what it leaves open: what the pages of an area hold, and that there is one of them.

    Prism cannot send `application/octet-stream`, so that the export is left out; keys have the digits that the
    document tells in words only.
    """
    answers = document["paths"]["/v1/data/{ars}"]["get"]["responses"]
    answers["200"]["content"] = document["paths"]["/v1/data"]["get"]["responses"]["200"]["content"]
    schemas = document["components"]["schemas"]
    one = {"type": "integer", "minimum": 1, "maximum": 1, "example": 1}
    none = {"type": "integer", "minimum": 0, "maximum": 0, "example": 0}
    schemas["PageDvDataDto"]["properties"].update(totalPages=one, totalElements=one, number=none)
    schemas["PageDvDataDto"]["properties"]["content"].update(minItems=1, maxItems=1)
    schemas["PageDvDataDto"]["required"] = list(schemas["PageDvDataDto"]["properties"])
    schemas["DvDataDto"]["properties"]["leika_key"]["pattern"] = "^99[0-9]{12}$"
    schemas["DvDataDto"]["properties"]["ars"]["pattern"] = "^[0-9]{12}$"
    schemas["DvDataDto"]["required"] = ["leika_key", "ars"]
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.needs_shared
def test_the_documents_own_example_is_understood_from_a_foreign_mock_server(
    register: Path, document: Any, tmp_path: Path
) -> None:
    with mock_server(completed(document, tmp_path / "openapi.json")) as base_url:
        result = harvest(register, base_url, api="old")
    assert (result.status, [line[1] for line in messages(register)]) == ("fertig", ["open_pvog.fremdes_gebiet"])
    link = "https://www.elterngeld-digital.de/ams/Elterngeld/wizardng/FFE7CD?v=1631864309988"
    told = ("Hundehaltung anmelden", "Dithmarschen", "ok", "ja", "bundesweit flächendeckend", None, None, "10000")
    assert [line[:-3] for line in stored(register)] == [
        ("16063105", "99041006017000", "010510000000", link, 1, *told, "Elterngeld", "open-pvog")
    ]


@pytest.mark.slow
@pytest.mark.needs_shared
def test_whatever_the_document_allows_is_taken_over_from_a_foreign_mock_server(
    register: Path, document: Any, tmp_path: Path
) -> None:
    towns = rows(register, "SELECT ars FROM kommunen WHERE gueltig_bis IS NULL ORDER BY ags LIMIT 20")
    with mock_server(completed(document, tmp_path / "openapi.json"), dynamic=True) as base_url:
        result = harvest(register, base_url, *(ars for (ars,) in towns), api="old")
    assert (result.status, result.counts.abgelehnt) == ("fertig", 0)
    # Two answers each, made up anew, so that nothing of the first is in the second.
    assert len(stored(register)) == 40
    assert {line[1] for line in messages(register)} <= {
        "open_pvog.fremdes_gebiet",
        "open_pvog.widerspruch",
        "open_pvog.link",
        "open_pvog.neues_feld",
    }


@pytest.mark.slow
@pytest.mark.needs_shared
def test_the_document_as_it_is_leaves_the_answer_open_and_that_is_told(register: Path, shared: Path) -> None:
    with mock_server(shared / "pvog" / "open-pvog_openapi_v1.yaml") as base_url:
        result = harvest(register, base_url, api="old")
    assert (result.status, [line[1] for line in messages(register)]) == ("fehlgeschlagen", ["http.server"])
