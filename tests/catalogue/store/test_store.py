import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.database import connect
from catalogue.errors import DeliveryError
from catalogue.records.angebote import Angebot, DashboardAngebot, Onlinedienst
from catalogue.records.gebiete import Kommune, KommuneAlt, KommuneName, Kreis, KreisName, Verwaltung
from catalogue.records.kind import Record
from catalogue.records.leistungen import Leistung, LeistungGenannt, Leistungsbeschreibung
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store import rawstore
from catalogue.store.deliveries import Delivery
from catalogue.store.outcomes import Counts
from catalogue.store.run import Run
from catalogue.store.store import Store
from tests.reading import rows

DAY_1, DAY_2, DAY_3 = "2026-10-04T03:00:00Z", "2026-10-05T03:00:00Z", "2026-10-06T03:00:00Z"
CARD = {
    "name": "pvog",
    "titel": "PVOG",
    "herausgeber": "FITKO",
    "lizenz": None,
    "url": "https://pvog.fitko.net",
    "standard": "Suchdienst",
}
EISENACH = "16063105"
OFFERS = Scope("angebotsnachweise", {"ags": EISENACH, "quelle": "pvog"})
PLACE: tuple[Record, ...] = (
    Kreis("16063", "Wartburgkreis", "Landkreis", "Bad Salzungen", "2026-02-28"),
    Verwaltung("160630105", "Eisenach, Stadt", "Verbandsfreie Gemeinde", None, "16063", "2026-02-28"),
    Kommune(
        ags=EISENACH,
        ars="160630105105",
        name="Eisenach, Stadt",
        typ="Stadt",
        kreis="Wartburgkreis",
        kreis_ags="16063",
        verwaltung="Eisenach, Stadt",
        verwaltung_schluessel="160630105",
        einwohner=40747,
        flaeche_ha=10417,
        plz="99817",
        lat=50.97,
        lon=10.32,
        gueltig_bis=None,
        stand="2026-02-28",
    ),
)


def leistung(number: int, title: str = "Hundesteuer") -> LeistungGenannt:
    return LeistungGenannt(f"991020131{number:05}", "LOVD", title)


def service(
    number: int, *, name: str = "Hundesteuer online", url: str | None = "https://example.org/hund"
) -> Onlinedienst:
    return Onlinedienst(f"L100038.OD.{number}", "L100038", name, url, None, None, "pvog")


def offer(number: int) -> Angebot:
    return Angebot(EISENACH, f"991020131{number:05}", f"L100038.OD.{number}", "pvog")


def offers(numbers: Sequence[int]) -> Parsed:
    records: list[Record] = [*PLACE]
    for number in numbers:
        records += [leistung(number), service(number), offer(number)]
    return Parsed(records=records, scopes=[OFFERS])


@pytest.fixture
def store(katalog: Path) -> Iterator[Store]:
    db = connect(katalog)
    store = Store(db, katalog)
    store.register_source(CARD)
    yield store
    db.close()


def save(store: Store, parsed: Parsed, *, seen: str = DAY_1, group: str = "a", confirm: bool = False) -> Run:
    """One whole run that saves one group."""
    run = store.start("pvog", {"ars": ["a"]}, confirm_deletions=confirm)
    run.save(parsed, group=group, seen=seen)
    run.finish()
    return run


def read(store: Store, sql: str) -> list[tuple[object, ...]]:
    return store.db.execute(sql).fetchall()


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


# Alarm


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


# Changes of offers


def test_the_first_harvest_of_a_municipality_is_one_row(store: Store) -> None:
    run = save(store, offers([1, 2, 3]))
    assert read(store, "SELECT * FROM aenderungen") == [
        (1, DAY_1, "Erstaufnahme", EISENACH, "Eisenach, Stadt", None, None, None, None, "3 Angebote", run.id)
    ]


def test_later_each_change_of_an_offer_is_a_row(store: Store) -> None:
    save(store, offers(range(1, 7)))
    second = save(store, offers([1, 2, 3, 4, 5, 7]), seen=DAY_2)
    third = save(store, offers([1, 2, 3, 4, 5, 6, 7]), seen=DAY_3)
    town = (EISENACH, "Eisenach, Stadt")
    columns = "zeitpunkt, art, ags, kommune, leistungsschluessel, leistung, onlinedienst_id, vorher, nachher, lauf_id"
    assert read(store, f"SELECT {columns} FROM aenderungen WHERE art <> 'Erstaufnahme' ORDER BY id") == [
        (DAY_2, "neu", *town, "99102013100007", "Hundesteuer", "L100038.OD.7", None, None, second.id),
        (DAY_2, "verschwunden", *town, "99102013100006", "Hundesteuer", "L100038.OD.6", None, None, second.id),
        (DAY_3, "wieder da", *town, "99102013100006", "Hundesteuer", "L100038.OD.6", None, None, third.id),
    ]


def test_no_change_writes_no_row(store: Store) -> None:
    save(store, offers([1, 2]))
    save(store, offers([1, 2]), seen=DAY_2)
    assert read(store, "SELECT art FROM aenderungen") == [("Erstaufnahme",)]


# Messages


def test_the_same_text_is_counted_not_repeated(store: Store) -> None:
    run = store.start("pvog", {})
    same = [Message("Warnung", "pvog.link", "Kein Link.", f"L100038.OD.{n}", f"Seite {n}") for n in range(3)]
    other = Message("Hinweis", "pvog.link", "Kein Link.")
    run.save(Parsed(messages=[*same[:2], other]), group="a", seen=DAY_1)
    run.save(Parsed(messages=[same[2]]), group="b", seen=DAY_1)
    assert (run.counts.warnungen, run.counts.fehler) == (3, 0)
    assert read(store, "SELECT stufe, text, objekt, ort, anzahl FROM meldungen ORDER BY id") == [
        ("Warnung", "Kein Link.", "L100038.OD.0", "Seite 0", 3),
        ("Hinweis", "Kein Link.", None, None, 1),
    ]


# Transactions


def test_of_a_group_that_fails_nothing_remains(store: Store, katalog: Path) -> None:
    run = store.start("pvog", {})
    run.save(offers([1]), group="a", seen=DAY_1)
    broken = offers([1, 2])
    broken.records.append(Angebot("16099999", "99102013100002", "L100038.OD.2", "pvog"))
    broken.messages.append(Message("Warnung", "w", "Etwas war."))
    broken.rejected = 3
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        run.save(broken, group="b", seen=DAY_2)
    assert rows(katalog, "SELECT leistungsschluessel FROM leistungen") == [("99102013100001",)]
    assert rows(katalog, "SELECT count(*) FROM meldungen") == [(0,)]
    assert run.counts == Counts(neu=6)
    assert run.finish(failed=True) == "fehlgeschlagen"
    assert rows(katalog, "SELECT neu, abgelehnt, warnungen FROM laeufe") == [(6, 0, 0)]


def test_after_a_group_that_failed_its_objects_and_messages_are_still_new(store: Store) -> None:
    run = store.start("pvog", {})
    broken = Parsed(
        [leistung(1), Angebot("16099999", "99102013100001", "x", "pvog")], [Message("Hinweis", "h", "Etwas.")]
    )
    with pytest.raises(sqlite3.IntegrityError):
        run.save(broken, group="a", seen=DAY_1)
    run.save(Parsed([leistung(1)], [Message("Hinweis", "h", "Etwas.")]), group="b", seen=DAY_1)
    assert run.counts == Counts(neu=1)
    assert read(store, "SELECT text, anzahl FROM meldungen") == [("Etwas.", 1)]


def test_readers_see_a_group_only_when_it_is_whole(store: Store, katalog: Path) -> None:
    with store.transaction():
        store.db.execute("INSERT INTO leistungen (leistungsschluessel) VALUES ('99999999999999')")
        assert rows(katalog, "SELECT count(*) FROM leistungen") == [(0,)]
    assert rows(katalog, "SELECT count(*) FROM leistungen") == [(1,)]


def test_what_fails_at_the_very_end_leaves_no_open_transaction(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), store.transaction():
        store.db.execute("INSERT INTO gebietsschluessel VALUES ('16063105', '16063105', 'AGS', NULL, 'Test')")
    with store.transaction():
        assert read(store, "SELECT count(*) FROM gebietsschluessel") == [(0,)]


# Runs and deliveries


def delivery(group: str, body: bytes = b"{}") -> Delivery:
    return Delivery("https://example.org/a", body, DAY_1, group, "Seite", "application/json", 200)


def test_a_delivery_is_kept_before_it_is_parsed(store: Store) -> None:
    run = store.start("pvog", {})
    run.keep([delivery("a", b'{"totalHits": 0}')])
    sha256 = read(store, "SELECT sha256 FROM lieferungen")[0][0]
    assert isinstance(sha256, str)
    assert read(store, "SELECT * FROM lieferungen") == [
        (1, run.id, "pvog", "a", "Seite", "https://example.org/a", DAY_1, sha256, 16, "application/json", 200)
        + (None,) * 7
    ]
    assert rawstore.read(store.raw_folder, sha256) == b'{"totalHits": 0}'


def test_a_group_is_done_when_it_is_stored(store: Store, at: Callable[[str], None]) -> None:
    at(DAY_2)
    run = store.start("pvog", {})
    run.keep([delivery("a"), delivery("a", b"[]"), delivery("b")])
    assert run.done_groups() == set()
    run.save(Parsed(), group="a", seen=DAY_1)
    assert run.done_groups() == {"a"}
    assert read(store, "SELECT gruppe, gespeichert FROM lieferungen ORDER BY id") == [
        ("a", DAY_2),
        ("a", DAY_2),
        ("b", None),
    ]


def test_a_run_tells_begin_end_and_counts(store: Store, at: Callable[[str], None]) -> None:
    at(DAY_1)
    run = store.start("pvog", {"ars": ["160630105105"]})
    assert read(store, "SELECT status, ende FROM laeufe") == [("läuft", None)]
    run.keep([delivery("a")])
    run.save(offers([1]), group="a", seen=DAY_1)
    at(DAY_2)
    assert run.finish(stand="2026-10") == "fertig"
    assert read(store, "SELECT * FROM laeufe") == [
        (1, "pvog", DAY_1, DAY_2, "fertig", '{"ars": ["160630105105"]}', None, 1, 6, 0, 0, 0, 0, 0, 0)
    ]
    assert read(store, "SELECT letzter_lauf, stand FROM quellen") == [(1, "2026-10")]


def test_a_source_keeps_the_date_of_its_data(store: Store) -> None:
    run = store.start("pvog", {})
    run.finish(stand="2026-02-28")
    assert read(store, "SELECT letzter_lauf, stand FROM quellen") == [(run.id, "2026-02-28")]


def test_a_run_that_failed_is_not_the_sources_last(store: Store) -> None:
    run = store.start("pvog", {})
    assert run.finish(failed=True) == "fehlgeschlagen"
    assert read(store, "SELECT letzter_lauf, stand FROM quellen") == [(None, None)]


def test_a_run_that_was_stopped_goes_on(store: Store) -> None:
    first = store.start("pvog", {"land": "16"})
    first.keep([delivery("a")])
    first.save(offers([1]), group="a", seen=DAY_1)
    first.interrupt()
    assert read(store, "SELECT status FROM laeufe") == [("unterbrochen",)]
    again = store.start("pvog", {"land": "16"}, resume=True)
    assert (again.counts, again.done_groups()) == (Counts(), {"a"})
    assert again.finish() == "fertig"
    assert read(store, "SELECT id, status, setzt_fort FROM laeufe") == [
        (first.id, "unterbrochen", None),
        (again.id, "fertig", first.id),
    ]


def test_a_run_that_was_stopped_twice_knows_all_that_was_done(store: Store) -> None:
    for group in ("a", "b"):
        run = store.start("pvog", {}, resume=True)
        run.keep([delivery(group)])
        run.save(offers([1]), group=group, seen=DAY_1)
        run.interrupt()
    assert store.start("pvog", {}, resume=True).done_groups() == {"a", "b"}


def test_a_run_that_was_killed_goes_on(store: Store) -> None:
    killed = store.start("pvog", {})
    again = store.start("pvog", {}, resume=True)
    assert read(store, "SELECT id, status, setzt_fort FROM laeufe") == [
        (killed.id, "unterbrochen", None),
        (again.id, "läuft", killed.id),
    ]


@pytest.mark.parametrize("difference", ["extent", "finished", "not asked"])
def test_a_run_does_not_go_on_when_it_is_another_or_done_or_unwanted(store: Store, difference: str) -> None:
    first = store.start("pvog", {"land": "16"})
    if difference == "finished":
        first.finish()
    extent = {"land": "15"} if difference == "extent" else {"land": "16"}
    second = store.start("pvog", extent, resume=difference != "not asked")
    assert second.id != first.id
    assert read(store, "SELECT status FROM laeufe ORDER BY id") == [
        ("fertig" if difference == "finished" else "unterbrochen",),
        ("läuft",),
    ]


def test_the_card_of_a_source_is_renewed(store: Store) -> None:
    store.note_source("pvog", "Nur eine Stichprobe.")
    store.register_source({**CARD, "titel": "Portalverbund", "lizenz": "unbekannt"})
    assert read(store, "SELECT * FROM quellen") == [
        (
            "pvog",
            "Portalverbund",
            "FITKO",
            "unbekannt",
            "https://pvog.fitko.net",
            "Suchdienst",
            None,
            None,
            "Nur eine Stichprobe.",
        )
    ]


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_the_lands_own_title_comes_first_whatever_the_order(store: Store, order: list[int]) -> None:
    descriptions: list[Record] = [
        Leistungsbeschreibung("B100019.LB.1", "B100019", "99102013100001", "Titel des Bundes", None, "pvog"),
        Leistungsbeschreibung("L100038.LB.1", "L100038", "99102013100001", "Titel des Landes", None, "pvog"),
        Leistungsbeschreibung("L100001.LB.1", "L100001", "99102013100001", "Anderer Titel", None, "pvog"),
    ]
    for position in order:
        save(store, Parsed([leistung(1), descriptions[position]]))
    assert read(store, "SELECT bezeichnung_2 FROM leistungen") == [("Titel des Landes",)]


# Properties

numbers = st.integers(1, 6)
records: st.SearchStrategy[Record] = st.one_of(
    st.builds(leistung, numbers),
    st.builds(service, numbers, name=st.sampled_from(["Hund", "Katze"]), url=st.sampled_from([None, "https://a.de"])),
)


def distinct(found: list[Record]) -> list[Record]:
    return list({(type(record), record[0]): record for record in found}.values())


def shuffled(found: list[Record]) -> st.SearchStrategy[tuple[list[Record], list[Record]]]:
    return st.tuples(st.just(found), st.permutations(found))


@given(st.lists(records).map(distinct).flatmap(shuffled))
@settings(max_examples=25, deadline=None)
def test_saved_again_in_any_order_everything_is_unchanged(orders: tuple[list[Record], list[Record]]) -> None:
    found, again = orders
    tables = ("leistungen", "onlinedienste")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "katalog.db"
        store = Store(connect(path, create=True), path)
        store.register_source(CARD)
        first = store.start("pvog", {})
        first.save(Parsed(found), group="a", seen=DAY_1)
        before = [read(store, f"SELECT * FROM {table} ORDER BY 1") for table in tables]
        second = store.start("pvog", {})
        second.save(Parsed(again), group="a", seen=DAY_1)
        assert first.counts == Counts(neu=len(found))
        assert second.counts == Counts(unveraendert=len(found))
        assert [read(store, f"SELECT * FROM {table} ORDER BY 1") for table in tables] == before
        store.db.close()
