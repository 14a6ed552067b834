from pathlib import Path

import pytest
from lxml import etree

from xoev_schemas.manifest import UnknownSchemaError
from xoev_schemas.recognition import Standard, UnknownStandardError, standard_of
from xoev_schemas.validation import examine


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        ("http://docs.oasis-open.org/codelist/ns/genericode/1.0/", ("genericode", "1.0")),
        ("http://xoev.de/schemata/xzufi/2_2_0", ("xzufi", "2.2.0")),
        ("http://xoev.de/schemata/xzufi/2_3_1", ("xzufi", "2.3.1")),
        ("urn:xoev-de:fim:standard:xdatenfelder_2", ("xdatenfelder", "2.0")),
        ("urn:xoev-de:fim:standard:xdatenfelder_3.0.0", ("xdatenfelder", "3.0.0")),
        ("http://www.regierung-mv.de/xprozess/2", ("xprozess", "2.0")),
    ],
)
def test_the_namespace_of_the_root_names_standard_and_version(namespace: str, expected: tuple[str, str]) -> None:
    assert standard_of(etree.Element(f"{{{namespace}}}x")) == Standard(*expected)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<liste/>", "beginnt mit „liste“ und nennt keinen Namensraum"),
        ('<a xmlns="http://xoev.de/schemata/xzufi/"/>', "nennt den Namensraum „http://xoev.de/schemata/xzufi/“"),
        ('<a xmlns="http://xoev.de/schemata/xzufi/2_2_0/../.."/>', "daran ist kein Standard zu erkennen"),
    ],
)
def test_another_document_is_of_no_known_standard(document: str, text: str) -> None:
    with pytest.raises(UnknownStandardError, match="Bekannt sind genericode, xzufi") as error:
        examine(document.encode())
    assert text in str(error.value)


def test_a_known_standard_without_schema_says_so() -> None:
    with pytest.raises(UnknownSchemaError, match="Für xzufi 9.9.9 liegt kein Schema vor"):
        examine(b'<a xmlns="http://xoev.de/schemata/xzufi/9_9_9"/>')


def test_a_report_names_the_schema_that_was_used(shared: Path) -> None:
    report = examine(shared / "genericode" / "anschrifttyp_2.0.xml")
    assert (report.standard, report.errors) == (Standard("genericode", "1.0"), [])
    assert report.schema is not None
    assert (report.schema.file, report.schema.provenance) == ("genericode/1.0/genericode.xsd", "eigenes Leseprofil")


def test_what_is_no_xml_has_one_error_and_no_standard() -> None:
    report = examine(b"<a>")
    assert (report.standard, report.schema, [error.code for error in report.errors]) == (None, None, ["xml.syntax"])
