"""`thavel import pvog` and `open-pvog`: which municipalities are asked for."""

import sqlite3
from collections.abc import Iterator

import pytest

from importers.sample.world import sample_world
from tests.command import Thavel
from tests.importers.pvog.harvesting import EISENACH
from tests.simulators.dashboard import OpenPvogService, row
from tests.simulators.suchdienst import Simulator


@pytest.mark.slow
def test_pvog_can_be_asked_for_the_whole_land_by_base_url_from_the_environment(
    demo: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Simulator(sample_world()) as base_url:
        monkeypatch.setenv("THAVEL_PVOG_BASE_URL", base_url)
        monkeypatch.setenv("THAVEL_RATE", "0")
        outcome = demo("import", "pvog", "--land", "16")
    assert outcome.code == 0
    with sqlite3.connect("katalog.db") as connection:
        groups = connection.execute("SELECT count(DISTINCT gruppe) FROM lieferungen WHERE quelle = 'pvog'").fetchone()
    assert groups == (601,)


def test_comparable_means_the_town_and_towns_of_its_size(demo: Thavel) -> None:
    with Simulator(sample_world()) as base_url:
        demo("import", "pvog", "--comparable", "--base-url", base_url, "--rate", "0")
    with sqlite3.connect("katalog.db") as connection:
        names = {
            name
            for (name,) in connection.execute(
                "SELECT k.name FROM lieferungen l JOIN kommunen k ON k.ars = l.gruppe"
                " WHERE l.lauf_id = (SELECT max(id) FROM laeufe)"
            )
        }
    assert {"Eisenach, Stadt", "Gotha, Stadt", "Nordhausen, Stadt", "Ilmenau, Stadt", "Meiningen, Stadt"} <= names
    assert not names & {"Erfurt, Stadt", "Suhl, Stadt", "Weimar, Stadt"}


def test_the_dashboard_is_asked_with_the_same_choice_of_municipalities(
    demo: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAVEL_RATE", "0")
    with OpenPvogService({EISENACH: [row(number, EISENACH) for number in range(10)]}) as service:
        monkeypatch.setenv("THAVEL_OPEN_PVOG_BASE_URL", service.base("new"))
        assert demo("import", "open-pvog", "--ars", "16063105").code == 0
        assert (
            demo("import", "open-pvog", "--ars", EISENACH, "--api", "old", "--base-url", service.base("old")).code == 0
        )
        assert len(service.requests) == 4
        assert demo("check", "--max-age-days", "100000").code == 0
        service.registered = {EISENACH: [row(number, EISENACH) for number in range(20)]}
        assert demo("import", "open-pvog", "--ars", EISENACH).code == 1
        outcome = demo("check", "--max-age-days", "100000")
        assert "Bisher waren es 10 Einträge, jetzt sind es 20" in outcome.out
        assert demo("import", "open-pvog", "--ars", EISENACH, "--confirm-deletions").code == 0
    with sqlite3.connect("katalog.db") as connection:
        assert connection.execute("SELECT count(*), sum(oertlich) FROM dashboard_angebote").fetchone() == (20, 20)


@pytest.mark.parametrize("source", ["pvog", "open-pvog"])
@pytest.mark.parametrize("choice", [(), ("--land", "16", "--comparable")])
def test_exactly_one_choice_of_municipalities_is_needed(demo: Thavel, source: str, choice: tuple[str, ...]) -> None:
    outcome = demo("import", source, *choice)
    assert (outcome.code, "genau eines an: --ars, --kreis, --land oder --comparable" in outcome.err) == (2, True)


def test_an_unknown_municipality_is_named(demo: Thavel) -> None:
    outcome = demo("import", "pvog", "--ars", "072325005218")
    assert (outcome.code, "072325005218" in outcome.err) == (1, True)


def test_the_bereitstelldienst_asks_for_credentials(thavel: Thavel) -> None:
    thavel("init")
    outcome = thavel("import", "bereitstelldienst")
    assert outcome.code == 1
    assert "Für den Bereitstelldienst fehlen Zugangsdaten." in outcome.err


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(sample_world())


@pytest.fixture
def live(simulator: Simulator, demo: Thavel, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The demo's catalogue beside a PVOG that answers; gives its base URL."""
    with simulator as base_url:
        monkeypatch.setenv("THAVEL_PVOG_BASE_URL", base_url)
        monkeypatch.setenv("THAVEL_RATE", "0")
        yield base_url


def test_a_kreis_is_asked_for_by_its_key(live: str, demo: Thavel, simulator: Simulator) -> None:
    assert demo("import", "pvog", "--kreis", "16052").code == 0
    assert {path.partition("ars=")[2][:12] for path in simulator.requests} == {"160520000000"}
    outcome = demo("import", "pvog", "--kreis", "99999")
    assert (outcome.code, "Einen Kreis mit dem Schlüssel „99999“" in outcome.err) == (1, True)


@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("http500-once", 0, "fertig"),
        ("new-keys", 0, "Unbekanntes Feld „levelOfConfidence“"),
        ("http400", 1, "Der Server versteht die Anfrage nicht (400)"),
        ("http403", 1, "THAVEL_PVOG_CLIENT_ID"),
        ("http500", 1, "Der Server meldet einen Fehler (500)"),
        ("html", 1, "Die Antwort ist HTML statt JSON"),
        ("cut-json", 1, "kein vollständiges JSON"),
        ("bomb", 1, "größer als 200 MiB"),
        ("redirect", 1, "leitet um nach http://localhost:9/anderswo"),
    ],
)
def test_an_import_tells_what_is_wrong_with_the_link_and_its_exit_code_says_whether_it_worked(
    live: str, demo: Thavel, monkeypatch: pytest.MonkeyPatch, behaviour: str, code: int, text: str
) -> None:
    spoiled = f"{live}/!{behaviour}"
    monkeypatch.setenv("THAVEL_PVOG_BASE_URL", spoiled)
    outcome = demo("import", "pvog", "--ars", "16051000")
    assert (outcome.code, text in outcome.err, "Traceback" in outcome.err) == (code, True, False)
    assert spoiled in outcome.err or code == 0
