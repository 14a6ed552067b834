from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.database import connect
from catalogue.records.kind import Record
from catalogue.records.leistungen import Leistungsbeschreibung
from catalogue.records.parsed import Parsed
from catalogue.store import rawstore
from catalogue.store.deliveries import Delivery
from catalogue.store.outcomes import Counts
from catalogue.store.store import Store
from tests.catalogue.store.saving import CARD, DAY_1, DAY_2, leistung, offers, read, save, service

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
