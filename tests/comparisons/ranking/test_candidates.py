"""Points explain themselves, add up, and leave out what is not known."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.candidates import Candidate, Settings, Weight, points_of
from comparisons.ranking.criteria import CriterionValue
from comparisons.solutions.recogniser import Recogniser
from tests.comparisons.world import (
    EISENACH,
    ERFURT,
    GOTHA,
    JENA,
    KREIS_TASK,
    RECOGNISER,
    RULES,
    SUHL,
    TAX,
    TOWNS,
    World,
    find_candidates,
    in_another_order,
    snapshot,
)

WEIGHTS = [
    Weight("verbreitung", "Verbreitung", 30, "q"),
    Weight("bewaehrung", "Bewährung", 20, "q"),
    Weight("aufwand", "Aufwand", 30, "q"),
    Weight("zustaendigkeit", "Zuständigkeit", 10, "q"),
    Weight("pflicht", "Pflicht", 10, "q"),
]
SETTINGS = Settings(WEIGHTS, {"unbekannt": None}, {"99102": "Finanzen", "99102013": "Steuern"})


def _candidates(facts: World, settings: Settings = SETTINGS) -> list[Candidate]:
    return _found(facts, frozenset({GOTHA.ags}), settings)


def _found(
    facts: World, peers: frozenset[str], settings: Settings = SETTINGS, recogniser: Recogniser = RECOGNISER
) -> list[Candidate]:
    return find_candidates(facts, Viewpoint.of(facts, EISENACH, peers, RULES), settings, recogniser)


FACTS = snapshot(
    {
        EISENACH.ags: {},
        ERFURT.ags: {TAX: "https://one.example/1", KREIS_TASK: "https://kfz.example/1"},
        JENA.ags: {TAX: "https://one.example/1"},
        SUHL.ags: {TAX: "https://two.example/2"},
    }
)


def test_each_solution_of_a_gap_is_a_candidate_and_the_more_proven_one_comes_first() -> None:
    assert [(c.solution.id, c.giver.short, c.department) for c in _candidates(FACTS)] == [
        ("unbekannt:one.example/1", "Jena", "Steuern"),
        ("unbekannt:two.example/2", "Suhl", "Steuern"),
    ]


def test_a_task_of_the_kreis_is_no_candidate() -> None:
    assert all(candidate.gap.key != KREIS_TASK for candidate in _candidates(FACTS))


def test_a_comparable_town_is_the_giver_even_if_another_is_nearer_in_size() -> None:
    facts = snapshot(
        {EISENACH.ags: {}, SUHL.ags: {TAX: "https://one.example/1"}, GOTHA.ags: {TAX: "https://one.example/1"}}
    )
    assert [candidate.giver.short for candidate in _candidates(facts)] == ["Gotha"]


def test_the_nearest_town_whose_link_is_not_known_to_be_broken_is_the_giver() -> None:
    shown, hidden = "https://one.example/?i=1", "https://one.example/?i=2"
    facts = snapshot({EISENACH.ags: {}, SUHL.ags: {TAX: shown}, GOTHA.ags: {TAX: hidden}}, broken=[hidden])
    (found,) = _found(facts, frozenset({GOTHA.ags}), recogniser=Recogniser([], ["i"]))
    assert (found.giver.short, found.giver_url) == ("Suhl", shown)
    broken = "Der Link von Gotha war am 26.11.2026 defekt: Die Seite gibt es nicht (404)."
    assert f"Abschauen bei Suhl. {broken}" in found.reasoning


def test_where_every_giver_s_link_is_broken_the_nearest_one_stays_and_the_reasoning_says_so() -> None:
    link = "https://one.example/1"
    facts = snapshot({EISENACH.ags: {}, SUHL.ags: {TAX: link}, GOTHA.ags: {TAX: link}}, broken=[link])
    (found,) = _candidates(facts)
    assert (found.giver.short, found.giver_url) == ("Gotha", link)
    assert "Abschauen bei Gotha. Der Link von Gotha war am 26.11.2026 defekt" in found.reasoning


def test_a_broken_link_changes_no_points() -> None:
    link = "https://one.example/1"
    offered = {EISENACH.ags: {}, SUHL.ags: {TAX: link}}
    (whole,), (broken,) = _candidates(snapshot(offered)), _candidates(snapshot(offered, broken=[link]))
    assert whole.rows == broken.rows


def test_missing_evidence_counts_neither_for_nor_against_and_is_named() -> None:
    best = _candidates(FACTS)[0]
    rows = {row.kriterium: row for row in best.rows}
    assert (rows["aufwand"].wert, rows["aufwand"].punkte) == (None, 0.0)
    # 3 of 3 offer it, 2 of 3 with this solution, responsible; effort and duty are not known: (30 + 20*2/3 + 10) of 60.
    assert best.points == 88.8
    assert "Ohne Beleg und nicht mitgezählt: Aufwand, Pflicht." in best.reasoning


def test_a_changed_weight_changes_the_points() -> None:
    lighter = [
        Weight("zustaendigkeit", "Zuständigkeit", 0, "q") if w.kriterium == "zustaendigkeit" else w for w in WEIGHTS
    ]
    best = _candidates(FACTS, Settings(lighter, {}, {}))[0]
    assert [row.kriterium for row in best.rows] == ["verbreitung", "bewaehrung", "aufwand", "pflicht"]
    assert best.points == 86.6


values = st.one_of(st.none(), st.floats(0, 1))


@given(
    st.fixed_dictionaries({weight.kriterium: values for weight in WEIGHTS}),
    st.lists(st.floats(0, 100), min_size=5, max_size=5),
)
def test_points_are_between_0_and_100_and_never_without_evidence(
    found: dict[str, float | None], sizes: list[float]
) -> None:
    weights = [weight._replace(gewicht=size) for weight, size in zip(WEIGHTS, sizes, strict=True)]
    rows = points_of({name: CriterionValue(value, "x") for name, value in found.items()}, weights)
    assert 0 <= sum(row.punkte for row in rows) <= 100 + 1e-9
    assert all(row.punkte == 0 for row in rows if row.wert is None)


@pytest.mark.parametrize("seed", range(5))
def test_points_and_ranks_do_not_depend_on_the_order_of_offers(seed: int) -> None:
    assert _candidates(in_another_order(FACTS, random.Random(seed))) == _candidates(FACTS)


def test_shares_refer_to_comparable_administrations_where_there_are_enough() -> None:
    peers = frozenset({GOTHA.ags, SUHL.ags, JENA.ags})
    wide = snapshot({**{ags: {} for ags in TOWNS}, JENA.ags: {TAX: "https://one.example/1"}})
    best = _found(wide, peers)[0]
    assert best.rows[0].erklaerung == (
        "1 von 3 erfassten vergleichbaren Verwaltungen (Gotha, Jena, Suhl) bietet die Leistung online an."
    )
    few = _found(FACTS, frozenset({GOTHA.ags, SUHL.ags}))[0]
    assert few.rows[0].erklaerung == "3 von 3 erfassten anderen Verwaltungen bieten die Leistung online an."
