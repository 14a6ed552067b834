from collections.abc import Sequence

import pytest

from catalogue.errors import DeliveryError
from catalogue.records.angebote import DashboardAngebot
from catalogue.records.parsed import Parsed, Scope
from catalogue.store.outcomes import Counts
from catalogue.store.store import Store
from tests.catalogue.store.saving import DAY_2, DAY_3, EISENACH, PLACE, leistung, offers, read, save


def test_so_much_missing_is_rather_a_fault_of_the_source(store: Store) -> None:
    save(store, offers(range(1, 11)))
    run = save(store, offers(range(1, 8)), seen=DAY_2)
    assert (run.counts.verschwunden, run.counts.fehler) == (0, 1)
    assert read(store, "SELECT count(*) FROM angebotsnachweise WHERE verschwunden_am IS NULL") == [(10,)]
    assert read(store, "SELECT stufe, code, objekt, ort FROM meldungen") == [
        ("Fehler", "anzahl.alarm", f"{EISENACH}, pvog", "3 von 10")
    ]


def test_confirmed_it_has_disappeared(store: Store) -> None:
    save(store, offers(range(1, 11)))
    run = save(store, offers(range(1, 8)), seen=DAY_2, confirm=True)
    assert (run.counts.verschwunden, run.counts.fehler) == (6, 0)


@pytest.mark.parametrize(("left", "gone"), [(8, 2), (7, 0)])
def test_a_fifth_may_disappear_without_alarm(store: Store, left: int, gone: int) -> None:
    save(store, offers(range(1, 11)))
    save(store, offers(range(1, left + 1)), seen=DAY_2)
    assert read(store, "SELECT count(*) FROM angebotsnachweise WHERE verschwunden_am IS NOT NULL") == [(gone,)]


def on_the_dashboard(numbers: Sequence[int], *, whole: bool = True) -> Parsed:
    scope = Scope("dashboard_angebote", {"ags": EISENACH, "quelle": "open-pvog"}, steady=True, whole=whole)
    there = [
        DashboardAngebot(
            ags=EISENACH,
            leistungsschluessel=leistung(number).leistungsschluessel,
            ars="160630105105",
            url="",
            oertlich=1,
            titel="Hundesteuer",
            ars_name=None,
            online_status="ok",
            aktiv=None,
            art_flaechendeckung=None,
            begruendung=None,
            datenstand=None,
            ozg_id=None,
            ozg_bezeichnung=None,
            quelle="open-pvog",
        )
        for number in numbers
    ]
    return Parsed([*PLACE, *map(leistung, numbers), *there], scopes=[scope])


@pytest.mark.parametrize("now", [range(1, 8), range(1, 14), range(4, 14), range(0)])
def test_of_a_steady_set_that_leaps_nothing_is_stored_until_it_is_confirmed(store: Store, now: range) -> None:
    save(store, on_the_dashboard(range(1, 11)))
    before = read(store, "SELECT * FROM dashboard_angebote")
    run = store.start("pvog", {"ars": ["a"]})
    with pytest.raises(DeliveryError, match=f"^{EISENACH}, open-pvog: Bisher waren es 10 Einträge") as error:
        run.save(on_the_dashboard(now), group="a", seen=DAY_2)
    assert error.value.code == "anzahl.alarm"
    assert (run.counts, read(store, "SELECT * FROM dashboard_angebote")) == (Counts(), before)
    save(store, on_the_dashboard(now), seen=DAY_2, confirm=True)
    assert read(store, "SELECT count(*) FROM dashboard_angebote WHERE verschwunden_am IS NULL") == [(len(now),)]


@pytest.mark.parametrize("now", [range(1, 9), range(1, 13), range(3, 13)])
def test_a_steady_set_may_change_by_a_fifth(store: Store, now: range) -> None:
    save(store, on_the_dashboard(range(1, 11)))
    assert save(store, on_the_dashboard(now), seen=DAY_2).counts.fehler == 0
    assert read(store, "SELECT count(*) FROM dashboard_angebote WHERE verschwunden_am IS NULL") == [(len(now),)]


def test_what_a_set_lacks_that_is_not_whole_is_not_gone_but_it_must_not_leap(store: Store) -> None:
    save(store, on_the_dashboard(range(1, 11)))
    save(store, on_the_dashboard(range(1, 3), whole=False), seen=DAY_2)
    assert read(store, "SELECT count(*) FROM dashboard_angebote WHERE verschwunden_am IS NULL") == [(10,)]
    with pytest.raises(DeliveryError):
        save(store, on_the_dashboard(range(1, 14), whole=False), seen=DAY_3)


def test_a_steady_set_may_begin_with_any_number(store: Store) -> None:
    assert save(store, on_the_dashboard(range(0))).counts.fehler == 0
    assert save(store, on_the_dashboard(range(1, 30)), seen=DAY_2).counts.fehler == 0
