import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalogue.errors import ThavelError
from catalogue.records.codelisten import Codeliste, CodelistenEintrag
from catalogue.store.deliveries import Delivery
from catalogue.store.outcomes import Counts
from importers.codelisten.source import LIST as LIST_KIND
from importers.codelisten.source import Codelisten, read_any, version_order
from importers.run.runner import Options, RunResult, run_import
from importers.run.source import KnownCatalogue
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.pvog.harvesting import IMPATIENT, QUICK
from tests.reading import content, messages, rows, texts
from tests.simulators.xrepository import XRepository

URN = "urn:beispiel:farben"
JSON_LIST: dict[str, Any] = {
    "metadaten": {
        "kennung": URN,
        "kennungInhalt": f"{URN}_2",
        "version": "2",
        "nameKurz": [{"value": "farben"}],
        "nameTechnisch": "farben",
        "gueltigAb": 1270080000000,
    },
    "spalten": [
        {
            "spaltennameLang": "Schlüssel",
            "spaltennameTechnisch": "Schluessel",
            "datentyp": "string",
            "codeSpalte": True,
        },
        {"spaltennameLang": "Name", "spaltennameTechnisch": "Name", "datentyp": "string", "codeSpalte": False},
    ],
    "daten": [["01", "grün"], ["02", None]],
}
GENERICODE = "{http://docs.oasis-open.org/codelist/ns/genericode/1.0/}"
REAL = ("anschrifttyp_2.0", "bundesland_2010-04-01", "kreis_2026-01-31", "regionalschluessel_2026-04-30")


def as_json(**changes: Any) -> bytes:
    return json.dumps({**JSON_LIST, **changes}, ensure_ascii=False).encode()


def written(folder: Path, text: str | bytes, name: str = "farben.xml") -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def imported(katalog: Path, *wanted: str, base_url: str = "http://127.0.0.1:1", **options: Any) -> RunResult:
    manners = IMPATIENT if base_url.endswith(("/!timeout", "/!stall")) else QUICK
    return run_import(katalog, Codelisten(wanted, base_url=base_url, manners=manners), Options(**options))


def entries(katalog: Path) -> list[tuple[Any, ...]]:
    return rows(
        katalog,
        "SELECT version, code, position, bezeichnung, werte, verschwunden_am FROM codelisten_eintraege ORDER BY 1, 3",
    )


# Files


def test_a_list_becomes_one_row_and_its_entries(katalog: Path, tmp_path: Path) -> None:
    assert imported(katalog, written(tmp_path, LIST)).counts == Counts(lieferungen=1, neu=3)
    assert rows(katalog, "SELECT * FROM codelisten") == [
        (
            URN, "2", f"{URN}_2", None, "farben", None, None, "000000000002", "Schluessel", "Name",
            '[{"id": "Schluessel", "short": null, "long": null, "language": null},'
            ' {"id": "Name", "short": null, "long": null, "language": null}]',
        )
    ]  # fmt: skip
    assert entries(katalog) == [
        ("2", "01", 1, "grün", '{"Schluessel": "01", "Name": "grün"}', None),
        ("2", "02", 2, None, '{"Schluessel": "02", "Name": null}', None),
    ]
    assert messages(katalog) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_same_list_as_json_gives_the_same_rows(katalog: Path, tmp_path: Path, encoding: str) -> None:
    imported(katalog, written(tmp_path, LIST))
    expected = entries(katalog)
    result = imported(katalog, written(tmp_path, as_json().decode().encode(encoding), "farben.json"))
    assert entries(katalog) == expected
    assert (result.counts.unveraendert, result.counts.geaendert, result.counts.fehler) == (2, 1, 0)
    assert rows(katalog, "SELECT gueltig_ab FROM codelisten") == [("2010-04-01",)]


@pytest.mark.parametrize("name", REAL)
def test_a_real_list_is_complete_and_nothing_about_it_is_odd(shared: Path, katalog: Path, name: str) -> None:
    path = shared / "genericode" / f"{name}.xml"
    imported(katalog, str(path))
    tree = etree.parse(path)
    nulls = "count(/*/SimpleCodeList/Row/Value[not(SimpleValue)])"
    found = rows(
        katalog,
        "SELECT count(DISTINCT e.code), sum(j.value IS NULL) FROM codelisten_eintraege e, json_each(e.werte) j",
    )
    assert found == [(tree.xpath("count(/*/SimpleCodeList/Row)"), tree.xpath(nulls))]
    codes = rows(katalog, "SELECT code, bezeichnung FROM codelisten_eintraege ORDER BY position")
    assert [code for code, _ in codes] == tree.xpath("/*/SimpleCodeList/Row/Value[1]/SimpleValue/text()")
    assert all(label for _, label in codes)
    assert messages(katalog) == []


def test_the_list_of_regional_keys_has_its_known_counts_and_twice_changes_nothing(shared: Path, katalog: Path) -> None:
    path = str(shared / "genericode" / "regionalschluessel_2026-04-30.xml")
    imported(katalog, path)
    assert rows(
        katalog, "SELECT count(*), sum(json_extract(werte, '$.Hinweis') IS NULL) FROM codelisten_eintraege"
    ) == [(11_227, 10_944)]
    before = content(katalog)
    assert imported(katalog, path).counts == Counts(lieferungen=1, unveraendert=11_228)
    assert content(katalog) == before


def test_a_real_list_as_json_gives_the_same_entries(shared: Path, katalog: Path, tmp_path: Path) -> None:
    path = shared / "genericode" / "kreis_2026-01-31.xml"
    imported(katalog, str(path))
    tree = etree.parse(path)
    table = [[value.findtext("SimpleValue") for value in row] for row in tree.iterfind("SimpleCodeList/Row")]
    document = {
        "metadaten": {
            "kennung": tree.findtext("Identification/CanonicalUri"),
            "version": tree.findtext("Identification/Version"),
        },
        "spalten": [
            {"spaltennameTechnisch": column.get("Id"), "codeSpalte": column.get("Id") == "SCHLUESSEL"}
            for column in tree.iterfind("ColumnSet/Column")
        ],
        "daten": table,
    }
    result = imported(katalog, written(tmp_path, json.dumps(document), "kreis.json"))
    assert (result.counts.unveraendert, result.counts.geaendert, result.counts.neu) == (len(table), 1, 0)


def test_several_lists_come_in_one_run(shared: Path, katalog: Path) -> None:
    result = imported(katalog, *(str(shared / "genericode" / f"{name}.xml") for name in REAL))
    assert (result.counts.lieferungen, result.counts.neu, result.status) == (4, 4 + 6 + 16 + 518 + 11_227, "fertig")


def test_a_changed_label_is_one_change(katalog: Path, tmp_path: Path) -> None:
    imported(katalog, written(tmp_path, LIST))
    counts = imported(katalog, written(tmp_path, LIST.replace("grün", "dunkelgrün"))).counts
    assert counts == Counts(lieferungen=1, geaendert=1, unveraendert=2)


def test_two_versions_lie_side_by_side_and_the_newest_is_the_current_one(katalog: Path, tmp_path: Path) -> None:
    newer = LIST.replace("<Version>2<", "<Version>10<").replace("grün", "oliv")
    imported(katalog, written(tmp_path, newer, "neu.xml"), written(tmp_path, LIST, "alt.xml"))
    assert [row[:2] for row in entries(katalog)] == [("10", "01"), ("10", "02"), ("2", "01"), ("2", "02")]
    assert rows(katalog, "SELECT version FROM codelisten_aktuell") == [("10",)]
    assert rows(katalog, "SELECT code, bezeichnung FROM code_bezeichnungen WHERE liste = ?", URN) == [("01", "oliv")]


@pytest.mark.parametrize(
    ("older", "newer"), [("2", "10"), ("1.9", "1.10"), ("2", "2.0"), ("3", "2021-10-01"), ("2021-02-19", "2023-02-24")]
)
def test_versions_are_ordered_as_a_reader_would(older: str, newer: str) -> None:
    assert version_order(older) < version_order(newer)


def test_a_code_that_a_corrected_version_lacks_is_gone_and_comes_back(
    katalog: Path, tmp_path: Path, at: Callable[[str], None]
) -> None:
    imported(katalog, written(tmp_path, LIST))
    shorter = LIST.replace(
        '<Value ColumnRef="Schluessel"><SimpleValue>02', '<Value ColumnRef="Schluessel"><SimpleValue>03'
    )
    at("2026-11-23T06:00:00Z")
    assert imported(katalog, written(tmp_path, shorter)).counts == Counts(
        lieferungen=1, neu=1, unveraendert=2, verschwunden=1
    )
    assert [(row[1], row[5]) for row in entries(katalog)] == [("01", None), ("02", "2026-11-23"), ("03", None)]
    imported(katalog, written(tmp_path, LIST))
    assert [(row[1], row[5]) for row in entries(katalog)] == [("01", None), ("02", None), ("03", "2026-11-23")]


def test_of_a_repeated_code_the_first_counts_and_a_row_without_code_is_left_out(katalog: Path, tmp_path: Path) -> None:
    data = [["01", "grün"], ["01", "rot"], [None, "blau"], ["03", "gelb"]]
    result = imported(katalog, written(tmp_path, as_json(daten=data), "farben.json"))
    assert [row[1:4] for row in entries(katalog)] == [("01", 1, "grün"), ("03", 4, "gelb")]
    assert messages(katalog) == [
        ("Fehler", "codeliste.doppelt", f"{URN}: 01", "farben.json, Eintrag 2", 1),
        ("Fehler", "codeliste.ohne_code", f"{URN}: ohne Code", "farben.json, Eintrag 3", 1),
    ]
    assert (result.counts.abgelehnt, result.failed) == (2, False)


def test_two_files_of_the_same_name_are_two_deliveries_also_when_read_again(katalog: Path, tmp_path: Path) -> None:
    old = written(tmp_path, LIST, "alt/liste.xml")
    new = written(tmp_path, LIST.replace("<Version>2<", "<Version>3<"), "neu/liste.xml")
    imported(katalog, old, new)
    before = content(katalog)
    assert imported(katalog, old, new, from_raw=True).counts.unveraendert == 6
    assert content(katalog) == before
    assert rows(katalog, "SELECT count(DISTINCT gruppe) FROM lieferungen") == [(2,)]


def test_a_list_that_is_not_understood_does_not_stop_the_others(katalog: Path, tmp_path: Path) -> None:
    broken = written(tmp_path, LIST[:600], "kaputt.xml")
    result = imported(katalog, broken, written(tmp_path, LIST))
    assert (result.counts.neu, result.counts.abgelehnt, result.failed) == (3, 1, False)
    assert "kaputt.xml, Zeile" in texts(katalog)
    assert imported(katalog, broken).failed


def test_two_files_of_one_list_and_version_with_other_entries_are_not_mixed(katalog: Path, tmp_path: Path) -> None:
    other = LIST.replace("grün", "zu spät").replace("<SimpleValue>02", "<SimpleValue>A")
    result = imported(katalog, written(tmp_path, LIST), written(tmp_path, other, "mängel.xml"))
    assert [row[1:4] for row in entries(katalog)] == [("01", 1, "grün"), ("02", 2, None)]
    assert messages(katalog) == [("Fehler", "codeliste.zweimal", "mängel.xml", "mängel.xml", 1)]
    assert (result.counts.abgelehnt, result.status) == (1, "mit Fehlern")
    assert imported(katalog, written(tmp_path, LIST), written(tmp_path, LIST, "kopie.xml")).counts.abgelehnt == 0
    assert messages(katalog) == [("Hinweis", "codeliste.gleich", "kopie.xml", "kopie.xml", 1)]


def test_a_list_without_entries_is_told_and_takes_nothing_away(katalog: Path, tmp_path: Path) -> None:
    imported(katalog, written(tmp_path, LIST))
    start, rest = LIST.split("<SimpleCodeList>")
    empty = start + "<SimpleCodeList/>" + rest.split("</SimpleCodeList>")[1]
    imported(katalog, written(tmp_path, empty))
    assert [row[1] for row in entries(katalog)] == ["01", "02"]
    assert messages(katalog) == [("Hinweis", "codeliste.leer", URN, "farben.xml", 1)]


def test_labels_from_a_second_column_are_told(katalog: Path, tmp_path: Path) -> None:
    columns = [*JSON_LIST["spalten"], {"spaltennameTechnisch": "Langtext"}]
    data = [["01", "grün", None], ["02", "rot", None], ["03", None, "himmelblau"]]
    imported(katalog, written(tmp_path, as_json(spalten=columns, daten=data), "farben.json"))
    assert [row[3] for row in entries(katalog)] == ["grün", "rot", "himmelblau"]
    assert messages(katalog) == [("Hinweis", "codeliste.bezeichnung", URN, "farben.json", 1)]
    assert "In 1 Einträgen ist die Spalte der Bezeichnung „Name“ leer" in texts(katalog)


def test_json_titles_are_german_where_there_are_several_languages(katalog: Path, tmp_path: Path) -> None:
    names = [{"value": "Colours", "lang": "en"}, {"value": "Farben", "lang": "de-DE"}]
    body = as_json(metadaten={**JSON_LIST["metadaten"], "nameLang": names})
    imported(katalog, written(tmp_path, body, "farben.json"))
    assert rows(katalog, "SELECT bezeichnung FROM codelisten") == [("Farben",)]


def test_a_dry_run_writes_nothing(katalog: Path, tmp_path: Path) -> None:
    assert imported(katalog, written(tmp_path, LIST), dry_run=True).counts.neu == 3
    assert entries(katalog) == []


# Labels


def test_an_imported_list_goes_before_the_bundled_label(katalog: Path, tmp_path: Path) -> None:
    labels = "SELECT code, bezeichnung, quelle FROM code_bezeichnungen WHERE liste LIKE '%typisierung' AND code < '2'"
    urn = "urn:de:fim:leika:typisierung"
    bundled: dict[str, str] = dict(row[:2] for row in rows(katalog, labels))
    assert bundled.keys() == {"1", "10", "11", "12"}
    metadata = {"kennung": urn, "version": "5"}
    imported(katalog, written(tmp_path, as_json(metadaten=metadata, daten=[["1", "Bund"], ["10", None]]), "t.json"))
    assert rows(katalog, f"{labels} ORDER BY code")[:2] == [
        ("1", "Bund", f"Codeliste {urn}_5"),
        ("10", bundled["10"], "FIM-Baustein Leistungen, Typisierung"),
    ]


# XRepository


CURRENT = f"/api/codeliste/{URN}/gueltigeVersion"
VERSION = f"/api/version_codeliste/{URN}_2/genericode"
NAMED_IN_JSON = json.dumps({"kennung": f"{URN}_2"}).encode()
NAMED_IN_XML = (
    '<dat:VersionCodeliste xmlns:dat="http://xoev.de/schemata/xrepository"><dat:herausgeber><dat:kennung>x</dat:kennung>'
    f"</dat:herausgeber><dat:kennung> {URN}_2 </dat:kennung></dat:VersionCodeliste>"
).encode()


@pytest.fixture
def xrepository() -> XRepository:
    return XRepository()


@pytest.fixture
def base_url(xrepository: XRepository) -> Iterator[str]:
    with xrepository as url:
        yield url


@pytest.mark.parametrize("named", [NAMED_IN_JSON, NAMED_IN_XML])
def test_a_urn_is_asked_for_its_current_version_and_both_answers_are_kept(
    katalog: Path, xrepository: XRepository, base_url: str, named: bytes
) -> None:
    xrepository.answers = {CURRENT: (200, named), VERSION: (200, LIST.encode())}
    assert imported(katalog, URN, base_url=base_url).counts == Counts(lieferungen=2, neu=3)
    assert xrepository.asked == [CURRENT, VERSION]
    assert rows(katalog, "SELECT gruppe, art, url, http_status FROM lieferungen ORDER BY id") == [
        (URN, "Gültige Version", base_url + CURRENT, 200),
        (URN, LIST_KIND, base_url + VERSION, 200),
    ]
    xrepository.answers = {}
    assert imported(katalog, URN, base_url=base_url, from_raw=True).counts.unveraendert == 3


def test_a_version_can_be_asked_for_by_its_own_urn(katalog: Path, xrepository: XRepository, base_url: str) -> None:
    xrepository.answers = {VERSION: (200, LIST.encode())}
    assert imported(katalog, f"{URN}_2", base_url=base_url).counts.neu == 3


@pytest.mark.parametrize(
    ("answers", "code", "text"),
    [
        ({}, "codeliste.xrepository", f"Das XRepository kennt {URN} nicht: Nicht gefunden. Prüfen Sie die Kennung."),
        ({CURRENT: (404, b"<html>")}, "codeliste.xrepository", f"Das XRepository kennt {URN} nicht. Prüfen"),
        ({CURRENT: (200, NAMED_IN_JSON)}, "codeliste.xrepository", "nicht: Nicht gefunden. Prüfen Sie die Kennung."),
        ({CURRENT: (200, b"<html><body>Wartung</body></html>")}, "codeliste.xrepository", "„<html><body>Wartung"),
        ({CURRENT: (200, b"<!DOCTYPE html><html><br></html>")}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b'["urn:x:y"]')}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b'{"kennung": "urn:andere:liste_1"}')}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b'{"kennung": ["../.."]}')}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b"")}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (400, b"kaputt")}, "http.anfrage", "versteht die Anfrage nicht (400): kaputt"),
        ({CURRENT: (200, NAMED_IN_JSON), VERSION: (200, b"<html/>")}, "codeliste.format", "Keine Codeliste"),
        (
            {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.replace(URN, "urn:andere:liste").encode())},
            "codeliste.andere",
            "urn:andere:liste ist nicht übernommen",
        ),
    ],
)
def test_what_xrepository_cannot_give_is_one_message_and_the_next_list_is_read(
    katalog: Path,
    tmp_path: Path,
    xrepository: XRepository,
    base_url: str,
    answers: dict[str, tuple[int, bytes]],
    code: str,
    text: str,
) -> None:
    xrepository.answers = answers
    result = imported(katalog, URN, written(tmp_path, LIST), base_url=base_url)
    assert [(row[0], row[1], row[2], row[4]) for row in messages(katalog)] == [("Fehler", code, URN, 1)]
    assert text in texts(katalog)
    assert (result.counts.neu, result.status) == (3, "mit Fehlern")
    assert result.failed is False


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("http400", "http.anfrage"),
        ("http406", "http.anfrage"),
        ("http413", "http.anfrage"),
        ("http429", "http.429"),
        ("http500", "http.server"),
        ("timeout", "http.zeit"),
        ("stall", "http.abgebrochen"),
        ("cut-body", "http.abgebrochen"),
        ("huge", "http.groesse"),
        ("endless", "http.groesse"),
        ("bomb", "http.groesse"),
        ("redirect", "http.umleitung"),
        ("html", "codeliste.xrepository"),
        ("cut-json", "codeliste.xrepository"),
        ("empty-body", "codeliste.xrepository"),
        ("http404", "codeliste.xrepository"),
    ],
)
def test_a_bad_answer_of_xrepository_is_named_leaves_what_was_there_and_heals(
    katalog: Path, tmp_path: Path, xrepository: XRepository, base_url: str, behaviour: str, code: str
) -> None:
    xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
    imported(katalog, URN, base_url=base_url)
    before = content(katalog)
    spoiled = f"{base_url}/!{behaviour}"
    result = imported(katalog, URN, base_url=spoiled)
    ((level, found, objekt, ort, _),) = messages(katalog)
    assert (level, found, objekt) == ("Fehler", code, URN)
    assert ort.startswith(f"{spoiled}{CURRENT}")
    assert (result.status, result.failed) == ("fehlgeschlagen", True)
    assert content(katalog) == before
    xrepository.healed = True
    assert imported(katalog, URN, base_url=spoiled).counts.unveraendert == 3


@pytest.mark.parametrize(
    "behaviour", ["http429-once", "http429-date-once", "http500-once", "wrong-type", "skewed-clock"]
)
def test_what_xrepository_does_wrong_once_or_harmlessly_changes_nothing(
    katalog: Path, xrepository: XRepository, base_url: str, behaviour: str
) -> None:
    xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
    result = imported(katalog, URN, base_url=f"{base_url}/!{behaviour}")
    assert (result.status, result.counts.neu) == ("fertig", 3)


@pytest.mark.parametrize("behaviour", ["http401", "http403"])
def test_a_refusal_of_xrepository_ends_the_run(
    katalog: Path, xrepository: XRepository, base_url: str, behaviour: str
) -> None:
    with pytest.raises(ThavelError, match=rf"lehnt die Anfrage ab \({behaviour[-3:]}\)"):
        imported(katalog, URN, base_url=f"{base_url}/!{behaviour}")


def test_a_second_run_asks_on_condition_only(katalog: Path, xrepository: XRepository, base_url: str) -> None:
    xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
    imported(katalog, URN, base_url=base_url)
    again = imported(katalog, URN, base_url=base_url)
    assert (again.counts.unveraendert, again.counts.neu + again.counts.geaendert) == (3, 0)
    assert rows(katalog, "SELECT http_status FROM lieferungen WHERE lauf_id = ?", again.run_id) == [(304,), (304,)]


@pytest.mark.parametrize("urn", ["urn:", "urn:x", "urn:de:mit leerzeichen", "urn:de:a/../b", "urn:de:a?x=1"])
def test_what_begins_like_a_urn_and_is_none_is_refused_before_anything_is_asked(urn: str) -> None:
    with pytest.raises(ThavelError, match="ist keine URN"):
        Codelisten([urn])


def test_nobody_listening_ends_the_run(katalog: Path) -> None:
    with pytest.raises(ThavelError, match="nicht erreichbar"):
        imported(katalog, URN)
    assert rows(katalog, "SELECT status FROM laeufe") == [("fehlgeschlagen",)]


def test_a_missing_file_says_so(katalog: Path, tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match=r"Die Datei .*fehlt\.xml gibt es nicht"):
        imported(katalog, str(tmp_path / "fehlt.xml"))


# Hostile input


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/liste.dtd">',
        '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1:1/e"> %e;]>',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY b "{}"><!ENTITY e "{}">]>'.format("x" * 1000, "&b;" * 100_000),
    ],
    ids=["empty", "external", "parameter", "file", "bomb"],
)
def test_a_document_with_a_dtd_is_refused(doctype: str) -> None:
    body = LIST.replace("?>", f"?>{doctype}", 1).replace("grün", "&e;" if "ENTITY e" in doctype else "grün")
    with pytest.raises(ThavelError):
        read_any(body.encode(), place="farben.xml")


def test_a_list_cut_off_anywhere_is_refused_with_file_and_reason() -> None:
    whole = LIST.strip().encode()
    for length in range(1, len(whole)):
        with pytest.raises(ThavelError, match=r"^farben\.xml"):
            read_any(whole[:length], place="farben.xml")


def test_json_cut_off_anywhere_is_refused_with_file_and_reason() -> None:
    whole = as_json()
    for length in range(1, len(whole)):
        with pytest.raises(ThavelError, match=r"^farben\.json: Kein gültiges JSON"):
            read_any(whole[:length], place="farben.json")


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"metadaten": [], "spalten": [], "daten": []}',
        as_json(spalten={}),
        as_json(daten=None),
        as_json(spalten=[]),
        as_json(spalten=["Schluessel"]),
        as_json(spalten=[{"spaltennameTechnisch": 1, "codeSpalte": True}]),
        as_json(spalten=[{**JSON_LIST["spalten"][0], "codeSpalte": "ja"}, JSON_LIST["spalten"][1]]),
        as_json(spalten=[JSON_LIST["spalten"][0]] * 2),
        as_json(metadaten={"version": "2"}),
        as_json(metadaten={"kennung": URN, "version": 2.5}),
        as_json(daten=[["01"]]),
        as_json(daten=["01"]),
        as_json(daten=[["01", "grün", "zu viel"]]),
        as_json().replace(b'"01"', b"1" * 5000),
    ],
)
def test_json_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(ThavelError, match=r"^farben\.json: "):
        read_any(body, place="farben.json")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "metadaten": st.fixed_dictionaries(
                {"kennung": st.just(URN) | ANY_JSON, "version": st.just("2") | ANY_JSON},
                optional={"nameLang": ANY_JSON, "nameKurz": ANY_JSON, "gueltigAb": ANY_JSON},
            ),
            "spalten": st.just(JSON_LIST["spalten"]) | ANY_JSON,
            "daten": st.lists(st.lists(ANY_JSON, min_size=2, max_size=2) | ANY_JSON, max_size=4),
        }
    )
)
def test_any_json_becomes_records_that_can_be_stored_or_one_message(document: dict[str, Any]) -> None:
    body = json.dumps(document).encode()
    delivery = Delivery("farben.json", body, "2026-11-23T06:00:00Z", "farben.json")
    parsed = Codelisten([]).parse("farben.json", [delivery], KnownCatalogue())
    assert parsed.rejected or len(parsed.records) == 1 + len(document["daten"])
    for record in parsed.records:
        assert isinstance(record, Codeliste | CodelistenEintrag)
        for value in record:
            assert value is None or isinstance(value, int) or value.encode()
    entries = [record for record in parsed.records if isinstance(record, CodelistenEintrag)]
    assert len({record.code for record in entries}) == len(entries)


def test_half_a_character_is_replaced(katalog: Path, tmp_path: Path) -> None:
    body = as_json().replace("grün".encode(), b"gr\\ud800n")
    imported(katalog, written(tmp_path, body, "farben.json"))
    assert entries(katalog)[0][3] == "gr\ufffdn"
