"""The register of municipalities in every form that it is published in.

A little over 400 lines: all of them write the same few lines of a register.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.questions.places import Place, resolve
from importers.registers.gemeinden import Gemeinden
from importers.run.runner import Options, RunResult, run_import
from importers.sample.register import register_lines
from tests.reading import Row, content, messages, rows, texts

needs_shared = pytest.mark.needs_shared

REGISTER = "gebiete/GV100AD_20260228_land16.txt"
CODELIST = "genericode/regionalschluessel_2026-04-30.xml"
KREISE = "genericode/kreis_2026-01-31.xml"
COLUMNS = (
    "ags, ars, name, typ, kreis, kreis_ags, verwaltung, verwaltung_schluessel, einwohner, flaeche_ha, plz, lat, lon,"
    " gueltig_bis, nachfolger_ags, stand"
)


def imported(katalog: Path, *paths: Path) -> RunResult:
    return run_import(katalog, Gemeinden(list(paths)), Options())


def imported_lines(katalog: Path, lines: list[str], *, name: str = "neu.txt") -> RunResult:
    path = katalog.with_name(name)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return imported(katalog, path)


def sizes(katalog: Path) -> tuple[int, int, int]:
    """Municipalities of today, Kreise, administrations."""
    tables = ("kommunen WHERE gueltig_bis IS NULL", "kreise", "verwaltungen")
    kommunen, kreise, verwaltungen = (rows(katalog, f"SELECT count(*) FROM {table}")[0][0] for table in tables)
    return kommunen, kreise, verwaltungen


def kommune(katalog: Path, ags: str) -> Row:
    return rows(katalog, f"SELECT {COLUMNS} FROM kommunen WHERE ags = ?", ags)[0]


def resolved(katalog: Path, *wanted: str) -> list[Place]:
    db = connect(katalog)
    try:
        return resolve(db, wanted)
    finally:
        db.close()


def sample_lines() -> list[str]:
    return register_lines().decode().splitlines()


EISENACH = (
    "16063105",
    "160630105105",
    "Eisenach, Stadt",
    "Stadt",
    "Wartburgkreis",
    "16063",
    "Eisenach, Stadt",
    "160630105",
    40747,
    10417,
    "99817",
    50.98974,
    10.30029,
    None,
    None,
    "2026-02-28",
)


@needs_shared
def test_the_official_register_gives_all_municipalities_kreise_and_administrations(shared: Path, katalog: Path) -> None:
    result = imported(katalog, shared / REGISTER)
    assert sizes(katalog) == (601, 22, 189)
    assert (result.status, result.failed, result.counts.abgelehnt) == ("fertig", False, 0)
    assert kommune(katalog, "16063105") == EISENACH
    assert rows(katalog, "SELECT typ, count(*) FROM verwaltungen GROUP BY typ ORDER BY typ") == [
        ("Erfüllende Gemeinde", 37),
        ("Verbandsfreie Gemeinde", 110),
        ("Verwaltungsgemeinschaft", 42),
    ]


def test_a_member_of_a_verwaltungsgemeinschaft_is_administered_by_it(register: Path) -> None:
    sql = (
        "SELECT k.name, k.verwaltung, v.typ, v.sitz, v.kreis_ags FROM kommunen k JOIN verwaltungen v"
        " USING (verwaltung_schluessel) WHERE k.name = 'Berlingerode'"
    )
    assert rows(register, sql) == [
        ("Berlingerode", "Lindenberg/Eichsfeld", "Verwaltungsgemeinschaft", "Teistungen", "16061")
    ]


def test_importing_the_register_twice_changes_nothing(register: Path, register_file: Path) -> None:
    before = content(register)
    result = imported(register, register_file)
    assert content(register) == before
    assert (result.counts.neu, result.counts.geaendert, result.counts.verschwunden) == (0, 0, 0)
    assert result.counts.unveraendert == 2097


@pytest.mark.parametrize("key", ["16056000", "160560000000", "16063105", "160630105105"])
def test_old_and_new_keys_of_eisenach_lead_to_it(register: Path, key: str) -> None:
    assert resolved(register, key) == [Place("16063105", "160630105105", "Eisenach, Stadt")]


def test_the_dissolved_municipality_has_its_last_day_and_its_successor(register: Path) -> None:
    assert rows(register, "SELECT name, gueltig_bis, nachfolger_ags FROM kommunen WHERE ags = '16056000'") == [
        ("Eisenach, Stadt (kreisfrei)", "2021-06-30", "16063105")
    ]


def test_a_municipality_that_was_split_has_two_successors_and_must_be_named_more_exactly(register: Path) -> None:
    assert rows(register, "SELECT ags_neu FROM kommune_nachfolger WHERE ags_alt = '16064055' ORDER BY 1") == [
        ("16061118",),
        ("16064046",),
    ]
    assert rows(register, "SELECT nachfolger_ags FROM kommunen WHERE ags = '16064055'") == [(None,)]
    with pytest.raises(ThavelError) as error:
        resolved(register, "16064055")
    assert "16061118" in str(error.value)
    assert "16064046" in str(error.value)


def test_the_broken_line_of_schmoelln_is_reported_and_corrected_from_the_table(register: Path) -> None:
    assert kommune(register, "16077043")[8:10] == (13953, 10108)
    assert rows(register, "SELECT typ FROM verwaltungen WHERE verwaltung_schluessel = '160770043'") == [
        ("Verbandsfreie Gemeinde",)
    ]
    assert messages(register) == [
        ("Warnung", "gemeinden.verband_ohne_art", "160770043", "gemeinden.txt, Zeile 207", 1),
        ("Hinweis", "gemeinden.korrektur", "160770043", "korrekturen.csv", 1),
        ("Hinweis", "gemeinden.korrektur", "16077043", "korrekturen.csv", 1),
        ("Hinweis", "gemeinden.korrektur", "16077043", "korrekturen.csv", 1),
    ]
    assert "einwohner 411 → 13953" in texts(register)


def test_a_correction_is_not_applied_once_the_register_has_another_value(register: Path) -> None:
    lines = sample_lines()
    (position,) = [n for n, line in enumerate(lines) if line[:2] == "60" and line[10:18] == "16077043"]
    lines[position] = lines[position][:139] + "00000013960" + lines[position][150:]
    imported_lines(register, lines)
    assert kommune(register, "16077043")[8:10] == (13960, 10108)
    assert "einwohner" not in texts(register)
    assert "flaeche_ha 655 → 10108" in texts(register)


def test_a_municipality_that_vanishes_from_the_register_gets_its_last_day_and_is_kept(
    register: Path, at: Callable[[str], None]
) -> None:
    at("2026-11-01T08:00:00Z")
    result = imported_lines(
        register, [line for line in sample_lines() if line[10:18] != "16067029" or line[:2] != "60"]
    )
    assert result.counts.verschwunden == 3  # the municipality and its two keys
    assert kommune(register, "16067029")[13] == "2026-11-01"
    assert sizes(register)[0] == 600
    back = imported_lines(register, sample_lines())
    assert (back.counts.geaendert, sizes(register)[0]) == (3, 601)


def test_a_municipality_whose_end_is_known_gets_that_day_and_not_the_day_of_the_import(katalog: Path) -> None:
    old = sample_lines()
    (uder,) = [line for line in old if line[:2] == "60" and line[10:18] == "16061119"]
    imported_lines(katalog, [*old, uder[:10] + "16061007" + uder[18:22] + "Birkenfelde".ljust(50) + uder[72:]])
    assert kommune(katalog, "16061007")[13:15] == (None, None)
    imported_lines(katalog, old)
    assert kommune(katalog, "16061007")[13:15] == ("2023-12-31", "16061119")
    assert resolved(katalog, "16061007") == [Place("16061119", "160615051119", "Uder")]


def test_a_change_of_the_ars_leaves_the_ags_and_keeps_the_old_key_usable(
    register: Path, at: Callable[[str], None]
) -> None:
    lines = [
        line.replace("160670290029", "160670295099").replace("16067   0029", "16067   5099") for line in sample_lines()
    ]
    at("2026-11-01T08:00:00Z")
    imported_lines(register, lines)
    assert rows(
        register, "SELECT schluessel, gueltig_bis FROM gebietsschluessel WHERE ags = '16067029' ORDER BY 1"
    ) == [
        ("160670029029", "2026-11-01"),
        ("16067029", None),
        ("160675099029", None),
    ]
    gotha = Place("16067029", "160675099029", "Gotha, Stadt")
    assert resolved(register, "160670029029", "160675099029", "16067029") == [gotha]


@needs_shared
def test_the_official_code_lists_alone_give_all_municipalities(shared: Path, katalog: Path) -> None:
    result = imported(katalog, shared / KREISE, shared / CODELIST)
    assert sizes(katalog) == (601, 22, 189)
    assert rows(katalog, "SELECT count(*) FROM kreise WHERE name IS NULL") == [(0,)]
    assert kommune(katalog, "16063105") == (
        *EISENACH[:8],
        None,
        None,
        None,
        *EISENACH[11:15],
        "2026-04-30",
    )
    assert not result.failed
    assert resolved(katalog, "16056000") == [Place("16063105", "160630105105", "Eisenach, Stadt")]


@needs_shared
def test_the_code_list_after_the_register_erases_nothing(shared: Path, register: Path) -> None:
    known = "ags, ars, name, typ, kreis, verwaltung, verwaltung_schluessel, einwohner, flaeche_ha, plz, lat, lon"
    other = (
        "SELECT kreis_ags, name, typ, sitz FROM kreise",
        "SELECT verwaltung_schluessel, name, typ, sitz FROM verwaltungen",
    )
    before = [rows(register, f"SELECT {known} FROM kommunen WHERE gueltig_bis IS NULL ORDER BY 1")]
    before += [rows(register, sql) for sql in other]
    imported(register, shared / KREISE, shared / CODELIST)
    after = [rows(register, f"SELECT {known} FROM kommunen WHERE gueltig_bis IS NULL ORDER BY 1")]
    after += [rows(register, sql) for sql in other]
    assert after == before


@needs_shared
def test_the_deviating_key_of_uder_in_the_code_list_leads_to_the_same_municipality(shared: Path, katalog: Path) -> None:
    result = imported(katalog, shared / CODELIST)
    assert [message for message in messages(katalog) if message[1] == "gemeinden.abweichender_schluessel"] == [
        ("Hinweis", "gemeinden.abweichender_schluessel", "160615051097", result.messages[0][3], 1)
    ]
    assert resolved(katalog, "160615051097", "160615051119") == [Place("16061119", "160615051119", "Uder")]


@pytest.mark.slow
def test_a_register_cut_off_in_mid_line_names_the_line_and_marks_nothing_as_gone(register: Path) -> None:
    before = content(register)
    for kept in (219, 60, 15, 11, 8, 1):
        whole = register_lines()[:-1]
        path = register.with_name("abgeschnitten.txt")
        path.write_bytes(whole[: whole.rfind(b"\n") + 1 + kept])
        result = imported(register, path)
        assert ("Fehler", "gemeinden.zeile_zu_kurz", "abgeschnitten.txt, Zeile 813") in [
            (stufe, code, ort) for stufe, code, _, ort, _ in messages(register)
        ]
        assert (result.status, result.counts.verschwunden) == ("mit Fehlern", 0)
        assert content(register) == before


def test_a_register_that_lost_more_than_a_fifth_marks_nothing_as_gone_without_confirmation(register: Path) -> None:
    lines = sample_lines()[:600]
    missing = 601 - sum(line.startswith("60") for line in lines)
    result = imported_lines(register, lines)
    assert result.counts.verschwunden == 0
    assert sizes(register)[0] == 601
    assert ("Fehler", "anzahl.alarm", "kommunen", f"{missing} von 601", 1) in messages(register)
    confirmed = run_import(register, Gemeinden([register.with_name("neu.txt")]), Options(confirm_deletions=True))
    assert (confirmed.counts.verschwunden, sizes(register)[0]) == (3 * missing, 601 - missing)


def test_municipalities_of_other_laender_are_left_out(katalog: Path) -> None:
    lines = sample_lines()
    other = next(line for line in lines if line[:2] == "60")
    imported_lines(katalog, [*lines, other[:10] + "07232" + other[15:]])
    assert sizes(katalog) == (601, 22, 189)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda line: line[:15] + "X05" + line[18:], "gemeinden.schluessel"),
        (lambda line: line[:10] + "16099" + line[15:], "gemeinden.ohne_kreis"),
        (lambda line: "99" + line[2:], "gemeinden.satzart"),
    ],
)
def test_a_line_that_is_not_understood_is_rejected_and_marks_nothing_as_gone(
    register: Path, change: Callable[[str], str], code: str
) -> None:
    lines = sample_lines()
    (position,) = [n for n, line in enumerate(lines) if line[:2] == "60" and line[10:18] == "16063105"]
    lines[position] = change(lines[position])
    result = imported_lines(register, lines)
    assert result.status == "mit Fehlern"
    assert (result.counts.abgelehnt, result.counts.verschwunden) == (1, 0)
    (error,) = [message for message in messages(register) if message[0] == "Fehler"]
    assert (error[1], error[3]) == (code, f"neu.txt, Zeile {position + 1}")
    assert kommune(register, "16063105") == EISENACH


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (None, "fehlt.txt gibt es nicht. Prüfen Sie den Pfad."),
        (b"", "ist leer"),
        (b" \n\n", "ist leer"),
        (register_lines().decode().encode("cp850"), "fehlt.txt, Zeile 1: Die Datei ist nicht in UTF-8 kodiert"),
        (
            b"7z\xbc\xaf\x27\x1c\0\4",
            "fehlt.txt: Das ist ein Archiv (7z oder RAR); hier wird ein Gemeindeverzeichnis (GV100AD oder Genericode) "
            "gelesen. Entpacken Sie es",
        ),
        (b"%PDF-1.7\n1 0 obj\n", "fehlt.txt: Das ist ein PDF"),
        (b"\x00" * 4096, "fehlt.txt: Das ist eine Datei, die kein Text ist"),
        (b"<html><body>Nicht gefunden</body></html>", "fehlt.txt: Das ist eine HTML-Seite"),
        (b"<liste/>", "fehlt.txt: Keine Codeliste nach Genericode 1.0; es fehlt"),
        (b"<CodeList><Identification>", "Kein wohlgeformtes XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><CodeList><Identification>&b;</Identification></CodeList>', "eine DTD"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_sentence_and_changes_nothing(
    register: Path, body: bytes | None, text: str
) -> None:
    before = content(register)
    path = register.with_name("fehlt.txt")
    if body is not None:
        path.write_bytes(body)
    with pytest.raises(ThavelError) as error:
        imported(register, path)
    assert text in str(error.value)
    assert content(register) == before
    assert rows(register, "SELECT status, fehler FROM laeufe ORDER BY id DESC LIMIT 1") == [("fehlgeschlagen", 1)]
    assert texts(register) == str(error.value)


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"ars;name\n160510000000;Erfurt\n", b"Lorem ipsum\n" * 50])
def test_a_file_that_is_no_register_fails_and_changes_nothing(register: Path, body: bytes) -> None:
    before = content(register)
    path = register.with_name("falsch.txt")
    path.write_bytes(body)
    result = imported(register, path)
    assert (result.status, result.failed) == ("fehlgeschlagen", True)
    assert "keine Gemeinden des Landes 16 in der Form GV100AD" in texts(register)
    assert content(register) == before


@pytest.mark.slow
def test_windows_line_ends_and_a_byte_order_mark_make_no_difference(register: Path) -> None:
    before = content(register)
    path = register.with_name("windows.txt")
    path.write_bytes(b"\xef\xbb\xbf" + register_lines().replace(b"\n", b"\r\n"))
    result = imported(register, path)
    assert (result.status, result.counts.unveraendert) == ("fertig", 2097)
    assert content(register) == before


@needs_shared
def test_a_code_list_with_a_byte_order_mark_is_recognised(shared: Path, katalog: Path) -> None:
    path = katalog.with_name("liste.xml")
    path.write_bytes(b"\xef\xbb\xbf" + (shared / CODELIST).read_bytes())
    imported(katalog, path)
    assert sizes(katalog)[0] == 601


@needs_shared
def test_a_code_list_of_something_else_is_refused_by_name(shared: Path, katalog: Path) -> None:
    with pytest.raises(ThavelError, match="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:bundesland"):
        imported(katalog, shared / "genericode/bundesland_2010-04-01.xml")


def test_a_wrong_key_or_an_unknown_one_is_refused_with_what_to_do(register: Path) -> None:
    with pytest.raises(ThavelError, match="weder ein AGS"):
        resolved(register, "1605600")
    with pytest.raises(ThavelError, match="169999999999 ist nicht bekannt"):
        resolved(register, "169999999999")
    with pytest.raises(ThavelError, match="072325005218 gehört zu einem anderen Land"):
        resolved(register, "072325005218")


def test_an_empty_catalogue_asks_for_the_register_first(katalog: Path) -> None:
    with pytest.raises(ThavelError, match="thavel import gemeinden"):
        resolved(katalog, "16063105")


def other_edition(stand: str) -> list[str]:
    """The sample of another Stand."""
    return [line.replace("20260228", stand) for line in sample_lines()]


def written(register: Path, name: str, stand: str) -> Path:
    path = register.with_name(name)
    path.write_text("\n".join(other_edition(stand)), encoding="utf-8")
    return path


def stand(register: Path) -> Any:
    return kommune(register, "16063105")[-1]


def test_an_older_register_is_refused_with_both_dates_and_changes_nothing(register: Path) -> None:
    before = content(register)
    result = imported_lines(register, other_edition("20231231"))
    assert (result.status, result.failed) == ("fehlgeschlagen", True)
    assert content(register) == before
    assert messages(register) == [("Fehler", "lieferung.aelter", None, "neu.txt", 1)]
    assert "den Stand 2023-12-31, im Katalog ist schon der Stand 2026-02-28 (Gemeindeverzeichnis)" in texts(register)


def test_an_older_register_is_taken_on_demand_and_a_newer_one_again_without(register: Path) -> None:
    older = written(register, "alt.txt", "20231231")
    assert run_import(register, Gemeinden([older]), Options(older=True)).status == "fertig"
    assert stand(register) == "2023-12-31"
    assert imported_lines(register, sample_lines()).status == "fertig"
    assert kommune(register, "16063105") == EISENACH


def test_of_two_registers_in_one_run_the_older_one_is_refused_and_the_command_fails(register: Path) -> None:
    newer, older = written(register, "neuer.txt", "20270101"), written(register, "alt.txt", "20231231")
    result = imported(register, newer, older)
    assert (result.status, result.failed, stand(register)) == ("mit Fehlern", True, "2027-01-01")


def test_kept_registers_are_read_again_in_the_order_in_which_they_were_taken(register: Path) -> None:
    """A refused one stays refused; what was taken on demand needs no demand again."""
    newer, older = written(register, "neuer.txt", "20270101"), written(register, "alt.txt", "20231231")
    imported(register, newer)
    imported(register, older)
    run_import(register, Gemeinden([]), Options(from_raw=True))
    assert stand(register) == "2027-01-01"
    run_import(register, Gemeinden([older]), Options(older=True))
    result = run_import(register, Gemeinden([]), Options(from_raw=True))
    assert (result.status, stand(register)) == ("fertig", "2023-12-31")


def test_of_several_files_one_that_is_missing_does_not_stop_the_others_and_the_command_fails(katalog: Path) -> None:
    path = katalog.with_name("da.txt")
    path.write_bytes(register_lines())
    result = imported(katalog, katalog.with_name("fort.txt"), path)
    assert (result.status, result.failed, sizes(katalog)[0] > 0) == ("mit Fehlern", True, True)
    assert "fort.txt gibt es nicht" in texts(katalog)
