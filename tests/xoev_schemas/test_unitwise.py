"""XZuFi is checked unit by unit: lines far down a file, official schemas, and what is too deep or too large."""

from pathlib import Path

import pytest

from tests.xoev_schemas.test_archive import zipped
from tests.xoev_schemas.test_validation import LIST
from xoev_schemas import units as cut
from xoev_schemas import unitwise
from xoev_schemas.errors import SchemaError
from xoev_schemas.fetch import fetch
from xoev_schemas.recognition import Standard
from xoev_schemas.validation import ValidationReport, examine

XZUFI = Standard("xzufi", "2.2.0")
NAMESPACE = "http://xoev.de/schemata/xzufi/2_2_0"
GOOD = '<loesche klasse="Leistung"><id schemeAgencyID="L100038">1</id></loesche>'
BAD = GOOD.replace(' schemeAgencyID="L100038"', "")


def document(*units: str, space: str = NAMESPACE, root: str = "nachricht") -> bytes:
    return f'<{root} xmlns="{space}">{"".join(units)}</{root}>'.encode()


def official(cache: Path, *elements: str) -> None:
    """An official schema that declares these elements and says that a `loesche` holds one `id` only."""
    declared = "".join(f'<xs:element name="{name}" type="x:T"/>' for name in elements)
    schema = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:x="{NAMESPACE}"
      targetNamespace="{NAMESPACE}" elementFormDefault="qualified">{declared}
      <xs:complexType name="T"><xs:sequence><xs:element name="id" type="xs:string"/></xs:sequence></xs:complexType>
    </xs:schema>"""
    fetch(XZUFI, cache, lambda url: zipped(("haupt.xsd", schema.encode())), Path.write_bytes)


@pytest.mark.parametrize("lines", [10, 65_533, 70_000])
def test_the_line_is_exact_however_far_down(lines: int) -> None:
    found = examine(document("\n" * (lines - 1), BAD, "\n", GOOD, "\n", BAD)).errors
    assert [(error.line, error.code) for error in found] == [(lines, "redaktion"), (lines + 2, "redaktion")]
    assert [error.path for error in found] == ["/nachricht/loesche[1]/id", "/nachricht/loesche[3]/id"]


def test_the_line_is_exact_in_documents_checked_as_a_whole() -> None:
    broken = LIST.replace("<Version>1</Version>", "\n" * 70_000 + "<Version/>")
    (error,) = examine(broken.encode()).errors
    assert (error.code, error.line) == ("wert.leer", 70_006)


@pytest.mark.parametrize("space", ["", NAMESPACE])
def test_a_unit_in_no_namespace_counts_as_of_the_profile(space: str) -> None:
    report = examine(document(BAD, space=space))
    assert (report.standard, codes(report)) == (XZUFI, ["redaktion"])


def test_a_root_in_a_namespace_that_is_no_address_is_told() -> None:
    report = examine(document(f'<schreibe xmlns="{NAMESPACE}">{BAD}</schreibe>', space="urn:x}y"))
    assert (report.standard, codes(report)) == (XZUFI, ["redaktion", "xml.syntax"])


def test_the_official_schema_checks_the_units_that_it_declares(tmp_path: Path) -> None:
    official(tmp_path, "loesche")
    report = examine(document(GOOD, f"<schreibe>{GOOD}</schreibe>", "<loesche><id/></loesche>"), cache=tmp_path)
    assert report.schema is not None
    assert report.schema.provenance.startswith("https://www.xrepository.de/")
    assert {(error.path, error.code) for error in report.errors} == {
        ("/nachricht/loesche[1]", "attribut.unerwartet"),
        ("/nachricht/loesche[1]/id", "attribut.unerwartet"),
        ("/nachricht/schreibe[1]/loesche[1]", "attribut.unerwartet"),
        ("/nachricht/schreibe[1]/loesche[1]/id", "attribut.unerwartet"),
    }
    assert report.note is None
    other = examine(document("<leistung/>"), cache=tmp_path)
    assert (
        other.note
        == "Das offizielle Schema kennt „leistung“ nicht für sich; geprüft wurde dies mit dem eigenen Profil."
    )


def test_an_official_schema_about_whole_documents_checks_small_ones(tmp_path: Path) -> None:
    official(tmp_path, "nachricht")
    assert examine(document("<id>1</id>"), cache=tmp_path).errors == []
    assert [error.code for error in examine(document(GOOD), cache=tmp_path).errors] == ["element.unerwartet"]


def test_an_official_schema_about_whole_documents_leaves_large_ones_to_the_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official(tmp_path, "nachricht")
    monkeypatch.setattr("xoev_schemas.validation.MAX_WHOLE", 1 << 20)
    report = examine(document(GOOD, " " * (1 << 20)), cache=tmp_path)
    assert report.errors == []
    assert report.schema is not None
    assert report.schema.provenance == "eigenes Leseprofil"
    assert report.note == "Das offizielle Schema gilt für ganze Dokumente, und dieses ist größer als 1 MiB."


def test_a_unit_of_too_many_elements_for_the_full_report_still_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unitwise, "MAX_EXPLAINED", 1)
    (error,) = examine(document("\n", BAD)).errors
    assert (error.path, error.line, error.code) == ("/nachricht/loesche[1]", 2, "schema")
    assert error.reason.startswith("Das Dokument entspricht nicht dem Schema (")


def test_what_is_too_deep_or_too_large_is_one_error_and_ends_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<a>" * 210 + "</a>" * 210
    assert codes(examine(document(BAD, f"<schreibe>{deep}</schreibe>", BAD))) == ["redaktion", "xml.tiefe"]
    monkeypatch.setattr(cut, "MAX_ELEMENTS", 5)
    report = examine(document("\n", f"<schreibe>{'<a/>' * 9}</schreibe>", BAD))
    assert report.errors == [
        SchemaError(
            "/",
            2,
            "Hier beginnt ein Objekt, das größer als 16 MiB ist oder über 5 Elemente hat; es wird nicht geprüft.",
            "xml.groesse",
        )
    ]


def test_a_truncated_document_keeps_the_errors_before_the_end() -> None:
    assert codes(examine(document(BAD, GOOD)[:-30])) == ["redaktion", "xml.syntax"]


def test_a_dtd_is_refused() -> None:
    assert codes(examine(b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + document(GOOD))) == ["xml.dtd"]


def codes(report: ValidationReport) -> list[str]:
    return [error.code for error in report.errors]
