"""A file given to the wrong import: it is called by its name, and the import that reads it is named."""

import io
import json
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner

import cli
from catalogue.errors import ThavelError
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.codelisten.test_source import JSON_LIST
from tests.importers.fim.documents import XDF2, XDF3, export, feld, klasse, schema, stelle
from tests.importers.xzufi.documents import leistung, transfer
from tests.reading import rows

HUND = "99102013104000"
REGISTER = f"10{'20260228'}{'Gemeindeverzeichnis':<210}\r\n"
CATALOGUE = f"Schluessel,Bezeichnung,Typ\n{HUND},Hundesteuer Anmeldung,4\n"
FIELDS = stelle("1:1", feld("F00000000001", "Rasse"))
# Each file with the import that reads it.
FILES = {
    "xzufi": (transfer(leistung(1)), "xzufi"),
    "xdatenfelder 2": (schema(FIELDS, namespace=XDF2).encode(), "xdatenfelder"),
    "xdatenfelder 3": (schema(FIELDS, namespace=XDF3).encode(), "xdatenfelder"),
    "xprozess": (export(klassen=klasse(HUND)).encode(), "xprozess"),
    "genericode": (LIST.encode(), "codeliste"),
    "codeliste json": (json.dumps(JSON_LIST).encode(), "codeliste"),
    "register": (REGISTER.encode(), "gemeinden"),
    "leika": (CATALOGUE.encode(), "leika"),
}
COMMANDS = ("xzufi", "xdatenfelder", "xprozess", "codeliste", "gemeinden", "leika")
# The register of municipalities is a code list too, in one of its forms.
READ_TOO = {("genericode", "gemeinden"), ("codeliste json", "gemeinden")}


def told(katalog: Path, command: str, body: bytes) -> str:
    """Everything that the import of a file says, in one line; it must fail."""
    path = katalog.with_name("datei")
    path.write_bytes(body)
    result = CliRunner().invoke(cli.thavel, ["--db", str(katalog), "import", command, str(path)])
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit | ThavelError | click.ClickException), result.exception
    return " ".join(f"{result.output} {result.exception}".split())


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_import_is_sent_there(katalog: Path, command: str, name: str) -> None:
    body, right = FILES[name]
    if right == command or (name, command) in READ_TOO:
        return
    assert f"Lesen Sie die Datei mit „thavel import {right}“ ein" in told(katalog, command, body)
    assert rows(katalog, "SELECT count(*) FROM leistungsbeschreibungen") == [(0,)]


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("body", "called"), [(b"%PDF-1.7\n", "ein PDF"), (workbook(), "eine Excel-Datei (XLSX)")], ids=["pdf", "xlsx"]
)
def test_what_no_import_reads_is_called_by_its_name(katalog: Path, command: str, body: bytes, called: str) -> None:
    assert f"ist {called}" in told(katalog, command, body)


PAGES = {
    "html": b"<!DOCTYPE html><html/>",
    "xhtml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
    "part of a page": b"<div>Bitte melden Sie sich an.</div><p>",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_instead_of_the_file_is_called_so_with_what_is_read_and_what_to_do(
    katalog: Path, command: str, page: str
) -> None:
    said = told(katalog, command, PAGES[page])
    assert "ist eine HTML-Seite; hier wird" in said
    assert "Laden Sie die Datei selbst herunter" in said


@pytest.mark.parametrize("command", ["bestand", "fallzahlen"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_instead_of_a_list_of_a_town_is_called_so(register: Path, command: str, page: str) -> None:
    assert "ist eine HTML-Seite; hier wird eine Tabelle" in told(register, command, PAGES[page])


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in ("gemeinden", "leika")])
@pytest.mark.parametrize(
    ("body", "called"),
    [(b"Guten Tag,\nanbei die Liste.\n", "Text"), (b"\x89PNG\r\n\x1a\n\0\0", "eine Datei, die kein Text ist")],
)
def test_what_is_no_xml_is_not_called_broken_xml(katalog: Path, command: str, body: bytes, called: str) -> None:
    assert f"Das ist {called}; hier wird" in told(katalog, command, body)


def test_xdatenfelder_1_is_refused_by_name_everywhere(katalog: Path, tmp_path: Path) -> None:
    body = schema(FIELDS, namespace="urn:xoev-de:fim:standard:xdatenfelder_1").encode()
    sentence = "XDatenfelder 1 wird nicht gelesen. Fordern Sie das Dokument in Version 2 oder 3 an."
    assert sentence in told(katalog, "xdatenfelder", body)
    path = tmp_path / "alt.xml"
    path.write_bytes(body)
    result = CliRunner().invoke(cli.thavel, ["--db", str(katalog), "schemas", "validate", str(path)])
    assert (result.exit_code, sentence in result.output) == (1, True)


@pytest.mark.parametrize("command", ["bestand", "fallzahlen"])
@pytest.mark.parametrize("name", ["xzufi", "xdatenfelder 3", "xprozess", "genericode"])
def test_a_document_of_a_standard_is_no_list_of_a_town(register: Path, command: str, name: str) -> None:
    body, right = FILES[name]
    assert f"Lesen Sie die Datei mit „thavel import {right}“ ein" in told(register, command, body)


def test_the_check_of_documents_says_what_is_no_xml(tmp_path: Path) -> None:
    path = tmp_path / "formular.xml"
    path.write_bytes(b"%PDF-1.7\n")
    result = CliRunner().invoke(cli.thavel, ["schemas", "validate", str(path)])
    assert result.exit_code == 1
    assert "Das ist ein PDF; geprüft wird XML. Fordern Sie die Daten als Datei an" in result.output


def test_a_code_list_of_xdatenfelder_is_sent_to_the_import_of_code_lists(katalog: Path) -> None:
    body = f'<xdatenfelder.codeliste.0105 xmlns="{XDF2}"/>'.encode()
    assert "thavel import codeliste" in told(katalog, "xdatenfelder", body)
