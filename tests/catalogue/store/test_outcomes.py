from catalogue.records.angebote import Angebot, Onlinedienst
from catalogue.records.gebiete import Kommune, KommuneAlt, KommuneName, KreisName
from catalogue.records.leistungen import Leistung, LeistungGenannt
from catalogue.records.parsed import Parsed, Scope
from catalogue.store.outcomes import Counts
from catalogue.store.store import Store
from tests.catalogue.store.saving import (
    CARD,
    DAY_1,
    DAY_2,
    DAY_3,
    EISENACH,
    OFFERS,
    PLACE,
    leistung,
    offer,
    offers,
    read,
    save,
    service,
)

# Outcomes of objects


def test_what_was_not_there_is_new(store: Store) -> None:
    run = save(store, offers([1]))
    assert run.counts == Counts(neu=6)
    assert run.counts.objects == 6
    assert read(store, "SELECT * FROM kommunen") == [
        (
            EISENACH,
            "160630105105",
            "Eisenach, Stadt",
            "Stadt",
            "Wartburgkreis",
            "16063",
            "Eisenach, Stadt",
            "160630105",
            40747,
            10417,
            "99817",
            50.97,
            10.32,
            None,
            None,
            None,
            None,
            None,
            "2026-02-28",
        )
    ]
    assert read(store, "SELECT * FROM onlinedienste") == [
        (
            "L100038.OD.1",
            "L100038",
            "Hundesteuer online",
            "https://example.org/hund",
            None,
            None,
            None,
            None,
            "pvog",
            DAY_1,
            DAY_1,
            None,
        )
    ]
    assert read(store, "SELECT * FROM angebotsnachweise") == [
        (EISENACH, "99102013100001", "L100038.OD.1", "pvog", run.id, DAY_1, DAY_1, None)
    ]


def test_what_came_again_is_unchanged_and_was_seen_again(store: Store) -> None:
    first = save(store, offers([1]))
    again = save(store, offers([1]), seen=DAY_2)
    assert again.counts == Counts(unveraendert=6)
    assert read(store, "SELECT * FROM angebotsnachweise") == [
        (EISENACH, "99102013100001", "L100038.OD.1", "pvog", first.id, DAY_1, DAY_2, None)
    ]


def test_an_older_delivery_does_not_turn_back_the_last_sight(store: Store) -> None:
    save(store, offers([1]), seen=DAY_2)
    save(store, offers([1]), seen=DAY_1)
    assert read(store, "SELECT erstmals_gesehen, zuletzt_gesehen FROM onlinedienste") == [(DAY_2, DAY_2)]


def test_another_name_or_link_is_a_change_that_is_logged(store: Store) -> None:
    save(store, offers([1]))
    changed = Parsed([service(1, name="Hund anmelden", url=None)])
    run = save(store, changed, seen=DAY_2)
    assert run.counts == Counts(geaendert=1)
    assert read(store, "SELECT bezeichnung, url, erstmals_gesehen, zuletzt_gesehen FROM onlinedienste") == [
        ("Hund anmelden", None, DAY_1, DAY_2)
    ]
    columns = "zeitpunkt, art, ags, onlinedienst_id, vorher, nachher, lauf_id"
    assert read(store, f"SELECT {columns} FROM aenderungen WHERE art = 'geändert' ORDER BY id") == [
        (DAY_2, "geändert", None, "L100038.OD.1", "Hundesteuer online", "Hund anmelden", run.id),
        (DAY_2, "geändert", None, "L100038.OD.1", "https://example.org/hund", None, run.id),
    ]


def test_what_a_complete_set_lacks_has_disappeared_and_stays_stored(store: Store) -> None:
    save(store, offers(range(1, 7)))
    run = save(store, offers(range(1, 6)), seen=DAY_2)
    # the offer, and at the end of the run the service that nobody offers any more
    assert (run.counts.verschwunden, run.counts.unveraendert) == (2, 3 + 5 * 3)
    assert read(
        store, "SELECT onlinedienst_id FROM angebotsnachweise WHERE verschwunden_am = '2026-10-05T03:00:00Z'"
    ) == [("L100038.OD.6",)]
    assert read(store, "SELECT id FROM onlinedienste WHERE verschwunden_am IS NOT NULL") == [("L100038.OD.6",)]
    assert read(store, "SELECT count(*) FROM angebotsnachweise") == [(6,)]


def test_what_comes_back_is_there_again(store: Store) -> None:
    save(store, offers(range(1, 7)))
    save(store, offers(range(1, 6)), seen=DAY_2)
    run = save(store, offers(range(1, 7)), seen=DAY_3)
    assert (run.counts.geaendert, run.counts.verschwunden) == (2, 0)
    assert read(store, "SELECT * FROM angebotsnachweise WHERE onlinedienst_id = 'L100038.OD.6'") == [
        (EISENACH, "99102013100006", "L100038.OD.6", "pvog", run.id, DAY_1, DAY_3, None)
    ]
    assert read(store, "SELECT count(*) FROM onlinedienste WHERE verschwunden_am IS NOT NULL") == [(0,)]


def test_an_incomplete_delivery_makes_nothing_disappear(store: Store) -> None:
    save(store, offers([1, 2]))
    run = save(store, Parsed([leistung(1), service(1), offer(1)]), seen=DAY_2)
    assert run.counts == Counts(unveraendert=3)


def test_an_empty_complete_set_makes_the_last_offers_disappear(store: Store) -> None:
    save(store, offers([1, 2]))
    run = save(store, Parsed(scopes=[OFFERS]), seen=DAY_2)
    assert run.counts.verschwunden == 4
    assert read(store, "SELECT count(*) FROM angebotsnachweise WHERE verschwunden_am IS NULL") == [(0,)]


def test_another_sources_offers_are_not_touched(store: Store) -> None:
    store.register_source({**CARD, "name": "bestand"})
    own = Onlinedienst("bestand.1", "bestand", "Hund", None, None, None, "bestand")
    save(store, offers([1]))
    save(store, Parsed([own, Angebot(EISENACH, "99102013100001", "bestand.1", "bestand")]))
    run = save(store, offers([]), seen=DAY_2)
    assert run.counts.verschwunden == 2
    assert read(store, "SELECT onlinedienst_id FROM angebotsnachweise WHERE verschwunden_am IS NULL") == [
        ("bestand.1",)
    ]


def test_what_was_rejected_is_counted_and_told(store: Store) -> None:
    parsed = Parsed()
    parsed.reject("pvog.link", "Kein Link.", objekt="L100038.OD.1", ort="Seite 1")
    run = save(store, parsed)
    assert run.counts == Counts(abgelehnt=1, fehler=1)
    assert read(store, "SELECT lauf_id, stufe, code, text, objekt, ort, anzahl FROM meldungen") == [
        (run.id, "Fehler", "pvog.link", "Kein Link.", "L100038.OD.1", "Seite 1", 1)
    ]
    assert read(store, "SELECT status, abgelehnt, fehler FROM laeufe") == [("mit Fehlern", 1, 1)]


def test_an_object_that_several_groups_name_counts_once(store: Store) -> None:
    run = store.start("pvog", {})
    for group in ("a", "b", "c"):
        run.save(Parsed([leistung(1), service(1)]), group=group, seen=DAY_1)
    assert run.counts == Counts(neu=2)


def test_a_dissolved_municipality_has_its_last_day(store: Store) -> None:
    others = [
        Kommune(**{**PLACE[2]._asdict(), "ags": f"1606310{n}", "ars": f"16063010510{n}", "name": f"Ort {n}"})
        for n in range(6)
    ]
    save(store, Parsed([*PLACE, *others], scopes=[Scope("kommunen")]))
    run = save(store, Parsed([*PLACE, *others[1:]], scopes=[Scope("kommunen")]), seen=DAY_2)
    assert run.counts.verschwunden == 1
    assert read(store, "SELECT ags, gueltig_bis FROM kommunen WHERE gueltig_bis IS NOT NULL") == [
        (others[0].ags, "2026-10-05")
    ]


# Several sources of one table


def test_a_source_that_only_names_a_leistung_changes_nothing_of_its_catalogue(store: Store) -> None:
    whole = Leistung(
        "99102013104000", "Hundesteuer Anmeldung", "LOV", "4", "10120", "Hund", "Steuern", "Hund", None, "2019"
    )
    save(store, Parsed([whole]))
    run = save(store, Parsed([LeistungGenannt("99102013104000", "LO", "Hunde")]))
    assert run.counts == Counts(unveraendert=1)
    columns = ", ".join(Leistung._fields)
    assert read(store, f"SELECT {columns} FROM leistungen") == [tuple(whole)]


def test_what_is_empty_is_filled_by_whoever_knows_it(store: Store) -> None:
    save(store, Parsed([LeistungGenannt("99102013104000", "LOV", None)]))
    run = save(store, Parsed([LeistungGenannt("99102013104000", None, "Hundesteuer")]))
    assert run.counts == Counts(geaendert=1)
    assert read(store, "SELECT leistungstyp, bezeichnung FROM leistungen") == [("LOV", "Hundesteuer")]


def test_a_list_of_keys_does_not_erase_what_the_register_knows(store: Store) -> None:
    save(store, Parsed(list(PLACE)))
    named = KommuneName(
        ags=EISENACH,
        ars="160630105105",
        name="Eisenach",
        typ=None,
        kreis="Wartburgkreis, Landkreis",
        kreis_ags="16063",
        verwaltung=None,
        verwaltung_schluessel="160630105",
        lat=50.97,
        lon=10.32,
        gueltig_bis=None,
        stand="2026-04-30",
    )
    run = save(store, Parsed([KreisName("16063", "Wartburg", "2026-04-30"), named]))
    assert run.counts == Counts(geaendert=1, unveraendert=1)
    assert read(store, "SELECT name, typ, kreis, einwohner, stand FROM kommunen") == [
        ("Eisenach", "Stadt", "Wartburgkreis", 40747, "2026-04-30")
    ]
    assert read(store, "SELECT name, stand FROM kreise") == [("Wartburgkreis", "2026-02-28")]


def test_a_last_day_once_known_stays(store: Store) -> None:
    save(store, Parsed([KommuneAlt("16056000", "Eisenach", "2021-06-30", None)]))
    save(store, Parsed([KommuneAlt("16056000", "Eisenach", "2026-02-28", None)]))
    assert read(store, "SELECT gueltig_bis FROM kommunen") == [("2021-06-30",)]
