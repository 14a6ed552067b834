"""What administrations newly put online makes a trend, once they were observed long enough."""

import math
from pathlib import Path

import pytest

from catalogue.database import connect
from comparisons.ranking.trend import Trend, TrendFacts

DOG, BIRTH = "99102013104000", "99027002012000"
ERFURT, JENA, EISENACH = "16051000", "16053000", "16063105"
TODAY = "2026-11-26T03:17:00Z"


def observed(path: Path, *harvests: tuple[str, str, str]) -> None:
    """Note the first harvest (town, source, day) of each."""
    db = connect(path)
    for number, (ags, source, day) in enumerate(harvests, start=100):
        db.execute("INSERT OR IGNORE INTO quellen (name, titel) VALUES (?, ?)", [source, source])
        db.execute(
            "INSERT INTO laeufe (id, quelle, beginn, status, lieferungen, neu, geaendert, unveraendert, verschwunden,"
            " abgelehnt, fehler, warnungen) VALUES (?, ?, ?, 'fertig', 0, 0, 0, 0, 0, 0, 0, 0)",
            [number, source, day],
        )
        db.execute(
            "INSERT INTO aenderungen (zeitpunkt, art, ags, lauf_id) VALUES (?, 'Erstaufnahme', ?, ?)",
            [f"{day}T03:17:00Z", ags, number],
        )
    db.close()


def offered(
    path: Path,
    ags: str,
    key: str,
    day: str,
    *,
    source: str = "pvog",
    service: str = "OD.1",
    new: bool = True,
    gone: bool = False,
) -> None:
    """An offer that was first seen on a day, with `new` after the first harvest of the town by this source."""
    time, over = f"{day}T03:17:00Z", f"{day}T04:00:00Z" if gone else None
    db = connect(path)
    db.execute("INSERT OR IGNORE INTO leistungen (leistungsschluessel) VALUES (?)", [key])
    db.execute(
        "INSERT OR IGNORE INTO onlinedienste (id, redaktion, quelle, erstmals_gesehen, zuletzt_gesehen)"
        " VALUES (?, 'L100038', ?, ?, ?)",
        [service, source, time, time],
    )
    db.execute(
        "INSERT INTO angebotsnachweise (ags, leistungsschluessel, onlinedienst_id, quelle, erstmals_gesehen,"
        " zuletzt_gesehen, verschwunden_am) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [ags, key, service, source, time, time, over],
    )
    if new:
        db.execute(
            "INSERT INTO aenderungen (zeitpunkt, art, ags, leistungsschluessel, onlinedienst_id, lauf_id)"
            " SELECT ?, 'neu', ?, ?, ?, max(l.id) FROM laeufe l JOIN aenderungen a ON a.lauf_id = l.id"
            " WHERE l.quelle = ? AND a.ags = ?",
            [time, ags, key, service, source, ags],
        )
    db.close()


def trend(path: Path, today: str = TODAY) -> Trend:
    db = connect(path)
    try:
        return Trend.of(db, today)
    finally:
        db.close()


@pytest.fixture
def harvested(register: Path) -> Path:
    """Erfurt and Jena observed for over a year, Eisenach for a month."""
    observed(register, (ERFURT, "pvog", "2025-01-01"), (JENA, "pvog", "2025-01-01"), (EISENACH, "pvog", "2026-10-26"))
    return register


def test_administrations_that_newly_offer_a_leistung_are_counted_among_the_observed(harvested: Path) -> None:
    offered(harvested, ERFURT, DOG, "2026-03-01")
    offered(harvested, JENA, DOG, "2026-04-01", service="OD.2")
    offered(harvested, JENA, BIRTH, "2026-05-01", service="OD.2")
    found = trend(harvested)
    assert found.facts(DOG) == TrendFacts(2, 2, 1.0)
    assert found.facts(BIRTH) == TrendFacts(1, 2, math.log1p(1) / math.log1p(2))
    assert found.facts("99107022012000") == TrendFacts(0, 2, 0.0)
    birth = found.facts(BIRTH)
    assert birth and birth.sentence == "1 von 2 beobachteten Verwaltungen bietet sie seit höchstens 12 Monaten an."


@pytest.mark.parametrize(
    ("day", "number"),
    [("2025-11-25", 0), ("2025-11-26", 1), ("2026-11-26", 1), ("2026-11-27", 0)],
)
def test_twelve_months_up_to_today_count(harvested: Path, day: str, number: int) -> None:
    offered(harvested, ERFURT, DOG, day)
    assert trend(harvested).new.get(DOG, 0) == number


def test_what_a_first_harvest_found_is_no_trend(harvested: Path) -> None:
    offered(harvested, ERFURT, DOG, "2026-03-01", new=False)
    assert trend(harvested).new == {}


def test_a_second_service_for_the_same_leistung_is_no_trend(harvested: Path) -> None:
    offered(harvested, ERFURT, DOG, "2026-02-01", new=False)
    offered(harvested, ERFURT, DOG, "2026-03-01", service="OD.2")
    assert trend(harvested).new == {}


def test_a_new_service_that_was_replaced_is_counted_once_and_one_that_is_gone_is_not(harvested: Path) -> None:
    offered(harvested, ERFURT, DOG, "2026-02-01", gone=True)
    offered(harvested, JENA, BIRTH, "2026-02-01", gone=True)
    offered(harvested, ERFURT, DOG, "2026-03-01", service="OD.2")
    assert trend(harvested).new == {DOG: 1}


def test_towns_and_sources_that_were_not_observed_long_enough_do_not_count(harvested: Path) -> None:
    offered(harvested, EISENACH, DOG, "2026-11-01")
    observed_since = trend(harvested)
    assert (observed_since.new, observed_since.observed) == ({}, 2)


def test_sixty_days_of_observation_are_enough(register: Path) -> None:
    observed(register, (EISENACH, "pvog", "2026-09-28"))
    assert trend(register).facts(DOG) is None
    offered(register, EISENACH, DOG, "2026-11-01")
    assert trend(register, "2026-11-27").facts(DOG) == TrendFacts(1, 1, 1.0)


def test_what_a_young_source_adds_does_not_count_where_an_old_one_knows_the_town(harvested: Path) -> None:
    db = connect(harvested)
    db.execute("INSERT OR IGNORE INTO quellen (name, titel) VALUES ('open_pvog', 'Dashboard')")
    db.execute(
        "INSERT INTO laeufe (id, quelle, beginn, status, lieferungen, neu, geaendert, unveraendert, verschwunden,"
        " abgelehnt, fehler, warnungen) VALUES (200, 'open_pvog', ?, 'fertig', 0, 0, 0, 0, 0, 0, 0, 0)",
        [TODAY],
    )
    db.execute(
        "INSERT INTO aenderungen (zeitpunkt, art, ags, lauf_id) VALUES ('2026-11-01', 'Erstaufnahme', ?, 200)", [ERFURT]
    )
    db.close()
    offered(harvested, ERFURT, DOG, "2026-11-10", source="open_pvog")
    assert trend(harvested).new == {}


def test_a_towns_own_list_neither_observes_nor_makes_a_trend(register: Path) -> None:
    observed(register, (EISENACH, "bestand", "2025-01-01"))
    offered(register, EISENACH, DOG, "2026-03-01", source="bestand")
    assert trend(register) == Trend({}, 0)
    assert trend(register).facts(DOG) is None


def test_the_members_of_one_administration_count_once(register: Path) -> None:
    db = connect(register)
    shared, *_ = db.execute(
        "SELECT min(ags), max(ags) FROM kommunen WHERE gueltig_bis IS NULL GROUP BY verwaltung_schluessel"
        " HAVING count(*) > 1 ORDER BY 1"
    ).fetchall()
    db.close()
    observed(register, *((ags, "pvog", "2025-01-01") for ags in shared))
    for number, ags in enumerate(shared):
        offered(register, ags, DOG, f"2026-0{3 + number}-01")
    assert trend(register).facts(DOG) == TrendFacts(1, 1, 1.0)
    offered(register, shared[0], BIRTH, "2025-02-01", new=False)
    offered(register, shared[1], BIRTH, "2026-03-01")
    assert trend(register).new == {DOG: 1}
