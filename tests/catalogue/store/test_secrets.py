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
    assert read(store, "SELECT text, objekt, ort FROM meldungen") == [(f"Nicht da: {CLEAN}", CLEAN, CLEAN)]


def test_a_link_without_its_secret_is_not_a_change_the_next_time(store: Store) -> None:
    for _ in range(2):
        run = store.start("pvog", {})
        run.save(Parsed(records=[*PLACE, leistung(1), service(1, url=LINK), offer(1)]), group="a", seen=DAY_1)
        run.finish()
    assert (run.counts.neu, run.counts.geaendert) == (0, 0)
