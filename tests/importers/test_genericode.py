from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from importers.genericode import Codelist, read_codelist

needs_shared = pytest.mark.needs_shared

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Identification>
    <ShortName>farben</ShortName><Version>2</Version>
    <CanonicalUri>urn:beispiel:farben</CanonicalUri><CanonicalVersionUri>urn:beispiel:farben_2</CanonicalVersionUri>
  </Identification>
  <ColumnSet>
    <Column Id="Schluessel" Use="required"/><Column Id="Name" Use="optional"/>
    <Key Id="Schluessel-Key"><ColumnRef Ref="Schluessel"/></Key>
    <Key Id="Name-Key"><ColumnRef Ref="Name"/></Key>
  </ColumnSet>
  <SimpleCodeList>
    <!-- zwei Zeilen -->
    <Row><Value ColumnRef="Schluessel"><SimpleValue> 01 </SimpleValue></Value>
         <Value ColumnRef="Name"><SimpleValue>grün</SimpleValue></Value></Row>
    <Row><Value ColumnRef="Schluessel"><SimpleValue>02</SimpleValue></Value><Value ColumnRef="Name"/></Row>
  </SimpleCodeList>
</gc:CodeList>
"""


def test_a_list_is_read_with_its_urn_version_first_key_and_rows() -> None:
    assert read_codelist(LIST.encode(), place="farben.xml") == Codelist(
        "urn:beispiel:farben",
        "2",
        "Schluessel",
        [{"Schluessel": "01", "Name": "grün"}, {"Schluessel": "02", "Name": None}],
    )


@needs_shared
@pytest.mark.parametrize(
    ("name", "urn", "version", "column", "count", "first"),
    [
        (
            "bundesland_2010-04-01.xml",
            "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:bundesland",
            "2010-04-01",
            "SCHLUESSEL",
            16,
            "01",
        ),
        (
            "kreis_2026-01-31.xml",
            "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:kreis",
            "2026-01-31",
            None,
            None,
            "01001",
        ),
    ],
)
def test_real_lists_are_read(
    shared: Path, name: str, urn: str, version: str, column: str | None, count: int | None, first: str
) -> None:
    codelist = read_codelist((shared / "genericode" / name).read_bytes(), place=name)
    assert (codelist.urn, codelist.version) == (urn, version)
    assert codelist.rows[0][codelist.code_column] == first
    assert column in (None, codelist.code_column)
    assert count in (None, len(codelist.rows))


@pytest.mark.parametrize("element", ["CanonicalUri", "Version"])
def test_a_list_without_identification_is_refused_by_what_it_lacks(element: str) -> None:
    broken = LIST.replace(f"<{element}>", "<Anderes>").replace(f"</{element}>", "</Anderes>")
    with pytest.raises(
        ThavelError, match=f"farben.xml: Keine Codeliste nach Genericode 1.0; es fehlt Identification/{element}"
    ):
        read_codelist(broken.encode(), place="farben.xml")


def test_a_list_without_key_is_refused() -> None:
    with pytest.raises(ThavelError, match="ColumnSet/Key/ColumnRef"):
        read_codelist(LIST.replace("<Key ", "<Kein ").replace("</Key>", "</Kein>").encode(), place="farben.xml")


def test_a_document_that_is_cut_off_names_file_and_line() -> None:
    with pytest.raises(ThavelError, match=r"farben\.xml, Zeile 1[0-9]: Kein wohlgeformtes XML"):
        read_codelist(LIST[:600].encode(), place="farben.xml")


def test_entities_are_not_expanded_and_files_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", encoding="utf-8")
    body = LIST.replace(
        '<?xml version="1.0" encoding="UTF-8"?>', f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    ).replace("grün", "&e;")
    with pytest.raises(ThavelError, match="DTD"):
        read_codelist(body.encode(), place="farben.xml")
