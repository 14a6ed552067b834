"""Whether the authority behind an offer is connected: by the offer itself, a check, the town's own list."""

from pathlib import Path
from typing import Any

import pytest

from catalogue.database import connect
from catalogue.questions.anschluss import OPEN_IN_COMPARED_TOWN
from comparisons.compare import compare
from tests.comparisons.test_five_towns import links_of_towns, responsibility
from tests.reading import rows

EISENACH, WEIMAR = "16063105", "16055000"
HOME, CITIZENSHIP, CONDUCT, BIRTH, MAINTENANCE = (
    "99115005104000",
    "99099002067000",
    "99049001001000",
    "99027002012000",
    "99107021017000",
)
QUERY = (
    "SELECT DISTINCT anschluss, anschluss_beleg, anschluss_grund, anschluss_geprueft_am FROM angebote"
    " WHERE ags = ? AND leistungsschluessel = ?"
)
CHECKED, LISTED = "2026-11-20T03:00:00Z", "2026-11-21T03:00:00Z"


@pytest.fixture(scope="module")
def compared(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("anschluss") / "katalog.db"
    path.write_bytes(built_sample.read_bytes())
    compare(path)
    return path.read_bytes()


@pytest.fixture
def catalogue(compared: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "katalog.db"
    path.write_bytes(compared)
    return path


def offer(path: Path, ags: str, key: str) -> tuple[Any, ...]:
    (found,) = rows(path, QUERY, ags, key)
    return found


def checked(path: Path, *results: tuple[str, str]) -> None:
    """Note findings (way and result) on Eisenach's Wohnsitzanmeldung."""
    db = connect(path)
    db.table("anschlusspruefungen").insert_all(
        {
            "ags": EISENACH, "leistungsschluessel": HOME, "weg": way, "dienst": "", "ars": "160630105105",
            "geprueft_am": CHECKED, "ergebnis": result, "grund": f"{way}: {result}.", "beleg": "https://x.example/",
            "http_status": 200, "seit": CHECKED, "quelle": "anschluss",
        }
        for way, result in results
    )  # fmt: skip
    db.close()


def listed(path: Path) -> None:
    db = connect(path)
    db.table("bestand_eintraege").insert(
        {
            "ags": EISENACH, "kennung": "1", "titel": "Wohnung anmelden", "leistungsschluessel": HOME,
            "quelle": "bestand", "erstmals_gesehen": LISTED, "zuletzt_gesehen": LISTED,
        }
    )  # fmt: skip
    db.close()


def test_an_address_that_all_share_leaves_it_open(catalogue: Path) -> None:
    state, evidence, reason, day = offer(catalogue, EISENACH, HOME)
    assert (state, evidence, day) == ("ungeklärt", None, None)
    assert reason.startswith("Die Adresse ist für alle dieselbe; angeschlossen wird jede der rund 5.000 Meldebehörden")
    assert reason.endswith(" Ob sie es hier ist, ist nicht belegt.")
    assert offer(catalogue, WEIMAR, MAINTENANCE)[:2] == ("ungeklärt", None)


@pytest.mark.parametrize(
    ("ags", "key", "state", "evidence"),
    [
        (WEIMAR, CITIZENSHIP, "angeschlossen", "Link"),
        (WEIMAR, BIRTH, "angeschlossen", "Link"),
        (EISENACH, CONDUCT, "keiner nötig", "Linkmuster"),
        ("16051000", BIRTH, "angeschlossen", "Ebene"),
    ],
)
def test_an_offer_may_show_it_by_itself(catalogue: Path, ags: str, key: str, state: str, evidence: str) -> None:
    assert offer(catalogue, ags, key)[:2] == (state, evidence)


def test_a_check_settles_it_for_the_town_alone(catalogue: Path) -> None:
    checked(catalogue, ("FIT-Connect", "kein Zustellpunkt"), ("Bundesportal", "nicht angeschlossen"))
    state, evidence, reason, day = offer(catalogue, EISENACH, HOME)
    assert (state, {*evidence.split(",")}, day) == ("nicht angeschlossen", {"FIT-Connect", "Bundesportal"}, CHECKED)
    assert "Bundesportal: nicht angeschlossen." in reason
    assert offer(catalogue, WEIMAR, HOME)[0] == "ungeklärt"


@pytest.mark.parametrize("result", ["kein Zustellpunkt", "nicht prüfbar"])
def test_a_check_that_settles_nothing_is_told(catalogue: Path, result: str) -> None:
    checked(catalogue, ("FIT-Connect", result))
    state, _, reason, day = offer(catalogue, EISENACH, HOME)
    assert (state, day, reason.endswith(f" FIT-Connect: {result}.")) == ("ungeklärt", CHECKED, True)


def test_the_town_s_own_list_settles_it(catalogue: Path) -> None:
    listed(catalogue)
    assert offer(catalogue, EISENACH, HOME)[:2] == ("angeschlossen", "eigene Liste")


def test_evidence_that_contradicts_itself_leaves_it_open(catalogue: Path) -> None:
    listed(catalogue)
    checked(catalogue, ("Bundesportal", "nicht angeschlossen"))
    state, _, reason, day = offer(catalogue, EISENACH, HOME)
    assert (state, day) == ("ungeklärt", LISTED)
    assert "Die Belege widersprechen sich: " in reason


def test_every_offer_says_it_with_a_reason(catalogue: Path) -> None:
    found = rows(catalogue, "SELECT anschluss, anschluss_grund FROM angebote")
    assert {state for state, _ in found} == {"keiner nötig", "angeschlossen", "ungeklärt"}
    assert [reason for _, reason in found if not reason or not reason.endswith(".")] == []


def test_an_offer_that_was_never_compared_says_so(built_sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "katalog.db"
    path.write_bytes(built_sample.read_bytes())
    assert offer(path, EISENACH, HOME) == ("ungeklärt", None, "Noch nicht verglichen.", None)


def test_of_what_is_online_it_is_told_how_much_is_open(catalogue: Path) -> None:
    shared = ("wohnsitzanmeldung.gov.de", "thavel.thueringen.de/thavel/portal")
    links = links_of_towns()["Eisenach"]
    tasks = [key for key in links if responsibility("Eisenach", key)[0] == "ja"]
    still_open = {key for key in tasks if any(address in links[key] for address in shared)}
    assert HOME in still_open
    assert len(still_open) < len(tasks)
    assert rows(catalogue, OPEN_IN_COMPARED_TOWN) == [(len(still_open), 0)]
    checked(catalogue, ("Bundesportal", "nicht angeschlossen"))
    assert rows(catalogue, OPEN_IN_COMPARED_TOWN) == [(len(still_open) - 1, 1)]


def test_a_gap_that_an_address_for_all_could_close_follows_what_is_known_of_the_town(catalogue: Path) -> None:
    db = connect(catalogue)
    db.execute("DELETE FROM angebotsnachweise WHERE ags = ? AND leistungsschluessel = ?", [EISENACH, HOME])
    db.close()
    query = "SELECT art, art_grund FROM luecken WHERE leistungsschluessel = ?"
    compare(catalogue)
    ((kind, reason),) = rows(catalogue, query, HOME)
    assert kind == "Anschluss ungeklärt"
    assert "Der Weg geht über das Land: Anschluss der eigenen Behörde beim Land erfragen" in reason
    checked(catalogue, ("Bundesportal", "nicht angeschlossen"))
    compare(catalogue)
    assert rows(catalogue, query, HOME)[0][0] == "nicht angeschlossen"
