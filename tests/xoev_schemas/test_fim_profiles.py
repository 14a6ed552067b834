"""The reading profiles of XDatenfelder and XProzess: real documents pass, what the importers need is required."""

from pathlib import Path

import pytest

from tests.importers.fim.documents import XDF2, export, feld, gruppe, klasse, prozess, schema, stelle
from xoev_schemas.validation import validate

SCHEMA = schema(stelle("0:1", gruppe("G00000000001", "Halter", stelle("1:*", feld("F00000000001", "Name")))))
EXPORT = export(klassen=klasse("99102013104000"), prozesse=prozess("99102013104000"))


def codes(document: str, standard: str, version: str) -> list[str]:
    return [error.code for error in validate(document.encode(), standard, version)]


def test_own_documents_pass() -> None:
    assert codes(SCHEMA, "xdatenfelder", "3.0.0") == []
    assert codes(EXPORT, "xprozess", "2.0") == []
    old = schema(stelle("1:1", feld("F00000001", "Name", version=None)), identifier="S00000001", namespace=XDF2)
    assert codes(old, "xdatenfelder", "2.0") == []


def test_what_the_importer_does_not_know_passes() -> None:
    odd = SCHEMA.replace("<stammdatenschema>", '<stammdatenschema farbe="rot"><neu><a/></neu>')
    assert codes(odd, "xdatenfelder", "3.0.0") == []
    assert codes(EXPORT.replace("<prozess>", '<prozess a="b"><neu/>'), "xprozess", "2.0") == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("<id>F00000000001</id>", "<id/>", "wert.leer"),
        ("<id>F00000000001</id>", "", "element.fehlt"),
        ("<version>1.0.0</version>", "", "element.fehlt"),
        ("<anzahl>0:1</anzahl>", "<anzahl>oft</anzahl>", "wert.ungueltig"),
        ("<anzahl>0:1</anzahl>", "", "element.fehlt"),
        ('<code xmlns="">text</code>', "", "element.fehlt"),
    ],
)
def test_what_the_importer_needs_is_required(before: str, after: str, code: str) -> None:
    assert code in codes(SCHEMA.replace(before, after), "xdatenfelder", "3.0.0")


def test_a_process_without_identifier_is_an_error() -> None:
    assert "element.fehlt" in codes(EXPORT.replace("<id>99102013104000</id>", ""), "xprozess", "2.0")


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("name", "standard", "version"),
    [
        ("xdatenfelder/S00000000362_xdf3.xml", "xdatenfelder", "3.0.0"),
        ("xdatenfelder/S00000000364_xdf3.xml", "xdatenfelder", "3.0.0"),
        ("xdatenfelder/S07000000200_xdf3.xml", "xdatenfelder", "3.0.0"),
        ("xdatenfelder/S00000094V1.0_xdf2.xml", "xdatenfelder", "2.0"),
        ("xprozess/alleInhalte.export.0303_anzeige-mutterschutz.xml", "xprozess", "2.0"),
    ],
)
def test_real_documents_pass(shared: Path, name: str, standard: str, version: str) -> None:
    assert validate(shared / name, standard, version) == []
