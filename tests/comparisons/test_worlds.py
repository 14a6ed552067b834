"""What holds in every small world: who gets a gap, who never does, how they change, and how points add up."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.keys import related_keys
from comparisons.inputs.snapshot import Snapshot, SnapshotLeistung, Town
from comparisons.judging.coverage import Coverage, Funnel, standing_of
from comparisons.judging.gaps import Gap
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.candidates import Candidate, Settings, Weight
from tests.comparisons.world import (
    EISENACH,
    ERFURT,
    GOTHA,
    ILMENAU,
    JENA,
    KEYS,
    LAND_TASK,
    RULES,
    SALZUNGEN,
    SUHL,
    TAX,
    TOWNS,
    World,
    find_candidates,
    find_gaps,
    in_another_order,
    snapshot,
    understood,
)

Offered = dict[str, dict[str, str | None]]

MEMBERS = [
    Town(ags, name, "Kreisangehörige Gemeinde", "16063", "160635006", 700, "Wartburgkreis", "Hainich-Werratal")
    for ags, name in (("16063006", "Berka v. d. Hainich"), ("16063046", "Krauthausen"))
]
WIDE = {**TOWNS, **{town.ags: town for town in (SALZUNGEN, *MEMBERS, ILMENAU)}}
PEERS = frozenset({GOTHA.ags, ILMENAU.ags})
WEIGHTS = [
    Weight(name, name, weight, "q")
    for name, weight in (("verbreitung", 30), ("bewaehrung", 20), ("zustaendigkeit", 10), ("pflicht", 10), ("link", 5))
]
SETTINGS = Settings(WEIGHTS, {}, {})

links = st.dictionaries(
    st.sampled_from(KEYS), st.sampled_from([None, *(f"https://link.example/{n}" for n in range(4))]), max_size=5
)
worlds = st.dictionaries(st.sampled_from(sorted(WIDE)), links).map(lambda offered: {EISENACH.ags: {}, **offered})


def _world(offered: Offered) -> World:
    return snapshot(offered, towns=WIDE)


def _look(facts: Snapshot, town: str = EISENACH.ags) -> Viewpoint:
    return Viewpoint.of(facts, WIDE[town], PEERS - {town}, RULES)


def _gaps(offered: Offered, town: str = EISENACH.ags) -> dict[str, Gap]:
    facts = _world(offered)
    return {gap.key: gap for gap in find_gaps(facts, _look(facts, town))}


def _candidates(facts: World, settings: Settings = SETTINGS) -> list[Candidate]:
    return find_candidates(facts, _look(facts), settings)


@given(worlds, st.sampled_from(sorted(WIDE.keys() - {EISENACH.ags})), links)
def test_a_municipality_that_is_added_closes_no_gap(offered: Offered, ags: str, added: dict[str, str | None]) -> None:
    without = {town: by_key for town, by_key in offered.items() if town != ags}
    before, after = _gaps(without), _gaps({**without, ags: added})
    assert before.keys() <= after.keys()
    assert all(after[key].administrations >= before[key].administrations for key in before)


def test_a_task_of_the_land_is_no_gap_whether_it_is_land_wide_or_not() -> None:
    link: dict[str, str | None] = {LAND_TASK: "https://land.example/1"}
    offered: Offered = {EISENACH.ags: {}, ERFURT.ags: link, JENA.ags: link, SUHL.ags: link, GOTHA.ags: {}}
    assert _gaps(offered) == {}
    eighth = Town("16074044", "Kahla, Stadt", "Stadt", "16074", "160740044", 7000, "Saale-Holzland-Kreis")
    facts = snapshot({**offered, ILMENAU.ags: {}, eighth.ags: {}}, towns={**WIDE, eighth.ags: eighth})
    assert find_gaps(facts, _look(facts)) == []


@given(worlds, st.sampled_from(KEYS))
def test_a_service_of_its_own_closes_exactly_that_gap_of_the_town_and_relates_others(
    offered: Offered, key: str
) -> None:
    before = _gaps(offered)
    after = _gaps({**offered, EISENACH.ags: {**offered[EISENACH.ags], key: "https://eisenach.example/new"}})
    assert after.keys() == before.keys() - {key}
    changed = {other for other in after if after[other].kind != before[other].kind}
    assert changed <= set(related_keys(key, frozenset(KEYS)))
    assert all({before[k].kind, after[k].kind} == {"fehlt", "verwandte Leistung online"} for k in changed)


@given(worlds, st.sampled_from(sorted(WIDE)), st.sampled_from(KEYS))
def test_a_land_wide_service_is_missing_nowhere(offered: Offered, town: str, key: str) -> None:
    land = "https://land.example/1"
    kreise = {ags: {**offered.get(ags, {}), key: land} for ags in (ERFURT.ags, JENA.ags, SUHL.ags, GOTHA.ags)}
    everywhere: Offered = {town: {}, **offered, **kreise}
    gap = _gaps(everywhere, town).get(key)
    assert gap is None or gap.kind in ("landesweit verfügbar", "Aufgabe des Kreises", "Link defekt")


@given(worlds, st.randoms(use_true_random=False))
def test_candidates_and_their_points_depend_on_no_order_and_add_up(offered: Offered, chance: random.Random) -> None:
    facts = _world(offered)
    found = _candidates(facts)
    assert _candidates(in_another_order(facts, chance)) == found
    for candidate in found:
        assert candidate.points == round(sum(row.punkte for row in candidate.rows), 1) <= 100
        assert candidate.gap.kind in ("fehlt", "verwandte Leistung online")
        assert EISENACH.ags not in {donor.town.ags for donor in candidate.donors}
    assert [candidate.points for candidate in found] == sorted((c.points for c in found), reverse=True)


@given(worlds, st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any))
def test_weights_change_the_ranks_and_points_but_neither_the_candidates_nor_what_is_found(
    offered: Offered, sizes: list[int]
) -> None:
    facts = _world(offered)
    weights = [weight._replace(gewicht=size) for weight, size in zip(WEIGHTS, sizes, strict=True)]
    before, after = _candidates(facts), _candidates(facts, replace(SETTINGS, weights=weights))
    assert {(c.gap.key, c.solution.id): c.donors for c in after} == {
        (c.gap.key, c.solution.id): c.donors for c in before
    }
    values = {(c.gap.key, c.solution.id, row.kriterium): row.wert for c in before for row in c.rows}
    assert all(values[c.gap.key, c.solution.id, row.kriterium] == row.wert for c in after for row in c.rows)


@given(worlds, st.sampled_from(sorted(WIDE)), st.dictionaries(st.sampled_from(KEYS), st.sampled_from("ABC")))
@settings(max_examples=50)
def test_the_ways_of_the_funnel_add_up_in_every_world(offered: Offered, town: str, fields: dict[str, str]) -> None:
    facts = _world({town: {}, **offered})
    named = {key: SnapshotLeistung(key, key, field, None, None, described=True) for key, field in fields.items()}
    facts = replace(facts, leistungen={**facts.leistungen, **named})
    look = _look(facts, town)
    funnel, coverage = Funnel(look), Coverage()
    for here in understood(facts, also=facts.leistungen):
        standing = standing_of(here, look)
        if standing:
            funnel.add(standing.verdict.zustaendig, here)
            coverage.add(standing.verdict.zustaendig, here)
    whole: dict[str, int] = {}
    parts: dict[str, int] = {}
    for row in funnel.rows():
        assert row["geerbt"] + row["nachgenutzt"] + row["eigen"] == row["online"] <= row["zustaendig"]
        sums = whole if row["themenfeld"] == "alle" else parts
        sums[row["ags"]] = sums.get(row["ags"], 0) + row["online"]
    assert whole == parts
    online = {row["ags"]: row["online"] for row in coverage.rows(look)}
    assert all(online[ags] == number for ags, number in whole.items())


@given(worlds)
def test_no_gap_of_the_town_is_online_there_and_every_provider_has_it_online(offered: Offered) -> None:
    for key, gap in _gaps(offered).items():
        assert not offered[EISENACH.ags].get(key)
        assert gap.providers == {ags for ags in offered if ags != EISENACH.ags and offered[ags].get(key)}
        assert gap.comparable <= gap.administrations <= len(gap.providers)


def test_the_members_of_one_administration_count_once() -> None:
    link = "https://vg.example/1"
    gap = _gaps({EISENACH.ags: {}, **{town.ags: {TAX: link} for town in MEMBERS}})[TAX]
    assert (gap.administrations, len(gap.providers)) == (1, 2)
