import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from catalogue.store.outcomes import Counts
from importers.codelisten.source import Codelisten, version_order
from importers.run.runner import Options, RunResult, run_import
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.pvog.harvesting import IMPATIENT, QUICK
from tests.reading import content, messages, rows, texts

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


@pytest.mark.slow
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
    assert counts == Counts(lieferungen=1, geaendert=1, unveraendert=2, warnungen=1)


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
        lieferungen=1, neu=1, unveraendert=2, verschwunden=1, warnungen=1
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


def test_a_list_that_is_not_understood_does_not_stop_the_others_and_the_command_fails(
    katalog: Path, tmp_path: Path
) -> None:
    broken = written(tmp_path, LIST[:600], "kaputt.xml")
    result = imported(katalog, broken, written(tmp_path, LIST))
    assert (result.counts.neu, result.counts.abgelehnt, result.failed) == (3, 1, True)
    assert "kaputt.xml, Zeile" in texts(katalog)
    assert imported(katalog, broken).failed


def test_another_run_with_other_entries_of_a_version_replaces_it_as_a_whole_and_says_so(
    katalog: Path, tmp_path: Path
) -> None:
    other = LIST.replace("grün", "zu spät").replace("<SimpleValue>02", "<SimpleValue>A")
    imported(katalog, written(tmp_path, LIST))
    assert imported(katalog, written(tmp_path, LIST)).counts.geaendert == 0
    assert messages(katalog) == []
    result = imported(katalog, written(tmp_path, other, "mängel.xml"), confirm_deletions=True)
    there = [row[1:4] for row in entries(katalog) if row[5] is None]
    assert (result.failed, there) == (False, [("01", 1, "zu spät"), ("A", 2, None)])
    assert messages(katalog) == [("Warnung", "codeliste.ersetzt", URN, "mängel.xml", 1)]
    assert "(3 anders, von 2)" in texts(katalog)


def test_other_entries_of_a_version_with_faulty_lines_are_not_taken_at_all(katalog: Path, tmp_path: Path) -> None:
    imported(katalog, written(tmp_path, LIST))
    before = entries(katalog)
    faulty = LIST.replace("grün", "zu spät").replace("<SimpleValue>02", "<SimpleValue>01")
    result = imported(katalog, written(tmp_path, faulty, "mängel.xml"))
    assert (result.failed, entries(katalog)) == (True, before)
    assert ("Fehler", "codeliste.zweimal", URN, "mängel.xml", 1) in messages(katalog)


def test_two_files_of_one_list_and_version_with_other_entries_are_not_mixed(katalog: Path, tmp_path: Path) -> None:
    other = LIST.replace("grün", "zu spät").replace("<SimpleValue>02", "<SimpleValue>A")
    result = imported(katalog, written(tmp_path, LIST), written(tmp_path, other, "mängel.xml"))
    assert [row[1:4] for row in entries(katalog)] == [("01", 1, "grün"), ("02", 2, None)]
    assert messages(katalog) == [("Fehler", "codeliste.zweimal", "mängel.xml", "mängel.xml", 1)]
    assert (result.counts.abgelehnt, result.status, result.failed) == (1, "mit Fehlern", True)
    assert imported(katalog, written(tmp_path, LIST), written(tmp_path, LIST, "kopie.xml")).counts.abgelehnt == 0
    assert messages(katalog) == [("Hinweis", "codeliste.gleich", "kopie.xml", "kopie.xml", 1)]


def test_kept_deliveries_of_one_list_from_two_runs_are_read_again_as_they_came(katalog: Path, tmp_path: Path) -> None:
    imported(katalog, written(tmp_path, LIST))
    imported(katalog, written(tmp_path, LIST.replace("grün", "oliv"), "berichtigt.xml"))
    before = content(katalog)
    result = run_import(katalog, Codelisten(["farben.xml", "berichtigt.xml"]), Options(from_raw=True))
    assert (result.counts.abgelehnt, entries(katalog)[0][3]) == (0, "oliv")
    assert content(katalog) == before


def test_a_list_without_entries_is_told_and_takes_nothing_away(katalog: Path, tmp_path: Path) -> None:
    imported(katalog, written(tmp_path, LIST))
    start, rest = LIST.split("<SimpleCodeList>")
    empty = start + "<SimpleCodeList/>" + rest.split("</SimpleCodeList>")[1]
    imported(katalog, written(tmp_path, empty))
    assert [row[1] for row in entries(katalog)] == ["01", "02"]
    assert messages(katalog) == [("Hinweis", "codeliste.leer", URN, "farben.xml", 1)]


@pytest.mark.parametrize("rows_", ["", "<SimpleCodeList/>"], ids=["none", "empty"])
def test_a_file_that_only_describes_a_list_says_that_it_has_no_entries(
    katalog: Path, tmp_path: Path, rows_: str
) -> None:
    start, rest = LIST.split("<SimpleCodeList>")
    imported(katalog, written(tmp_path, start + rows_ + rest.split("</SimpleCodeList>")[1]))
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
