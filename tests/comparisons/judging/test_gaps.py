"""Every kind of gap, each from its own evidence, and what holds for gaps whatever the offers are."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from catalogue.patterns import RulePattern
from comparisons.inputs.rulebook import Rule, RuleBook
from comparisons.inputs.snapshot import Town
from comparisons.judging.gaps import Gap
from comparisons.judging.responsibility import Responsibilities
from comparisons.judging.viewpoint import Viewpoint
from comparisons.solutions.recogniser import Pattern, Recogniser
from tests.comparisons.world import (
    EISENACH,
    ERFURT,
    GOTHA,
    JENA,
    KEYS,
    KLASSEN,
    KREIS_TASK,
    LAND_TASK,
    LOV,
    LOVD,
    OTHER,
    RULES,
    SUHL,
    TAX,
    TOWNS,
    World,
    find_gaps,
    in_another_order,
    snapshot,
    together,
)


def _gaps(facts: World, town: str = EISENACH.ags) -> dict[str, Gap]:
    found = find_gaps(facts, Viewpoint.of(facts, TOWNS[town], frozenset({GOTHA.ags}), RULES))
    return {gap.key: gap for gap in found}


def test_for_a_member_of_a_verwaltungsgemeinschaft_its_gap_names_who_acts_for_it() -> None:
    member = Town(
        "16061014", "Bornhagen", None, "16061", "160615008", 236, "Eichsfeld", "Hanstein-Rusteberg",
        "Verwaltungsgemeinschaft",
    )  # fmt: skip
    facts = snapshot(
        {member.ags: {}, GOTHA.ags: {TAX: "https://a.example/1", KREIS_TASK: "https://a.example/2"}},
        towns={**TOWNS, member.ags: member},
    )
    gaps = {gap.key: gap for gap in find_gaps(facts, Viewpoint.of(facts, member, frozenset({GOTHA.ags}), RULES))}
    assert (gaps[TAX].kind, gaps[TAX].verdict.wer) == ("fehlt", "Verwaltungsgemeinschaft Hanstein-Rusteberg")
    assert gaps[KREIS_TASK].kind_reason.startswith("Zuständig ist: Landkreis Eichsfeld. Für Bornhagen")


def test_that_a_task_is_only_assumed_to_be_the_kreis_s_is_said_with_the_gap() -> None:
    book = RuleBook({("16", "99036"): Rule("Kreis", "angenommen", "Zulassung.", "FZV")}, KLASSEN)
    facts = snapshot({EISENACH.ags: {}, GOTHA.ags: {KREIS_TASK: "https://a.example/2"}})
    (gap,) = find_gaps(facts, Viewpoint.of(facts, EISENACH, frozenset({GOTHA.ags}), Responsibilities(book)))
    assert gap.kind_reason.startswith("Zuständig ist: Wartburgkreis (angenommen, zu bestätigen).")


def test_what_only_others_offer_is_missing() -> None:
    gap = _gaps(
        snapshot({EISENACH.ags: {}, GOTHA.ags: {TAX: "https://a.example/1"}, ERFURT.ags: {TAX: "https://b.example/2"}})
    )[TAX]
    assert (gap.kind, gap.verdict.zustaendig, gap.administrations, gap.comparable) == ("fehlt", "ja", 2, 1)


def test_without_a_rule_responsibility_is_unclear_and_the_gap_stays() -> None:
    gap = _gaps(snapshot({EISENACH.ags: {}, GOTHA.ags: {OTHER: "https://a.example/1"}}))[OTHER]
    assert (gap.kind, gap.verdict.zustaendig) == ("fehlt", "unklar")


def test_a_task_of_the_kreis_is_named_with_the_kreis() -> None:
    facts = snapshot({EISENACH.ags: {}, SUHL.ags: {}, ERFURT.ags: {KREIS_TASK: "https://a.example/1"}})
    gap = _gaps(facts)[KREIS_TASK]
    assert gap.kind == "Aufgabe des Kreises"
    assert "Wartburgkreis" in gap.kind_reason
    assert _gaps(facts, SUHL.ags)[KREIS_TASK].kind == "fehlt"


def test_what_neither_town_nor_kreis_does_is_no_gap() -> None:
    facts = snapshot(
        {EISENACH.ags: {}, SUHL.ags: {}, ERFURT.ags: {LAND_TASK: "https://a.example/1", TAX: "https://b.example/2"}}
    )
    assert _gaps(facts).keys() == {TAX}
    assert _gaps(facts, SUHL.ags).keys() == set()


def test_one_link_in_most_kreise_is_valid_land_wide() -> None:
    link = "https://land.example/1"
    facts = snapshot({EISENACH.ags: {}, GOTHA.ags: {TAX: link}, ERFURT.ags: {TAX: link}, JENA.ags: {TAX: link}})
    assert _gaps(facts)[TAX].kind == "landesweit verfügbar"


def test_a_portal_used_everywhere_for_another_leistung_makes_this_one_not_land_wide() -> None:
    portal = "https://portal.example/start"
    everywhere = {ags: {OTHER: portal} for ags in (EISENACH.ags, GOTHA.ags, ERFURT.ags, JENA.ags)}
    facts = snapshot({**everywhere, ERFURT.ags: {OTHER: portal, TAX: portal}})
    assert {key: gap.kind for key, gap in _gaps(facts).items()} == {TAX: "fehlt"}


def _with_links_of_the_bund(
    offered: Mapping[str, Mapping[str, str | None]],
    anschluss: str = "unbekannt",
    known: Mapping[str, str] | None = None,
) -> dict[str, Gap]:
    pattern = Pattern(
        "bund",
        "*.bund.example",
        RulePattern("^", "loesungsmuster.csv"),
        "{host}",
        "{host}",
        "Bund",
        "Bund",
        None,
        "Bund",
        "verlinken",
        "gering",
        anschluss,
        "Deshalb.",
    )
    facts = snapshot(offered)
    look = replace(Viewpoint.of(facts, EISENACH, frozenset(), RULES), connections=known or {})
    found = find_gaps(facts, look, Recogniser([pattern], []))
    return {gap.key: gap for gap in found}


def test_one_town_s_link_to_the_bund_does_not_hide_what_others_offer_themselves() -> None:
    gap = _with_links_of_the_bund(
        {EISENACH.ags: {}, ERFURT.ags: {TAX: "https://www.bund.example/x"}, JENA.ags: {TAX: "https://jena.example/1"}}
    )[TAX]
    assert gap.kind == "fehlt"
    assert "Dienst von Bund oder Land" in gap.kind_reason


def test_where_all_others_use_a_nationwide_service_it_is_available() -> None:
    gaps = _with_links_of_the_bund({EISENACH.ags: {}, ERFURT.ags: {TAX: "https://www.bund.example/x"}})
    assert gaps[TAX].kind == "landesweit verfügbar"


@pytest.mark.parametrize(
    ("anschluss", "known", "kind"),
    [
        ("keiner nötig", None, "landesweit verfügbar"),
        ("unbekannt", None, "landesweit verfügbar"),
        ("je Behörde", None, "Anschluss ungeklärt"),
        ("je Behörde", "ungeklärt", "Anschluss ungeklärt"),
        ("je Behörde", "nicht angeschlossen", "nicht angeschlossen"),
        ("je Behörde", "angeschlossen", "landesweit verfügbar"),
        ("keiner nötig", "nicht angeschlossen", "landesweit verfügbar"),
    ],
)
def test_where_each_authority_must_be_connected_an_address_for_all_is_not_enough(
    anschluss: str, known: str | None, kind: str
) -> None:
    offered = {EISENACH.ags: {}, ERFURT.ags: {TAX: "https://www.bund.example/x"}}
    gap = _with_links_of_the_bund(offered, anschluss, {TAX: known} if known else None)[TAX]
    assert gap.kind == kind
    assert ("Deshalb. Der Weg geht über das Land: verlinken" in gap.kind_reason) == (kind != "landesweit verfügbar")


def test_a_related_leistung_that_is_online_is_named() -> None:
    facts = snapshot({EISENACH.ags: {LOV: "https://a.example/1"}, GOTHA.ags: {LOVD: "https://b.example/2"}})
    gap = _gaps(facts)[LOVD]
    assert gap.kind == "verwandte Leistung online"
    assert LOV in gap.kind_reason
    assert _gaps(facts, GOTHA.ags)[LOV].kind == "verwandte Leistung online"


def test_what_the_own_list_names_and_pvog_does_not_is_not_reported() -> None:
    facts = snapshot({EISENACH.ags: {}, GOTHA.ags: {TAX: "https://b.example/2"}}, own_lists={EISENACH.ags: [TAX]})
    assert _gaps(facts)[TAX].kind == "nicht gemeldet"


def test_an_own_list_of_another_town_opens_no_gap() -> None:
    assert _gaps(snapshot({EISENACH.ags: {}}, own_lists={GOTHA.ags: [TAX]})) == {}


def test_a_service_without_a_usable_link_is_a_broken_link_and_no_offer_of_others() -> None:
    facts = snapshot({EISENACH.ags: {TAX: None}, GOTHA.ags: {OTHER: None}})
    assert {key: gap.kind for key, gap in _gaps(facts).items()} == {TAX: "Link defekt"}


def test_a_link_of_the_town_that_was_found_broken_is_a_gap_that_says_when_and_why() -> None:
    link = "https://eisenach.example/hund"
    facts = snapshot({EISENACH.ags: {TAX: link}, GOTHA.ags: {TAX: "https://gotha.example/1"}}, broken=[link])
    gap = _gaps(facts)[TAX]
    assert (gap.kind, gap.providers) == ("Link defekt", frozenset({GOTHA.ags}))
    assert gap.kind_reason == (
        "Der Onlinedienst ist gemeldet, sein Link war am 26.11.2026 defekt: Die Seite gibt es nicht (404)."
    )


def test_a_broken_link_is_a_gap_even_if_nobody_else_offers_it_and_the_own_list_names_it() -> None:
    link = "https://eisenach.example/hund"
    facts = snapshot({EISENACH.ags: {TAX: link}}, own_lists={EISENACH.ags: [TAX]}, broken=[link])
    assert {key: gap.kind for key, gap in _gaps(facts).items()} == {TAX: "Link defekt"}


def test_what_is_related_to_a_broken_link_is_missing() -> None:
    link = "https://a.example/1"
    facts = snapshot({EISENACH.ags: {LOV: link}, GOTHA.ags: {LOVD: "https://b.example/2"}}, broken=[link])
    assert {key: gap.kind for key, gap in _gaps(facts).items()} == {LOV: "Link defekt", LOVD: "fehlt"}


def test_a_broken_link_of_another_town_still_shows_that_the_town_offers_it() -> None:
    link = "https://gotha.example/1"
    offered = {EISENACH.ags: {}, GOTHA.ags: {TAX: link}}
    assert _gaps(snapshot(offered, broken=[link])) == _gaps(snapshot(offered))


def test_one_link_that_works_beside_one_that_was_found_broken_is_enough() -> None:
    facts = snapshot({EISENACH.ags: {TAX: "https://a.example/1"}}, broken=["https://a.example/1"])
    other = snapshot({EISENACH.ags: {TAX: "https://a.example/2"}})
    assert _gaps(together(facts, other)) == {}


def test_one_usable_link_beside_a_broken_one_is_enough() -> None:
    facts = snapshot({EISENACH.ags: {TAX: None}})
    healed = snapshot({EISENACH.ags: {TAX: "https://a.example/1"}})
    assert _gaps(together(facts, healed)) == {}


Offered = dict[str, dict[str, str | None]]

offered_links = st.dictionaries(
    st.sampled_from(sorted(TOWNS)),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from([None, *(f"https://link.example/{n}" for n in range(4))])),
)


@given(offered_links, st.sampled_from(KEYS))
def test_giving_the_town_a_service_closes_exactly_its_gap(offered: Offered, key: str) -> None:
    before = _gaps(snapshot(offered))
    given_now = {**offered, EISENACH.ags: {**offered.get(EISENACH.ags, {}), key: "https://eisenach.example/new"}}
    assert _gaps(snapshot(given_now)).keys() == before.keys() - {key}


@given(offered_links, st.sampled_from([ags for ags in TOWNS if ags != EISENACH.ags]), st.sampled_from(KEYS))
def test_an_offer_of_another_town_never_closes_a_gap(offered: Offered, ags: str, key: str) -> None:
    # Another link in place of a Land-wide one is less, not more: then the service may not be Land-wide any longer.
    assume(key not in offered.get(ags, {}))
    before = _gaps(snapshot(offered)).keys()
    more = {**offered, ags: {**offered.get(ags, {}), key: "https://more.example/1"}}
    assert before <= _gaps(snapshot(more)).keys()


@given(offered_links, st.randoms(use_true_random=False))
def test_the_order_of_offers_does_not_matter(offered: Offered, chance: random.Random) -> None:
    facts = snapshot(offered)
    assert _gaps(facts) == _gaps(in_another_order(facts, chance))


@given(offered_links)
def test_what_the_town_has_online_is_never_a_gap(offered: Offered) -> None:
    online = {key for key, url in offered.get(EISENACH.ags, {}).items() if url}
    assert not online & _gaps(snapshot(offered)).keys()
