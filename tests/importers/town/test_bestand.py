import sqlite3
from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import ThavelError
from catalogue.questions.places import Place
from importers.run.runner import Options, RunResult, run_import
from importers.town.bestand import Bestand
from tests.importers.town.told import messages, texts
from tests.reading import content, rows

EISENACH = Place("16063105", "160630105105", "Eisenach, Stadt")
GERA = Place("16052000", "160520000000", "Gera, Stadt")
LIST = """titel;link;leistungsschluessel
Hundesteuer anmelden;https://www.eisenach.de/hund;99102013104000
Urkunden bestellen;https://www.eisenach.de/urkunden;99027002012000
Urkunden bestellen;https://www.eisenach.de/urkunden;99059004012000
"""
OFFERS = (
    "SELECT n.ags, n.leistungsschluessel, o.bezeichnung, o.url, o.redaktion, n.quelle FROM angebotsnachweise n"
    " JOIN onlinedienste o ON o.id = n.onlinedienst_id WHERE n.verschwunden_am IS NULL ORDER BY 1, 2"
)


ENTRIES = (
    "SELECT ags, titel, link, leistungsschluessel, quelle, verschwunden_am IS NULL FROM bestand_eintraege"
    " ORDER BY titel, link, leistungsschluessel"
)


def imported(katalog: Path, text: str | bytes, place: Place = EISENACH, **options: Any) -> RunResult:
    body = text if isinstance(text, bytes) else text.encode()
    path = katalog.with_name("bestand.csv")
    path.write_bytes(body)
    return run_import(katalog, Bestand(path, place), Options(**options))


def test_a_towns_own_list_becomes_offers_and_one_link_one_service(register: Path) -> None:
    result = imported(register, LIST)
    assert rows(register, OFFERS) == [
        ("16063105", "99027002012000", "Urkunden bestellen", "https://www.eisenach.de/urkunden", "bestand", "bestand"),
        ("16063105", "99059004012000", "Urkunden bestellen", "https://www.eisenach.de/urkunden", "bestand", "bestand"),
        ("16063105", "99102013104000", "Hundesteuer anmelden", "https://www.eisenach.de/hund", "bestand", "bestand"),
    ]
    assert (result.status, rows(register, "SELECT count(*) FROM onlinedienste")) == ("fertig", [(2,)])
    ((reason,),) = rows(register, "SELECT DISTINCT ebene_grund FROM angebote")
    assert "eigenen Liste" in reason and "verglichen" not in reason


def test_importing_the_list_twice_changes_nothing(register: Path) -> None:
    imported(register, LIST)
    before = rows(register, OFFERS)
    again = imported(register, LIST)
    assert (again.counts.neu, again.counts.geaendert, again.counts.verschwunden) == (0, 0, 0)
    assert rows(register, OFFERS) == before


@pytest.mark.parametrize(
    "text", [LIST.replace(";", ","), "\ufeff" + LIST, LIST.replace("\n", "\r\n"), LIST.replace("titel", " Titel ")]
)
def test_the_list_is_read_in_the_forms_that_spreadsheets_write(register: Path, text: str) -> None:
    imported(register, text)
    assert len(rows(register, OFFERS)) == 3


def test_what_is_no_longer_on_the_list_is_gone_and_kept(register: Path) -> None:
    imported(register, LIST)
    result = imported(register, LIST.replace("Hundesteuer anmelden;https://www.eisenach.de/hund;99102013104000\n", ""))
    assert [row[1] for row in rows(register, OFFERS)] == ["99027002012000", "99059004012000"]
    assert rows(register, "SELECT art, leistungsschluessel FROM aenderungen") == [
        ("Erstaufnahme", None),
        ("verschwunden", "99102013104000"),
    ]
    assert result.counts.verschwunden == 3  # the entry, the offer, and the service that nobody offers any more
    assert [row[1] for row in rows(register, ENTRIES) if not row[-1]] == ["Hundesteuer anmelden"]


@pytest.mark.parametrize(
    ("line", "code", "objekt"),
    [
        ("Wohngeld;https://www.eisenach.de/;9910702303700", "bestand.schluessel", "Wohngeld"),
        ("Wohngeld;javascript:alert(1);99107023037000", "bestand.link", "99107023037000"),
        ("Wohngeld;;9,91E+13", "bestand.schluessel", "Wohngeld"),
        ("Wohngeld;;9.9107023037E13", "bestand.schluessel", "Wohngeld"),
        ("Wohngeld;;99107023037000,0", "bestand.schluessel", "Wohngeld"),
        ("Wohngeld;;99100000000000", "bestand.schluessel", "Wohngeld"),
        ("Wohngeld;zum Antrag;", "bestand.link", "Wohngeld"),
        ("Wohngeld;;6000000000123", "bestand.schluessel", "Wohngeld"),
        ("Wohngeld;;99107023037000 und 9910702303700", "bestand.schluessel", "Wohngeld"),
        (";https://www.eisenach.de/;", "bestand.titel", "https://www.eisenach.de/"),
        ("W" * 501, "bestand.titel", "W" * 60),
    ],
)
def test_a_line_that_is_not_understood_is_rejected_and_nothing_is_marked_as_gone(
    register: Path, line: str, code: str, objekt: str
) -> None:
    imported(register, LIST)
    heading, *offers = LIST.splitlines()
    result = imported(register, "\n".join([heading, offers[0], line]))
    assert (result.status, result.counts.abgelehnt, result.counts.verschwunden) == ("mit Fehlern", 1, 0)
    assert messages(register) == [("Fehler", code, objekt, "bestand.csv, Zeile 3", 1)]
    assert len(rows(register, OFFERS)) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "link;leistungsschluessel\nhttps://www.eisenach.de/;99107023037000\n",
            "bestand.csv, Zeile 1: Eine Überschrift mit diesen Spalten wurde nicht gefunden: "
            "Titel oder Bezeichnung oder Leistung; Link oder Url oder Adresse; "
            "Leistungsschluessel oder Schluessel oder Leika.",
        ),
        ("", "ist leer"),
        (LIST + '"' + "Hundesteuer " * 20_000, "bestand.csv, Zeile"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_clear_sentence_and_changes_nothing(
    register: Path, text: str, expected: str
) -> None:
    imported(register, LIST)
    before = content(register)
    with pytest.raises(ThavelError) as error:
        imported(register, text)
    assert expected in str(error.value)
    assert content(register) == before


def test_a_row_without_a_key_is_kept_as_an_entry_and_makes_no_offer(register: Path) -> None:
    result = imported(register, LIST + "Angelschein;https://www.eisenach.de/angeln;\nFundbüro;;\n")
    assert (result.status, result.counts.abgelehnt, len(rows(register, OFFERS))) == ("fertig", 0, 3)
    assert rows(register, ENTRIES) == [
        ("16063105", "Angelschein", "https://www.eisenach.de/angeln", None, "bestand", 1),
        ("16063105", "Fundbüro", None, None, "bestand", 1),
        ("16063105", "Hundesteuer anmelden", "https://www.eisenach.de/hund", "99102013104000", "bestand", 1),
        ("16063105", "Urkunden bestellen", "https://www.eisenach.de/urkunden", "99027002012000", "bestand", 1),
        ("16063105", "Urkunden bestellen", "https://www.eisenach.de/urkunden", "99059004012000", "bestand", 1),
    ]


def test_a_key_that_is_added_later_changes_the_entry_and_removes_none(register: Path) -> None:
    without = "titel;link;schluessel\n" + "".join(f"Titel {n};https://www.eisenach.de/{n};\n" for n in range(9))
    imported(register, without)
    result = imported(register, without.replace(";\n", ";99102013104000\n"))
    assert (result.status, result.counts.geaendert, result.counts.verschwunden) == ("fertig", 9, 0)
    assert {row[3] for row in rows(register, ENTRIES)} == {"99102013104000"}


def test_a_list_whose_entries_all_lost_their_keys_offers_nothing_any_more(register: Path) -> None:
    imported(register, LIST)
    imported(register, "titel;link\nHundesteuer anmelden;https://www.eisenach.de/hund\n", confirm_deletions=True)
    assert rows(register, OFFERS) == []
    assert [row[1] for row in rows(register, ENTRIES) if row[-1]] == ["Hundesteuer anmelden"]


def test_a_repeated_line_counts_once_and_is_told(register: Path) -> None:
    imported(register, LIST + LIST.splitlines()[1] + "\n")
    assert messages(register) == [("Hinweis", "bestand.doppelt", "Hundesteuer anmelden", "bestand.csv, Zeile 5", 1)]
    assert len(rows(register, ENTRIES)) == 3


@pytest.mark.parametrize(
    "heading",
    [
        "Bezeichnung;URL;LeiKa-Schlüssel",
        "LEISTUNG;Adresse;Leika",
        "Name;Link;Schlüssel",
        "Fachbereich;Titel;Link;Leistungsschlüssel",
        "sep=;\nTitel;Link;Leistungsschlüssel",
        "Onlinedienste der Stadt Eisenach\n\nTitel;Link;Leistungsschlüssel",
    ],
)
@pytest.mark.parametrize("separator", ";,\t")
def test_headings_separators_and_what_stands_above_may_differ(register: Path, heading: str, separator: str) -> None:
    before = "Steuern;" if heading.startswith("Fachbereich") else ""
    text = f"{heading}\n{before}Hundesteuer anmelden;https://www.eisenach.de/hund;99 102 013 104 000\n"
    imported(register, text.replace(";", separator))
    assert rows(register, ENTRIES) == [
        ("16063105", "Hundesteuer anmelden", "https://www.eisenach.de/hund", "99102013104000", "bestand", 1)
    ]


def test_a_list_that_excel_saved_in_windows_1252_is_read_and_told(register: Path) -> None:
    imported(register, "Titel;Link\nFundbüro – Ämter;https://www.eisenach.de/f\n".encode("cp1252"))
    assert messages(register) == [("Hinweis", "tabelle.kodierung", None, "bestand.csv, Zeile 2", 1)]
    assert [row[1] for row in rows(register, ENTRIES)] == ["Fundbüro – Ämter"]


def test_lists_of_two_towns_under_the_same_file_name_are_kept_apart_when_read_again(register: Path) -> None:
    imported(register, LIST, EISENACH)
    imported(register, LIST.replace("eisenach.de", "gera.de"), GERA)
    before = rows(register, OFFERS)
    assert {row[0] for row in before} == {"16063105", "16052000"}
    again = run_import(register, Bestand(register.with_name("bestand.csv"), EISENACH), Options(from_raw=True))
    assert rows(register, OFFERS) == before
    assert (again.counts.neu, again.counts.unveraendert > 0, texts(register)) == (0, True, "")


def test_without_file_and_town_all_that_is_kept_is_read_again_each_list_for_its_town(register: Path) -> None:
    imported(register, LIST, EISENACH)
    imported(register, LIST.replace("eisenach.de", "gera.de"), GERA)
    before = rows(register, ENTRIES)
    with sqlite3.connect(register) as connection:
        connection.execute("DELETE FROM bestand_eintraege")
    connection.close()
    run_import(register, Bestand(None, None), Options(from_raw=True))
    assert rows(register, ENTRIES) == before
    assert {row[0] for row in before} == {EISENACH.ags, GERA.ags}
