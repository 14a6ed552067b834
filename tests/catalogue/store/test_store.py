import sqlite3
from pathlib import Path

import pytest

from catalogue.records.angebote import Angebot
from catalogue.records.parsed import Message, Parsed
from catalogue.store.outcomes import Counts
from catalogue.store.store import Store
from tests.catalogue.store.saving import DAY_1, DAY_2, DAY_3, EISENACH, leistung, offers, read, save
from tests.reading import rows

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


# Foreign text


ODD = "Hund\x1b[31m\x00steuer\u202e\rneu"
SHOWN = "Hund\ufffd[31m\ufffdsteuer\ufffd\nneu"


def test_foreign_text_enters_as_it_can_be_shown_and_the_same_again_is_unchanged(store: Store) -> None:
    odd = leistung(1)._replace(bezeichnung=ODD)
    said = Message("Fehler", "test", ODD, ODD, ODD)
    save(store, Parsed(records=[odd], messages=[said]))
    again = save(store, Parsed(records=[odd]), seen=DAY_2)
    assert again.counts.unveraendert == 1
    assert read(store, "SELECT bezeichnung FROM leistungen") == [(SHOWN,)]
    assert read(store, "SELECT text, objekt, ort FROM meldungen") == [(SHOWN,) * 3]
