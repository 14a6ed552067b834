"""Every bad answer of Open-PVOG: what is said, what is kept, and that a good answer afterwards heals it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import DeliveryError
from catalogue.store.deliveries import Delivery
from importers.pvog.dashboard_answers import ALL, FIELDS, PAGE, TABLE, parse_place
from importers.web.errors import SourceError
from tests.importers.pvog.harvesting import EISENACH, ERFURT
from tests.importers.pvog.test_dashboard import LAND, PAGES_ONLY, found, harvest, stored
from tests.reading import messages, rows, texts
from tests.simulators.dashboard import BASES, Api, OpenPvogService, Registered, row

# As many rows as three pages.
TOWNS: Registered = {
    EISENACH: [row(number, EISENACH) for number in range(210)],
    ERFURT: [row(1, ERFURT), row(2, ERFURT)],
    LAND: [row(800, LAND)],
}


def heals(katalog: Path, service: OpenPvogService, api: Api) -> None:
    """A good run afterwards brings the catalogue to what a good run alone would have given."""
    result = harvest(katalog, service.base(api), EISENACH, ERFURT, api=api)
    assert (result.status, [line for line in messages(katalog) if line[0] == "Fehler"]) == ("fertig", [])
    assert [line[:4] for line in found(katalog) if line[4] is None] == sorted(
        [
            *[("16063105", entry["leika_key"], EISENACH, 1) for entry in TOWNS[EISENACH]],
            *[("16051000", entry["leika_key"], ERFURT, 1) for entry in TOWNS[ERFURT]],
            *[(ags, TOWNS[LAND][0]["leika_key"], LAND, 0) for ags in ("16063105", "16051000")],
        ]
    )


@pytest.mark.parametrize("api", ["old", "new"])
@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("growing-pages", "open_pvog.seitenzahl", "Statt 3 Seiten sind es beim Blättern auf einmal 4"),
        ("shrinking-pages", "open_pvog.seitenzahl", "Statt 3 Seiten sind es beim Blättern auf einmal 2"),
        ("endless-pages", "open_pvog.seitenzahl", "Die Zahl der Seiten (1000000000) kann nicht stimmen"),
        ("negative-pages", "open_pvog.seitenzahl", "Die Zahl der Seiten (-1) kann nicht stimmen"),
        ("no-pages", "open_pvog.seitenzahl", "Die Zahl der Seiten (0) kann nicht stimmen"),
        ("text-pages", "open_pvog.form", "die Zahl der Seiten „totalPages“"),
        ("no-list", "open_pvog.form", "fehlt die Liste „content“"),
        ("other-page", "open_pvog.seite_falsch", "Statt der Seite 0 kam die Seite 7"),
        ("empty-page", "open_pvog.seite_doppelt", "ist leer oder wiederholt eine frühere"),
        ("repeated-pages", "open_pvog.seite_doppelt", "ist leer oder wiederholt eine frühere"),
        ("missing-page", "open_pvog.seite_fehlt", "Eine angekündigte Seite gibt es nicht (404)"),
        ("http400", "http.anfrage", "Der Server versteht die Anfrage nicht (400)"),
        ("http500", "http.server", "Der Server meldet einen Fehler (500)"),
        ("timeout", "http.zeit", "nicht rechtzeitig geantwortet"),
        ("cut-body", "http.abgebrochen", "brach mittendrin ab"),
    ],
)
def test_bad_pages_of_one_municipality_are_named_and_the_others_are_taken(
    register: Path, api: Api, behaviour: str, code: str, text: str
) -> None:
    with OpenPvogService(TOWNS, exports=PAGES_ONLY) as service:
        result = harvest(register, service.base(api, f"{behaviour}@{EISENACH}"), EISENACH, ERFURT, api=api)
        assert (result.status, result.failed) == ("mit Fehlern", False)
        ((_, found_code, objekt, ort, anzahl),) = [line for line in messages(register) if line[0] == "Fehler"]
        assert (found_code, objekt, anzahl) == (code, EISENACH, 1)
        assert ort.startswith(f"{service.base(api)}/!{behaviour}@{EISENACH}/")
        assert text in texts(register)
        assert {line[0] for line in found(register)} == {"16051000"}
        assert len(service.requests) < 20
        heals(register, service, api)


@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("export-html", "open_pvog.spalten", "fehlt die Spalte leika_key und ars (Anfang: <!DOCTYPE html>)"),
        ("export-empty", "open_pvog.spalten", "fehlt die Spalte leika_key und ars"),
        ("export-latin1", "open_pvog.csv", "Zeile 2 der Tabelle ist nicht in UTF-8 kodiert"),
        ("export-open-quote", "open_pvog.csv", "lässt sich nicht zerlegen"),
        ("export-large-cell", "open_pvog.csv", "lässt sich nicht zerlegen"),
        ("export-500", "http.server", "Der Server meldet einen Fehler (500)"),
    ],
)
def test_a_bad_table_of_one_municipality_is_named_and_the_others_are_taken(
    register: Path, behaviour: str, code: str, text: str
) -> None:
    with OpenPvogService(TOWNS) as service:
        result = harvest(register, service.base("new", f"{behaviour}@{EISENACH}"), EISENACH, ERFURT)
        assert (result.status, [line[1] for line in messages(register)]) == ("mit Fehlern", [code])
        assert text in texts(register)
        assert {line[0] for line in found(register)} == {"16051000"}
        heals(register, service, "new")


@pytest.mark.parametrize("behaviour", ["export-404", "export-406", "export-413", "export-json"])
def test_where_there_is_no_table_pages_are_asked_for(register: Path, behaviour: str) -> None:
    with OpenPvogService(TOWNS) as service:
        result = harvest(register, service.base("new", behaviour), EISENACH, ERFURT)
        assert (result.status, result.messages) == ("fertig", [])
        heals(register, service, "new")


@pytest.mark.parametrize("exports", [10_000, PAGES_ONLY])
@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("short-key", "open_pvog.schluessel", "„9910000100100“ ist kein Leistungsschlüssel (14 Ziffern)"),
        ("short-ars", "open_pvog.ars", "„16063010510“ ist kein Regionalschlüssel (12 Ziffern)"),
    ],
)
def test_a_row_with_a_wrong_key_is_rejected_once_and_nothing_is_marked_as_gone(
    register: Path, exports: int, behaviour: str, code: str, text: str
) -> None:
    with OpenPvogService(TOWNS, exports=exports) as service:
        harvest(register, service.base("new"), EISENACH, ERFURT)
        before = [line[:-2] for line in stored(register)]
        result = harvest(register, service.base("new", f"{behaviour}@{EISENACH}"), EISENACH, ERFURT)
        assert (result.status, result.counts.abgelehnt, result.counts.verschwunden) == ("mit Fehlern", 1, 0)
        assert [line[1] for line in messages(register) if line[0] == "Fehler"] == [code]
        assert text in texts(register)
        assert [(*line[:-2],) for line in stored(register)] == before
        heals(register, service, "new")


@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("wrong-types", "open_pvog.typ", "wo einer erwartet wird: leika_name, ozgid, url"),
        ("number-key", "open_pvog.typ", "wo einer erwartet wird: leika_key"),
        ("not-objects", "open_pvog.zeile", "keine Zeile mit den erwarteten Spalten"),
    ],
)
def test_values_of_a_wrong_type_in_pages_reject_their_row(register: Path, behaviour: str, code: str, text: str) -> None:
    with OpenPvogService({ERFURT: TOWNS[ERFURT]}, exports=PAGES_ONLY) as service:
        result = harvest(register, service.base("new", behaviour), ERFURT)
        assert (result.status, result.counts.abgelehnt) == ("mit Fehlern", 1)
        assert [line[1] for line in messages(register) if line[0] == "Fehler"] == [code]
        assert text in texts(register)
        assert found(register)[-1] == ("16051000", "99102001001000", ERFURT, 1, None)


@pytest.mark.parametrize("behaviour", ["export-cut-line", "export-long-line"])
def test_a_line_with_more_or_fewer_cells_than_columns_is_rejected(register: Path, behaviour: str) -> None:
    with OpenPvogService(TOWNS) as service:
        result = harvest(register, service.base("new", f"{behaviour}@{EISENACH}"), EISENACH, ERFURT)
        assert result.status == "mit Fehlern"
        assert {line[1] for line in messages(register) if line[0] == "Fehler"} == {"open_pvog.zeile"}
        assert 210 <= len([line for line in found(register) if line[0] == "16063105"]) <= 211
        heals(register, service, "new")


@pytest.mark.parametrize("exports", [10_000, PAGES_ONLY])
@pytest.mark.parametrize(
    ("behaviour", "level", "code", "count"),
    [
        ("new-field", "Hinweis", "open_pvog.neues_feld", 2),
        ("script-link", "Warnung", "open_pvog.link", 4),
        ("twice", "Hinweis", "open_pvog.doppelt", 4),
        ("ignores-the-switch", "Warnung", "open_pvog.fremdes_gebiet", 2),
        ("forgets-the-own", "Warnung", "open_pvog.widerspruch", 2),
    ],
)
def test_what_is_only_odd_is_counted_in_one_message(
    register: Path, exports: int, behaviour: str, level: str, code: str, count: int
) -> None:
    with OpenPvogService(TOWNS, exports=exports) as service:
        result = harvest(register, service.base("new", behaviour), EISENACH, ERFURT)
        assert (result.status, result.counts.abgelehnt) == ("fertig", 0)
        assert [(line[0], line[1], line[4]) for line in messages(register)] == [(level, code, count)]


def test_values_that_are_not_known_are_kept_as_text_and_told_once(register: Path) -> None:
    with OpenPvogService(TOWNS) as service:
        result = harvest(register, service.base("new", "new-values"), EISENACH, ERFURT)
    assert result.status == "fertig"
    assert [line[:3] for line in messages(register)] == [
        ("Warnung", "open_pvog.neuer_wert", "europaweit flächendeckend"),
        ("Warnung", "open_pvog.neuer_wert", "unbekannt"),
    ]
    kept = "SELECT DISTINCT online_status, art_flaechendeckung FROM dashboard_angebote"
    assert rows(register, kept) == [("unbekannt", "europaweit flächendeckend")]


SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUE = SCALAR | st.lists(SCALAR, max_size=2) | st.dictionaries(st.text(), SCALAR, max_size=2)
ENTRY = VALUE | st.dictionaries(st.sampled_from(FIELDS) | st.text(), VALUE | st.just("99101001001000"), max_size=8)


def understood(kind: str, body: bytes) -> None:
    """That a body is either refused with a message, or becomes rows that the catalogue can hold."""
    answer = Delivery("http://127.0.0.1/", body, "2026-10-04T06:00:00Z", ERFURT, f"{kind}, {ALL}", None, 200)
    try:
        parsed = parse_place("16051000", ERFURT, [answer])
    except DeliveryError as error:
        assert error.code.startswith("open_pvog.")
        return
    for record in parsed.records:
        assert all(value is None or isinstance(value, str | int) for value in record)
        "".join(str(value) for value in record).encode()


@given(st.lists(ENTRY, max_size=4), st.none() | st.integers() | st.text())
def test_no_page_of_json_breaks_the_reading(entries: list[Any], pages: Any) -> None:
    understood(PAGE, json.dumps({"content": entries, "totalPages": pages}).encode())
    understood(PAGE, json.dumps({"content": entries, "page": {"totalPages": pages, "totalElements": pages}}).encode())


@given(st.binary() | st.text(alphabet='ab99,;\t"\r\n\0ü').map(str.encode))
def test_no_table_breaks_the_reading(rest: bytes) -> None:
    understood(TABLE, b"leika_key;ars;url\r\n" + rest)
    understood(TABLE, rest)


@pytest.mark.parametrize("depth", [100, 900, 980, 200_000])
def test_json_nested_without_end_does_no_harm(depth: int) -> None:
    nested = b"[" * depth + b"]" * depth
    entry = b'{"content":[{"leika_key":' + nested + b"}," + nested + b'],"totalPages":1,"neu":' + nested + b"}"
    understood(PAGE, entry)


def test_a_new_field_of_a_page_is_told(register: Path) -> None:
    with OpenPvogService(TOWNS, exports=PAGES_ONLY) as service:
        for api in BASES:
            harvest(register, service.base(api, "new-page-field"), ERFURT, api=api)
            assert [line[:3] for line in messages(register)] == [("Hinweis", "open_pvog.neues_feld", "hinweis")]


def test_another_number_of_rows_than_announced_marks_nothing_as_gone(register: Path) -> None:
    with OpenPvogService(TOWNS, exports=PAGES_ONLY) as service:
        harvest(register, service.base("new"), EISENACH, ERFURT)
        service.registered = {**TOWNS, EISENACH: TOWNS[EISENACH][:200]}
        result = harvest(register, service.base("new", f"wrong-total@{EISENACH}"), EISENACH, ERFURT)
        assert (result.status, result.counts.verschwunden) == ("fertig", 0)
        assert [line[1:4] for line in messages(register)] == [
            ("open_pvog.anzahl", f"{EISENACH}, örtlich", "genannt 207, geliefert 200")
        ]


def test_growth_is_watched_even_where_a_row_is_rejected(register: Path) -> None:
    with OpenPvogService({EISENACH: TOWNS[EISENACH][:20]}) as service:
        harvest(register, service.base("new"))
        before = stored(register)
        service.registered = TOWNS
        result = harvest(register, service.base("new", "short-key"))
        assert (result.status, [line[1] for line in messages(register)]) == ("fehlgeschlagen", ["anzahl.alarm"])
        assert stored(register) == before


@pytest.mark.parametrize("exports", [10_000, PAGES_ONLY])
def test_characters_that_no_text_can_hold_are_replaced(register: Path, exports: int) -> None:
    with OpenPvogService({ERFURT: TOWNS[ERFURT]}, exports=exports) as service:
        result = harvest(register, service.base("new", "odd-characters"), ERFURT)
    assert (result.status, result.messages) == ("fertig", [])
    half = "?" if exports else "\ufffd"
    assert [line[5] for line in stored(register)] == [f"Hund {half}\ufffd", "Titel 2"]


@pytest.mark.parametrize("behaviour", ["http401", "http403"])
def test_a_refusal_ends_the_run(register: Path, behaviour: str) -> None:
    with OpenPvogService(TOWNS) as service:
        with pytest.raises(SourceError, match=rf"\({behaviour[-3:]}\)"):
            harvest(register, service.base("new", behaviour), EISENACH, ERFURT)
        assert found(register) == []
        heals(register, service, "new")


@pytest.mark.parametrize("behaviour", ["http429-once", "http500-once"])
def test_a_server_that_recovers_is_asked_again(register: Path, behaviour: str) -> None:
    with OpenPvogService(TOWNS) as service:
        result = harvest(register, service.base("new", behaviour), EISENACH, ERFURT)
        assert (result.status, result.messages) == ("fertig", [])
        heals(register, service, "new")
