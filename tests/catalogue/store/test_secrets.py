"""Nothing in an address that lets somebody in gets into the catalogue, whoever wrote the address."""

from catalogue.records.kind import Record
from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from catalogue.store.store import Store
from tests.catalogue.store.saving import DAY_1, PLACE, leistung, offer, read, service

LINK = "https://name:geheim@a.example/b?access_token=geheim&x=1"
CLEAN = "https://a.example/b?access_token=…&x=1"


def test_no_secret_of_an_address_is_stored(store: Store) -> None:
    run = store.start("pvog", {"orte": [LINK]})
    run.keep([Delivery(LINK, b"x", DAY_1, "a")])
    message = Message("Fehler", "x", f"Nicht da: {LINK}", LINK, LINK)
    records: list[Record] = [*PLACE, leistung(1), service(1, url=LINK), offer(1)]
    run.save(Parsed(records=records, messages=[message]), group="a", seen=DAY_1)
    run.finish()
    assert "geheim" not in "\n".join(store.db.conn.iterdump())
    assert read(store, "SELECT url FROM onlinedienste") == read(store, "SELECT url FROM lieferungen") == [(CLEAN,)]
    assert read(store, "SELECT text, objekt, ort FROM meldungen") == [
        (f"Nicht da: {CLEAN}", CLEAN, CLEAN),
        (read(store, "SELECT text FROM meldungen WHERE code = 'link.zugangsdaten'")[0][0], None, CLEAN),
    ]


def test_links_that_lost_a_secret_are_counted_and_the_first_are_named(store: Store) -> None:
    run = store.start("pvog", {})
    links = [service(number, url=f"{LINK}&n={number}") for number in range(1, 6)]
    run.save(Parsed(records=[*PLACE, leistung(1), *links, service(6)]), group="a", seen=DAY_1)
    run.finish()
    named = " ".join(f"{CLEAN}&n={number}" for number in (1, 2, 3))
    assert read(store, "SELECT stufe, code, ort, anzahl FROM meldungen") == [("Hinweis", "link.zugangsdaten", named, 5)]


def test_a_link_without_its_secret_is_not_a_change_the_next_time(store: Store) -> None:
    for _ in range(2):
        run = store.start("pvog", {})
        run.save(Parsed(records=[*PLACE, leistung(1), service(1, url=LINK), offer(1)]), group="a", seen=DAY_1)
        run.finish()
    assert (run.counts.neu, run.counts.geaendert) == (0, 0)
