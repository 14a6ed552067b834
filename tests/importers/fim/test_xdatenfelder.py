import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from catalogue.keys import long_id
from catalogue.records.fim import Datenfeld, DatenfeldWert, SchemaFeld
from importers.fim.documents import profile_id
from importers.fim.xdatenfelder import named_keys
from importers.fim.xdatenfelder_tree import Multiplicity
from importers.fim.xprozess import XProzess
from importers.run.runner import RunResult
from tests.importers.fim.documents import (
    XDF2,
    XDF3,
    code,
    export,
    feld,
    gruppe,
    identity,
    load,
    outcome,
    parsed,
    prozess,
    schema,
    steckbrief,
    stelle,
)
from tests.reading import content, messages, rows, texts

needs_shared = pytest.mark.needs_shared
FILES = {
    "S00000000362_xdf3.xml": "3.0.0",
    "S00000000364_xdf3.xml": "3.0.0",
    "S07000000200_xdf3.xml": "3.0.0",
    "S00000094V1.0_xdf2.xml": "2.0",
}
HUND, PASS = "99102013104000", "99085001012000"

ADRESSE = gruppe("G00000000002", "Anschrift", stelle("0:1", feld("F00000000003", "Ort", art="HAR")))
HALTER = gruppe("G00000000001", "Halter", stelle("1:3", ADRESSE) + stelle("1:1", feld("F00000000004", "Name")))
SCHEMA = schema(stelle("0:*", HALTER) + stelle("1:1", feld("F00000000005", "Rasse")))

SCHEMA2 = schema(
    stelle("1:1", gruppe("G60000220", "Halter", stelle("2:5", feld("F00000004", "Name", version=None)), version="1.1")),
    identifier="S00000371",
    version="1.0",
    namespace=XDF2,
)


# Own documents


def test_a_tree_becomes_paths_with_multiplicities(katalog: Path) -> None:
    load(katalog, SCHEMA)
    assert rows(katalog, "SELECT * FROM schema_felder ORDER BY position") == [
        (
            "S00000000001", "1.0.0", 1, "F00000000003", "1.0.0", "G00000000001/G00000000002/F00000000003",
            "Halter / Anschrift / Ort", "0:*/1:3/0:1", "0:1", "0:*", "§ 1",
        ),
        (
            "S00000000001", "1.0.0", 2, "F00000000004", "1.0.0", "G00000000001/F00000000004", "Halter / Name",
            "0:*/1:1", "1:1", "0:*", "§ 1",
        ),
        ("S00000000001", "1.0.0", 3, "F00000000005", "1.0.0", "F00000000005", "Rasse", "1:1", "1:1", "1:1", "§ 1"),
    ]  # fmt: skip
    assert rows(katalog, "SELECT id, id_xdf3, felder, harmonisierte_felder, standard FROM datenschemata") == [
        ("S00000000001", "S00000000001", 3, 1, "XDatenfelder 3.0.0")
    ]
    assert messages(katalog) == []


def test_version_2_has_short_identifiers_and_may_lack_versions(katalog: Path) -> None:
    load(katalog, SCHEMA2)
    assert rows(katalog, "SELECT id, version, id_xdf3, standard FROM datenschemata") == [
        ("S00000371", "1.0", "S00000000371", "XDatenfelder 2.0")
    ]
    assert rows(katalog, "SELECT id, version, id_xdf3 FROM datenfeldgruppen") == [("G60000220", "1.1", "G60000000220")]
    assert rows(katalog, "SELECT feld_id, feld_version, pfad, anzahl_gesamt FROM schema_felder") == [
        ("F00000004", "", "G60000220/F00000004", "2:5")
    ]


def test_a_field_keeps_everything_that_the_document_says() -> None:
    more = (
        "<definition>Wie er heißt</definition><hilfetextEingabe>Rufname</hilfetextEingabe>"
        '<bezug link="https://beispiel.de/1">§ 1 A</bezug><bezug>§ 2 A</bezug>'
        '<praezisierung minLength="1" maxLength="9"/><stichwort uri="Freitext">Hund</stichwort>'
        "<codelisteReferenz><canonicalIdentification>urn:farben</canonicalIdentification>"
        "<canonicalVersionUri>urn:farben_7</canonicalVersionUri></codelisteReferenz>"
        "<werte><wert><code>1</code><name>ja</name></wert><wert><code>2</code><name>nein</name><hilfe>nie</hilfe>"
        "</wert></werte><maxSize>20</maxSize><mediaType>a/b</mediaType><mediaType>c/d</mediaType>"
        "<statusGesetztDurch>Erika Beispiel</statusGesetztDurch><letzteAenderung>2026-01-02T00:00:00Z</letzteAenderung>"
        + code("freigabestatus", "6")
        + code("vorbefuellung", "keine")
    )
    found = parsed(schema(stelle("1:1", feld("F00000000001", "Name", art="HAR", more=more))))
    assert found.messages == []
    assert [record for record in found.records if isinstance(record, Datenfeld | DatenfeldWert)] == [
        Datenfeld(
            id="F00000000001",
            version="1.0.0",
            id_xdf3="F00000000001",
            name="Name (Name)",
            bezeichnung="Name",
            bezeichnung_ausgabe=None,
            beschreibung=None,
            definition="Wie er heißt",
            hilfetext="Rufname",
            hilfetext_ausgabe=None,
            bezug="§ 1 A https://beispiel.de/1\n§ 2 A",
            stichwoerter="Freitext: Hund",
            feldart="input",
            datentyp="text",
            schemaelementart="HAR",
            praezisierung='{"minLength": "1", "maxLength": "9"}',
            inhalt=None,
            vorbefuellung="keine",
            codeliste_urn="urn:farben",
            codeliste_version="7",
            codeliste_code=None,
            codeliste_name=None,
            codeliste_hilfe=None,
            max_groesse="20",
            dateiarten="a/b\nc/d",
            freigabestatus="6",
            versionshinweis=None,
            standard="XDatenfelder 3.0.0",
            stand="2026-01-02T00:00:00Z",
        ),
        DatenfeldWert("F00000000001", "1.0.0", 1, "1", "ja", None),
        DatenfeldWert("F00000000001", "1.0.0", 2, "2", "nein", "nie"),
    ]
    assert "Erika" not in repr(found.records)


def test_rules_stand_at_the_element_that_holds_them(katalog: Path) -> None:
    def regel(identifier: str) -> str:
        return (
            f"<regel>{identity(identifier, '1.0.0')}<name>Regel</name><freitextRegel>WENN, DANN</freitextRegel>"
            f"{code('typ', 'K')}</regel>"
        )

    group = gruppe("G00000000001", "Halter", regel("R00000000001") + stelle("1:1", feld("F00000000001", "Name")))
    load(katalog, schema(stelle("1:1", group) + stelle("0:1", group) + regel("R00000000002")))
    assert rows(katalog, "SELECT id, freitext, typ FROM datenregeln ORDER BY id") == [
        ("R00000000001", "WENN, DANN", "K"),
        ("R00000000002", "WENN, DANN", "K"),
    ]
    assert rows(katalog, "SELECT position, regel_id, element_id FROM schema_regeln ORDER BY position") == [
        (1, "R00000000001", "G00000000001"),
        (2, "R00000000002", "S00000000001"),
    ]


def test_a_group_or_a_field_of_its_own_is_a_document_too(katalog: Path) -> None:
    group = f'<xdatenfelder.datenfeldgruppe.0103 xmlns="{XDF3}">{ADRESSE}</xdatenfelder.datenfeldgruppe.0103>'
    single = f'<xdatenfelder.datenfeld.0104 xmlns="{XDF3}">{feld("F00000000009", "Ort")}</xdatenfelder.datenfeld.0104>'
    assert outcome(load(katalog, group, single)) == (3, 0, 0, 0)
    assert rows(katalog, "SELECT count(*) FROM schema_felder") == [(0,)]


# Importing again


def test_importing_twice_changes_nothing(katalog: Path) -> None:
    assert outcome(load(katalog, SCHEMA, SCHEMA2)) == (9, 0, 0, 0)
    before = content(katalog)
    assert outcome(load(katalog, SCHEMA, SCHEMA2)) == (0, 0, 9, 0)
    assert content(katalog) == before


def test_a_changed_title_is_one_change(katalog: Path) -> None:
    load(katalog, SCHEMA)
    assert outcome(load(katalog, SCHEMA.replace("Hundesteuer", "Steuer für Hunde"))) == (0, 1, 5, 0)
    assert rows(katalog, "SELECT bezeichnung FROM datenschemata") == [("Steuer für Hunde",)]


def test_places_that_are_gone_go_with_their_schema(katalog: Path) -> None:
    load(katalog, SCHEMA)
    shorter = schema(stelle("1:1", feld("F00000000005", "Rasse")))
    assert outcome(load(katalog, shorter)) == (0, 1, 1, 0)
    assert rows(katalog, "SELECT position, pfad FROM schema_felder") == [(1, "F00000000005")]


def test_another_multiplicity_of_a_group_is_one_change_of_the_schema(katalog: Path) -> None:
    load(katalog, SCHEMA)
    assert outcome(load(katalog, SCHEMA.replace("<anzahl>1:3</anzahl>", "<anzahl>0:3</anzahl>"))) == (0, 1, 5, 0)


# The Leistung


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"Leistungsschlüssel: {HUND}\n\nHinweis", [HUND]),
        (f"LeiKa-Schlüssel: {HUND}", [HUND]),
        (f"Leika Schlüssel: {HUND}", [HUND]),
        (f"leikaschlüssel {HUND}, Leistungsschlüssel: {PASS}, Leistungsschlüssel: {HUND}", [HUND, PASS]),
        (f"Leistungsschlüssel: {HUND}0", []),
        (f"Rufen Sie {HUND} an ({HUND})", []),
        ("Leistungsschlüssel: 12345678901234", []),
        (None, []),
    ],
)
def test_a_description_names_a_leistung_in_known_words_only(text: str | None, keys: list[str]) -> None:
    assert named_keys(text) == keys


def test_a_profile_may_name_it_in_brackets() -> None:
    assert named_keys(f"Anmeldung ({HUND})", bracketed=True) == [HUND]


def links(katalog: Path) -> list[tuple[object, ...]]:
    return rows(katalog, "SELECT id, leistungsschluessel, verknuepfung FROM datenschemata ORDER BY id")


def test_the_description_links_and_the_leistung_becomes_known(katalog: Path) -> None:
    load(katalog, schema("", beschreibung=f"Leistungsschlüssel: {HUND}"))
    assert links(katalog) == [("S00000000001", HUND, "Beschreibung")]
    assert rows(katalog, "SELECT leistungsschluessel, leistungstyp FROM leistungen") == [(HUND, "LOV")]
    load(katalog, schema(""))
    assert links(katalog) == [("S00000000001", None, None)]


def test_each_route_links_whatever_the_order_of_imports(fresh_katalog: Path, tmp_path: Path) -> None:
    by_text = schema("", beschreibung=f"Leistungsschlüssel: {PASS}", steckbrief="D00000000007")
    by_profile = schema("", identifier="S00000000002", steckbrief="D00000000007")
    by_process = schema("", identifier="S00000000003", steckbrief="D00000000094")
    from_version_2 = schema(
        "", identifier="S00000000004", beschreibung="Zugeordneter Dokumentsteckbrief: D00000094Anzeige"
    )
    unlinked = schema("", identifier="S00000000005")
    steps: list[Callable[[Path], RunResult]] = [
        lambda path: load(path, by_text, by_profile, by_process, from_version_2, unlinked),
        lambda path: load(path, steckbrief(f"Anmeldung ({HUND})"), steckbrief(f"({PASS})", identifier="D99000000001")),
        lambda path: load(
            path,
            export(prozesse=prozess(HUND, formular="D00000094") + prozess(PASS, formular="D99000000001")),
            source=XProzess,
        ),
    ]
    for number, order in enumerate(itertools.permutations(steps)):
        path = tmp_path / f"{number}.db"
        path.write_bytes(fresh_katalog.read_bytes())
        for step in order:
            step(path)
        assert links(path) == [
            ("S00000000001", PASS, "Beschreibung"),
            ("S00000000002", HUND, "Dokumentsteckbrief"),
            ("S00000000003", HUND, "Prozess"),
            ("S00000000004", HUND, "Prozess"),
            ("S00000000005", None, None),
        ]
    assert rows(path, "SELECT verknuepfung FROM schema_leistungen WHERE schema_id = 'S00000000001' ORDER BY 1") == [
        ("Beschreibung",),
        ("Dokumentsteckbrief",),
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [("S00000371", "S00000000371"), ("G60000220", "G60000000220"), ("S07000000200", "S07000000200"), ("x", "x")],
)
def test_an_identifier_of_version_2_keeps_its_number_range(short: str, full: str) -> None:
    assert long_id(short) == full


@pytest.mark.parametrize(
    ("identifier", "profile"),
    [("D00000094", "D00000000094"), ("D99000000001", None), ("S00000094", None), ("Antrag", None), (None, None)],
)
def test_only_a_real_profile_is_one(identifier: str | None, profile: str | None) -> None:
    assert profile_id(identifier) == profile


@pytest.mark.parametrize(
    ("left", "right", "product"),
    [
        ("0:1", "1:*", "0:*"), ("2:3", "4:5", "8:15"), ("0:0", "1:*", "0:0"), ("1:n", "1:1", "1:*"),
    ],
)  # fmt: skip
def test_multiplicities_multiply(left: str, right: str, product: str) -> None:
    first, second = Multiplicity.of(left), Multiplicity.of(right)
    assert first is not None
    assert second is not None
    assert str(first * second) == str(second * first) == product


# What is odd


@pytest.mark.parametrize("anzahl", ["", "1", "3:2", "-1:1", "1:1:1", "9999999999:*", "²:³"])
def test_a_multiplicity_that_cannot_be_read_leaves_the_total_open(katalog: Path, anzahl: str) -> None:
    load(katalog, schema(stelle(anzahl, gruppe("G00000000001", "A", stelle("1:1", feld("F00000000001", "B"))))))
    assert messages(katalog) == [("Warnung", "xdatenfelder.anzahl", "G00000000001", "datei0.xml, Zeile 2", 1)]
    assert rows(katalog, "SELECT anzahl, anzahl_gesamt FROM schema_felder") == [("1:1", None)]


def test_what_is_not_known_is_one_message_per_kind_and_loses_nothing(katalog: Path) -> None:
    odd = '<farbe>rot</farbe><bezug ziel="x">§ 3</bezug>' + code("vorbefuellung", "vielleicht")
    strange = (
        "<neu><datenfeld><identifikation><id>F00000000003</id><version>1</version></identifikation></datenfeld></neu>"
    )
    document = schema(
        stelle("1:1", feld("F00000000001", "A", more=odd))
        + stelle("1:1", feld("F00000000002", "B", more=odd))
        + stelle("1:1", strange)
    )
    assert outcome(load(katalog, document)) == (4, 0, 0, 0)
    assert messages(katalog) == [
        ("Warnung", "xdatenfelder.attribut", None, "datei0.xml, Zeile 2", 2),
        ("Warnung", "xdatenfelder.element", None, "datei0.xml, Zeile 2", 2),
        ("Warnung", "xdatenfelder.code", None, "datei0.xml, Zeile 2", 2),
        ("Warnung", "xdatenfelder.element", None, "datei0.xml, Zeile 2", 1),
    ]
    assert "Das Element „farbe“ in „datenfeld“ ist nicht bekannt" in texts(katalog)
    assert "Das Element „neu“ in „enthaelt“ ist nicht bekannt" in texts(katalog)
    assert rows(katalog, "SELECT vorbefuellung FROM datenfelder ORDER BY id") == [("vielleicht",)] * 2 + [(None,)]


def test_an_element_without_identifier_is_rejected_and_its_content_kept(katalog: Path) -> None:
    group = gruppe("", "Halter", stelle("1:1", feld("F00000000001", "Name")))
    assert outcome(load(katalog, schema(stelle("1:1", group)))) == (2, 0, 0, 1)
    assert rows(katalog, "SELECT pfad FROM schema_felder") == [("?/F00000000001",)]
    assert "Einem Element „datenfeldgruppe“ fehlt die Kennung" in texts(katalog)


def test_the_same_identity_with_another_content_is_reported_and_the_first_taken(katalog: Path) -> None:
    load(katalog, schema(stelle("1:1", feld("F00000000001", "A")) + stelle("1:1", feld("F00000000001", "B"))))
    assert rows(katalog, "SELECT bezeichnung FROM datenfelder") == [("A",)]
    assert messages(katalog) == [("Warnung", "xdatenfelder.doppelt", "F00000000001", "datei0.xml, Zeile 2", 1)]


@pytest.mark.parametrize("namespace", ["", "urn:xoev-de:fim:standard:xdatenfelder_4"])
def test_another_version_is_read_as_far_as_it_is_the_same(namespace: str) -> None:
    found = parsed(SCHEMA.replace(XDF3, namespace))
    assert [message.code for message in found.messages] == ["xdatenfelder.version"]
    assert [record for record in found.records if isinstance(record, SchemaFeld)] == [
        record for record in parsed(SCHEMA).records if isinstance(record, SchemaFeld)
    ]


def test_a_file_that_cannot_be_read_does_not_stop_the_others_and_the_command_fails(katalog: Path) -> None:
    result = load(katalog, "<x/>", SCHEMA)
    assert (outcome(result), result.failed, result.status) == ((6, 0, 0, 1), True, "mit Fehlern")
    assert "Mit „x“ beginnt kein Dokument von XDatenfelder" in texts(katalog)


def test_a_single_file_that_cannot_be_read_fails_the_run(katalog: Path) -> None:
    assert load(katalog, "<x/>").failed


def test_a_code_list_is_sent_to_its_own_import() -> None:
    found = parsed(f'<xdatenfelder.codeliste.0105 xmlns="{XDF2}"/>')
    assert "thavel import codeliste" in found.messages[0].text


def test_a_document_with_nothing_in_it_says_so() -> None:
    found = parsed(f'<xdatenfelder.stammdatenschema.0102 xmlns="{XDF3}"/>')
    assert "weder ein Datenschema noch Felder" in found.messages[0].text


# The command


def test_the_command_imports_files_and_fails_on_one_that_is_none(katalog: Path) -> None:
    good, bad = katalog.with_name("gut.xml"), katalog.with_name("schlecht.xml")
    good.write_text(SCHEMA, encoding="utf-8")
    bad.write_text(SCHEMA[:200], encoding="utf-8")
    command = ["--db", str(katalog), "import", "xdatenfelder"]
    runner = CliRunner()
    partly = runner.invoke(cli.thavel, [*command, str(good), str(bad)])
    assert (partly.exit_code, "nicht vollständig gelungen" in str(partly.exception)) == (1, True)
    assert runner.invoke(cli.thavel, [*command, "--strict", str(good), str(bad)]).exit_code == 1
    assert runner.invoke(cli.thavel, [*command, str(bad)]).exit_code == 1
    assert runner.invoke(cli.thavel, [*command, "--from-raw", "--dry-run", str(good)]).exit_code == 0
    assert rows(katalog, "SELECT felder FROM datenschemata") == [(3,)]
