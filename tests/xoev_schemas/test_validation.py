from pathlib import Path

import pytest

from xoev_schemas.errors import SchemaError
from xoev_schemas.manifest import UnknownSchemaError, schema_file
from xoev_schemas.validation import validate

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/" xmlns:more="urn:more">
  <Annotation><Description><more:name>Ampel</more:name></Description></Annotation>
  <Identification>
    <ShortName>Ampel</ShortName>
    <Version>1</Version>
    <CanonicalUri>urn:de:example:ampel</CanonicalUri>
  </Identification>
  <ColumnSet>
    <Column Id="code" Use="required"><ShortName>Code</ShortName><Data Type="string"/></Column>
    <Column Id="hint" Use="optional"><ShortName>Hinweis</ShortName><Data Type="string"/></Column>
    <Key Id="key"><ShortName>Key</ShortName><ColumnRef Ref="code"/></Key>
  </ColumnSet>
  <SimpleCodeList>
    <Row><Value ColumnRef="code"><SimpleValue>rot</SimpleValue></Value><Value ColumnRef="hint"/></Row>
  </SimpleCodeList>
</gc:CodeList>
"""
ROOT = "/gc:CodeList"


def check(document: str, **options: int) -> list[SchemaError]:
    return validate(document.encode(), "genericode", "1.0", **options)


def test_a_complete_list_has_no_errors() -> None:
    assert check(LIST) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            '<Key Id="key"><ShortName>Key</ShortName><ColumnRef Ref="code"/></Key>',
            "",
            SchemaError(f"{ROOT}/ColumnSet", 9, "Es fehlt das Element „Key“.", "element.fehlt"),
        ),
        (
            "<Version>1</Version>",
            "<Version> </Version>",
            SchemaError(f"{ROOT}/Identification/Version", 6, "Der Wert ist leer.", "wert.leer"),
        ),
        (
            '<Value ColumnRef="hint"/>',
            "<Value/>",
            SchemaError(f"{ROOT}/SimpleCodeList/Row/Value[2]", 15, "Das Attribut „ColumnRef“ fehlt.", "attribut.fehlt"),
        ),
        (
            'ColumnRef Ref="code"',
            'ColumnRef Ref="codes"',
            SchemaError(ROOT, 2, "Der Verweis „codes“ führt ins Leere.", "verweis"),
        ),
        (
            "<Version>1</Version>",
            "<Version>1</Version><Version>2</Version>",
            SchemaError(
                f"{ROOT}/Identification",
                4,
                "Das Element „Version“ steht hier falsch; erwartet wird „CanonicalUri“.",
                "element.unerwartet",
            ),
        ),
        (
            "<Row>",
            "<Row>rot",
            SchemaError(f"{ROOT}/SimpleCodeList/Row", 15, "Zwischen den Elementen steht Text.", "text.unerwartet"),
        ),
    ],
)
def test_an_error_says_in_german_where_and_what(before: str, after: str, expected: SchemaError) -> None:
    assert LIST.count(before) == 1
    assert check(LIST.replace(before, after)) == [expected]


def test_an_error_reads_as_a_line() -> None:
    (error,) = check(LIST.replace("<Version>1</Version>", "<Version/>"))
    assert str(error) == "Zeile 6, /gc:CodeList/Identification/Version: Der Wert ist leer."


def test_two_columns_with_one_name_are_an_error() -> None:
    errors = check(LIST.replace('Column Id="hint"', 'Column Id="code"').replace('<Value ColumnRef="hint"/>', ""))
    assert [error.code for error in errors] == ["doppelt"]


def test_another_root_is_an_error() -> None:
    assert check("<liste/>") == [
        SchemaError("/liste", 1, "Mit „liste“ beginnt kein Dokument dieses Standards.", "wurzel")
    ]


def test_a_cut_off_document_is_one_error() -> None:
    (error,) = check(LIST[:400])
    assert (error.path, error.code) == ("/", "xml.syntax")
    assert error.line is not None
    assert error.reason.startswith("Kein wohlgeformtes XML (")


def test_a_document_with_entities_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    document = LIST.replace(
        "<gc:CodeList", f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>\n<gc:CodeList'
    ).replace("<Version>1<", "<Version>&s;<")
    assert [error.code for error in check(document)] == ["xml.dtd"]


def test_no_more_errors_than_asked_for() -> None:
    rows = "<Row><Value/></Row>" * 20
    assert len(check(LIST.replace("</SimpleCodeList>", rows + "</SimpleCodeList>"), limit=3)) == 3


def test_a_schema_that_the_document_names_is_not_fetched() -> None:
    hint = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:more http://example.org/more.xsd"'
    assert check(LIST.replace(' xmlns:more="urn:more"', ' xmlns:more="urn:more"' + hint)) == []


def test_a_file_is_read_like_bytes(tmp_path: Path) -> None:
    path = tmp_path / "ampel.xml"
    path.write_text(LIST, encoding="utf-8")
    assert validate(path, "genericode", "1.0") == []


def test_an_unknown_schema_says_which_there_are() -> None:
    with pytest.raises(UnknownSchemaError, match=r"^Für xzufi 9.9 liegt kein Schema vor; vorhanden: genericode 1.0"):
        schema_file("xzufi", "9.9")


@pytest.mark.parametrize("name", ["anschrifttyp_2.0", "bundesland_2010-04-01", "kreis_2026-01-31"])
def test_published_code_lists_are_valid(shared: Path, name: str) -> None:
    assert validate(shared / "genericode" / f"{name}.xml", "genericode", "1.0") == []


@pytest.mark.slow
def test_the_published_list_of_regional_keys_is_valid(shared: Path) -> None:
    assert validate(shared / "genericode" / "regionalschluessel_2026-04-30.xml", "genericode", "1.0") == []
