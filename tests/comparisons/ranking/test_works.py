"""What is one work to take over is one, however many Leistungen it closes, and is found under each key."""

import pytest

from catalogue.patterns import RulePattern
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.candidates import Candidate, Settings
from comparisons.solutions.recogniser import Pattern, Recogniser
from tests.comparisons.world import EISENACH, ERFURT, GOTHA, JENA, LOV, RULES, TAX, World, find_candidates, snapshot

# As ThAVEL: a procedure of a town, which is a solution per Leistung.
PROCEDURE = Pattern(
    "p", "land.example", RulePattern(r"^/go/(?P<instanz>\d+)", "p"), "{leistung}", "land.example/go/{instanz}",
    "Verfahren: {titel}", "Land", None, None, "Einrichten.", "gering",
)  # fmt: skip
PORTAL = Pattern(
    "q", "portal.example", RulePattern("^", "q"), "urkunden", "{host}/{instanz}", "Urkundenportal", "Portal", None,
    None, "Anbinden.", "gering bis mittel",
)  # fmt: skip


def _candidates(offered: dict[str, dict[str, str]]) -> list[Candidate]:
    facts: World = snapshot({EISENACH.ags: {}, **offered})
    look = Viewpoint.of(facts, EISENACH, frozenset({GOTHA.ags}), RULES)
    return find_candidates(facts, look, Settings([], {}, {}), Recogniser([PROCEDURE, PORTAL], []))


def _works(offered: dict[str, dict[str, str]]) -> dict[tuple[str, str], str]:
    return {(candidate.gap.key, candidate.solution.id): candidate.work for candidate in _candidates(offered)}


@pytest.mark.parametrize("link", ["https://portal.example/a", "https://unknown.example/service?x=1"])
def test_a_solution_for_several_leistungen_is_one_work_whoever_uses_it(link: str) -> None:
    found = _works({ERFURT.ags: {TAX: link}, JENA.ags: {LOV: link}})
    assert {key for key, _ in found} == {TAX, LOV}
    assert len(set(found.values())) == 1 == len({solution for _, solution in found})


def test_different_services_of_one_host_are_different_works() -> None:
    found = _works({ERFURT.ags: {TAX: "https://unknown.example/?x=1", LOV: "https://unknown.example/?x=2"}})
    assert len(found) == 2 == len(set(found.values()))


def test_procedures_of_a_platform_are_a_work_each_but_the_giver_s_one_procedure_for_several_leistungen_is_one() -> None:
    apart = _works({ERFURT.ags: {TAX: "https://land.example/go/1", LOV: "https://land.example/go/2"}})
    assert apart == {(TAX, f"land:{TAX}"): "land.example/go/1", (LOV, f"land:{LOV}"): "land.example/go/2"}
    together = _works({ERFURT.ags: {TAX: "https://land.example/go/1", LOV: "https://land.example/go/1"}})
    assert set(together) == set(apart) and set(together.values()) == {"land.example/go/1"}


def test_whose_procedure_it_is_follows_from_the_giver() -> None:
    one = {TAX: "https://land.example/go/1", LOV: "https://land.example/go/1"}
    found = _works({ERFURT.ags: one, GOTHA.ags: {TAX: "https://land.example/go/9"}})
    assert found == {(TAX, f"land:{TAX}"): "land.example/go/9", (LOV, f"land:{LOV}"): "land.example/go/1"}
