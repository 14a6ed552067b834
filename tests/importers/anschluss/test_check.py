"""What is asked, what is stored, and when a service is asked no more."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.questions.anschluss import ConnectionQuestion
from catalogue.tables.anschluss import BUNDESPORTAL, FIT_CONNECT
from importers.anschluss.answers import ConnectionEndpoints
from importers.anschluss.check import MANNERS, ConnectionCheck
from importers.run.runner import Options, RunResult, run_import
from importers.sample.loopback import Reply
from tests.reading import messages, rows
from tests.simulators.anschluss import BRAKING, CONFLICT, HTML_AT_200, ROBOTS, Connections, page, routed

AT = "2026-11-26T03:17:00Z"
EISENACH, ARS = "16063105", "160630105105"
DOG, HOME, LOSS = "99102013104000", "99115005104000", "99008001014002"
SERVICE = "1b723afb-c5f8-4ccd-82c5-d5f81afeda01"
QUICK = replace(MANNERS, rate=0, connect_timeout=5, read_timeout=10, backoff=0.01)
NAMES = ("Verlustmeldung Personalausweis",)


@pytest.fixture
def leistungen(register: Path) -> Path:
    """A catalogue with the register and the Leistungen that are asked about."""
    db = connect(register)
    db.table("leistungen").insert_all({"leistungsschluessel": key} for key in (DOG, HOME, LOSS))
    db.close()
    return register


def asks(key: str, way: str = FIT_CONNECT, **more: str) -> ConnectionQuestion:
    service = SERVICE if way == BUNDESPORTAL else ""
    return ConnectionQuestion(EISENACH, ARS, key, way, service, NAMES, **more)


def check(path: Path, endpoints: ConnectionEndpoints, *questions: ConnectionQuestion) -> RunResult:
    return run_import(path, ConnectionCheck(questions, endpoints, QUICK), Options())


def found(path: Path) -> dict[tuple[str, str], str]:
    query = "SELECT leistungsschluessel, weg, ergebnis FROM anschlusspruefungen"
    return {(key, way): result for key, way, result in rows(path, query)}


def test_a_whole_row_of_a_finding(leistungen: Path, at: Callable[[str], None]) -> None:
    at(AT)
    with Connections({HOME: routed("Stadt Eisenach")}) as there:
        result = check(leistungen, there, asks(HOME, ergebnis="angeschlossen", seit="2026-11-01T00:00:00Z"))
    assert (result.status, result.failed) == ("fertig", False)
    reason = "FIT-Connect stellt Anträge zu dieser Leistung zu an: „Stadt Eisenach“."
    url = f"{there.routing}/routes?leikaKey={HOME}&ars={ARS}"
    since = "2026-11-01T00:00:00Z"
    assert rows(leistungen, "SELECT * FROM anschlusspruefungen") == [
        (EISENACH, HOME, FIT_CONNECT, "", ARS, AT, "angeschlossen", reason, url, 200, since, "anschluss")
    ]


def test_each_question_is_asked_once_and_each_answer_judged(leistungen: Path) -> None:
    simulator = Connections({HOME: routed("A", "B", "C", "D"), LOSS: HTML_AT_200})
    simulator.pages[SERVICE] = CONFLICT
    with simulator as there:
        check(leistungen, there, asks(HOME), asks(DOG), asks(LOSS), asks(LOSS, BUNDESPORTAL))
    assert found(leistungen) == {
        (HOME, FIT_CONNECT): "angeschlossen",
        (DOG, FIT_CONNECT): "kein Zustellpunkt",
        (LOSS, FIT_CONNECT): "nicht prüfbar",
        (LOSS, BUNDESPORTAL): "nicht angeschlossen",
    }
    assert len(simulator.asked) == 5
    assert simulator.asked.count(ROBOTS) == 1


def test_a_changed_finding_begins_anew(leistungen: Path, at: Callable[[str], None]) -> None:
    at(AT)
    simulator = Connections()
    simulator.pages[SERVICE] = page(NAMES[0])
    with simulator as there:
        check(leistungen, there, asks(LOSS, BUNDESPORTAL, ergebnis="nicht angeschlossen", seit="2026-01-01T00:00:00Z"))
    assert rows(leistungen, "SELECT ergebnis, seit FROM anschlusspruefungen") == [("angeschlossen", AT)]


def test_a_server_that_asks_to_wait_is_waited_for_once(leistungen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("importers.web.manners.Turns.hold_back", lambda self, seconds: pauses.append(seconds))
    with Connections({HOME: [BRAKING, routed("A")]}) as there:
        result = check(leistungen, there, asks(HOME))
    assert (result.status, found(leistungen), pauses) == ("fertig", {(HOME, FIT_CONNECT): "angeschlossen"}, [1.0])


@pytest.mark.parametrize(
    ("reply", "code"), [(BRAKING, "http.429"), (Reply(503, b""), "http.server"), (Reply(500, b"x"), "http.server")]
)
def test_a_server_that_brakes_or_fails_is_asked_no_more_and_the_rest_counted(
    leistungen: Path, reply: Reply, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.web.manners.Turns.hold_back", lambda self, seconds: None)
    simulator = Connections({HOME: reply})
    simulator.pages[SERVICE] = CONFLICT
    with simulator as there:
        result = check(leistungen, there, asks(HOME), asks(DOG), asks(LOSS), asks(LOSS, BUNDESPORTAL))
    assert found(leistungen) == {(LOSS, BUNDESPORTAL): "nicht angeschlossen"}
    (told,) = [(level, noted) for level, noted, *_ in messages(leistungen) if level == "Fehler"]
    assert told == ("Fehler", code)
    assert result.messages[0][1].endswith("Nicht mehr gestellte Fragen: 2.")
    assert [path for path in simulator.asked if DOG in path] == []


def test_pages_that_robots_txt_forbids_are_not_asked(leistungen: Path) -> None:
    simulator = Connections()
    simulator.robots = Reply(200, b"User-agent: *\nDisallow: /portal/", "text/plain")
    with simulator as there:
        result = check(leistungen, there, asks(LOSS, BUNDESPORTAL))
    assert (found(leistungen), simulator.asked) == ({}, [ROBOTS])
    assert result.messages[0][1].startswith("Bundesportal: Die Seiten werden nicht abgerufen: robots.txt erlaubt es")


def test_new_fields_are_a_message(leistungen: Path) -> None:
    with Connections({HOME: routed("A", neu=1)}) as there:
        check(leistungen, there, asks(HOME))
    assert [code for _, code, *_ in messages(leistungen)] == ["anschluss.neue_felder"]
    assert found(leistungen) == {(HOME, FIT_CONNECT): "angeschlossen"}
