"""The level of an offer follows from where else the same link occurs, never from the description's area."""

from comparisons.inputs.snapshot import Town
from comparisons.judging.levels import Harvest, level_by_spread

TOWNS = {
    town.ags: town
    for town in (
        Town("16051000", "Erfurt, Stadt", "Kreisfreie Stadt", "16051", "160510000", 218793),
        Town("16052000", "Gera, Stadt", "Kreisfreie Stadt", "16052", "160520000", 95608),
        Town("16053000", "Jena, Stadt", "Kreisfreie Stadt", "16053", "160530000", 109725),
        Town("16063105", "Eisenach, Stadt", "Stadt", "16063", "160630105", 40747),
        Town("16063098", "Hörselberg-Hainich", "Kreisangehörige Gemeinde", "16063", "160630098", 6000),
        Town("16063104", "Amt Creuzburg, Stadt", "Stadt", "16063", "160635006", 4910),
        Town("16063032", "Berka v. d. Hainich", "Kreisangehörige Gemeinde", "16063", "160635006", 700),
    )
}
WARTBURGKREIS = frozenset({"16063105", "16063098", "16063104", "16063032"})


def _level(*places: str, hint: str | None = None, harvested: frozenset[str] = frozenset(TOWNS)) -> str:
    return level_by_spread(frozenset(places), hint, Harvest(TOWNS, harvested)).ebene


def test_one_link_in_most_kreise_is_land_wide() -> None:
    assert _level("16051000", "16052000", "16053000") == "Land"


def test_one_link_in_most_kreise_on_a_host_of_the_bund_is_nationwide() -> None:
    assert _level("16051000", "16052000", "16053000", hint="Bund") == "Bund"


def test_a_known_nationwide_link_is_nationwide_wherever_it_occurs() -> None:
    assert _level("16051000", hint="Bund") == "Bund"
    assert _level("16063105", hint="Land") == "Land"


def test_two_kreise_of_four_are_too_few_to_say() -> None:
    assert _level("16051000", "16052000") == "unbekannt"


def test_two_of_many_kreise_are_not_land_wide() -> None:
    many = {
        f"160{n:02d}001": Town(f"160{n:02d}001", f"Ort {n}", "Stadt", f"160{n:02d}", f"160{n:02d}0001", 1)
        for n in range(10, 30)
    }
    harvest = Harvest(many, many)
    assert level_by_spread(frozenset(sorted(many)[:9]), None, harvest).ebene == "unbekannt"
    assert level_by_spread(frozenset(sorted(many)[:10]), None, harvest).ebene == "Land"


def test_a_link_of_one_kreisfreie_stadt_is_its_own() -> None:
    assert _level("16051000") == "Kommune"


def test_a_link_of_one_town_in_a_kreis_is_its_own_only_where_others_of_the_kreis_lack_it() -> None:
    assert _level("16063105") == "Kommune"
    assert _level("16063105", harvested=frozenset({"16063105", "16051000"})) == "unbekannt"


def test_a_link_of_all_harvested_towns_of_one_kreis_is_the_kreis_s() -> None:
    assert _level(*WARTBURGKREIS) == "Kreis"
    assert _level("16063105", "16063098") == "unbekannt"


def test_a_link_of_all_members_of_one_administration_is_the_administration_s() -> None:
    assert _level("16063104", "16063032") == "Verwaltung"


def test_a_single_member_of_a_shared_administration_does_not_tell_whose_link_it_is() -> None:
    assert _level("16063104", harvested=frozenset({"16063104", "16063105"})) == "unbekannt"
    assert _level("16063104") == "Kommune"


def test_every_level_says_why() -> None:
    harvest = Harvest(TOWNS, frozenset(TOWNS))
    for places in ({"16051000"}, {"16051000", "16052000"}, {"16051000", "16052000", "16053000"}, WARTBURGKREIS):
        assert level_by_spread(frozenset(places), None, harvest).grund.endswith(".")
