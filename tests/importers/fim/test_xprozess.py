from pathlib import Path

import pytest
from lxml import etree

from catalogue.records.parsed import Parsed
from importers.fim.xprozess import XProzess
from importers.run.runner import RunResult
from tests.importers.fim import documents as fim_documents
from tests.importers.fim.documents import XPROZESS, code, export, klasse, outcome, prozess
from tests.reading import content, messages, rows, texts

needs_shared = pytest.mark.needs_shared
FILE = "alleInhalte.export.0303_anzeige-mutterschutz.xml"
HUND, PASS = "99102013104000", "99085001012000"

COUNTS = "SELECT art, code, bezeichnung, anzahl FROM prozess_aktivitaeten ORDER BY art, code"


def load(katalog: Path, *documents: str | Path) -> RunResult:
    return fim_documents.load(katalog, *documents, source=XProzess)


def parsed(document: str) -> Parsed:
    return fim_documents.parsed(document, XProzess)


def activity(kind: str, *, label: str = "", more: str = "") -> str:
    name = f'<name xmlns="">{label}</name>' if label else ""
    return (
        f'<aktivitaetengruppe><referenzaktivitaetengruppeTyp><code xmlns="">{kind}</code>{name}'
        f"</referenzaktivitaetengruppeTyp><name>Tun</name><spezifischeAttribute>{more}</spezifischeAttribute>"
        "</aktivitaetengruppe>"
    )


DECISION = f"<spezifischeAttribute5>{code('entscheidungsart', '2')}</spezifischeAttribute5>"
ACTIVITIES = activity("1", label="Empfangen") + activity("1") + activity("5", more=DECISION)
EXPORT = export(klassen=klasse(HUND), prozesse=prozess(HUND, formular="D00000094", activities=ACTIVITIES))


def test_a_process_has_what_its_class_says(katalog: Path) -> None:
    load(katalog, EXPORT)
    assert messages(katalog) == []
    assert rows(
        katalog,
        "SELECT leistungsschluessel, id, version, detaillierungsstufe, klasse_id, klasse_version, operatives_ziel,"
        " handlungsform, verfahrensart, aktivitaeten FROM prozesse",
    ) == [(HUND, HUND, "01.00.00", "101", HUND, "01.00.00", "314", "310", "501", 3)]
    assert rows(katalog, "SELECT leistungsschluessel, bezeichnung FROM leistungen") == [
        (HUND, "Hundesteuer Festsetzung")
    ]


def test_activities_are_counted_by_kind_with_the_names_that_the_document_gives(katalog: Path) -> None:
    load(katalog, EXPORT)
    assert rows(katalog, COUNTS) == [
        ("Entscheidungsart", "2", None, 1),
        ("Referenzaktivitätengruppe", "1", "Empfangen", 2),
        ("Referenzaktivitätengruppe", "5", None, 1),
    ]


def test_activities_of_one_process_are_not_counted_for_the_next(katalog: Path) -> None:
    load(katalog, export(prozesse=prozess(HUND, activities=activity("1")) + prozess(PASS, activities=activity("2"))))
    assert rows(katalog, "SELECT prozess_id, code, anzahl FROM prozess_aktivitaeten ORDER BY code") == [
        (HUND, "1", 1),
        (PASS, "2", 1),
    ]


def test_forms_are_kept_with_their_direction(katalog: Path) -> None:
    both = prozess(HUND, formular="D00000094").replace(
        "<ergebnis/>", "<ergebnis><formularID>Bescheid</formularID><formularID>D00000000095</formularID></ergebnis>"
    )
    load(katalog, export(prozesse=both))
    assert rows(
        katalog,
        "SELECT richtung, position, formular_id, dokumentsteckbrief FROM prozess_formulare ORDER BY 1, 2",
    ) == [
        ("Auslöser", 1, "D00000094", "D00000000094"),
        ("Ergebnis", 1, "Bescheid", None),
        ("Ergebnis", 2, "D00000000095", "D00000000095"),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_class_and_process_may_come_in_any_order(katalog: Path, order: tuple[int, ...]) -> None:
    documents = [
        export(klassen=klasse(HUND, version="1") + klasse(HUND, version="2", handlungsform="999")),
        export(prozesse=prozess(HUND, version="1") + prozess(HUND, version="7")),
    ]
    for number in order:
        load(katalog, documents[number])
    assert rows(katalog, "SELECT version, klasse_version, handlungsform FROM prozesse ORDER BY version") == [
        ("1", "1", "310"),
        ("7", "2", "999"),
    ]


def test_a_process_at_two_levels_of_detail_is_two(katalog: Path) -> None:
    assert outcome(load(katalog, export(prozesse=prozess(HUND) + prozess(HUND, stufe="102")))) == (3, 0, 0, 0)


def test_importing_twice_changes_nothing_and_a_changed_title_is_one_change(katalog: Path) -> None:
    assert outcome(load(katalog, EXPORT)) == (3, 0, 0, 0)
    before = content(katalog)
    assert outcome(load(katalog, EXPORT)) == (0, 0, 3, 0)
    assert content(katalog) == before
    changed = EXPORT.replace("<name>Anmeldung bearbeiten", "<name>Anmeldung prüfen", 1)
    assert outcome(load(katalog, changed)) == (0, 1, 2, 0)


def test_a_process_with_other_activities_is_one_change(katalog: Path) -> None:
    load(katalog, EXPORT)
    assert outcome(load(katalog, EXPORT.replace(activity("1"), ""))) == (0, 1, 2, 0)
    assert ("Referenzaktivitätengruppe", "1", "Empfangen", 1) in rows(katalog, COUNTS)


def test_an_identifier_that_is_no_leistung_links_to_none(katalog: Path) -> None:
    load(katalog, export(klassen=klasse("P-1"), prozesse=prozess("P-2")))
    assert rows(katalog, "SELECT leistungsschluessel FROM prozesse") == [(None,)]
    assert messages(katalog) == [("Warnung", "xprozess.leistung", "P-1", "datei0.xml, Zeile 2", 2)]


def test_what_is_not_known_is_one_message_per_kind_and_loses_nothing(katalog: Path) -> None:
    more = '<farbe>rot</farbe><farbe>blau</farbe><schlagwort ton="hell">Hund</schlagwort>'
    assert outcome(load(katalog, export(klassen=klasse(HUND, more=more)))) == (2, 0, 0, 0)
    assert messages(katalog) == [
        ("Warnung", "xprozess.attribut", None, "datei0.xml, Zeile 2", 1),
        ("Warnung", "xprozess.element", None, "datei0.xml, Zeile 2", 2),
    ]
    assert rows(katalog, "SELECT schlagwoerter FROM prozessklassen") == [("Hund",)]


def test_an_object_without_identifier_is_rejected_and_the_others_taken(katalog: Path) -> None:
    assert outcome(load(katalog, export(klassen=klasse(""), prozesse=prozess("") + prozess(HUND)))) == (2, 0, 0, 2)
    assert "Einem Element „prozess“ fehlt die Kennung" in texts(katalog)


def test_editors_are_not_stored() -> None:
    state = "<zustandsangaben><letzterBearbeiter>Erika Beispiel</letzterBearbeiter></zustandsangaben>"
    found = parsed(export(klassen=klasse(HUND, more=state)))
    assert found.messages == []
    assert "Erika" not in repr(found)


def test_files_of_the_model_are_not_stored() -> None:
    model = "<prozessmodell><prozessmodelldatei><inhalt>UEsDBA</inhalt></prozessmodelldatei></prozessmodell>"
    found = parsed(export(prozesse=prozess(HUND).replace("</prozess>", f"{model}</prozess>")))
    assert found.messages == []
    assert "UEsDBA" not in repr(found)


def test_what_stands_twice_or_lacks_its_version_is_told(katalog: Path) -> None:
    twice = klasse(HUND).replace("<version>01.00.00</version>", "<name>Eins</name><name>Zwei</name>")
    load(katalog, export(klassen=twice))
    assert {row[1] for row in messages(katalog)} == {"xprozess.mehrfach", "xprozess.ohne_version"}


@pytest.mark.parametrize("namespace", ["", "http://www.regierung-mv.de/xprozess/3"])
def test_another_version_is_read_as_far_as_it_is_the_same(namespace: str) -> None:
    found = parsed(EXPORT.replace(XPROZESS, namespace))
    assert [message.code for message in found.messages] == ["xprozess.version"]
    assert found.records == parsed(EXPORT).records


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<x/>", "Mit „x“ beginnt kein Dokument von XProzess"),
        (export(), "weder Prozessklassen noch Prozesse"),
    ],
)
def test_another_document_is_refused(katalog: Path, document: str, text: str) -> None:
    assert load(katalog, document).failed
    assert text in texts(katalog)


@needs_shared
def test_the_real_document_is_counted_like_an_xpath_counts_it(shared: Path, katalog: Path) -> None:
    path = shared / "xprozess" / FILE
    assert outcome(load(katalog, path)) == (3, 0, 0, 0)
    assert messages(katalog) == []
    tree = etree.parse(path)

    def count(path: str) -> int:
        return int(str(tree.xpath(f"string(count({path}))")))

    assert rows(katalog, "SELECT count(*) FROM prozessklassen") == [(count("//*[local-name()='prozessklasse']"),)]
    assert rows(katalog, "SELECT count(*), sum(aktivitaeten) FROM prozesse") == [
        (count("//*[local-name()='prozess']"), count("//*[local-name()='aktivitaetengruppe']"))
    ]
    for kind, number in rows(
        katalog, "SELECT code, anzahl FROM prozess_aktivitaeten WHERE art = 'Referenzaktivitätengruppe'"
    ):
        assert number == count(f"//*[local-name()='referenzaktivitaetengruppeTyp'][normalize-space(*)='{kind}']")
    assert outcome(load(katalog, path)) == (0, 0, 3, 0)


@needs_shared
def test_rows_of_the_real_document(shared: Path, katalog: Path) -> None:
    load(katalog, shared / "xprozess" / FILE)
    process = ("99006028261000", "01.00.00", "101")
    assert rows(katalog, "SELECT * FROM prozess_formulare") == [
        (*process, "Auslöser", 1, "D00000094", None, "D00000000094")
    ]
    assert rows(katalog, COUNTS) == [
        ("Beteiligungsform", "3", None, 2),
        ("Entscheidungsart", "2", None, 1),
        ("Formelle Prüfung", "1", None, 1),
        ("Formelle Prüfung", "2", None, 1),
        ("Formelle Prüfung", "4", None, 1),
        ("Referenzaktivitätengruppe", "1", None, 1),
        ("Referenzaktivitätengruppe", "2", None, 4),
        ("Referenzaktivitätengruppe", "3", None, 2),
        ("Referenzaktivitätengruppe", "4", None, 2),
        ("Referenzaktivitätengruppe", "5", None, 1),
        ("Referenzaktivitätengruppe", "7", None, 2),
    ]
    assert rows(
        katalog,
        "SELECT id, version, handlungsform, verfahrensart, operatives_ziel, zwecksetzung, status, merkmale, gueltig_ab,"
        " stand FROM prozessklassen",
    ) == [
        (
            "99006028261000", "01.00.00", "310", "501", "314", "6", "2", "Prozessart: Kernprozess",
            "2019-12-31T23:00:00.000Z", "2022-04-04T16:00:00.000Z",
        )
    ]  # fmt: skip
    assert rows(katalog, "SELECT handlungsgrundlagen FROM prozessklassen") == [
        (
            "§ 27 MuSchG https://www.gesetze-im-internet.de/muschg_2018/__27.html\n"
            "§ 29 MuSchG https://www.gesetze-im-internet.de/muschg_2018/__29.html\n"
            "§ 5 ArbSchG http://www.gesetze-im-internet.de/arbschg/__5.html",
        )
    ]


def test_a_process_of_several_classes_is_told() -> None:
    entries = "".join(f"<klassifikation><klasseID>{key}</klasseID></klassifikation>" for key in (HUND, PASS, HUND))
    found = parsed(export(prozesse=prozess("P1").replace("<prozesssteckbrief>", f"{entries}<prozesssteckbrief>")))
    assert [message.code for message in found.messages] == ["xprozess.klassen"]
    assert f"({HUND}, {PASS}); zugeordnet ist die erste" in found.messages[0].text
