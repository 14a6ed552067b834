"""The register in the forms in which it is published and kept, and rules that fit nothing of it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.store.rules import BUNDLED, sync_rules
from importers.registers.gemeinden import Gemeinden
from importers.run.runner import Options, RunResult, run_import
from importers.sample.register import register_lines
from tests.reading import content, messages, texts


def imported(katalog: Path, body: bytes, name: str = "GV100AD_28022026.txt") -> RunResult:
    path = katalog.with_name(name)
    path.write_bytes(body)
    return run_import(katalog, Gemeinden([path]), Options())


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("_txt", ".txt").replace("_pdf", ".pdf"), body)
    return out.getvalue()


def stripped(body: bytes) -> bytes:
    return b"\n".join(line.rstrip() for line in body.splitlines())


@pytest.mark.parametrize(
    "form",
    [
        lambda body: zipped(GV100AD_txt=body, Datensatzbeschreibung_pdf=b"%PDF-1.7"),
        lambda body: body.decode().encode("iso-8859-1"),
        stripped,
        lambda body: zipped(GV100AD_txt=stripped(body.decode().encode("iso-8859-1"))),
    ],
)
def test_the_register_is_the_same_in_every_form(register: Path, form: Callable[[bytes], bytes]) -> None:
    before = content(register)
    result = imported(register, form(register_lines()))
    assert (result.status, result.counts.unveraendert) == ("fertig", 2097)
    assert content(register) == before


def test_letters_of_before_2019_are_told(register: Path) -> None:
    imported(register, register_lines().decode().encode("iso-8859-1"))
    assert ("Hinweis", "gemeinden.kodierung", None, "GV100AD_28022026.txt", 1) in messages(register)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (zipped(Beschreibung_pdf=b"%PDF-1.7"), "Im ZIP ist kein Gemeindeverzeichnis (GV100AD)."),
        (zipped(a_txt=b"10x", b_txt=b"10x"), "Im ZIP ist 2 Verzeichnisse: a.txt, b.txt."),
        (zipped(a_txt=b"10x")[:-30], "lässt sich nicht lesen"),
    ],
)
def test_a_zip_without_the_register_is_refused_in_words(register: Path, body: bytes, reason: str) -> None:
    with pytest.raises(ThavelError) as error:
        imported(register, body)
    assert reason in str(error.value)


def test_a_stripped_register_that_is_cut_off_names_the_line(register: Path) -> None:
    result = imported(register, stripped(register_lines())[:-30])
    assert result.status == "mit Fehlern"
    assert [row[1] for row in messages(register) if row[0] == "Fehler"] == ["gemeinden.zeile_zu_kurz"]


def test_municipalities_of_other_laender_are_counted_and_told(register: Path) -> None:
    lines = register_lines().decode().splitlines()
    other = next(line for line in lines if line[:2] == "60")
    imported(register, "\n".join([*lines, *(other[:10] + f"0723{n}" + other[15:] for n in range(3))]).encode())
    assert ("Hinweis", "gemeinden.anderes_land", None, "GV100AD_28022026.txt", 3) in messages(register)


def with_rule(katalog: Path, table: str, line: str) -> None:
    """Add a line to the bundled rules of the catalogue."""
    folder = katalog.with_name("regeln")
    folder.mkdir()
    (folder / f"{table}.csv").write_text((BUNDLED / f"{table}.csv").read_text(encoding="utf-8") + line + "\n", "utf-8")
    db = connect(katalog)
    sync_rules(db, folder)
    db.close()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("kommunen;16999999;einwohner;1;2;G;Q", "den Schlüssel 16999999 gibt es im Verzeichnis nicht"),
        ("kommunen;16063105;nachfolger_ags;1;2;G;Q", "die Tabelle „kommunen“ hat keine Spalte „nachfolger_ags“"),
        ("leistungen;99102013104000;bezeichnung;a;b;G;Q", "die Tabelle „leistungen“ wird nicht berichtigt"),
        ("kommunen;16063105;einwohner;1;2;G;Q", "die Quelle liefert in „Einwohner“ jetzt „40747“ statt „1“"),
    ],
)
def test_a_correction_that_fits_nothing_is_told(register: Path, line: str, told: str) -> None:
    with_rule(register, "korrekturen", line)
    imported(register, register_lines())
    assert told in texts(register)
    assert [row[0] for row in messages(register) if row[1].startswith("gemeinden.korrektur_")] == ["Warnung"]


def test_coordinates_of_a_municipality_that_is_not_there_are_told(register: Path) -> None:
    with_rule(register, "koordinaten", "16999999;50.1;11.1;Q")
    imported(register, register_lines())
    assert ("Hinweis", "gemeinden.regel_ohne_ziel", None, "koordinaten.csv", 1) in messages(register)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("16063105;Eisenach;16055000;2027-01-01;Eingliederung;Q", "16063105 (Eisenach) gibt es im Verzeichnis noch"),
        ("16999998;Alt;16999999;2020-01-01;Eingliederung;Q", "den Nachfolger 16999999 von Alt gibt es im Verzeichnis"),
        ("16999998;Alt;16061007;2020-01-01;Eingliederung;Q", "er ist selbst aufgegangen; tragen Sie ein, worin"),
    ],
)
def test_a_change_of_areas_that_fits_nothing_is_told(register: Path, line: str, told: str) -> None:
    with_rule(register, "gebietsaenderungen", line)
    imported(register, register_lines())
    assert told in texts(register)
    found = [row for row in messages(register) if row[1] == "gemeinden.gebietsaenderung_ohne_ziel"]
    assert found == [("Warnung", "gemeinden.gebietsaenderung_ohne_ziel", None, "gebietsaenderungen.csv", 1)]


def test_a_register_of_another_area_gets_one_message_about_changes_of_areas(register: Path) -> None:
    elsewhere = [
        line for line in register_lines().splitlines(keepends=True) if line[10:15] == b"16055" or line[:2] == b"10"
    ]
    imported(register, b"".join(elsewhere))
    (text,) = [text for text in texts(register).splitlines() if "Gebietsänderung" in text]
    assert text.startswith("27 Gebietsänderungen passen auf nichts: den Nachfolger 16063105 von Eisenach, Stadt (")


def test_what_stands_in_the_bundled_rules_fits(register: Path) -> None:
    imported(register, register_lines())
    codes = {row[1] for row in messages(register)}
    assert codes == {"gemeinden.verband_ohne_art", "gemeinden.korrektur"}
