"""Services and solutions are counted where they are valid, by all Leistungen that they serve."""

from pathlib import Path

from catalogue.database import connect
from catalogue.records.vergleich import ServiceCounts
from comparisons.judging.offers import LeistungOffers
from comparisons.judging.reach import Reach, ReachSinceLast
from tests.comparisons.world import EISENACH, ERFURT, LOV, OTHER, SALZUNGEN, TAX, TOWNS, snapshot, understood

OWN = "https://www.eisenach.de/dienst"
ALL = {**TOWNS, SALZUNGEN.ags: SALZUNGEN}


def test_a_service_counts_once_however_many_leistungen_it_serves() -> None:
    facts = snapshot({EISENACH.ags: {TAX: OWN, OTHER: OWN, LOV: None}, SALZUNGEN.ags: {}}, towns=ALL)
    reach = Reach(ALL)
    for here in understood(facts):
        reach.add(here)
    assert reach.services() == {EISENACH.ags: ServiceCounts(1, 1)}


def test_what_differs_is_each_service_and_solution_that_is_not_valid_where_it_was() -> None:
    (here,) = understood(snapshot({EISENACH.ags: {TAX: OWN}}, towns=ALL))
    (wider,) = understood(snapshot({EISENACH.ags: {TAX: OWN}, ERFURT.ags: {TAX: OWN}}, towns=ALL))
    one, same, other = Reach(ALL), Reach(ALL), Reach(ALL)
    for reach, offers in ((one, here), (same, here), (other, wider)):
        reach.add(offers)
    assert one.differing(same) == (set(), set())
    assert one.differing(other) == ({f"L100038.OD.{OWN}"}, {"unbekannt:www.eisenach.de/dienst"})


def test_the_reach_of_a_fresh_comparison_is_that_of_its_leistungen_alone(katalog: Path) -> None:
    (here,) = understood(snapshot({EISENACH.ags: {TAX: OWN}, ERFURT.ags: {TAX: OWN}}, towns=ALL))
    db = connect(katalog)
    reach = ReachSinceLast(db, ALL, fresh=True)
    reach.add(LeistungOffers(TAX, ()), here)
    (row,) = reach.solution_rows(["unbekannt:www.eisenach.de/dienst", "gone:1"])
    assert (row["id"], row["kommunen"]) == ("unbekannt:www.eisenach.de/dienst", 2)
    counts = reach.service_counts([EISENACH.ags, SALZUNGEN.ags])
    db.close()
    assert {ags: count.onlinedienste for ags, count in counts.items()} == {EISENACH.ags: 1, SALZUNGEN.ags: 0}
