"""The verdict on every answer that is documented, and on what is none."""

import json
from typing import Any

import pytest

from catalogue.tables.anschluss import BUNDESPORTAL, FIT_CONNECT
from importers.anschluss.answers import LONGEST, ConnectionEndpoints, of_page, of_routes
from tests.simulators.anschluss import HTML_AT_200, SORRY, page, routed

NAMES = ("Verlustmeldung  Personalausweis", "Personalausweis: Verlust melden")


def test_where_is_asked() -> None:
    there = ConnectionEndpoints("https://routing.example/v2/", "https://portal.example/x/")
    assert there.url(FIT_CONNECT, "", "99115005104000", "160630105105") == (
        "https://routing.example/v2/routes?leikaKey=99115005104000&ars=160630105105"
    )
    assert there.url(BUNDESPORTAL, "a/b", "99115005104000", "160630105105") == (
        "https://portal.example/x/onlinedienst/a%2Fb/leistungsschluessel/99115005104000/region/160630105105"
    )


def test_a_route_says_that_the_authority_is_connected_and_names_it() -> None:
    found = of_routes(200, routed("Stadt Eisenach").body)
    assert (found.ergebnis, found.neu) == ("angeschlossen", ())
    assert found.grund == "FIT-Connect stellt Anträge zu dieser Leistung zu an: „Stadt Eisenach“."


def test_of_several_routes_three_are_named() -> None:
    found = of_routes(200, routed("A", "B\n\x1b[31m", "C" * 200, "D", "").body)
    assert found.ergebnis == "angeschlossen"
    assert found.grund.endswith(f": „A“, „B;  [31m“, „{'C' * LONGEST}…“ und 2 weitere.")


def test_no_route_is_no_proof_that_the_authority_is_not_connected() -> None:
    found = of_routes(200, routed().body)
    assert found.ergebnis == "kein Zustellpunkt"
    assert "auf anderem Weg" in found.grund


def test_unknown_fields_are_told_and_change_nothing() -> None:
    body = json.dumps({"count": 1, "routes": [{"destinationName": "X", "neu": 1}], "seite": {}}).encode()
    found = of_routes(200, body)
    assert (found.ergebnis, found.neu) == ("angeschlossen", ("neu", "seite"))


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        None,
        {"count": 0},
        {"count": 2, "routes": [{}]},
        {"count": True, "routes": [{}]},
        {"count": "1", "routes": [{}]},
        {"count": 1, "routes": ["Stadt"]},
        {"count": 0, "routes": {}},
        {"routes": []},
    ],
)
def test_another_answer_of_the_routing_is_not_understood(answer: Any) -> None:
    found = of_routes(200, json.dumps(answer).encode())
    assert (found.ergebnis, found.grund[-1]) == ("nicht prüfbar", ".")


@pytest.mark.parametrize("body", [HTML_AT_200.body, b"", b'{"count": 1, "rou', b"\xff\xfe"])
def test_what_is_no_json_is_not_understood(body: bytes) -> None:
    assert of_routes(200, body).ergebnis == "nicht prüfbar"


@pytest.mark.parametrize("status", [204, 302, 400, 401, 403, 404, 409])
def test_another_status_of_the_routing_is_not_understood(status: int) -> None:
    found = of_routes(status, routed("X").body)
    assert (found.ergebnis, str(status) in found.grund) == ("nicht prüfbar", True)


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (200, page("Online: Verlustmeldung &#80;ersonalausweis").body, "angeschlossen"),
        (200, page("<b>Personalausweis:</b>\n Verlust melden").body, "angeschlossen"),
        (200, SORRY.body, "nicht angeschlossen"),
        (409, b"", "nicht angeschlossen"),
        (200, HTML_AT_200.body, "nicht prüfbar"),
        (200, page("Entschuldigung: Verlustmeldung Personalausweis").body, "nicht prüfbar"),
        (200, b"\xff\x00", "nicht prüfbar"),
        (302, b"", "nicht prüfbar"),
        (404, SORRY.body, "nicht prüfbar"),
    ],
)
def test_a_page_names_the_service_or_begs_pardon(status: int, body: bytes, result: str) -> None:
    assert of_page(status, body, NAMES).ergebnis == result


def test_a_name_that_is_too_short_is_no_evidence() -> None:
    assert of_page(200, page("Bundesportal, Pass").body, ["Pass"]).ergebnis == "nicht prüfbar"
