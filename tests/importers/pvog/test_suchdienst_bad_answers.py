"""Every bad answer of the Suchdienst: what is said, what is kept, and that a good answer afterwards heals it."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from importers.sample.world import World
from importers.web.errors import SourceError
from tests.importers.pvog.harvesting import ERFURT, ERFURT_SMALL, GERA, SMALL, area, changes, harvest, numbered, offers
from tests.reading import content, messages, rows, texts
from tests.simulators.suchdienst import Simulator

TWO: World = {ERFURT: ERFURT_SMALL, GERA: area(numbered(1), numbered(2))}
SERVICES = "/v1beta2/onlineservices"


def heals(katalog: Path, base_url: str) -> None:
    """A good run afterwards brings the catalogue to what a good run alone would have given."""
    result = harvest(katalog, base_url, ERFURT, GERA)
    assert (result.status, result.failed, [row for row in messages(katalog) if row[0] == "Fehler"]) == (
        "fertig",
        False,
        [],
    )
    assert [offer for offer in offers(katalog) if offer[3] is None] == [
        ("16051000", "99027002012000", "L100038.OD.2", None),
        ("16051000", "99059004012000", "L100038.OD.2", None),
        ("16051000", "99102013104000", "L100038.OD.1", None),
        ("16052000", "99201001001000", "L100038.OD.9001", None),
        ("16052000", "99202001001000", "L100038.OD.9002", None),
    ]
    assert content(katalog)["onlinedienste"][0][2:4] == (
        "Hundesteuer",
        "https://thavelp.thueringen.de/thavelp/go/a/2080",
    )


@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("http400", "http.anfrage", "Der Server versteht die Anfrage nicht (400): ars: muss zwölf Ziffern haben;"),
        ("http429", "http.429", "Der Server bremst (429)"),
        ("http500", "http.server", "Der Server meldet einen Fehler (500), auch nach Wiederholungen"),
        ("timeout", "http.zeit", "nicht rechtzeitig geantwortet"),
        ("html", "pvog.html", "Die Antwort ist HTML statt JSON (Anfang: <!DOCTYPE html>"),
        ("cut-json", "pvog.json", "kein vollständiges JSON"),
        ("empty-body", "pvog.json", "kein vollständiges JSON"),
        ("cut-body", "http.abgebrochen", "brach mittendrin ab"),
        ("no-list", "pvog.form", "fehlt die Liste „onlineservices“"),
        ("http406", "http.anfrage", "Der Server versteht die Anfrage nicht (406): nur octet-stream"),
        ("http413", "http.anfrage", "Der Server versteht die Anfrage nicht (413): zu viel"),
        ("stall", "http.abgebrochen", "brach mittendrin ab"),
        ("drip", "http.langsam", "kommt zu langsam"),
        ("huge", "http.groesse", "Die Antwort ist größer als 200 MiB"),
        ("endless", "http.groesse", "Die Antwort ist größer als 200 MiB"),
        ("bomb", "http.groesse", "Die Antwort ist größer als 200 MiB"),
        ("repeated-page", "pvog.seite_wiederholt", "Dieselbe Seite kam noch einmal"),
        ("repeated-token", "pvog.seitenmarke", "Marke der nächsten Seite wiederholt sich"),
        ("redirect", "http.umleitung", "leitet um nach http://localhost:9/anderswo (302)"),
    ],
)
def test_a_bad_answer_for_one_municipality_is_named_and_the_others_are_taken(
    register: Path, behaviour: str, code: str, text: str
) -> None:
    with Simulator(TWO) as base_url:
        result = harvest(register, f"{base_url}/!{behaviour}@{ERFURT}", ERFURT, GERA)
        assert (result.status, result.failed) == ("mit Fehlern", False)
        ((message_code, objekt, ort, anzahl),) = [row[1:] for row in messages(register) if row[0] == "Fehler"]
        assert (message_code, objekt, anzahl) == (code, ERFURT, 1)
        assert ort.startswith(f"{base_url}/!{behaviour}@{ERFURT}{SERVICES}")
        assert text in texts(register)
        assert [offer[0] for offer in offers(register)] == ["16052000", "16052000"]
        heals(register, base_url)


@pytest.mark.slow
@pytest.mark.parametrize(
    "behaviour", ["http400", "http429", "http500", "timeout", "html", "cut-json", "repeated-token", "redirect"]
)
def test_a_run_in_which_every_answer_is_bad_fails_and_changes_nothing(register: Path, behaviour: str) -> None:
    with Simulator(TWO) as base_url:
        harvest(register, base_url, ERFURT, GERA)
        before = content(register)
        result = harvest(register, f"{base_url}/!{behaviour}", ERFURT, GERA)
        assert (result.status, result.failed) == ("fehlgeschlagen", True)
        assert content(register) == before
        heals(register, base_url)


def test_the_first_300_characters_of_a_400_are_shown_and_no_more(register: Path) -> None:
    with Simulator(SMALL) as base_url:
        harvest(register, f"{base_url}/!http400")
    shown = texts(register).partition("(400): ")[2]
    assert 290 <= len(shown.encode()) <= 303
    assert shown.startswith("ars: muss zwölf Ziffern haben; ars:")


@pytest.mark.parametrize("behaviour", ["http401", "http403"])
def test_a_refusal_ends_the_run_and_says_how_to_set_the_client_id(register: Path, behaviour: str) -> None:
    simulator = Simulator(TWO)
    with simulator as base_url:
        with pytest.raises(SourceError) as error:
            harvest(register, f"{base_url}/!{behaviour}", ERFURT, GERA)
        assert "THAVEL_PVOG_CLIENT_ID" in str(error.value)
        assert f"({behaviour[-3:]})" in str(error.value)
        assert rows(register, "SELECT status, fehler FROM laeufe ORDER BY id DESC LIMIT 1") == [("fehlgeschlagen", 1)]
        assert [row[1] for row in messages(register)] == ["http.zugang"]
        assert offers(register) == []
        heals(register, base_url)


def test_a_404_empties_the_municipality_without_an_error(register: Path) -> None:
    with Simulator(TWO) as base_url:
        harvest(register, base_url, ERFURT, GERA)
        result = harvest(register, f"{base_url}/!http404@{ERFURT}", ERFURT, GERA)
        assert (result.status, result.counts.fehler) == ("fertig", 0)
        assert {offer[0]: offer[3] is None for offer in offers(register)} == {"16051000": False, "16052000": True}
        heals(register, base_url)


def test_a_404_on_a_later_page_is_an_incomplete_municipality(register: Path) -> None:
    simulator = Simulator(SMALL, page_size=1)
    with simulator as base_url:
        harvest(register, base_url)
        answer = simulator.suchdienst.answer

        def second_page_missing(path: str, parameters: dict[str, str]):  # type: ignore[no-untyped-def]
            return answer("", {}) if "nextPageToken" in parameters else answer(path, parameters)

        simulator.suchdienst.answer = second_page_missing  # type: ignore[method-assign]
        result = harvest(register, base_url)
    assert (result.counts.verschwunden, [offer[3] for offer in offers(register)]) == (0, [None, None, None])
    assert [row[1] for row in messages(register)] == ["pvog.seite_fehlt"]


def test_a_mark_that_comes_back_later_ends_the_paging(register: Path) -> None:
    simulator = Simulator(TWO, page_size=1)
    with simulator as base_url:
        harvest(register, f"{base_url}/!cycling-token@{ERFURT}", ERFURT, GERA)
        assert [row[1] for row in messages(register) if row[0] == "Fehler"] == ["pvog.seitenmarke"]
        assert sum(f"ars={ERFURT}" in path for path in simulator.requests) == 2
        heals(register, base_url)


def test_a_total_that_shrinks_while_paging_is_a_warning_and_nothing_is_marked_as_gone(register: Path) -> None:
    with Simulator(TWO, page_size=1) as base_url:
        harvest(register, base_url, ERFURT, GERA)
        result = harvest(register, f"{base_url}/!shrinking-total@{ERFURT}", ERFURT, GERA)
        assert [row[:4] for row in messages(register)] == [("Warnung", "pvog.anzahl", ERFURT, "genannt 1, geliefert 2")]
        assert result.counts.verschwunden == 0
        heals(register, base_url)


FULL: World = {ERFURT: area(*(numbered(n) for n in range(10))), GERA: TWO[GERA]}


@pytest.mark.parametrize("behaviour", ["http404", "empty"])
def test_a_municipality_that_is_suddenly_empty_keeps_what_it_had_and_is_an_alarm(
    register: Path, behaviour: str
) -> None:
    with Simulator(FULL) as base_url:
        harvest(register, base_url, ERFURT, GERA)
        result = harvest(register, f"{base_url}/!{behaviour}@{ERFURT}", ERFURT, GERA)
        assert (result.status, result.counts.verschwunden) == ("mit Fehlern", 0)
        assert ("Fehler", "anzahl.alarm", "16051000, pvog", "10 von 10", 1) in messages(register)
        assert all(offer[3] is None for offer in offers(register))
        assert harvest(register, base_url, ERFURT, GERA).status == "fertig"


def test_a_catalogue_that_is_a_third_smaller_everywhere_loses_nothing_until_that_is_confirmed(register: Path) -> None:
    simulator = Simulator(FULL)
    with simulator as base_url:
        harvest(register, base_url, ERFURT, GERA)
        simulator.world = {**FULL, ERFURT: area(*(numbered(n) for n in range(7)))}
        result = harvest(register, base_url, ERFURT, GERA)
        assert (result.status, result.counts.verschwunden) == ("mit Fehlern", 0)
        assert ("Fehler", "anzahl.alarm", "16051000, pvog", "3 von 10", 1) in messages(register)
        simulator.world = FULL
        again = harvest(register, base_url, ERFURT, GERA)
        assert (again.status, again.counts.geaendert, again.counts.unveraendert > 0) == ("fertig", 0, True)


def test_where_nothing_was_known_at_all_the_next_harvest_is_the_first(register: Path) -> None:
    with Simulator(FULL) as base_url:
        assert harvest(register, f"{base_url}/umgezogen", ERFURT, GERA).status == "fehlgeschlagen"
        assert harvest(register, base_url, ERFURT, GERA).status == "fertig"
    assert {row[0] for row in rows(register, "SELECT art FROM aenderungen")} == {"Erstaufnahme"}
    assert ("10 Angebote",) in rows(register, "SELECT nachher FROM aenderungen")


def test_a_field_of_another_type_costs_that_field_only(register: Path) -> None:
    with Simulator(TWO) as base_url:
        result = harvest(register, f"{base_url}/!other-types@{ERFURT}", ERFURT, GERA)
        assert (result.status, len(offers(register))) == ("fertig", 5)
        assert [row[:3] for row in messages(register)] == [
            ("Warnung", "pvog.ohne_link", "L100038.OD.1"),
            ("Warnung", "pvog.typ", "L100038.OD.1"),
        ]
        heals(register, base_url)


def test_an_answer_in_another_charset_is_not_taken(register: Path) -> None:
    world: World = {ERFURT: area(replace(numbered(5), name="Gebühren")), GERA: TWO[GERA]}
    with Simulator(world) as base_url:
        result = harvest(register, f"{base_url}/!latin1@{ERFURT}", ERFURT, GERA)
        assert (result.status, [row[1] for row in messages(register) if row[0] == "Fehler"]) == (
            "mit Fehlern",
            ["pvog.zeichen"],
        )
        assert {offer[0] for offer in offers(register)} == {"16052000"}
        assert harvest(register, base_url, ERFURT, GERA).status == "fertig"
    assert rows(register, "SELECT bezeichnung FROM onlinedienste WHERE bezeichnung LIKE 'G%'") == [("Gebühren",)]


def test_json_under_another_content_type_is_taken_and_told(register: Path) -> None:
    with Simulator(TWO) as base_url:
        result = harvest(register, f"{base_url}/!wrong-type@{ERFURT}", ERFURT, GERA)
        assert (result.status, len(offers(register))) == ("fertig", 5)
        assert [row[:3] for row in messages(register)] == [("Hinweis", "pvog.inhaltstyp", ERFURT)]
        heals(register, base_url)


def test_a_server_whose_clock_is_wrong_changes_no_time_in_the_catalogue(
    register: Path, at: Callable[[str], None]
) -> None:
    at("2026-10-04T06:00:00Z")
    with Simulator(TWO) as base_url:
        assert harvest(register, f"{base_url}/!skewed-clock", ERFURT, GERA).status == "fertig"
        assert rows(register, "SELECT DISTINCT abgerufen FROM lieferungen WHERE quelle = 'pvog'") == [
            ("2026-10-04T06:00:00Z",)
        ]
        heals(register, base_url)


def test_a_name_that_no_name_server_knows_ends_the_run_with_what_to_check(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(SourceError, match=r"Der Name pvog\.invalid ist unbekannt \(DNS\)") as error:
        harvest(register, "https://pvog.invalid/suchdienst/api", ERFURT, GERA)
    assert (error.value.code, error.value.fatal) == ("http.name", True)
    assert [row[:2] for row in messages(register)] == [("Fehler", "http.name")]


@pytest.mark.parametrize("behaviour", ["http429-once", "http429-date-once"])
def test_a_429_with_retry_after_is_waited_for(register: Path, behaviour: str) -> None:
    with Simulator(SMALL) as base_url:
        start = time.monotonic()
        result = harvest(register, f"{base_url}/!{behaviour}")
        assert 1 <= time.monotonic() - start < 20
    assert (result.status, len(offers(register))) == ("fertig", 3)


def test_a_single_500_heals_itself(register: Path) -> None:
    simulator = Simulator(SMALL)
    with simulator as base_url:
        result = harvest(register, f"{base_url}/!http500-once")
    assert (result.status, len(offers(register)), len(simulator.requests)) == ("fertig", 3, 3)


def test_a_redirect_to_another_host_is_not_followed(register: Path) -> None:
    simulator = Simulator(SMALL)
    with simulator as base_url:
        result = harvest(register, f"{base_url}/!redirect")
    assert (result.failed, len(simulator.requests)) == (True, 1)


def test_a_repeated_token_ends_the_paging_after_two_pages(register: Path) -> None:
    simulator = Simulator(SMALL)
    with simulator as base_url:
        harvest(register, f"{base_url}/!repeated-token")
    assert len(simulator.requests) == 2


def test_a_total_that_does_not_match_is_a_warning_and_nothing_is_marked_as_gone(register: Path) -> None:
    simulator = Simulator(TWO)
    with simulator as base_url:
        harvest(register, base_url, ERFURT, GERA)
        simulator.world = {ERFURT: area(ERFURT_SMALL.services[0]), GERA: TWO[GERA]}
        result = harvest(register, f"{base_url}/!wrong-total@{ERFURT}", ERFURT, GERA)
        assert (result.status, result.failed, result.counts.verschwunden) == ("fertig", False, 0)
        assert messages(register) == [("Warnung", "pvog.anzahl", ERFURT, "genannt 8, geliefert 1", 1)]
        assert all(offer[3] is None for offer in offers(register))
        simulator.world = TWO
        heals(register, base_url)


def test_offers_that_are_new_in_an_incomplete_answer_are_logged_too(register: Path) -> None:
    simulator = Simulator({ERFURT: area(ERFURT_SMALL.services[0])})
    with simulator as base_url:
        harvest(register, f"{base_url}/!wrong-total")
        assert changes(register) == [("Erstaufnahme", "16051000", None, None, None, "1 Angebote")]
        simulator.world = SMALL
        harvest(register, f"{base_url}/!wrong-total")
        harvest(register, base_url)
    assert changes(register)[1:] == [
        ("neu", "16051000", "99027002012000", "L100038.OD.2", None, None),
        ("neu", "16051000", "99059004012000", "L100038.OD.2", None, None),
    ]


def test_unknown_keys_are_one_note_each_with_a_count_and_nothing_is_lost(register: Path) -> None:
    with Simulator(TWO) as base_url:
        result = harvest(register, f"{base_url}/!new-keys", ERFURT, GERA)
        assert result.status == "fertig"
        assert sorted((row[1], row[2], row[4]) for row in messages(register)) == [
            ("pvog.neues_feld", "levelOfConfidence", 4),
            ("pvog.neues_feld", "typing", 5),
            ("pvog.neues_feld", "warnings", 2),
        ]
        assert "Unbekanntes Feld „typing“ in einer Leistungsbeschreibung" in texts(register)
        assert len(offers(register)) == 5
        heals(register, base_url)


@pytest.mark.parametrize(
    ("behaviour", "code", "reported"),
    [("no-link", "pvog.ohne_link", None), ("script-link", "pvog.link", "javascript:alert(1)")],
)
def test_a_service_without_a_usable_link_is_kept_as_broken(
    register: Path, behaviour: str, code: str, reported: str | None
) -> None:
    with Simulator(TWO) as base_url:
        result = harvest(register, f"{base_url}/!{behaviour}@{ERFURT}", ERFURT, GERA)
        assert (result.status, result.counts.warnungen, result.counts.abgelehnt) == ("fertig", 1, 0)
        assert [row[:3] for row in messages(register)] == [("Warnung", code, "L100038.OD.1")]
        assert rows(register, "SELECT url, url_gemeldet FROM onlinedienste WHERE id = 'L100038.OD.1'") == [
            (None, reported)
        ]
        assert len(offers(register)) == 5
        heals(register, base_url)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("behaviour", "code", "objekt", "text"),
    [
        ("short-key", "pvog.schluessel", "L100038.OD.1", "„9910201310400“ ist kein Leistungsschlüssel (14 Ziffern)"),
        ("unknown-description", "pvog.ohne_leistung", "L100038.OD.1", "ließ sich keine Leistung finden"),
        ("no-id", "pvog.ohne_kennung", None, "keine Kennung der Form Redaktion.OD.Nummer"),
        ("not-objects", "pvog.form", None, "Eintrag 0 der Liste ist kein Onlinedienst"),
    ],
)
def test_a_service_that_is_not_understood_is_rejected_and_nothing_is_marked_as_gone(
    register: Path, behaviour: str, code: str, objekt: str | None, text: str
) -> None:
    with Simulator(TWO) as base_url:
        harvest(register, base_url, ERFURT, GERA)
        before = [row[:-2] for row in content(register)["onlinedienste"]]
        result = harvest(register, f"{base_url}/!{behaviour}@{ERFURT}", ERFURT, GERA)
        assert (result.status, result.counts.abgelehnt, result.counts.verschwunden) == ("mit Fehlern", 1, 0)
        (error,) = [row for row in messages(register) if row[0] == "Fehler"]
        assert error[1:3] == (code, objekt)
        assert SERVICES in error[3]
        assert text in texts(register)
        assert all(offer[3] is None for offer in offers(register))
        assert [row[:-2] for row in content(register)["onlinedienste"]] == before
        heals(register, base_url)


def test_a_service_without_any_leistung_is_not_taken_over(register: Path) -> None:
    with Simulator(SMALL) as base_url:
        for _ in range(2):
            result = harvest(register, f"{base_url}/!unknown-description")
            assert (result.counts.geaendert, result.counts.verschwunden) == (0, 0)
    assert [row[0] for row in content(register)["onlinedienste"]] == ["L100038.OD.2"]


def test_a_service_that_comes_twice_is_taken_once(register: Path) -> None:
    with Simulator(TWO) as base_url:
        result = harvest(register, f"{base_url}/!twice@{ERFURT}", ERFURT, GERA)
        assert (result.status, result.counts.abgelehnt) == ("fertig", 0)
        assert [row[:3] for row in messages(register)] == [("Hinweis", "pvog.doppelt", "L100038.OD.1")]
        assert len(offers(register)) == 5
        heals(register, base_url)


def test_a_server_that_is_not_there_ends_the_run_with_what_to_check(register: Path) -> None:
    with Simulator(TWO) as base_url:
        harvest(register, base_url, ERFURT, GERA)
    before = content(register)
    with pytest.raises(ThavelError) as error:
        harvest(register, base_url, ERFURT, GERA)
    assert "Der Server ist nicht erreichbar. Prüfen Sie Netz, Proxy (HTTPS_PROXY) und Adresse." in str(error.value)
    assert base_url in str(error.value)
    assert content(register) == before
    assert rows(register, "SELECT status FROM laeufe ORDER BY id DESC LIMIT 1") == [("fehlgeschlagen",)]


def test_with_strict_an_error_about_one_municipality_fails_the_run(register: Path) -> None:
    with Simulator(TWO) as base_url:
        result = harvest(register, f"{base_url}/!http500@{ERFURT}", ERFURT, GERA, strict=True)
    assert (result.status, result.failed) == ("mit Fehlern", True)
