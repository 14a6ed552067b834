import gzip
import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.store import rawstore
from importers.pvog.answers import read_table, table_keys
from importers.sample.simulator import KeysIn
from importers.sample.world import item, sample_world
from tests.importers.pvog.harvesting import (
    EISENACH,
    ERFURT,
    ERFURT_SMALL,
    GERA,
    HUND,
    HUND_ONLINE,
    SMALL,
    WEIMAR,
    area,
    changes,
    harvest,
    numbered,
    offers,
    without,
)
from tests.reading import Row, content, messages, rows
from tests.simulators.suchdienst import Simulator

needs_shared = pytest.mark.needs_shared

FIRST, SECOND, THIRD = "2026-10-04T06:00:00Z", "2026-10-05T06:00:00Z", "2026-10-06T06:00:00Z"
RESULT_TABLES = ("leistungen", "onlinedienste", "angebotsnachweise", "leistungsbeschreibungen")


def stored(katalog: Path, *tables: str) -> list[list[Row]]:
    everything = content(katalog)
    return [everything[name] for name in tables or RESULT_TABLES]


def test_one_municipality_is_stored_with_all_that_the_source_says(register: Path, at: Callable[[str], None]) -> None:
    at(FIRST)
    with Simulator(SMALL) as base_url:
        result = harvest(register, base_url)
    assert (result.status, result.failed, result.messages) == ("fertig", False, [])
    assert content(register)["onlinedienste"] == [
        (service, "L100038", name, link, None, None, None, None, "pvog", FIRST, FIRST, None)
        for service, name, link in (
            ("L100038.OD.1", "Hundesteuer", "https://thavelp.thueringen.de/thavelp/go/a/2080"),
            ("L100038.OD.2", "Urkunden", "https://erfurt.de/od000008"),
        )
    ]
    assert content(register)["angebotsnachweise"] == [
        ("16051000", key, service, "pvog", result.run_id, FIRST, FIRST, None)
        for key, service in (
            ("99027002012000", "L100038.OD.2"),
            ("99059004012000", "L100038.OD.2"),
            ("99102013104000", "L100038.OD.1"),
        )
    ]
    assert content(register)["leistungsbeschreibungen"] == [
        (f"L100038.LB.{number}", "L100038", key, title, *[None] * 15, "pvog", FIRST, FIRST, None)
        for number, key, title in (
            (215864084, "99102013104000", "Hundesteuer anmelden"),
            (354790, "99027002012000", "Geburtsurkunde beantragen"),
            (355220, "99085001012000", "Reisepass beantragen"),
            (713907, "99059004012000", "Eheurkunde beantragen"),
        )
    ]
    assert rows(
        register, "SELECT leistungsschluessel, bezeichnung, bezeichnung_2, leistungstyp FROM leistungen ORDER BY 1"
    ) == [
        ("99027002012000", "Geburtsurkunde", "Geburtsurkunde beantragen", "LOV"),
        ("99059004012000", "Eheurkunde", "Eheurkunde beantragen", "LOV"),
        ("99085001012000", "Reisepass", "Reisepass beantragen", "LOV"),
        ("99102013104000", "Hundesteuer", "Hundesteuer anmelden", "LOV"),
    ]


@pytest.mark.slow
def test_small_pages_give_the_same_rows_as_one_page(register: Path, at: Callable[[str], None], tmp_path: Path) -> None:
    at(FIRST)
    with Simulator(sample_world(), page_size=500) as base_url:
        harvest(register, base_url, ERFURT, EISENACH)
    one_page = stored(register)
    with Simulator(sample_world(), page_size=5) as base_url:
        again = harvest(register, base_url, ERFURT, EISENACH)
    assert rows(register, "SELECT count(*) FROM lieferungen WHERE lauf_id = ?", again.run_id) == [(6 + 4,)]
    assert stored(register) == one_page
    assert (again.counts.neu, again.counts.geaendert, again.counts.verschwunden) == (0, 0, 0)


@pytest.mark.parametrize("keys_in", ["item", "table", "detail"])
def test_keys_come_from_the_item_else_from_the_table_else_from_the_detail(
    register: Path, at: Callable[[str], None], keys_in: KeysIn
) -> None:
    at(FIRST)
    simulator = Simulator(SMALL, keys_in=keys_in)
    with simulator as base_url:
        harvest(register, base_url)
    assert offers(register) == [
        ("16051000", "99027002012000", "L100038.OD.2", None),
        ("16051000", "99059004012000", "L100038.OD.2", None),
        ("16051000", "99102013104000", "L100038.OD.1", None),
    ]
    kinds = [row[0] for row in rows(register, "SELECT art FROM lieferungen WHERE quelle = 'pvog' ORDER BY id")]
    assert (
        kinds
        == {"item": ["Seite"], "table": ["Seite", "Tabelle"], "detail": ["Seite", "Tabelle"] + 3 * ["Detail"]}[keys_in]
    )
    titles = {row[2] for row in content(register)["leistungen"]}
    assert ("Hundesteuer anmelden" in titles) is (keys_in != "item")


def test_an_id_with_signs_of_a_url_asks_for_that_description_and_nothing_else(register: Path) -> None:
    strange = replace(HUND, id="L100038.LB.../x?y#z")
    simulator = Simulator({ERFURT: area(replace(HUND_ONLINE, descriptions=(strange,)))}, keys_in="detail")
    with simulator as base_url:
        harvest(register, base_url)
    assert (
        simulator.requests[-1]
        == f"/suchdienst/api/v6/servicedescriptions/L100038.LB...%2Fx%3Fy%23z/detail?ars={ERFURT}"
    )
    assert offers(register) == [("16051000", "99102013104000", "L100038.OD.1", None)]


def test_keys_that_are_known_already_are_not_asked_for_again(register: Path) -> None:
    simulator = Simulator(SMALL)
    with simulator as base_url:
        harvest(register, base_url)
        simulator.requests.clear()
        harvest(register, base_url)
    assert simulator.requests == [f"/suchdienst/api/v1beta2/onlineservices?ars={ERFURT}"]


@pytest.mark.slow
def test_harvesting_twice_changes_nothing_but_the_last_sight(register: Path, at: Callable[[str], None]) -> None:
    with Simulator(sample_world()) as base_url:
        at(FIRST)
        harvest(register, base_url, ERFURT, GERA, EISENACH)
        before = [[row[:-2] for row in table] for table in stored(register, "angebotsnachweise", "onlinedienste")]
        at(SECOND)
        again = harvest(register, base_url, ERFURT, GERA, EISENACH)
    assert [[row[:-2] for row in table] for table in stored(register, "angebotsnachweise", "onlinedienste")] == before
    assert (again.counts.neu, again.counts.geaendert, again.counts.verschwunden) == (0, 0, 0)
    assert rows(register, "SELECT DISTINCT erstmals_gesehen, zuletzt_gesehen FROM angebotsnachweise") == [
        (FIRST, SECOND)
    ]
    assert [change[0] for change in changes(register)] == ["Erstaufnahme"] * 3


def test_the_first_harvest_of_a_municipality_is_one_change(register: Path) -> None:
    with Simulator(SMALL) as base_url:
        harvest(register, base_url)
    assert changes(register) == [("Erstaufnahme", "16051000", None, None, None, "3 Angebote")]


def test_a_changed_title_and_link_are_one_changed_service_and_a_row_each(register: Path) -> None:
    simulator = Simulator(SMALL)
    with simulator as base_url:
        harvest(register, base_url)
        new = replace(HUND_ONLINE, name="Hund anmelden", link="https://erfurt.de/hund")
        simulator.world = {ERFURT: replace(ERFURT_SMALL, services=(new, ERFURT_SMALL.services[1]))}
        result = harvest(register, base_url)
    assert (result.counts.neu, result.counts.geaendert, result.counts.verschwunden) == (0, 1, 0)
    assert changes(register)[1:] == [
        ("geändert", None, None, "L100038.OD.1", "Hundesteuer", "Hund anmelden"),
        (
            "geändert",
            None,
            None,
            "L100038.OD.1",
            "https://thavelp.thueringen.de/thavelp/go/a/2080",
            "https://erfurt.de/hund",
        ),
    ]


@pytest.mark.slow
def test_an_offer_that_disappears_is_marked_kept_and_logged_and_may_come_back(
    register: Path, at: Callable[[str], None]
) -> None:
    simulator = Simulator(SMALL)
    hund = ("16051000", "99102013104000", "L100038.OD.1")
    with simulator as base_url:
        at(FIRST)
        harvest(register, base_url)
        at(SECOND)
        simulator.world = {ERFURT: without(ERFURT_SMALL, "L100038.OD.1")}
        harvest(register, base_url)
        assert offers(register)[2] == (*hund, SECOND)
        assert content(register)["onlinedienste"][0][-1] == SECOND
        at(THIRD)
        simulator.world = SMALL
        harvest(register, base_url)
    assert offers(register)[2] == (*hund, None)
    assert content(register)["onlinedienste"][0][-1] is None
    assert changes(register)[1:] == [("verschwunden", *hund, None, None), ("wieder da", *hund, None, None)]
    assert rows(
        register, "SELECT erstmals_gesehen, zuletzt_gesehen FROM angebotsnachweise WHERE onlinedienst_id = ?", hund[2]
    ) == [(FIRST, THIRD)]


def test_a_new_offer_of_a_known_municipality_is_a_change(register: Path) -> None:
    simulator = Simulator({ERFURT: without(ERFURT_SMALL, "L100038.OD.1")})
    with simulator as base_url:
        harvest(register, base_url)
        simulator.world = SMALL
        harvest(register, base_url)
    assert changes(register)[1:] == [("neu", "16051000", "99102013104000", "L100038.OD.1", None, None)]


def test_when_more_than_a_fifth_is_gone_nothing_is_marked_until_it_is_confirmed(register: Path) -> None:
    services = [numbered(number) for number in range(10)]
    simulator = Simulator({ERFURT: area(*services)})
    with simulator as base_url:
        harvest(register, base_url)
        simulator.world = {ERFURT: area(*services[:7])}
        alarm = harvest(register, base_url)
        assert [offer[3] for offer in offers(register)] == [None] * 10
        assert messages(register) == [("Fehler", "anzahl.alarm", "16051000, pvog", "3 von 10", 1)]
        assert (alarm.counts.verschwunden, alarm.status, alarm.failed) == (0, "mit Fehlern", True)
        confirmed = harvest(register, base_url, confirm_deletions=True)
    assert sum(offer[3] is not None for offer in offers(register)) == 3
    assert confirmed.counts.verschwunden == 6  # three offers and the three services behind them


def test_a_fifth_exactly_is_no_alarm(register: Path) -> None:
    services = [numbered(number) for number in range(10)]
    simulator = Simulator({ERFURT: area(*services)})
    with simulator as base_url:
        harvest(register, base_url)
        simulator.world = {ERFURT: area(*services[:8])}
        harvest(register, base_url)
    assert sum(offer[3] is not None for offer in offers(register)) == 2


def test_a_municipality_that_pvog_does_not_know_is_empty_and_no_error(register: Path) -> None:
    with Simulator(SMALL) as base_url:
        result = harvest(register, base_url, GERA)
    assert (result.status, result.failed, result.counts.objects) == ("fertig", False, 0)
    assert [message[:3] for message in messages(register)] == [("Hinweis", "pvog.leer", GERA)]
    assert offers(register) == []


def test_every_delivery_is_kept_with_its_checksum(register: Path) -> None:
    with Simulator(SMALL) as base_url:
        harvest(register, base_url)
    kept = rows(
        register, "SELECT url, sha256, bytes, http_status, art FROM lieferungen WHERE quelle = 'pvog' ORDER BY id"
    )
    assert [(url.removeprefix(base_url), status, kind) for url, _, _, status, kind in kept] == [
        (f"/v1beta2/onlineservices?ars={ERFURT}", 200, "Seite"),
        (f"/v5/servicedescriptions/csv?ars={ERFURT}", 200, "Tabelle"),
    ]
    for _, sha256, size, _, _ in kept:
        body = gzip.decompress((rawstore.folder_of(register) / sha256[:2] / f"{sha256}.gz").read_bytes())
        assert (hashlib.sha256(body).hexdigest(), len(body)) == (sha256, size)
        assert rawstore.read(rawstore.folder_of(register), sha256) == body
    page = json.loads(rawstore.read(rawstore.folder_of(register), kept[0][1]))
    assert page["onlineservices"] == [item(service) for service in ERFURT_SMALL.services]


@pytest.mark.slow
@pytest.mark.parametrize("keys_in", ["item", "table", "detail"])
def test_parsing_the_kept_deliveries_again_needs_no_network_and_gives_the_same_rows(
    register: Path, keys_in: KeysIn, at: Callable[[str], None]
) -> None:
    at(FIRST)
    towns = (ERFURT, WEIMAR, EISENACH)
    with Simulator(sample_world(), page_size=5, keys_in=keys_in) as base_url:
        harvest(register, base_url, *towns)
    before = content(register)
    at(SECOND)
    again = harvest(register, base_url, *towns, from_raw=True)
    assert content(register) == before
    assert (again.counts.neu, again.counts.geaendert, again.counts.verschwunden) == (0, 0, 0)
    assert (again.counts.lieferungen, again.status) == (0, "fertig")
    with_less = [row for row in before["angebotsnachweise"] if row[0] != "16055000"]
    connection = sqlite3.connect(register, isolation_level=None)
    for table in ("angebotsnachweise", "leistungsbeschreibungen", "onlinedienste"):
        connection.execute(f"DELETE FROM {table}")
    connection.close()
    harvest(register, base_url, ERFURT, EISENACH, from_raw=True)
    rebuilt = content(register)["angebotsnachweise"]
    assert [row[:4] + row[5:] for row in rebuilt] == [row[:4] + row[5:] for row in with_less]


@pytest.mark.slow
def test_a_dry_run_reports_and_changes_nothing(register: Path) -> None:
    before, folder = content(register, without=frozenset()), rawstore.folder_of(register)
    files = sorted(folder.rglob("*.gz"))
    with Simulator(SMALL) as base_url:
        result = harvest(register, base_url, dry_run=True)
    assert (result.counts.neu, result.counts.lieferungen, result.status) == (13, 2, "fertig")
    assert content(register, without=frozenset()) == before
    assert sorted(folder.rglob("*.gz")) == files


@needs_shared
def test_the_real_table_of_the_bund_is_read_line_by_line(shared: Path) -> None:
    text = (shared / "pvog/servicedescriptions_csv_v5_bund_teil.csv").read_text(encoding="utf-8")
    lines = list(read_table(text))
    assert len(lines) == len(text.splitlines()) - 1
    assert {len(cells) for _, cells in lines} == {8}
    assert not any('""' in cell for _, cells in lines for cell in cells)
    found = table_keys(text)
    assert found["B100019.LB.100372567"] == ("99038003017002",)
    assert found["B100019.OD.104219441"] == ("99038003017002",)


def test_a_service_that_serves_two_leistungen_has_no_single_key_in_the_table() -> None:
    line = 'X.LB.{0}|990270020{0}000|Eine ""gute"" Sache|"Titel|20.01.2025 00:48|X.OD.1|Dienst|https://x.de\n'
    text = (
        "ID-LB|Leikaschlüssel|Name|Name2|Updatedatum|ID-OD|Bezeichnung OD|Links\n"
        + line.format("12")
        + line.format("13")
    )
    assert table_keys(text) == {"X.LB.12": ("99027002012000",), "X.LB.13": ("99027002013000",)}
    assert next(iter(read_table(text)))[1][2:4] == ['Eine "gute" Sache', '"Titel']


@pytest.mark.slow
def test_a_second_run_over_an_unchanged_source_asks_on_condition_only_and_changes_nothing(
    register: Path, at: Callable[[str], None]
) -> None:
    at(FIRST)
    simulator = Simulator(SMALL, page_size=1)
    with simulator as base_url:
        harvest(register, base_url)
        before, asked = stored(register), list(simulator.requests)
        at(SECOND)
        result = harvest(register, base_url)
        at(THIRD)
        third = harvest(register, base_url)
    assert simulator.requests == [*asked, *asked[:2], *asked[:2]]
    assert rows(
        register, "SELECT http_status, count(*) FROM lieferungen WHERE lauf_id >= ? GROUP BY 1", result.run_id
    ) == [(304, 4)]
    for later in (result, third):
        assert (later.status, later.counts.neu, later.counts.geaendert, later.counts.verschwunden) == (
            "fertig",
            0,
            0,
            0,
        )
        assert later.counts.unveraendert
    assert [[row[:-2] for row in table] for table in stored(register)] == [
        [row[:-2] for row in table] for table in before
    ]


def test_what_changed_since_is_fetched_whole(register: Path) -> None:
    simulator = Simulator(SMALL)
    with simulator as base_url:
        harvest(register, base_url)
        simulator.world = {ERFURT: without(ERFURT_SMALL, "L100038.OD.2")}
        result = harvest(register, base_url)
    assert rows(register, "SELECT http_status FROM lieferungen WHERE lauf_id = ?", result.run_id) == [(200,)]
    assert result.counts.verschwunden == 3
