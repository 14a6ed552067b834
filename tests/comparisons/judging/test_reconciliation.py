"""The own list against PVOG: every finding from its own evidence."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.inputs.own_list import KeyedEntry
from comparisons.judging.reconciliation import ListFinding, finding_of
from tests.comparisons.world import (
    EISENACH,
    ERFURT,
    GOTHA,
    JENA,
    KEYS,
    OTHER,
    RECOGNISER,
    SALZUNGEN,
    TAX,
    TOWNS,
    snapshot,
    understood,
)

OWN, LAND, PAGE = "https://www.eisenach.de/hund?a=1", "https://land.example/1", "https://www.eisenach.de/seite"
BY_KEY = "Schlüssel laut Liste"


def findings(named: Mapping[str, list[KeyedEntry]], pvog: Mapping[str, str | None]) -> list[ListFinding]:
    """What is found for Eisenach where three other towns have the link of the Land for the tax."""
    others = {ags: {TAX: LAND} for ags in (GOTHA.ags, ERFURT.ags, JENA.ags)}
    # A neighbour without the link shows that it is not that of the Kreis.
    facts = snapshot({EISENACH.ags: pvog, SALZUNGEN.ags: {}, **others}, towns={**TOWNS, SALZUNGEN.ags: SALZUNGEN})
    judged = (
        finding_of(here, facts, EISENACH, named.get(here.key, ()), RECOGNISER) for here in understood(facts, also=named)
    )
    return [finding for finding in judged if finding]


def finding(
    befund: str, link: str | None, reported: str | None, by: str | None, hinweis: str, key: str = TAX
) -> ListFinding:
    return ListFinding(EISENACH.ags, key, f"Leistung {key}", befund, link, reported, by, hinweis)


@pytest.mark.parametrize(
    ("link", "pvog", "expected"),
    [
        (OWN, {}, ("nicht gemeldet", None, "Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.")),
        (OWN, {TAX: OWN}, ("stimmt überein", OWN, "Liste und PVOG führen zum selben Dienst.")),
        (OWN, {TAX: OWN + "#x"}, ("stimmt überein", OWN + "#x", "Liste und PVOG führen zum selben Dienst.")),
        (
            PAGE,
            {TAX: OWN},
            (
                "anderer Link",
                OWN,
                "Liste und PVOG führen zu verschiedenen Adressen; die der Liste kann eine Seite davor sein.",
            ),
        ),
        (None, {TAX: OWN}, ("nicht verlinkt", OWN, "Der Eintrag der eigenen Liste hat keinen Link, PVOG kennt einen.")),
        (
            None,
            {TAX: LAND},
            (
                "stimmt überein",
                LAND,
                "Beide kennen die Leistung; die Liste nennt keinen Link, PVOG einen, der nicht nur hier gilt.",
            ),
        ),
        (OWN, {TAX: None}, ("anderer Link", None, "PVOG meldet den Onlinedienst ohne gültigen Link.")),
    ],
)
def test_an_entry_of_the_list_is_held_against_what_pvog_reports(
    link: str | None, pvog: Mapping[str, str | None], expected: tuple[str, str | None, str]
) -> None:
    befund, reported, hinweis = expected
    assert findings({TAX: [KeyedEntry(link, BY_KEY)]}, pvog) == [finding(befund, link, reported, BY_KEY, hinweis)]


def test_of_several_entries_one_that_leads_to_the_same_service_is_enough() -> None:
    entries = [KeyedEntry(PAGE, "automatisch"), KeyedEntry(OWN, "bestätigt")]
    assert findings({TAX: entries}, {TAX: OWN}) == [
        finding("stimmt überein", PAGE, OWN, "automatisch", "Liste und PVOG führen zum selben Dienst.")
    ]


def test_what_only_pvog_knows_of_the_town_is_not_linked_and_what_the_land_offers_is_no_finding() -> None:
    assert findings({}, {TAX: LAND, OTHER: OWN}) == [
        finding(
            "nicht verlinkt",
            None,
            OWN,
            None,
            "PVOG kennt einen Onlinedienst der Kommune, die eigene Liste nennt ihn nicht.",
            OTHER,
        )
    ]


LINKS = st.sampled_from([OWN, LAND, PAGE, None])


@given(st.dictionaries(st.sampled_from(KEYS), LINKS), st.dictionaries(st.sampled_from(KEYS), LINKS))
def test_every_leistung_of_the_list_has_one_finding(listed: dict[str, str | None], pvog: dict[str, str | None]) -> None:
    found = findings({key: [KeyedEntry(link, BY_KEY)] for key, link in listed.items()}, pvog)
    keys = [row.leistungsschluessel for row in found]
    assert keys == sorted(set(keys))
    assert listed.keys() <= set(keys)
    assert all(row.befund == "nicht verlinkt" for row in found if row.leistungsschluessel not in listed)
