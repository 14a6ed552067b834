"""Points explain themselves, add up, and make no advantage of what is not known."""

import random
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.patterns import RulePattern
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.candidates import Candidate, Settings, Weight, missing_among, points_of
from comparisons.ranking.criteria import CriterionValue
from comparisons.solutions.recogniser import Pattern, Recogniser
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


def _pattern(host: str, effort: str) -> Pattern:
    return Pattern(host, host, RulePattern("^", host), host, host, host, host, None, None, "Fragen.", effort)


EFFORTS = {"gering bis mittel": 0.6, "hoch": 0.1, "unbekannt": None}
KNOWN_SOLUTIONS = Recogniser([_pattern("efa.example", "gering bis mittel"), _pattern("own.example", "hoch")], [])


def _rivals(*hosts: str) -> dict[str, Candidate]:
    """The candidates for one Leistung, in their order, that as many towns have solved each in its own way."""
    offered = {
        town.ags: {TAX: f"https://{host}/x"} for town, host in zip((ERFURT, JENA, SUHL), hosts, strict=False) if host
    }
    found = _found(
        snapshot({EISENACH.ags: {}, **offered}), frozenset(), Settings(WEIGHTS, EFFORTS, {}), KNOWN_SOLUTIONS
    )
    return {candidate.giver_url.split("/")[2]: candidate for candidate in found if candidate.giver_url}


def test_of_three_solutions_used_once_each_the_one_of_which_nothing_is_known_does_not_come_first() -> None:
    found = _rivals("a.example", "efa.example", "own.example")
    # All three of three offer it, each solution is used by one, the town is responsible; duty counts for none of them.
    assert {host: (candidate.points, candidate.rows[2][1:5]) for host, candidate in found.items()} == {
        "efa.example": (71.8, (0.6, None, 30, 20.0)),
        "own.example": (55.1, (0.1, None, 30, 3.3)),
        "a.example": (55.1, (None, 0.1, 30, 3.3)),
    }
    assert list(found) == ["efa.example", "own.example", "a.example"]
    assert found["a.example"].reasoning.endswith(
        "Ohne Beleg und wie der schlechteste Wert gezählt: Aufwand. Ohne Beleg und nicht mitgezählt: Pflicht."
    )
    assert found["own.example"].reasoning.endswith("Abschauen bei Suhl. Ohne Beleg und nicht mitgezählt: Pflicht.")


def test_what_is_known_of_no_solution_of_a_leistung_counts_for_none_of_them() -> None:
    found = _rivals("a.example", "b.example")
    assert [(candidate.points, candidate.rows[2][1:5]) for candidate in found.values()] == [
        (83.3, (None, None, 30, 0.0)),
        (83.3, (None, None, 30, 0.0)),
    ]


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


NAMES = [weight.kriterium for weight in WEIGHTS]
# The effort is known at 0.25 at least, all else from 0 on; quarters make some solutions equal.
WORST = {name: 0.25 if name == "aufwand" else 0.0 for name in NAMES}
of_one_solution = st.fixed_dictionaries(
    {
        name: st.none() | st.sampled_from([step / 4 for step in range(int(4 * least), 5)])
        for name, least in WORST.items()
    }
)
solutions = st.lists(of_one_solution, min_size=2, max_size=4)
sizes_of_weights = st.lists(st.integers(1, 30), min_size=len(NAMES), max_size=len(NAMES))
Values = Mapping[str, float | None]


def _counted(rivals: Sequence[Values], sizes: Sequence[int]) -> list[float]:
    """What counts for each of the solutions of a Leistung, before it becomes points."""
    found = [{name: CriterionValue(value, "x") for name, value in values.items()} for values in rivals]
    weights = [weight._replace(gewicht=size) for weight, size in zip(WEIGHTS, sizes, strict=True)]
    missing = missing_among(found, WORST)
    rows = [points_of(evidence, weights, missing) for evidence in found]
    counted = [[(row, row.ersatzwert if row.wert is None else row.wert) for row in of_solution] for of_solution in rows]
    counting = [[row.kriterium for row, value in of_solution if value is not None] for of_solution in counted]
    assert all(names == counting[0] for names in counting)
    for of_solution in counted:
        whole = sum(row.gewicht for row, value in of_solution if value is not None)
        for row, value in of_solution:
            exact = 100 * value * row.gewicht / whole if value is not None else 0.0
            assert abs(row.punkte - exact) < 0.1 + 1e-9
    return [sum(row.gewicht * (value or 0.0) for row, value in of_solution) for of_solution in counted]


@given(solutions, sizes_of_weights, st.sampled_from(NAMES))
def test_a_solution_passes_no_other_by_a_value_that_becomes_unknown_and_falls_behind_none_by_one_that_becomes_known(
    rivals: list[dict[str, float | None]], sizes: list[int], name: str
) -> None:
    with_less = [{**rivals[0], name: None}, *rivals[1:]]
    (known, *others), (unknown, *still) = _counted(rivals, sizes), _counted(with_less, sizes)
    for other, other_still in zip(others, still, strict=True):
        assert known - other >= unknown - other_still - 1e-9


@given(solutions, sizes_of_weights, st.sampled_from(NAMES))
def test_what_is_known_of_no_solution_changes_nothing(
    rivals: list[dict[str, float | None]], sizes: list[int], name: str
) -> None:
    without = [{**values, name: None} for values in rivals]
    heavier = [size + 7 if name == named else size for named, size in zip(NAMES, sizes, strict=True)]
    assert _counted(without, sizes) == _counted(without, heavier)


@given(of_one_solution, sizes_of_weights, st.sampled_from(NAMES))
def test_evidence_that_is_added_lowers_the_points_of_an_only_solution_only_where_it_is_worse_than_the_rest(
    values: dict[str, float | None], sizes: list[int], name: str
) -> None:
    weights = [weight._replace(gewicht=size) for weight, size in zip(WEIGHTS, sizes, strict=True)]

    def points(named: float | None) -> float:
        found = {**values, name: named}
        rows = points_of({key: CriterionValue(value, "x") for key, value in found.items()}, weights)
        return round(sum(row.punkte for row in rows), 1)

    assert points(1.0) >= points(None)
    for step in range(5):
        assert points(step / 4) >= min(points(None), step / 4 * 100)


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
