from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from importers.registers.leika import Leika
from importers.run.runner import Options, RunResult, run_import
from importers.sample import LEISTUNGEN
from tests.reading import Row, content, messages, rows, texts

needs_shared = pytest.mark.needs_shared

REAL = "leika/ozg_katalog_2019_leika.csv"
OZG_HEADING = "leika_key,bezeichnung,typisierung,ozg_id,ozg_leistung,lage,themenfeld,rechtsgrundlage\n"
HUNDESTEUER = "99102013000000,Hundesteuer,4,10114,Hundesteuer,Tierhaltung,Familie & Kind,\n"


def imported(katalog: Path, path: Path, stand: str | None = "2019") -> RunResult:
    return run_import(katalog, Leika([path], stand), Options())


def imported_text(katalog: Path, text: str, encoding: str = "utf-8") -> RunResult:
    path = katalog.with_name("katalog.csv")
    path.write_bytes(text.encode(encoding))
    return imported(katalog, path)


def leistung(katalog: Path, key: str) -> Row:
    return rows(katalog, "SELECT * FROM leistungen WHERE leistungsschluessel = ?", key)[0]


@needs_shared
def test_the_edition_survives_reading_the_kept_file_again(katalog: Path) -> None:
    run_import(katalog, Leika([LEISTUNGEN], "2019"), Options())
    before = content(katalog), rows(katalog, "SELECT stand FROM quellen WHERE name = 'leika'")
    again = run_import(katalog, Leika([LEISTUNGEN]), Options(from_raw=True))
    assert (again.counts.neu, again.counts.geaendert) == (0, 0)
    assert (content(katalog), rows(katalog, "SELECT stand FROM quellen WHERE name = 'leika'")) == before


def test_an_edition_that_nobody_named_is_unknown(katalog: Path) -> None:
    run_import(katalog, Leika([LEISTUNGEN]), Options())
    assert rows(katalog, "SELECT stand FROM quellen WHERE name = 'leika'") == [(None,)]


def test_the_real_catalogue_gives_all_leistungen_and_names_what_it_left_out(shared: Path, katalog: Path) -> None:
    result = imported(katalog, shared / REAL)
    assert (result.counts.neu, result.counts.abgelehnt, result.status) == (4813, 438, "mit Fehlern")
    assert rows(katalog, "SELECT count(*), count(DISTINCT themenfeld) FROM leistungen") == [(4813, 14)]
    found = messages(katalog)
    assert [(stufe, code, anzahl) for stufe, code, _, _, anzahl in found if code == "leika.ohne_schluessel"] == [
        ("Hinweis", "leika.ohne_schluessel", 436)
    ]
    invalid = [(objekt, ort) for stufe, code, objekt, ort, _ in found if code == "leika.schluessel"]
    lines = (shared / REAL).read_text(encoding="utf-8").split("\n")
    assert len(invalid) == 2
    for objekt, ort in invalid:
        assert lines[int(ort.removeprefix("ozg_katalog_2019_leika.csv, Zeile ")) - 1].startswith(f"{objekt},")


@pytest.mark.slow
@needs_shared
def test_importing_the_real_catalogue_twice_changes_nothing(shared: Path, katalog: Path) -> None:
    imported(katalog, shared / REAL)
    before = content(katalog)
    again = imported(katalog, shared / REAL)
    assert (again.counts.neu, again.counts.geaendert, again.counts.unveraendert) == (0, 0, 4813)
    assert content(katalog) == before


def test_a_leistung_has_all_that_the_ozg_catalogue_says_of_it(katalog: Path) -> None:
    imported(katalog, LEISTUNGEN)
    assert leistung(katalog, "99027002012000") == (
        "99027002012000",
        "Geburtsurkunde Ausstellung",
        None,
        "LOV",
        "2/3",
        "10557",
        "Geburtsurkunde und -bescheinigung",
        "Querschnitt",
        "Querschnitt Bürger",
        None,
        None,
        "2019",
    )


def test_a_changed_name_is_one_change(katalog: Path) -> None:
    imported_text(katalog, OZG_HEADING + HUNDESTEUER)
    result = imported_text(katalog, OZG_HEADING + HUNDESTEUER.replace(",Hundesteuer,4", ",Steuer für Hunde,4"))
    assert (result.counts.neu, result.counts.geaendert) == (0, 1)
    assert leistung(katalog, "99102013000000")[1] == "Steuer für Hunde"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1"])
def test_the_leika_export_is_read_in_the_encodings_it_comes_in(katalog: Path, encoding: str) -> None:
    result = imported_text(
        katalog, "Schluessel,Bezeichnung,Typ\n99108008001000,Straßensperrung Genehmigung,4\n", encoding
    )
    assert (result.status, result.counts.neu) == ("fertig", 1)
    assert leistung(katalog, "99108008001000")[:5] == (
        "99108008001000",
        "Straßensperrung Genehmigung",
        None,
        "LOV",
        "4",
    )


def test_the_leika_export_after_the_ozg_catalogue_erases_nothing(katalog: Path) -> None:
    imported_text(katalog, OZG_HEADING + HUNDESTEUER)
    imported_text(katalog, "Schluessel,Bezeichnung,Typ\n99102013000000,Hundesteuer neu,5\n")
    assert leistung(katalog, "99102013000000")[1:10] == (
        "Hundesteuer neu",
        None,
        "LO",
        "5",
        "10114",
        "Hundesteuer",
        "Familie & Kind",
        "Tierhaltung",
        None,
    )


def test_keys_of_a_land_are_kept_and_have_no_type(katalog: Path) -> None:
    imported_text(katalog, "Schluessel,Bezeichnung,Typ\n11102013000000,Eigene Leistung,5\n")
    assert leistung(katalog, "11102013000000")[3] is None


@pytest.mark.parametrize("key", ["9910201310400", "991020131040000", "99102013 04000", "", "abc"])
def test_a_key_with_the_wrong_length_is_rejected_with_its_line_and_the_others_are_taken(
    katalog: Path, key: str
) -> None:
    result = imported_text(katalog, OZG_HEADING + HUNDESTEUER + f"{key},Hundesteuer Anmeldung,4,,,,,\n")
    assert (result.status, result.counts.neu, result.counts.abgelehnt) == ("mit Fehlern", 1, 1)
    assert messages(katalog) == [("Fehler", "leika.schluessel", key or None, "katalog.csv, Zeile 3", 1)]
    assert f"„{key}“ ist kein Leistungsschlüssel (14 Ziffern)" in texts(katalog)


def test_a_file_cut_off_in_mid_line_loses_that_line_only_and_says_so(katalog: Path) -> None:
    result = imported_text(katalog, OZG_HEADING + HUNDESTEUER + HUNDESTEUER.replace("000000", "104000", 1)[:40])
    assert (result.status, result.counts.neu, result.counts.abgelehnt) == ("mit Fehlern", 1, 1)
    assert messages(katalog) == [("Fehler", "leika.zeile", "99102013104000", "katalog.csv, Zeile 3", 1)]


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (
            OZG_HEADING + "99102013000000,Gebühr,4,,,,,\n",
            "iso-8859-1",
            "katalog.csv, Zeile 2: Die Datei ist nicht in UTF-8",
        ),
        (
            "schluessel;name\n99102013000000;Hundesteuer\n",
            "utf-8",
            "katalog.csv, Zeile 1: Weder die Spalte „leika_key“",
        ),
        (OZG_HEADING.replace(",", "|"), "utf-8", "mit Komma oder Semikolon getrennt"),
        (OZG_HEADING + f'99102013000000,"{"Hundesteuer " * 20_000}\n', "utf-8", "katalog.csv, Zeile"),
        ("", "utf-8", "ist leer"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_sentence_and_changes_nothing(
    katalog: Path, text: str, encoding: str, expected: str
) -> None:
    imported(katalog, LEISTUNGEN)
    before = content(katalog)
    with pytest.raises(ThavelError) as error:
        imported_text(katalog, text, encoding)
    assert expected in str(error.value)
    assert content(katalog) == before
    assert rows(katalog, "SELECT status FROM laeufe ORDER BY id DESC LIMIT 1") == [("fehlgeschlagen",)]


def test_a_missing_file_is_named(katalog: Path) -> None:
    with pytest.raises(ThavelError, match=r"fehlt\.csv gibt es nicht"):
        imported(katalog, katalog.with_name("fehlt.csv"))


def test_a_catalogue_of_nothing_but_wrong_keys_fails(katalog: Path) -> None:
    result = imported_text(katalog, OZG_HEADING + "1,Hundesteuer,4,,,,,\n")
    assert (result.status, result.failed) == ("fehlgeschlagen", True)


def test_an_older_edition_is_refused_unless_it_is_wanted(katalog: Path) -> None:
    path = katalog.with_name("katalog.csv")
    path.write_text(OZG_HEADING + HUNDESTEUER, encoding="utf-8")
    assert run_import(katalog, Leika([path], "2024-06"), Options()).status == "fertig"
    refused = run_import(katalog, Leika([path], "2019"), Options())
    assert (refused.status, refused.failed) == ("fehlgeschlagen", True)
    assert "den Stand 2019, im Katalog ist schon der Stand 2024-06 (Leistungskatalog)" in texts(katalog)
    assert run_import(katalog, Leika([path], "2024"), Options()).status == "fertig"
    assert run_import(katalog, Leika([path], "2019"), Options(older=True)).status == "fertig"


def test_where_no_edition_is_known_it_is_told_that_none_was_compared(katalog: Path) -> None:
    path = katalog.with_name("katalog.csv")
    path.write_text(OZG_HEADING + HUNDESTEUER, encoding="utf-8")
    told = []
    for stand in (None, "2019", "2019"):
        imported(katalog, path, stand)
        told.append([row[1] for row in messages(katalog)])
    assert told == [[], ["lieferung.stand_unbekannt"], []]
    assert "vom Stand 2019" in rows(katalog, "SELECT text FROM meldungen")[0][0]


def test_a_dated_edition_is_not_replaced_without_a_word_by_one_of_unknown_date(katalog: Path) -> None:
    path = katalog.with_name("katalog.csv")
    path.write_text(OZG_HEADING + HUNDESTEUER, encoding="utf-8")
    told = []
    for stand in ("2019", None, None, "2018"):
        assert imported(katalog, path, stand).failed is False
        told.append([row[:2] for row in messages(katalog)])
    assert told == [[], [("Warnung", "lieferung.ohne_stand")], [], [("Hinweis", "lieferung.stand_unbekannt")]]
    ((text,),) = rows(katalog, "SELECT text FROM meldungen WHERE code = 'lieferung.ohne_stand'")
    assert "den Stand 2019 hatte (Leistungskatalog)" in text and "--stand" in text


def test_the_date_of_a_source_is_unknown_after_a_delivery_without_one(katalog: Path) -> None:
    path = katalog.with_name("katalog.csv")
    path.write_text(OZG_HEADING + HUNDESTEUER, encoding="utf-8")
    imported(katalog, path, "2019")
    run_import(katalog, Leika([path]), Options(older=True))
    assert rows(katalog, "SELECT stand FROM quellen WHERE name = 'leika'") == [(None,)]
    assert rows(katalog, "SELECT bestand, stand FROM ausgaben") == [("Leistungskatalog", "unbekannt")]
    assert [row[1] for row in messages(katalog)] == ["lieferung.ohne_stand"]


def test_a_file_of_which_nothing_was_taken_is_no_edition(katalog: Path) -> None:
    path = katalog.with_name("katalog.csv")
    for text, stand in ((HUNDESTEUER, "2019"), ("1,Hundesteuer,4,,,,,\n", None), ("1,Hundesteuer,4,,,,,\n", "2024")):
        path.write_text(OZG_HEADING + text, encoding="utf-8")
        imported(katalog, path, stand)
    assert rows(katalog, "SELECT bestand, stand FROM ausgaben") == [("Leistungskatalog", "2019")]


@pytest.mark.parametrize("separator", ";,\t")
def test_the_leika_export_is_read_with_any_separator(katalog: Path, separator: str) -> None:
    text = '"Schluessel";"Bezeichnung";"Typ"\n"99108008001000";"Straßensperrung; Genehmigung";"2/3"\n'
    imported_text(katalog, text.replace('";"', f'"{separator}"'))
    assert leistung(katalog, "99108008001000")[1:5] == ("Straßensperrung; Genehmigung", None, "LOV", "2/3")
