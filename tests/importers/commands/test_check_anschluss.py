"""`thavel check anschluss`: what is asked, what is said, and when it ends with 1."""

import json
import sqlite3
from collections.abc import Iterator

import pytest

from importers.sample.loopback import Reply
from tests.command import Thavel
from tests.simulators.anschluss import CONFLICT, Connections, routed

HOME = "99115005104000"
SERVICE = "0a1b2c3d-0000-4000-8000-000000000000"


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connections]:
    simulator = Connections({HOME: routed("Stadt Eisenach, Bürgerbüro")})
    with simulator as there:
        monkeypatch.setenv("THAVEL_FIT_CONNECT_BASE_URL", there.routing)
        monkeypatch.setenv("THAVEL_BUNDESPORTAL_BASE_URL", there.portal)
        monkeypatch.setenv("THAVEL_ANSCHLUSS_RATE", "0")
        yield simulator


def _asked(simulator: Connections) -> set[str]:
    return {path.partition("leikaKey=")[2][:14] for path in simulator.asked if "leikaKey=" in path}


def test_what_the_town_could_share_is_asked_and_not_again_for_a_month(demo: Thavel, services: Connections) -> None:
    first = demo("check", "anschluss", "--dry-run")
    assert (first.code, services.asked) == (0, [])
    outcome = demo("check", "anschluss", "--format", "json")
    assert outcome.code == 0, outcome.err
    told = {row["leistungsschluessel"]: row for row in json.loads(outcome.out)}
    assert first.out == f"Zu prüfen: {len(told)} Anschlüsse. Gefragt wurde nichts.\n"
    # Wohnsitz and Gewerbe have addresses that all share, and are no task of the Kreis.
    assert {HOME, "99115003012000", "99050012104000"} <= set(told) == _asked(services)
    assert not {"99049001001000", "99107021017000", "99036008011000"} & set(told)
    assert (told[HOME]["kommune"], told[HOME]["ergebnis"]) == ("Eisenach, Stadt", "angeschlossen")
    assert "„Stadt Eisenach, Bürgerbüro“" in told[HOME]["grund"]
    assert {row["ergebnis"] for key, row in told.items() if key != HOME} == {"kein Zustellpunkt"}
    assert "1 angeschlossen, " in outcome.err
    assert "Zu prüfen: 0 Anschlüsse." in demo("check", "anschluss").err


def test_other_municipalities_and_services_of_the_portal(demo: Thavel, services: Connections) -> None:
    services.pages[SERVICE] = CONFLICT
    with sqlite3.connect("katalog.db") as connection:
        url = f"https://verwaltung.bund.de/onlinebeantragung/de/onlinedienst/{SERVICE}/leistungsschluessel/{HOME}"
        connection.execute("UPDATE onlinedienste SET url = ? WHERE url LIKE '%wohnsitzanmeldung%'", [url])
    demo("compare")
    outcome = demo("check", "anschluss", "--ags", "16055000", "--format", "json")
    found = {(row["leistungsschluessel"], row["weg"]): row["ergebnis"] for row in json.loads(outcome.out)}
    assert found[HOME, "Bundesportal"] == "nicht angeschlossen"
    assert found[HOME, "FIT-Connect"] == "angeschlossen"
    assert {row["kommune"] for row in json.loads(outcome.out)} == {"Weimar, Stadt"}


def test_what_could_not_be_asked_ends_with_1_and_is_counted(demo: Thavel, services: Connections) -> None:
    services.routes[HOME] = Reply(503, b"")
    outcome = demo("check", "anschluss")
    assert outcome.code == 1
    assert "Nicht geprüft wurden " in outcome.err
    assert "Traceback" not in outcome.err


def test_without_a_comparison_it_says_what_to_do(thavel: Thavel, services: Connections) -> None:
    thavel("init")
    outcome = thavel("check", "anschluss")
    assert (outcome.code, services.asked) == (1, [])
    assert "thavel compare" in outcome.err


@pytest.mark.parametrize("service", ["fit-connect", "bundesportal"])
def test_the_probe_asks_both_services(demo: Thavel, services: Connections, service: str) -> None:
    outcome = demo("sources", "probe", service)
    assert (outcome.code, len(services.asked)) == (0, 1), outcome.out
    services.routes[HOME] = services.pages["1b723afb-c5f8-4ccd-82c5-d5f81afeda01"] = Reply(200, b"<html>?", "text/html")
    assert demo("sources", "probe", service).code == 1


def test_the_probe_understands_that_a_status_alone_answers(demo: Thavel, services: Connections) -> None:
    services.pages["1b723afb-c5f8-4ccd-82c5-d5f81afeda01"] = CONFLICT
    assert demo("sources", "probe", "bundesportal").code == 0
