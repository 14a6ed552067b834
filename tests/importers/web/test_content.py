"""What a body is, told by its bytes: containers before their content, the encoding before the text, XML by its root."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from importers.web.content import BodyForm, RecognisedContent, encoding_of, recognised, unexpected
from xoev_schemas.recognition import Standard

SENTENCE = "Schlüssel;Bezeichnung\n1;Straße räumen, Öfen prüfen, Übung\n"
XDF = "urn:xoev-de:fim:standard:xdatenfelder_2"


def archive(members: Mapping[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return body.getvalue()


def workbook() -> bytes:
    body = io.BytesIO()
    Workbook().save(body)
    return body.getvalue()


ODS = archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
FORMS = (
    (b"", BodyForm.EMPTY),
    (b" \r\n\t", BodyForm.EMPTY),
    (archive({"GV100AD.txt": b"10"}), BodyForm.ZIP),
    (archive({}), BodyForm.ZIP),
    (archive({"a": b"b"})[:20], BodyForm.ZIP),
    (gzip.compress(b"<a/>"), BodyForm.GZIP),
    (b"7z\xbc\xaf\x27\x1c\0\4", BodyForm.ARCHIVE),
    (b"Rar!\x1a\x07\x01\x00", BodyForm.ARCHIVE),
    (workbook(), BodyForm.XLSX),
    (archive({"xl/workbook.bin": b""}), BodyForm.XLSB),
    (archive({"word/document.xml": b""}), BodyForm.DOCX),
    (ODS, BodyForm.ODS),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", BodyForm.OLD_OFFICE),
    (b"%PDF-1.7\n\xe2\xe3", BodyForm.PDF),
    (b"<!DOCTYPE html><title>x</title>", BodyForm.HTML),
    (b"\xef\xbb\xbf \n<!-- x -->\n<HTML lang='de'>", BodyForm.HTML),
    (b"<!---->" * 500 + b"<html>", BodyForm.HTML),
    (b"<!---->" * 500 + b"<a/>", BodyForm.XML),
    (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", BodyForm.HTML),
    (b"<a><b/></a>", BodyForm.XML),
    (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", BodyForm.XML),
    ("<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16"), BodyForm.XML),
    (b"<a", BodyForm.XML),
    (b'{"a": 1}', BodyForm.JSON),
    (b" [1, 2]", BodyForm.JSON),
    (b"[]", BodyForm.JSON),
    (b"{\\rtf1 x}", BodyForm.TEXT),
    (b"[Adressen]\r\nort=Erfurt", BodyForm.TEXT),
    (b"Titel;Link\nHund;", BodyForm.TEXT),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", BodyForm.BINARY),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", BodyForm.BINARY),
)


@pytest.mark.parametrize(("body", "form"), FORMS)
def test_a_body_is_told_by_its_bytes(body: bytes, form: BodyForm) -> None:
    assert recognised(body).form is form


@pytest.mark.parametrize(("body", "form"), FORMS)
def test_a_file_is_what_its_body_is(body: bytes, form: BodyForm, tmp_path: Path) -> None:
    path = tmp_path / "datei"
    path.write_bytes(body)
    assert recognised(path) == recognised(body)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("cp850", "cp850"),
    ],
)
def test_the_encoding_is_the_one_in_which_no_letter_is_lost(name: str, found: str) -> None:
    body = SENTENCE.encode(name)
    assert encoding_of(body) == found
    assert recognised(body) == RecognisedContent(BodyForm.TEXT, found)
    assert body.decode(found).removeprefix("\ufeff") == SENTENCE


def test_quotation_marks_and_letters_of_others_are_no_code_page_850() -> None:
    assert encoding_of("„Hund“ anmelden – Gebühr; Žižkastraße 3; š".encode("cp1252")) == "cp1252"


def test_a_file_that_is_cut_within_a_letter_is_still_utf_8() -> None:
    assert encoding_of("ä".encode()[:1], whole=False) == "utf-8-sig"
    assert encoding_of("ä".encode()[:1]) == "cp1252"


@given(st.binary(max_size=200))
def test_every_body_is_something_and_what_is_a_text_can_be_read(body: bytes) -> None:
    found = recognised(body)
    if found.encoding is not None:
        body.decode(found.encoding)


def test_xml_of_a_standard_is_called_by_it() -> None:
    found = recognised(f"<?xml version='1.0'?><x:a xmlns:x='{XDF}'/>".encode())
    assert (found.root, found.namespace, found.standard) == ("a", XDF, Standard("xdatenfelder", "2.0"))
    assert str(found) == "XML (xdatenfelder 2.0)"


def test_xzufi_without_a_namespace_is_told_by_what_follows_its_root() -> None:
    body = b"<lieferung>" + b"<kopf/>" * 2000 + b"<schreibe><leistung/></schreibe></lieferung>"
    assert recognised(body).standard is None  # beyond the look ahead
    assert recognised(body.replace(b"<kopf/>" * 1990, b"")).standard == Standard("xzufi", "2.2.0")


def test_xml_of_no_known_standard_is_called_by_its_root() -> None:
    found = recognised(b"<gml:FeatureCollection xmlns:gml='urn:gml'>" + b"<a/>" * 100_000)
    assert (str(found), found.namespace) == ("XML („FeatureCollection“)", "urn:gml")
    assert str(recognised(b"<?xml version='1.0'?>\n<")) == "XML"


def test_the_error_says_what_came_what_is_read_and_what_to_do() -> None:
    assert str(unexpected("liste.csv", recognised(workbook()), "eine CSV-Datei")) == (
        "liste.csv ist eine Excel-Datei (XLSX); hier wird eine CSV-Datei gelesen. "
        "Speichern Sie die Tabelle als „CSV UTF-8“."
    )
    assert str(unexpected("liste.csv", recognised(b""), "eine CSV-Datei")).startswith("liste.csv ist leer. Laden")


@pytest.mark.parametrize(
    ("wanted", "advice"),
    [
        ("eine Tabelle als XLSX oder CSV", "Speichern Sie die Tabelle als .xlsx oder als „CSV UTF-8“."),
        ("ein Leistungskatalog (CSV)", "Speichern Sie die Tabelle als „CSV UTF-8“."),
        ("eine Codeliste (Genericode oder JSON)", "Fordern Sie die Daten in diesem Format an."),
    ],
)
def test_a_table_is_to_be_saved_only_as_what_is_read_there(wanted: str, advice: str) -> None:
    assert RecognisedContent(BodyForm.ODS).advice(wanted) == advice
