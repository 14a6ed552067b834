"""A town holds what is online there, what its own list names, and what it has decided on."""

from dataclasses import replace

from comparisons.judging.held import Held
from comparisons.judging.viewpoint import Viewpoint
from tests.comparisons.world import EISENACH, KREIS_TASK, LAND_TASK, LOV, OTHER, RULES, TAX, snapshot

PLANNED = "Nachnutzung beschlossen"
LINK = "https://one.example/1"


def test_what_is_decided_on_is_held_though_not_online_and_only_that_is_planned() -> None:
    facts = snapshot({EISENACH.ags: {TAX: LINK}}, own_lists={EISENACH.ags: [LOV]})
    look = Viewpoint.of(facts, EISENACH, frozenset(), RULES)
    status = {TAX: PLANNED, OTHER: PLANNED, KREIS_TASK: "abgelehnt", "99999999999999": "umgesetzt"}
    held = Held.of(look, status)
    assert (set(held.leistungen), set(held.planned)) == ({TAX, LOV, OTHER}, {OTHER})
    assert [held.title(key) for key in (TAX, OTHER, LAND_TASK)] == [
        f"Leistung {TAX}",
        f"Leistung {OTHER}, {PLANNED}",
        f"Leistung {LAND_TASK}",
    ]
    assert Held.of(replace(look, own_list=frozenset()), {}).leistungen == {TAX}
