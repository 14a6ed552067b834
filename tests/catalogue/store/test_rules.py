import csv
import io
import re
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.schema import Table
from catalogue.store.rules import BUNDLED, TABLES, copy_bundled, read_rules, rule_file, sync_rules
from catalogue.tables.regeln import CODES, GEWICHTE, KOORDINATEN, LOESUNGSMUSTER
from catalogue.tables.zustaendigkeit import STELLENARTEN, ZUSTAENDIGKEITEN
from tests.reading import rows

RESPONSIBILITIES = "land;schluessel_anfang;ebene;behoerde;sicherheit;grund;geprueft;quelle\n"
HEADING = "kriterium;bezeichnung;gewicht;bedeutung;quelle\n"


def written(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "gewichte") -> Path:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_bundled_file_is_in_the_catalogue_row_by_row(katalog: Path, table: Table) -> None:
    bundled = read_rules(table, BUNDLED / f"{table.name}.csv")
    assert sorted(rows(katalog, f"SELECT * FROM {table.name}"), key=repr) == sorted(bundled, key=repr)
    assert bundled or table.name == "vergleichskommunen"


def test_every_bundled_file_belongs_to_a_table() -> None:
    assert sorted(path.stem for path in BUNDLED.iterdir()) == sorted(table.name for table in TABLES)


def test_nothing_changes_when_the_files_did_not(katalog: Path) -> None:
    db = connect(katalog)
    assert sync_rules(db) == []
    db.close()


def test_an_edited_weight_changes_its_table_and_no_other(katalog: Path, tmp_path: Path) -> None:
    text = (BUNDLED / "gewichte.csv").read_text(encoding="utf-8")
    assert "aufwand;Aufwand;30;" in text
    written(tmp_path, text.replace("aufwand;Aufwand;30;", "aufwand;Aufwand;12,5;"))
    db = connect(katalog)
    assert sync_rules(db, tmp_path) == ["gewichte"]
    assert rows(katalog, "SELECT gewicht FROM gewichte WHERE kriterium = 'aufwand'") == [(12.5,)]
    assert sync_rules(db, tmp_path) == []
    assert sync_rules(db) == ["gewichte"]
    assert rows(katalog, "SELECT gewicht FROM gewichte WHERE kriterium = 'aufwand'") == [(30.0,)]
    db.close()


def test_the_towns_own_file_comes_before_the_bundled_one(tmp_path: Path) -> None:
    own = written(tmp_path, HEADING)
    assert rule_file(GEWICHTE, tmp_path) == own
    assert rule_file(KOORDINATEN, tmp_path) == BUNDLED / "koordinaten.csv"
    assert rule_file(GEWICHTE, None) == BUNDLED / "gewichte.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, encoding: str, end: str) -> None:
    text = HEADING + 'naehe;Nähe;7,5;"Nah; also gut erreichbar";Stadt\n;;;;\n\n'
    path = tmp_path / "gewichte.csv"
    path.write_bytes(text.replace("\n", end).encode(encoding))
    assert read_rules(GEWICHTE, path) == [("naehe", "Nähe", 7.5, "Nah; also gut erreichbar", "Stadt")]


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        (
            GEWICHTE,
            HEADING + "a;A;1;b;c\nnaehe;Nähe;viel;gut;Stadt\n",
            "Zeile 3: „viel“ in Spalte „gewicht“ ist keine Zahl.",
        ),
        (
            GEWICHTE,
            HEADING + "naehe;Nähe;nan;gut;Stadt\n",
            "Zeile 2: „nan“ in Spalte „gewicht“ ist keine Zahl.",
        ),
        (
            LOESUNGSMUSTER,
            ";".join(column.name for column in LOESUNGSMUSTER.columns)
            + "\na;1,5;*;.;d;n;b;p;;;w;gering;unbekannt;g;u;n;q\n",
            "Zeile 2: „1,5“ in Spalte „reihenfolge“ ist keine ganze Zahl.",
        ),
        (
            LOESUNGSMUSTER,
            ";".join(column.name for column in LOESUNGSMUSTER.columns)
            + "\na;1;*;^/(;d;n;b;p;;;w;gering;unbekannt;g;u;n;q\n",
            "Zeile 2: Das Muster „^/(“ ist kein regulärer Ausdruck (missing ), unterminated subpattern at position 2).",
        ),
        (
            STELLENARTEN,
            "muster;reihenfolge;ebene;bedeutung;beispiel;quelle\n(?:.{1000}){1000};1;Kreis;b;e;q\n",
            "Zeile 2: Das Muster „(?:.{1000}){1000}“ wiederholt zu oft: Die Zahlen in geschweiften Klammern ergeben "
            "malgenommen mehr als 100000. Schreiben Sie + oder * statt großer Zahlen.",
        ),
        (
            GEWICHTE,
            HEADING + "naehe;;1;gut;Stadt\n",
            "Zeile 2: Die Spalte „bezeichnung“ darf nicht leer sein (Name, wie er angezeigt wird.)",
        ),
        (GEWICHTE, HEADING + "naehe;Nähe;1;gut\n", "Zeile 2: 4 Spalten statt 5."),
        (GEWICHTE, HEADING + "a;A;1;b;c\na;B;2;b;c\n", "Zeile 3: Der Schlüssel a kommt doppelt vor."),
        (
            GEWICHTE,
            "kriterium|bezeichnung|gewicht|bedeutung|quelle\n",
            "Zeile 1: Erwartet werden die Spalten kriterium; bezeichnung; gewicht; bedeutung; quelle. "
            "Es fehlt: kriterium, bezeichnung, gewicht, bedeutung, quelle.",
        ),
        (
            GEWICHTE,
            "",
            "Zeile 1: Erwartet werden die Spalten kriterium; bezeichnung; gewicht; bedeutung; quelle. "
            "Es fehlt: kriterium, bezeichnung, gewicht, bedeutung, quelle.",
        ),
        (
            ZUSTAENDIGKEITEN,
            "schluessel_anfang;ebene;behoerde;sicherheit;grund;geprueft;quelle\n99;Kreis;;belegt;g;;q\n",
            "Zeile 1: Erwartet werden die Spalten land; schluessel_anfang; ebene; behoerde; sicherheit; grund; "
            "geprueft; quelle. Es fehlt: land.",
        ),
        (
            ZUSTAENDIGKEITEN,
            f"{RESPONSIBILITIES}Thüringen;99;Kreis;;belegt;g;;q\n",
            "Zeile 2: „Thüringen“ in Spalte „land“ ist nicht ein Land mit 2 Ziffern (16 ist Thüringen, "
            "00 gilt in allen Ländern).",
        ),
        (
            ZUSTAENDIGKEITEN,
            f"{RESPONSIBILITIES}16;99108;Kreis;;belegt;g;99108001001000, 99109001001000;q\n",
            "Zeile 2: „99109001001000“ in Spalte „geprueft“ ist kein Leistungsschlüssel, der mit 99108 beginnt. "
            "Nennen Sie Schlüssel mit 14 Ziffern, mit Komma getrennt.",
        ),
        (
            ZUSTAENDIGKEITEN,
            f"{RESPONSIBILITIES}16;99;Stadt;;belegt;g;;q\n",
            "Zeile 2: „Stadt“ in Spalte „ebene“ ist nicht erlaubt; möglich: Gemeinde, Kreis, Land, Bund, "
            "andere Stelle.",
        ),
    ],
)
def test_a_mistake_names_file_line_and_column(tmp_path: Path, table: Table, text: str, message: str) -> None:
    path = written(tmp_path, text, name=table.name)
    with pytest.raises(ThavelError) as caught:
        read_rules(table, path)
    assert str(caught.value) == f"{path}{':' if message[0].islower() else ','} {message}"


ROW = ["naehe", "Nähe", "7,5", "Nah; also „gut“\nerreichbar", "Stadt"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("empty", [0, 3])
def test_however_a_spreadsheet_parts_quotes_and_fills_a_file_it_is_read(
    tmp_path: Path, delimiter: str, encoding: str, end: str, empty: int
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    lines = [HEADING.strip().split(";"), ROW, [""] * 5, ["verbreitung", "Verbreitung", "30", "b", "q"]]
    writer.writerows([*line, *[""] * empty] for line in lines)
    path = tmp_path / "gewichte.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    assert read_rules(GEWICHTE, path) == [
        ("naehe", "Nähe", 7.5, "Nah; also „gut“\nerreichbar", "Stadt"),
        ("verbreitung", "Verbreitung", 30.0, "b", "q"),
    ]


def test_a_mistake_behind_a_text_of_several_lines_is_told_with_the_line_where_its_row_begins(tmp_path: Path) -> None:
    path = written(tmp_path, HEADING + 'a;A;1;"eins\nzwei\ndrei";q\nb;B;viel;"x\ny";q\n')
    with pytest.raises(ThavelError, match="Zeile 5: „viel“"):
        read_rules(GEWICHTE, path)


@pytest.mark.parametrize("cell", ['"ohne Ende', '"Nah" und gut'])
def test_a_quote_at_a_wrong_place_is_told_with_its_line(tmp_path: Path, cell: str) -> None:
    path = written(tmp_path, HEADING + f"a;A;1;b;q\nb;B;2;{cell};q\nc;C;3;d;q\n")
    with pytest.raises(ThavelError, match="Zeile 3: Ein Anführungszeichen fehlt oder steht am falschen Ort"):
        read_rules(GEWICHTE, path)


DAMAGE = [
    ("gebietsaenderungen", "seit", "01.01.24", "ist kein Tag. Schreiben Sie ihn als JJJJ-MM-TT oder TT.MM.JJJJ"),
    ("gebietsaenderungen", "seit", "1/2/2024", "ist kein Tag"),
    ("gebietsaenderungen", "seit", "45292", "ist kein Tag"),
    ("gebietsaenderungen", "seit", "31.02.2024", "ist kein Tag"),
    ("gebietsaenderungen", "seit", "2024-13-01", "ist kein Tag"),
    ("gebietsaenderungen", "ags_neu", "1,6056E+07", "hat eine Tabellenkalkulation gerundet"),
    ("gebietsaenderungen", "name_alt", "#NAME?", "ist die Fehleranzeige einer Tabellenkalkulation"),
    ("gebietsaenderungen", "name_alt", "MÃ¼hlhausen", "hat verdorbene Umlaute"),
    ("gebietsaenderungen", "ags_alt", "6105600", "ein AGS mit 8 Ziffern. Fehlt die führende Null?"),
    ("alte_schluessel", "schluessel", "1,6056E+11", "hat eine Tabellenkalkulation gerundet"),
    ("alte_schluessel", "schluessel", "16056000", "ist nicht ein ARS mit 12 Ziffern"),
    ("alte_schluessel", "gueltig_bis", "Juni 2021", "ist kein Tag"),
    ("koordinaten", "lat", "50983", "liegt nicht zwischen 47 und 56"),
    ("koordinaten", "lon", "10. Mrz", "ist keine Zahl"),
    ("zustaendigkeiten", "schluessel_anfang", "9,9102E+13", "hat eine Tabellenkalkulation gerundet"),
    ("fachbereiche", "schluessel_anfang", "99.008", "der Anfang eines Leistungsschlüssels"),
    ("vergleichskommunen", "vergleich_ags", "16.055.000", "ein AGS mit 8 Ziffern"),
    ("aufwandsstufen", "wert", "8", "liegt nicht zwischen 0 und 1"),
    ("codes", "code", "02. Mrz", "ist wohl ein Datum"),
    ("codes", "code", "02.03.2026", "ist wohl ein Datum"),
    ("aktivitaetsarten", "code", "Feb 03", "ist wohl ein Datum"),
    ("korrekturen", "tabelle", "komunen", "Eine Spalte „einwohner“ in einer Tabelle „komunen“ gibt es nicht"),
    ("korrekturen", "spalte", "einwoner", "Eine Spalte „einwoner“ in einer Tabelle „kommunen“ gibt es nicht"),
    ("korrekturen", "falsch", "4,11E+02", "in Spalte „falsch“ hat eine Tabellenkalkulation gerundet"),
    ("korrekturen", "falsch", "411 ca.", "in Spalte „falsch“ ist keine ganze Zahl"),
    ("korrekturen", "richtig", "13.953", "in Spalte „richtig“ ist keine ganze Zahl"),
    ("korrekturen", "schluessel", "1,6077E+07", "hat eine Tabellenkalkulation gerundet"),
]


@pytest.mark.parametrize(("table", "column", "damaged", "message"), DAMAGE)
def test_what_a_spreadsheet_made_of_a_value_is_told_with_line_and_column(
    tmp_path: Path, table: str, column: str, damaged: str, message: str
) -> None:
    declared = next(found for found in TABLES if found.name == table)
    good = {"ags": "16063105", "vergleich_ags": "16055000", "vergleichbar": "ja", "grund": "g", "quelle": "q"}
    bundled = (BUNDLED / f"{table}.csv").read_text(encoding="utf-8")
    heading, *lines = csv.reader(io.StringIO(bundled), delimiter=";")
    first = lines[0] if lines else list(good.values())
    line = [damaged if name == column else value for name, value in zip(heading, first, strict=True)]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows([heading, line])
    path = written(tmp_path, out.getvalue(), name=table)
    with pytest.raises(ThavelError) as caught:
        read_rules(declared, path)
    assert str(caught.value).startswith(f"{path}, Zeile 2: ")
    assert message in str(caught.value)
    assert f"„{damaged}“" in str(caught.value)


def test_every_column_of_a_key_a_day_or_a_number_is_checked(katalog: Path) -> None:
    unchecked = {
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.columns
        if column.type == "TEXT" and not column.form and not column.allowed
        if all(
            re.fullmatch(r"[0-9-]+", str(value))
            for (value,) in rows(katalog, f"SELECT {column.name} FROM {table.name} WHERE {column.name} IS NOT NULL")
        )
    }
    # What is wrong and right is checked as the column that is corrected; vergleichskommunen has no lines.
    corrected = {"korrekturen.schluessel", "korrekturen.falsch"}
    assert unchecked == corrected | {"vergleichskommunen.grund", "vergleichskommunen.quelle"}


def test_a_code_that_lost_its_zeros_is_told(tmp_path: Path) -> None:
    heading = "liste;code;bezeichnung;quelle\n"
    path = written(tmp_path, f"{heading}leistungsadressat;1;Bürger;q\n", name="codes")
    with pytest.raises(ThavelError, match="Zeile 2: „1“ in Spalte „code“ heißt richtig 001; eine Tabellenkalkulation"):
        read_rules(CODES, path)
    written(tmp_path, f"{heading}leistungsadressat;9;Neues;q\nurn:de:eigene;1;Eigenes;q\n", name="codes")
    assert len(read_rules(CODES, path)) == 2


def test_german_days_are_read_and_said(katalog: Path, tmp_path: Path) -> None:
    bundled = (BUNDLED / "gebietsaenderungen.csv").read_text(encoding="utf-8")
    path = written(tmp_path, bundled.replace("2024-01-01", "1.1.2024"), name="gebietsaenderungen")
    said: list[str] = []
    db = connect(katalog)
    assert sync_rules(db, tmp_path, said.append) == []
    db.close()
    assert said == [f"{path}: 13 Tage in deutscher Schreibweise gelesen, zum Beispiel 1.1.2024 als 2024-01-01."]


def test_a_file_in_the_encoding_of_old_spreadsheets_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, HEADING + "naehe;Nähe;1;gut;Stadt\n", encoding="iso-8859-1")
    with pytest.raises(ThavelError, match="nicht in UTF-8 gespeichert. Speichern Sie sie als „CSV UTF-8“"):
        read_rules(GEWICHTE, path)


def test_a_mistake_in_one_file_changes_no_table(katalog: Path, tmp_path: Path) -> None:
    written(tmp_path, HEADING + "naehe;Nähe;1;gut;Stadt\n")
    written(tmp_path, "ags;lat;lon;quelle\n16063105;nord;ost;Karte\n", name="koordinaten")
    before = rows(katalog, "SELECT * FROM gewichte")
    db = connect(katalog)
    with pytest.raises(ThavelError, match="koordinaten.csv, Zeile 2: „nord“ in Spalte „lat“ ist keine Zahl"):
        sync_rules(db, tmp_path)
    db.close()
    assert rows(katalog, "SELECT * FROM gewichte") == before


WEIGHTS = (BUNDLED / "gewichte.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WEIGHTS.replace("aufwand;Aufwand;30;", "aufwand;Aufwand;-1;"), "Gewichte sind Zahlen ab 0"),
        (WEIGHTS.replace("aufwand;Aufwand;30;", "aufwand;Aufwand;;"), "Die Spalte „gewicht“ darf nicht leer sein"),
        (WEIGHTS.replace("aufwand;Aufwand;30;", "aufwand;Aufwand;1e3;"), "„1e3“ in Spalte „gewicht“ ist keine Zahl"),
        (WEIGHTS.replace("aufwand;", "naehe;"), "Ein Kriterium „naehe“ gibt es nicht"),
        (HEADING, "mindestens eines ist größer als 0"),
        (HEADING + "aufwand;Aufwand;0;b;q\n", "mindestens eines ist größer als 0"),
    ],
)
def test_weights_that_make_no_sense_are_refused_and_change_nothing(
    katalog: Path, tmp_path: Path, text: str, message: str
) -> None:
    path = written(tmp_path, text)
    before = rows(katalog, "SELECT * FROM gewichte")
    db = connect(katalog)
    with pytest.raises(ThavelError, match=message) as caught:
        sync_rules(db, tmp_path)
    db.close()
    assert str(caught.value).startswith(str(path))
    assert rows(katalog, "SELECT * FROM gewichte") == before


@pytest.mark.parametrize("table", [LOESUNGSMUSTER, STELLENARTEN], ids=lambda table: table.name)
def test_a_pattern_that_is_refused_changes_no_table(katalog: Path, tmp_path: Path, table: Table) -> None:
    lines = list(
        csv.DictReader(io.StringIO((BUNDLED / f"{table.name}.csv").read_text(encoding="utf-8")), delimiter=";")
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, lines[0], delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows([*lines[:2], {**lines[2], "muster": "(?:a{1000}){1000}"}, *lines[3:]])
    path = written(tmp_path, out.getvalue(), name=table.name)
    before = rows(katalog, f"SELECT * FROM {table.name}")
    db = connect(katalog)
    with pytest.raises(ThavelError) as caught:
        sync_rules(db, tmp_path)
    db.close()
    assert str(caught.value).startswith(f"{path}, Zeile 4: Das Muster „(?:a{{1000}}){{1000}}“ wiederholt")
    assert rows(katalog, f"SELECT * FROM {table.name}") == before


def test_the_bundled_files_are_copied_and_files_that_are_there_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "regeln"
    folder.mkdir(parents=True)
    (folder / "gewichte.csv").write_text("eigen\n", encoding="utf-8")
    copy_bundled(folder)
    bundled = {file.name: file.read_bytes() for file in BUNDLED.glob("*.csv")}
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {**bundled, "gewichte.csv": b"eigen\n"}
