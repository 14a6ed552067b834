import csv
import io
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.schema import Table
from catalogue.store.rules import BUNDLED, copy_bundled, read_rules, rule_file, sync_rules
from catalogue.tables.regeln import GEWICHTE, KOORDINATEN, LOESUNGSMUSTER, STELLENARTEN, TABLES, ZUSTAENDIGKEITEN
from tests.reading import rows

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
            ";".join(column.name for column in LOESUNGSMUSTER.columns) + "\na;1,5;*;.;d;n;b;p;;;w;gering;u;n;q\n",
            "Zeile 2: „1,5“ in Spalte „reihenfolge“ ist keine ganze Zahl.",
        ),
        (
            LOESUNGSMUSTER,
            ";".join(column.name for column in LOESUNGSMUSTER.columns) + "\na;1;*;^/(;d;n;b;p;;;w;gering;u;n;q\n",
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
            "kriterium,bezeichnung,gewicht,bedeutung,quelle\n",
            "Zeile 1: Erwartet werden die Spalten kriterium; bezeichnung; gewicht; bedeutung; quelle.",
        ),
        (GEWICHTE, "", "Zeile 1: Erwartet werden die Spalten kriterium; bezeichnung; gewicht; bedeutung; quelle."),
        (
            ZUSTAENDIGKEITEN,
            "schluessel_anfang;ebene;sicherheit;grund;quelle\n99;Stadt;belegt;g;q\n",
            "Zeile 2: „Stadt“ in Spalte „ebene“ ist nicht erlaubt; möglich: Gemeinde, Kreis, Land, Bund.",
        ),
    ],
)
def test_a_mistake_names_file_line_and_column(tmp_path: Path, table: Table, text: str, message: str) -> None:
    path = written(tmp_path, text, name=table.name)
    with pytest.raises(ThavelError) as caught:
        read_rules(table, path)
    assert str(caught.value) == f"{path}{':' if message[0].islower() else ','} {message}"


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
