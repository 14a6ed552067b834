"""The level of an offer from what sources say of its area: as imported, by strength, and what contradicts it."""

import random
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.tables.angebote import EBENEN
from comparisons.compare import compare
from comparisons.inputs.evidence import BY_COMPETENCE, BY_DASHBOARD, BY_DESCRIPTION, Areas
from comparisons.judging.levels import BY_SPREAD, Harvest, Level, level_of, level_of_areas
from importers.run.runner import Options, run_import
from importers.sample.world import Service
from importers.xzufi.source import XZuFi
from tests.comparisons.judging.test_levels import TOWNS, WARTBURGKREIS
from tests.importers.pvog.harvesting import ERFURT, GEBURT, HUND, WEIMAR, area, harvest
from tests.importers.pvog.test_dashboard import harvest as ask_dashboard
from tests.importers.xzufi.documents import loesche, transfer, write
from tests.reading import Row, rows
from tests.simulators.dashboard import OpenPvogService, Registered, row
from tests.simulators.suchdienst import Simulator

LAND, BUND, KREIS, VERBAND = "160000000000", "000000000000", "160630000000", "160635006000"
HOST = "https://dienst.example"


# Keys of areas


@pytest.mark.parametrize(
    ("areas", "level"),
    [
        (["000000000000"], "Bund"),
        (["00000000"], "Bund"),
        (["160000000000"], "Land"),
        (["16000000"], "Land"),
        (["160630000000"], "Kreis"),
        (["16063000"], "Kreis"),
        (["160635006000"], "Verwaltung"),
        (["160630105105"], "Kommune"),
        (["16063105"], "Kommune"),
        (["160510000000"], "Kommune"),
        (["16051000"], "Kommune"),
        (["160630105105", "16063105"], "Kommune"),
        (["160635006104", "160635006032"], "Verwaltung"),
        (["160630105105", "160635006104"], None),
        (["160510000000", "160520000000"], None),
        (["160630105105", "160630000000"], "Kreis"),
        (["160635006104", "160000000000"], "Land"),
        (["160000000000", "000000000000"], "Bund"),
        (["030000000000"], None),
        (["030000000000", "160630105105"], "Kommune"),
        (["053150000000", "160510000000"], "Kommune"),
        (["160639999999"], None),
        ([], None),
        (["", "16", "16063", "Eisenach", "1606310510", "1606301051050", "16063O105105", "160630105105 "], None),
        (["²²²²²²²²", "\0" * 12, "16" + "٠" * 9], None),
    ],
)
def test_the_widest_area_tells_the_level_whatever_the_form_of_its_key(areas: list[str], level: str | None) -> None:
    assert level_of_areas(areas, TOWNS) == level


odd_keys = st.text(max_size=13) | st.from_regex(r"(16|00|03)[0-9]{6}([0-9]{4})?", fullmatch=True)
known_keys = st.sampled_from(["16063105", "160635006104", "160635006000", "160630000000", LAND, BUND])


@given(st.lists(odd_keys | known_keys, max_size=6), st.randoms(use_true_random=False))
def test_whatever_the_keys_are_their_order_does_not_matter_and_the_land_goes_before_its_parts(
    keys: list[str], chance: random.Random
) -> None:
    level = level_of_areas(keys, TOWNS)
    assert level in (None, "Bund", "Land", "Kreis", "Verwaltung", "Kommune")
    assert level_of_areas(chance.sample(keys, len(keys)), TOWNS) == level
    assert level_of_areas([*keys, LAND], TOWNS) == ("Bund" if level == "Bund" else "Land")
    assert level_of_areas([*keys, BUND], TOWNS) == "Bund"


# Strength and contradiction


def _judged(places: Iterable[str], *areas: Areas, harvested: Collection[str] = tuple(TOWNS)) -> Level:
    return level_of(frozenset(places), None, Harvest(TOWNS, harvested), areas)


TOWN_KEY, LAND_KEY = frozenset({"160630105105"}), frozenset({LAND})
ONLY_EISENACH = "Der Link kommt im Kreis nur in Eisenach vor."
IN_THREE = "Derselbe Link gilt für diese Leistung in 3 von 4 erfassten Kreisen und kreisfreien Städten."
UNCLEAR = frozenset({"16063105", "16051000"})


def _valid(source: str, key: str) -> str:
    return f"Gültig ist der Dienst laut {source} für das Gebiet {key}."


def test_a_zustaendigkeit_beats_the_dashboard_and_the_spread_and_what_contradicts_it_is_told() -> None:
    found = _judged(["16063105"], Areas(BY_COMPETENCE, LAND_KEY), Areas(BY_DASHBOARD, TOWN_KEY))
    assert found == Level(
        "Land",
        f"{_valid(BY_COMPETENCE, LAND)} Dem widerspricht: {_valid(BY_DASHBOARD, '160630105105')} {ONLY_EISENACH}",
        BY_COMPETENCE,
        everywhere=True,
    )


WIDELY = ("16051000", "16052000", "16063105")
IN_PART = "; das zeigt nur, dass es ihn dort gibt."


def _in_part(key: str) -> str:
    return _valid(BY_DASHBOARD, key)[:-1] + IN_PART


def test_what_the_dashboard_says_beats_the_spread_and_both_are_told() -> None:
    found = _judged(["16063105"], Areas(BY_DASHBOARD, LAND_KEY))
    reason = f"{_valid(BY_DASHBOARD, LAND)} Dem widerspricht: {ONLY_EISENACH}"
    assert found == Level("Land", reason, BY_DASHBOARD, everywhere=True)


def test_a_dashboard_that_names_one_of_many_towns_proves_no_more_than_that_this_one_has_it() -> None:
    found = _judged(WIDELY, Areas(BY_DASHBOARD, TOWN_KEY))
    assert found == Level("Land", f"{IN_THREE} {_in_part('160630105105')}", BY_SPREAD, everywhere=True)


@pytest.mark.parametrize(
    ("places", "keys", "level", "beleg"),
    [
        # Some of the places, narrower than the spread: the spread.
        (WIDELY, ["160630000000"], "Land", BY_SPREAD),
        (WIDELY, ["160630000000", "160510000000"], "Land", BY_SPREAD),
        (["16063104", "16063032"], ["160635006104"], "Verwaltung", BY_SPREAD),
        (["16063105", "16063098", "16063104", "16063032"], ["160635006000"], "Kreis", BY_SPREAD),
        # All of them, in whatever form of key.
        (WIDELY, ["160630000000", "160510000000", "16052000", "160520000000"], "Kreis", BY_DASHBOARD),
        (["16063104", "16063032"], ["160635006000"], "Verwaltung", BY_DASHBOARD),
        (["16063105"], ["16063105"], "Kommune", BY_DASHBOARD),
        # Not narrower, or the spread does not tell.
        (["16063104", "16063032"], ["160630000000"], "Kreis", BY_DASHBOARD),
        (["16063105"], ["160510000000"], "Kommune", BY_DASHBOARD),
        (WIDELY, [LAND], "Land", BY_DASHBOARD),
        (WIDELY, [BUND, "160630105105"], "Bund", BY_DASHBOARD),
        (["16051000", "16063105"], ["160630105105"], "Kommune", BY_DASHBOARD),
        # Areas of another Land cover nothing here.
        (WIDELY, ["030000000000", "160630105105"], "Land", BY_SPREAD),
    ],
)
def test_the_dashboard_goes_first_unless_it_is_narrower_than_the_spread_and_knows_only_some_of_the_places(
    places: Collection[str], keys: list[str], level: str, beleg: str
) -> None:
    found = _judged(places, Areas(BY_DASHBOARD, frozenset(keys)))
    assert (found.ebene, found.beleg, IN_PART in found.grund) == (level, beleg, beleg == BY_SPREAD)


def test_a_zustaendigkeit_for_some_places_goes_first_all_the_same_and_the_dashboard_is_told_beside() -> None:
    found = _judged(WIDELY, Areas(BY_COMPETENCE, TOWN_KEY), Areas(BY_DASHBOARD, frozenset({"160510000000"})))
    reason = f"{_valid(BY_COMPETENCE, '160630105105')} Dem widerspricht: {IN_THREE} {_in_part('160510000000')}"
    assert found == Level("Kommune", reason, BY_COMPETENCE)


COVERED = {
    "16063105": {"16063105"},
    "160635006104": {"16063104"},
    "160635006000": {"16063104", "16063032"},
    "160630000000": WARTBURGKREIS,
    LAND: set(TOWNS),
    BUND: set(TOWNS),
}


@given(st.sets(st.sampled_from(sorted(TOWNS)), min_size=1), st.frozensets(st.sampled_from(sorted(COVERED))))
def test_whatever_the_dashboard_names_the_rule_holds(places: set[str], keys: frozenset[str]) -> None:
    spread, told, found = _judged(places), level_of_areas(keys, TOWNS), _judged(places, Areas(BY_DASHBOARD, keys))
    everywhere_known = places <= set().union(*(COVERED[key] for key in keys))
    if told is None:
        assert found == spread
    elif everywhere_known or spread.ebene == "unbekannt" or EBENEN.index(told) <= EBENEN.index(spread.ebene):
        assert (found.ebene, found.beleg, IN_PART in found.grund) == (told, BY_DASHBOARD, False)
    else:
        assert found == spread._replace(grund=found.grund)
        assert found.grund.startswith(spread.grund) and found.grund.endswith(IN_PART)


def test_what_agrees_or_does_not_know_is_no_contradiction() -> None:
    agreed = Level("Kommune", _valid(BY_COMPETENCE, "160630105105"), BY_COMPETENCE)
    assert _judged(["16063105"], Areas(BY_COMPETENCE, TOWN_KEY), Areas(BY_DASHBOARD, TOWN_KEY)) == agreed
    assert _judged(UNCLEAR, Areas(BY_COMPETENCE, TOWN_KEY)) == agreed


def test_areas_that_do_not_tell_leave_it_to_the_next_evidence() -> None:
    several = frozenset({"160630105105", "160510000000"})
    assert _judged(["16063105"], Areas(BY_COMPETENCE, several)) == Level("Kommune", ONLY_EISENACH)
    assert _judged(UNCLEAR, Areas(BY_COMPETENCE, several), Areas(BY_DASHBOARD, LAND_KEY)).beleg == BY_DASHBOARD


def test_a_description_counts_only_where_it_is_narrower_than_the_land_and_nothing_else_tells() -> None:
    narrow, wide = Areas(BY_DESCRIPTION, TOWN_KEY, weak=True), Areas(BY_DESCRIPTION, LAND_KEY, weak=True)
    assert _judged(UNCLEAR, narrow) == Level("Kommune", _valid(BY_DESCRIPTION, "160630105105"), BY_DESCRIPTION)
    assert _judged(UNCLEAR, wide) == Level(
        "unbekannt", "Derselbe Link gilt in 2 von 4 erfassten Kreisen: zu wenige für landesweit."
    )
    assert _judged(["16051000"], narrow) == Level(
        "Kommune", "Der Link kommt nur in Erfurt vor, und Erfurt ist kreisfrei."
    )
    assert _judged(UNCLEAR, Areas(BY_COMPETENCE, LAND_KEY), narrow).beleg == BY_COMPETENCE


def test_of_many_areas_three_are_shown() -> None:
    keys = frozenset(f"16063500600{number}" for number in range(5)) | {KREIS}
    assert _judged(UNCLEAR, Areas(BY_COMPETENCE, keys)).grund == _valid(
        BY_COMPETENCE, "160630000000, 160635006000, 160635006001 und 3 weitere"
    )


# As imported


def _levels(path: Path, ags: str = "16051000") -> list[Row]:
    compare(path, ags=ags)
    sql = "SELECT leistungsschluessel, onlinedienst_id, ebene, ebene_grund, ebene_beleg FROM dienstbewertung ORDER BY 1"
    return rows(path, sql)


def _competence(number: int, leistung: str, *areas: str) -> str:
    named = "".join(f'<gebietID schemeID="ars">{key}</gebietID>' for key in areas)
    return (
        '<zustaendigkeitTransferObjekt><uebergeordnetesObjektID schemeAgencyID="L100038">77</uebergeordnetesObjektID>'
        f'<zustaendigkeit><id schemeAgencyID="L100038" schemeID="ZustaendigkeitOnlinedienst">{number}</id>'
        f'<leistungID schemeAgencyID="L100038">{leistung}</leistungID>{named}</zustaendigkeit>'
        "</zustaendigkeitTransferObjekt>"
    )


@pytest.fixture
def harvested(register: Path) -> Path:
    """One service for two Leistungen in Erfurt and Weimar, harvested by PVOG."""
    service = Service("L100038.OD.77", "Dienst", f"{HOST}/77", (HUND, GEBURT))
    with Simulator({ERFURT: area(service), WEIMAR: area(service)}) as base_url:
        harvest(register, base_url, ERFURT, WEIMAR)
    return register


def _imported(path: Path, *competences: str) -> Path:
    document = write(path.with_name("transfer.xml"), transfer(*competences))
    assert not run_import(path, XZuFi([document]), Options()).failed
    return path


IN_TWO = "Derselbe Link gilt in 2 von 2 erfassten Kreisen: zu wenige für landesweit."


def test_a_zustaendigkeit_of_xzufi_counts_for_its_leistung_alone(harvested: Path) -> None:
    _imported(harvested, _competence(1, "215864084", LAND), _competence(2, "354790", ERFURT))
    assert _levels(harvested) == [
        (GEBURT.key, "L100038.OD.77", "Kommune", _valid(BY_COMPETENCE, ERFURT), BY_COMPETENCE),
        (HUND.key, "L100038.OD.77", "Land", _valid(BY_COMPETENCE, LAND), BY_COMPETENCE),
    ]


def test_a_zustaendigkeit_for_an_unknown_leistung_counts_for_all_that_have_none_of_their_own(harvested: Path) -> None:
    _imported(harvested, _competence(1, "999", LAND), _competence(2, "354790", ERFURT))
    assert [line[:3] for line in _levels(harvested)] == [
        (GEBURT.key, "L100038.OD.77", "Kommune"),
        (HUND.key, "L100038.OD.77", "Land"),
    ]


def test_a_zustaendigkeit_counts_for_every_leistung_of_its_description(harvested: Path) -> None:
    description = (
        f'<leistung><id schemeAgencyID="L100038">55</id><referenzLeiKa><code>{HUND.key}</code></referenzLeiKa>'
        f"<referenzLeiKa><code>{GEBURT.key}</code></referenzLeiKa><modulText><inhalt>Beides</inhalt></modulText>"
        "</leistung>"
    )
    _imported(harvested, description, _competence(1, "55", LAND))
    assert [line[:3] for line in _levels(harvested)] == [
        (GEBURT.key, "L100038.OD.77", "Land"),
        (HUND.key, "L100038.OD.77", "Land"),
    ]


def test_a_zustaendigkeit_that_was_deleted_counts_no_more(harvested: Path) -> None:
    _imported(harvested, _competence(1, "215864084", LAND))
    assert _levels(harvested)[1][2] == "Land"
    _imported(harvested, loesche("Zustaendigkeit", 1))
    assert _levels(harvested) == [
        (GEBURT.key, "L100038.OD.77", "unbekannt", IN_TWO, "Verbreitung"),
        (HUND.key, "L100038.OD.77", "unbekannt", IN_TWO, "Verbreitung"),
    ]


def test_the_area_of_a_description_decides_only_if_it_is_narrower_than_the_land(harvested: Path) -> None:
    everywhere = {line[1:] for line in _levels(harvested)}
    assert everywhere == {("L100038.OD.77", "unbekannt", IN_TWO, "Verbreitung")}
    narrow = replace(GEBURT, ars=ERFURT)
    service = Service("L100038.OD.77", "Dienst", f"{HOST}/77", (HUND, narrow))
    with Simulator({ERFURT: area(service), WEIMAR: area(service)}) as base_url:
        harvest(harvested, base_url, ERFURT, WEIMAR, also=["details"])
    assert _levels(harvested) == [
        (GEBURT.key, "L100038.OD.77", "Kommune", _valid(BY_DESCRIPTION, ERFURT), BY_DESCRIPTION),
        (HUND.key, "L100038.OD.77", "unbekannt", IN_TWO, "Verbreitung"),
    ]


def test_an_area_by_a_key_of_the_past_is_the_town_of_today(harvested: Path) -> None:
    _imported(harvested, _competence(1, "215864084", "160560000000"), _competence(2, "354790", "16056000"))
    assert [line[2:4] for line in _levels(harvested)] == [
        ("Kommune", _valid(BY_COMPETENCE, "16063105")),
        ("Kommune", _valid(BY_COMPETENCE, "16063105")),
    ]


REGISTERED = {"leika_key": HUND.key, "url": f"{HOST}/77"}


@pytest.mark.parametrize("behaviour", ["", "ignores-the-switch"])
@pytest.mark.parametrize(
    ("registered", "level", "area"),
    [
        ({ERFURT: [row(1, ERFURT, **REGISTERED)]}, "Kommune", ERFURT),
        ({LAND: [row(1, LAND, **REGISTERED)]}, "Land", LAND),
        ({BUND: [row(1, BUND, **REGISTERED)]}, "Bund", BUND),
        ({ERFURT: [row(1, ERFURT, **REGISTERED)], LAND: [row(2, LAND, **REGISTERED)]}, "Land", f"{LAND}, {ERFURT}"),
    ],
)
def test_the_dashboard_tells_the_level_with_and_without_inheritance_even_if_the_server_ignores_the_switch(
    harvested: Path, registered: Registered, level: str, area: str, behaviour: str
) -> None:
    with OpenPvogService(registered) as service:
        assert not ask_dashboard(harvested, service.base("new", behaviour), ERFURT).failed
    assert _levels(harvested)[1] == (HUND.key, "L100038.OD.77", level, _valid(BY_DASHBOARD, area), BY_DASHBOARD)


def test_a_dashboard_that_was_asked_for_one_town_does_not_make_a_link_of_the_land_its_own(register: Path) -> None:
    service, towns = Service("L100038.OD.77", "Dienst", f"{HOST}/77", (HUND,)), (ERFURT, WEIMAR, "160630105105")
    with Simulator(dict.fromkeys(towns, area(service))) as base_url:
        harvest(register, base_url, *towns)
    with OpenPvogService({ERFURT: [row(1, ERFURT, **REGISTERED)]}) as dashboard:
        ask_dashboard(register, dashboard.base("new"), ERFURT)
    spread = "Derselbe Link gilt für diese Leistung in 3 von 3 erfassten Kreisen und kreisfreien Städten."
    assert [line[2:] for line in _levels(register)] == [("Land", f"{spread} {_in_part(ERFURT)}", BY_SPREAD)]


def test_another_leistung_or_link_on_the_dashboard_says_nothing(harvested: Path) -> None:
    other = [
        row(1, ERFURT, leika_key=HUND.key),
        row(2, ERFURT, url=f"{HOST}/77"),
        row(3, ERFURT, **{**REGISTERED, "url": None}),
    ]
    with OpenPvogService({ERFURT: other}) as service:
        ask_dashboard(harvested, service.base("new"), ERFURT)
    assert {line[2:] for line in _levels(harvested)} == {("unbekannt", IN_TWO, "Verbreitung")}


def test_a_link_that_a_towns_name_tells_is_the_same_on_the_dashboard(register: Path) -> None:
    """Pattern `eigenes-system`: the host names the town, and the query does not count."""
    service = Service("L100038.OD.1", "Dienst", "https://erfurt.de/antrag?nr=1", (HUND,))
    with Simulator({ERFURT: area(service), WEIMAR: area(service)}) as base_url:
        harvest(register, base_url, ERFURT, WEIMAR)
    with OpenPvogService(
        {ERFURT: [row(1, ERFURT, leika_key=HUND.key, url="https://erfurt.de/antrag?nr=2")]}
    ) as dashboard:
        ask_dashboard(register, dashboard.base("new"), ERFURT)
    assert [line[2:] for line in _levels(register)] == [("Kommune", _valid(BY_DASHBOARD, ERFURT), BY_DASHBOARD)]
