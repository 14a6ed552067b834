from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue import keys
from catalogue.questions.places import Place
from importers.run.runner import Options, RunResult, run_import
from tests.importers.pvog.harvesting import EISENACH, ERFURT, GERA
from tests.reading import Row, messages, rows, texts
from tests.simulators.dashboard import Api, OpenPvogService, Registered, row, source

FIRST, SECOND, THIRD = "2026-10-04T06:00:00Z", "2026-10-05T06:00:00Z", "2026-10-06T06:00:00Z"
LAND, BUND, KREIS = "160000000000", "000000000000", "160630000000"
SMALL: Registered = {
    EISENACH: [row(1, EISENACH), row(2, EISENACH, url="", aktiv=None, online_status="nicht ok")],
    KREIS: [row(3, KREIS, art_flaechendeckung="kreisweit flächendeckend")],
    LAND: [row(1, LAND, art_flaechendeckung="landesweit flächendeckend")],
}
MANY: Registered = {EISENACH: [row(number, EISENACH) for number in range(230)], LAND: [row(300, LAND)]}
PAGES_ONLY = 0


def place(ars: str) -> Place:
    return Place(keys.ags_of_ars(ars), ars, ars)


def harvest(katalog: Path, base_url: str, *ars: str, api: Api = "new", **options: Any) -> RunResult:
    """Import these municipalities, or Eisenach."""
    places = [place(key) for key in ars or (EISENACH,)]
    return run_import(katalog, source(base_url, api, *places), Options(**options))


def stored(katalog: Path) -> list[Row]:
    """Everything that is stored of the dashboard."""
    return rows(katalog, "SELECT * FROM dashboard_angebote ORDER BY ags, leistungsschluessel, ars, url")


def found(katalog: Path) -> list[Row]:
    """Municipality, Leistung, area, whether its own and when it disappeared, of everything ever seen."""
    return rows(
        katalog,
        "SELECT ags, leistungsschluessel, ars, oertlich, verschwunden_am FROM dashboard_angebote ORDER BY 1, 2, 3, url",
    )


def kinds(katalog: Path) -> list[Row]:
    """What answers were kept in the latest run."""
    return rows(katalog, "SELECT art FROM lieferungen WHERE lauf_id = (SELECT max(id) FROM laeufe) ORDER BY id")


@pytest.mark.parametrize("api", ["old", "new"])
@pytest.mark.parametrize("exports", [10_000, PAGES_ONLY])
def test_a_municipality_is_stored_with_what_it_registered_and_what_it_inherits(
    register: Path, at: Callable[[str], None], api: Api, exports: int
) -> None:
    at(FIRST)
    with OpenPvogService(SMALL, exports=exports) as service:
        result = harvest(register, service.base(api), api=api)
    assert (result.status, result.failed, result.messages) == ("fertig", False, [])
    seen = ("open-pvog", FIRST, FIRST, None)
    town, land, kreis = (f"Gebiet {ars}" for ars in (EISENACH, LAND, KREIS))
    assert stored(register) == [
        ("16063105", *key, *told, None, None, *ozg, *seen)
        for key, told, ozg in (
            (
                ("99101001001000", LAND, "https://beispiel.de/1", 0),
                ("Titel 1", land, "ok", "ja", "landesweit flächendeckend"),
                ("10001", "OZG 1"),
            ),
            (
                ("99101001001000", EISENACH, "https://beispiel.de/1", 1),
                ("Titel 1", town, "ok", "ja", "in mind. einer Kommune verfügbar"),
                ("10001", "OZG 1"),
            ),
            (
                ("99102001001000", EISENACH, "", 1),
                ("Titel 2", town, "nicht ok", None, "in mind. einer Kommune verfügbar"),
                ("10002", "OZG 2"),
            ),
            (
                ("99103001001000", KREIS, "https://beispiel.de/3", 0),
                ("Titel 3", kreis, "ok", "ja", "kreisweit flächendeckend"),
                ("10003", "OZG 3"),
            ),
        )
    ]
    assert rows(register, "SELECT leistungsschluessel, bezeichnung, leistungstyp FROM leistungen ORDER BY 1") == [
        ("99101001001000", "Name 1", "LOV"),
        ("99102001001000", "Name 2", "LOV"),
        ("99103001001000", "Name 3", "LOV"),
    ]
    assert rows(register, "SELECT count(*) FROM angebotsnachweise UNION ALL SELECT count(*) FROM onlinedienste") == [
        (0,),
        (0,),
    ]
    form = "Tabelle" if exports else "Seite"
    assert kinds(register) == [(f"{form}, örtlich",), (f"{form}, insgesamt",)]


def test_what_the_newer_interface_tells_in_addition_is_stored(register: Path) -> None:
    entry = row(
        1,
        EISENACH,
        aktiv="nein",
        art_flaechendeckung="nicht in Auswertung berücksichtigt",
        begruendung_nicht_beruecksichtigt="Link führt zu einem Formular",
        datenstand_pvog_import="2026-10-04",
        export_datum="2026-10-05",
    )
    for exports in (10_000, PAGES_ONLY):
        with OpenPvogService({EISENACH: [entry]}, exports=exports) as service:
            result = harvest(register, service.base("new"))
        assert (result.status, result.messages) == ("fertig", [])
        assert rows(register, "SELECT aktiv, begruendung, datenstand FROM dashboard_angebote") == [
            ("nein", "Link führt zu einem Formular", "2026-10-04")
        ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("camel", [True, False])
def test_a_table_is_read_whatever_separates_its_cells_and_however_its_columns_are_written(
    register: Path, at: Callable[[str], None], delimiter: str, bom: bool, camel: bool
) -> None:
    at(FIRST)
    odd: Registered = {EISENACH: [row(1, EISENACH, leika_name='Hund, "Katze"; Maus\tund\nmehr')]}
    with OpenPvogService(odd, exports=PAGES_ONLY) as service:
        harvest(register, service.base("new"))
    as_json = stored(register)
    with OpenPvogService(odd, delimiter=delimiter, bom=bom, camel=camel) as service:
        result = harvest(register, service.base("new"))
    assert (result.messages, result.counts.unveraendert) == ([], 2)
    assert stored(register) == as_json
    assert kinds(register) == [("Tabelle, örtlich",), ("Tabelle, insgesamt",)]


def test_pages_may_name_their_fields_either_way(register: Path) -> None:
    with OpenPvogService(SMALL, camel=True, exports=PAGES_ONLY) as service:
        result = harvest(register, service.base("new"))
    assert (result.messages, len(stored(register))) == ([], 4)


def test_what_is_asked_for(register: Path) -> None:
    with OpenPvogService({EISENACH: SMALL[EISENACH]}) as service:
        harvest(register, service.base("new"))
        new = service.requests[:]
        service.requests.clear()
        service.exports = PAGES_ONLY
        harvest(register, service.base("old"), api="old")
    start = f"/api/public/v1/dash/open-pvog/{EISENACH}/export?filetype=csv"
    assert new == [f"{start}&includeAbove={above}&includeBelow=false" for above in ("false", "true")]
    start = f"/api/v1/data/{EISENACH}"
    assert service.requests == [
        f"{start}?{asked}&includeAbove={above}&includeBelow=false"
        for above in ("false", "true")
        for asked in ("filetype=csv", "page=0&size=100")
    ]


def test_a_table_that_is_too_large_is_asked_for_page_by_page(register: Path) -> None:
    for api in ("old", "new"):
        with OpenPvogService(MANY, exports=230) as service:
            result = harvest(register, service.base(api), api=api)
        assert (result.status, len(stored(register))) == ("fertig", 231)
        assert kinds(register) == [("Tabelle, örtlich",), *[("Seite, insgesamt",)] * 3]


def test_the_other_type_is_tried_before_pages(register: Path) -> None:
    with OpenPvogService(SMALL, types=["text/csv"]) as service:
        result = harvest(register, service.base("new"))
        assert (result.status, len(stored(register)), len(service.requests)) == ("fertig", 4, 4)
        assert kinds(register) == [("Tabelle, örtlich",), ("Tabelle, insgesamt",)]
    with OpenPvogService(SMALL, types=[]) as service:
        result = harvest(register, service.base("new"))
        assert (result.counts.unveraendert, len(service.requests)) == (4 + 3, 6)
        assert kinds(register) == [("Seite, örtlich",), ("Seite, insgesamt",)]


def test_a_table_as_long_as_a_page_may_be_one_and_is_not_relied_on(register: Path) -> None:
    with OpenPvogService({EISENACH: MANY[EISENACH][:100]}) as service:
        result = harvest(register, service.base("old"), api="old")
    assert (result.status, len(stored(register))) == ("fertig", 100)
    assert kinds(register) == [("Seite, örtlich",), ("Seite, insgesamt",)]


def test_a_municipality_that_registered_nothing_only_inherits(register: Path) -> None:
    with OpenPvogService({BUND: [row(1, BUND)]}) as service:
        result = harvest(register, service.base("new"), EISENACH, ERFURT)
    assert (result.status, result.messages) == ("fertig", [])
    assert found(register) == [
        ("16051000", "99101001001000", BUND, 0, None),
        ("16063105", "99101001001000", BUND, 0, None),
    ]


def test_a_municipality_of_which_nothing_is_known_is_empty_and_no_error(register: Path) -> None:
    with OpenPvogService({EISENACH: SMALL[EISENACH]}) as service:
        result = harvest(register, service.base("new"), EISENACH, GERA)
    assert (result.status, result.failed) == ("fertig", False)
    assert [line[:3] for line in messages(register)] == [("Hinweis", "open_pvog.leer", GERA)]


@pytest.mark.parametrize("exports", [10_000, PAGES_ONLY - 1])
def test_an_answer_without_rows_says_the_same_as_none(register: Path, exports: int) -> None:
    with OpenPvogService({LAND: [row(1, LAND)]}, exports=exports, says_nothing=True) as service:
        result = harvest(register, service.base("old"), EISENACH, ERFURT, api="old")
        assert (result.status, result.messages) == ("fertig", [])
        assert [line[0] for line in found(register)] == ["16051000", "16063105"]
        service.registered = {}
        harvest(register, service.base("old"), EISENACH, api="old")
    assert [line[:3] for line in messages(register)] == [("Hinweis", "open_pvog.leer", EISENACH)]
    assert [line[0] for line in found(register) if line[4] is None] == ["16051000"]


def test_when_nothing_is_known_of_any_municipality_the_run_fails_and_names_the_other_interface(register: Path) -> None:
    with OpenPvogService({}) as service:
        result = harvest(register, service.base("new"), EISENACH, GERA)
    assert (result.status, result.failed) == ("fehlgeschlagen", True)
    assert "lauf.leer" in [line[1] for line in messages(register)]
    assert "--api" in texts(register)


@pytest.mark.parametrize("exports", [10_000, PAGES_ONLY])
def test_harvesting_twice_changes_nothing_and_asks_on_condition(
    register: Path, at: Callable[[str], None], exports: int
) -> None:
    with OpenPvogService(SMALL, exports=exports) as service:
        at(FIRST)
        first = harvest(register, service.base("new"))
        before = [line[:-2] for line in stored(register)]
        assert service.conditional == 0
        at(SECOND)
        again = harvest(register, service.base("new"))
        assert service.conditional == 2
    assert (first.counts.neu, again.counts.neu, again.counts.geaendert, again.counts.unveraendert) == (7, 0, 0, 7)
    assert [line[:-2] for line in stored(register)] == before
    assert {line[-2] for line in stored(register)} == {SECOND}
    status = "SELECT DISTINCT http_status FROM lieferungen WHERE lauf_id = ?"
    assert rows(register, status, again.run_id) == [(304,)]


def test_what_was_registered_and_now_is_inherited_only_is_changed(register: Path) -> None:
    with OpenPvogService(SMALL) as service:
        harvest(register, service.base("new"))
        service.registered = {**SMALL, EISENACH: SMALL[EISENACH][1:], KREIS: [SMALL[EISENACH][0], *SMALL[KREIS]]}
        result = harvest(register, service.base("new"))
    assert (result.counts.geaendert, result.counts.verschwunden) == (1, 0)
    assert ("16063105", "99101001001000", EISENACH, 0, None) in found(register)


def test_what_is_no_longer_there_is_marked_and_may_come_back(register: Path, at: Callable[[str], None]) -> None:
    all_of_them = [row(number, EISENACH) for number in range(10)]
    with OpenPvogService({EISENACH: all_of_them}) as service:
        at(FIRST)
        harvest(register, service.base("new"))
        service.registered = {EISENACH: all_of_them[:8]}
        at(SECOND)
        result = harvest(register, service.base("new"))
        assert [line[4] for line in found(register)] == [None] * 8 + [SECOND] * 2
        service.registered = {EISENACH: all_of_them[:9]}
        at(THIRD)
        harvest(register, service.base("new"))
    assert (result.status, result.counts.verschwunden) == ("fertig", 2)
    assert [line[4] for line in found(register)] == [None] * 9 + [SECOND]


@pytest.mark.parametrize(("before", "after", "missing"), [(10, 7, 3), (10, 13, 0), (10, 0, 10), (3, 8, 0)])
def test_of_a_municipality_that_leaps_nothing_is_taken_over_until_it_is_confirmed(
    register: Path, before: int, after: int, missing: int
) -> None:
    with OpenPvogService({EISENACH: [row(number, EISENACH) for number in range(before)]}) as service:
        harvest(register, service.base("new"))
        kept = stored(register)
        service.registered = {EISENACH: [row(number, EISENACH, leika_name="Neu") for number in range(after)]}
        alarm = harvest(register, service.base("new"))
        assert stored(register) == kept
        assert (alarm.status, alarm.counts.neu, alarm.counts.geaendert, alarm.counts.verschwunden) == (
            "fehlgeschlagen",
            0,
            0,
            0,
        )
        assert [line[:2] + line[3:] for line in messages(register)] == [
            ("Fehler", "anzahl.alarm", "16063105, open-pvog", 1)
        ]
        assert f"Bisher waren es {before} Einträge, jetzt sind es {after}, und {missing} der bisherigen" in texts(
            register
        )
        confirmed = harvest(register, service.base("new"), confirm_deletions=True)
    assert confirmed.status == "fertig"
    assert [line[4] is None for line in found(register)].count(True) == after


@pytest.mark.parametrize("after", [8, 12])
def test_a_fifth_exactly_is_no_leap(register: Path, after: int) -> None:
    with OpenPvogService({EISENACH: [row(number, EISENACH) for number in range(10)]}) as service:
        harvest(register, service.base("new"))
        service.registered = {EISENACH: [row(number, EISENACH) for number in range(after)]}
        assert harvest(register, service.base("new")).status == "fertig"
    assert [line[4] is None for line in found(register)].count(True) == after


def test_a_leap_of_one_municipality_leaves_the_others(register: Path) -> None:
    towns: Registered = {ars: [row(number, ars) for number in range(10)] for ars in (EISENACH, ERFURT)}
    with OpenPvogService(towns) as service:
        harvest(register, service.base("new"), EISENACH, ERFURT)
        service.registered = {
            EISENACH: [row(number, EISENACH) for number in range(15)],
            ERFURT: [row(number, ERFURT) for number in range(9)],
        }
        result = harvest(register, service.base("new"), EISENACH, ERFURT)
    assert (result.status, result.counts.neu, result.counts.verschwunden) == ("mit Fehlern", 0, 1)
    assert [line[0] for line in found(register) if line[4] is None] == ["16051000"] * 9 + ["16063105"] * 10


def test_a_dry_run_reports_and_writes_nothing(register: Path) -> None:
    with OpenPvogService(SMALL) as service:
        result = harvest(register, service.base("new"), dry_run=True)
    assert (result.counts.neu, stored(register)) == (7, [])


def test_kept_answers_give_the_same_rows_without_the_network(register: Path, at: Callable[[str], None]) -> None:
    at(FIRST)
    with OpenPvogService(MANY, exports=230) as service:
        base_url = service.base("new")
        harvest(register, base_url)
    before = stored(register)
    result = harvest(register, base_url, from_raw=True)
    assert (result.counts.neu, result.counts.geaendert, result.counts.verschwunden) == (0, 0, 0)
    assert stored(register) == before


def test_a_run_that_broke_off_is_continued_where_it_was(register: Path) -> None:
    towns: Registered = {ars: [row(1, ars)] for ars in (EISENACH, ERFURT, GERA)}
    with OpenPvogService(towns) as service:
        base_url = service.base("new", f"http500@{ERFURT}")
        first = harvest(register, base_url, EISENACH, ERFURT, GERA)
        assert (first.status, len(found(register))) == ("mit Fehlern", 2)
        service.healed = True
        service.requests.clear()
        harvest(register, base_url, EISENACH, ERFURT, GERA, resume=True)
        assert {ERFURT in target for target in service.requests} == {True}
    assert [line[0] for line in found(register)] == ["16051000", "16052000", "16063105"]
