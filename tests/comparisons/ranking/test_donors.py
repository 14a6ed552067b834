"""Whom to ask comes nearest first, those with a working link before all others; who has the same gap may join."""

from pathlib import Path

from catalogue.database import connect
from comparisons.compare import compare
from comparisons.inputs.snapshot import Town
from comparisons.judging.gaps import gap_of
from comparisons.judging.offers import LeistungOffers, Offer
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.donors import Donor, cooperation, donors, nearest
from tests.comparisons.world import (
    EISENACH,
    ERFURT,
    GONE,
    GOTHA,
    ILMENAU,
    JENA,
    KREIS_TASK,
    OTHER,
    RULES,
    SALZUNGEN,
    SUHL,
    TAX,
    TOWNS,
    World,
    snapshot,
    understood,
)
from tests.reading import rows

RUHLA = Town("16063066", "Ruhla, Stadt", "Stadt", "16063", "160635057", 5126, "Wartburgkreis", "VG Ruhla")
ALTENBURG = Town("16077001", "Altenburg, Stadt", "Stadt", "16077", "160770001", 31093, "Altenburger Land")
UNCOUNTED = Town("16070004", "Arnstadt, Stadt", "Stadt", "16070", "160700004", None, "Ilm-Kreis")
ALL = {**TOWNS, **{town.ags: town for town in (SALZUNGEN, RUHLA, ILMENAU, ALTENBURG, UNCOUNTED)}}
LINK = "https://one.example/1"


def _here(facts: World, key: str = TAX) -> LeistungOffers:
    return next(here for here in understood(facts, also=[key]) if here.key == key)


def _look(facts: World, *peers: Town) -> Viewpoint:
    return Viewpoint.of(facts, EISENACH, frozenset(town.ags for town in peers), RULES)


def _users(facts: World) -> dict[str, Offer]:
    return {ags: offer for offer in _here(facts).offers for ags in offer.places}


def _offered(*towns: Town, broken: tuple[Town, ...] = ()) -> World:
    links = {town.ags: {TAX: f"{LINK}?town={town.ags}"} for town in towns}
    return snapshot({EISENACH.ags: {}, **links}, towns=ALL, broken=[links[town.ags][TAX] for town in broken])


def test_donors_come_by_comparability_then_kreis_then_status_then_size_each_with_what_makes_it_near() -> None:
    facts = _offered(ERFURT, SUHL, ALTENBURG, ILMENAU, SALZUNGEN, GOTHA, UNCOUNTED, RUHLA)
    look = _look(facts, GOTHA)
    assert donors(_users(facts), look) == [
        Donor(town, f"{LINK}?town={town.ags}", None, nearness)
        for town, nearness in (
            (GOTHA, "vergleichbar, 46.400 Einwohner"),
            (SALZUNGEN, "Nachbar im Kreis, 22.557 Einwohner"),
            (RUHLA, "Nachbar im Kreis, 5.126 Einwohner"),
            (ILMENAU, "38.834 Einwohner"),
            (ALTENBURG, "31.093 Einwohner"),
            (UNCOUNTED, "ohne Angaben"),
            (SUHL, "kreisfrei, 34.685 Einwohner"),
            (ERFURT, "kreisfrei, 218.793 Einwohner"),
        )
    ]


def test_whose_link_was_found_broken_comes_last_and_is_still_the_nearest() -> None:
    facts = _offered(ERFURT, SUHL, GOTHA, SALZUNGEN, broken=(GOTHA, SUHL))
    look = _look(facts, GOTHA)
    found = donors(_users(facts), look)
    assert [(donor.town, donor.defect) for donor in found] == [
        (SALZUNGEN, None),
        (ERFURT, None),
        (GOTHA, GONE),
        (SUHL, GONE),
    ]
    assert nearest(_users(facts), look) == GOTHA


def test_ten_donors_are_enough_and_a_broken_link_never_takes_a_place_of_a_working_one() -> None:
    crowd = [
        Town(f"160740{n:02d}", f"Ort {n}", "Stadt", "16074", f"1607400{n:02d}", 40747 - n, "Saale-Holzland-Kreis")
        for n in range(15)
    ]
    facts = snapshot(
        {EISENACH.ags: {}, **{town.ags: {TAX: f"{LINK}?town={town.ags}"} for town in crowd}},
        towns={**TOWNS, **{town.ags: town for town in crowd}},
        broken=[f"{LINK}?town={town.ags}" for town in crowd[:7]],
    )
    found = donors(_users(facts), _look(facts))
    assert [donor.town for donor in found] == [*crowd[7:], *crowd[:2]]


def _partners(facts: World, key: str, *peers: Town) -> list[tuple[str, str | None, str]]:
    look = _look(facts, *peers)
    here = _here(facts, key)
    gap = gap_of(here, look)
    assert gap
    found = cooperation(gap, here, look)
    assert all(row["leistungsschluessel"] == key and row["kommune"] == ALL[row["ags"]].name for row in found)
    return [(row["ags"], row["verwaltung"], row["gruppe"]) for row in found]


WITHOUT = {town.ags: {OTHER: "https://other.example/1"} for town in (RUHLA, SALZUNGEN, GOTHA, SUHL, ILMENAU)}


def test_only_the_kreis_and_peers_are_invited_and_the_kreis_is_named_for_who_is_both() -> None:
    facts = snapshot({EISENACH.ags: {}, **WITHOUT, ERFURT.ags: {TAX: LINK}}, towns=ALL)
    assert _partners(facts, TAX, GOTHA, SALZUNGEN) == [
        (SALZUNGEN.ags, None, "Kreis"),
        (RUHLA.ags, "VG Ruhla", "Kreis"),
        (GOTHA.ags, None, "vergleichbar"),
    ]


def test_nobody_is_invited_who_has_it_online_even_by_a_broken_link_or_who_was_not_harvested() -> None:
    broken = "https://gotha.example/1"
    facts = snapshot(
        {EISENACH.ags: {}, SALZUNGEN.ags: {TAX: LINK}, GOTHA.ags: {TAX: broken}, SUHL.ags: {OTHER: LINK}},
        towns=ALL,
        broken=[broken],
    )
    assert _partners(facts, TAX, GOTHA, ILMENAU) == []


def test_whose_entry_has_no_link_has_the_same_gap() -> None:
    facts = snapshot({EISENACH.ags: {}, GOTHA.ags: {TAX: None}, ERFURT.ags: {TAX: LINK}}, towns=ALL)
    assert _partners(facts, TAX, GOTHA) == [(GOTHA.ags, None, "vergleichbar")]


def test_nobody_is_invited_who_is_not_responsible() -> None:
    facts = snapshot(
        {EISENACH.ags: {}, **WITHOUT, JENA.ags: {OTHER: LINK}, ERFURT.ags: {TAX: LINK, KREIS_TASK: LINK}}, towns=ALL
    )
    responsible = [JENA.ags, SALZUNGEN.ags, RUHLA.ags, GOTHA.ags]
    assert [ags for ags, _, _ in _partners(facts, TAX, SUHL, JENA, GOTHA)] == responsible
    assert [ags for ags, _, _ in _partners(facts, KREIS_TASK, SUHL, JENA, GOTHA)] == [JENA.ags, SUHL.ags]


def test_who_is_reported_not_to_be_responsible_there_is_not_invited(sample_catalogue: Path) -> None:
    chosen = ("16052000", "16055000")
    sql = "SELECT leistungsschluessel, ags FROM kooperationen ORDER BY 1, 2"
    compare(sample_catalogue, peers=chosen)
    before = rows(sample_catalogue, sql)
    (key, ags) = before[0]
    db = connect(sample_catalogue)
    db.execute(
        "INSERT INTO zustaendige_stellen (ags, leistungsschluessel, titel, rolle, quelle, erstmals_gesehen,"
        " zuletzt_gesehen) VALUES (?, ?, 'Thüringer Landesverwaltungsamt', '01', 'pvog', 't', 't')",
        [ags, key],
    )
    db.close()
    compare(sample_catalogue, peers=chosen)
    assert rows(sample_catalogue, sql) == before[1:]
