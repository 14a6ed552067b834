"""That the mock server of the tests answers as documents say, whatever their version and form."""

import json
from pathlib import Path

import pytest
import requests

from tests.simulators.mock_server import mock_server

ANSWER = {
    "description": "Eine Gemeinde",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["ars"],
                "additionalProperties": False,
                "properties": {"ars": {"type": "string", "pattern": "^16[0-9]{10}$", "example": "160630105105"}},
            }
        }
    },
}
SIZE = {"name": "size", "in": "query", "required": True, "schema": {"type": "integer", "minimum": 5}}


@pytest.fixture(params=["3.0.1", "3.1.0"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An OpenAPI document of one operation, in each version."""
    content = {
        "openapi": request.param,
        "info": {"title": "Gemeinden", "version": "1"},
        "paths": {"/gemeinden": {"get": {"parameters": [SIZE], "responses": {"200": ANSWER}}}},
    }
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_mock_server_answers_with_examples_and_refuses_what_the_document_does_not_allow(document: Path) -> None:
    with mock_server(document) as base_url:
        assert requests.get(f"{base_url}/gemeinden?size=5", timeout=120).json() == {"ars": "160630105105"}
        assert requests.get(f"{base_url}/gemeinden?size=4", timeout=120).status_code == 422
        assert requests.get(f"{base_url}/kreise", timeout=120).status_code == 404


@pytest.mark.slow
def test_dynamic_answers_are_made_up_as_the_schema_allows(document: Path) -> None:
    with mock_server(document, dynamic=True) as base_url:
        answers = {requests.get(f"{base_url}/gemeinden?size=5", timeout=120).json()["ars"] for _ in range(5)}
    assert len(answers) > 1
    assert all(ars.startswith("16") and len(ars) == 12 for ars in answers)


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.parametrize("name", ["pvog/open-pvog_openapi_v1.yaml", "fim/fimportal_openapi_v0.24.0.json"])
def test_the_real_documents_can_be_served(shared: Path, name: str) -> None:
    with mock_server(shared / name) as base_url:
        assert requests.get(f"{base_url}/gibt-es-nicht", timeout=120).status_code == 404


@pytest.mark.slow
def test_what_is_no_document_is_told_with_what_the_mock_server_says(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(AssertionError, match="Prism does not listen"), mock_server(path):
        pass
