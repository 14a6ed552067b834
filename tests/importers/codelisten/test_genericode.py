from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from importers.codelisten.columns import CodelistColumn
from importers.codelisten.genericode import Codelist, read_codelist

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
        key=("Schluessel",),
        columns=(CodelistColumn("Schluessel"), CodelistColumn("Name")),
        version_urn="urn:beispiel:farben_2",
        short_title="farben",
    )


def columns(*ids: str, key: str, annotation: str = "") -> str:
    """A list with these columns, a key and two rows of values."""
    declared = "".join(f'<Column Id="{name}" Use="optional"/>' for name in ids)
    start, rest = LIST.split("<ColumnSet>")
    _, end = rest.split("</ColumnSet>")
    row = "<Row>" + "".join(f"<Value><SimpleValue>{name}1</SimpleValue></Value>" for name in ids) + "</Row>"
    end = end.split("<SimpleCodeList>")[0] + f"<SimpleCodeList>{row}</SimpleCodeList></gc:CodeList>"
    return f"{start}<ColumnSet>{declared}{annotation}<Key Id='k'>{key}</Key></ColumnSet>{end}"


@pytest.mark.parametrize(
    ("ids", "annotation", "expected"),
    [
        (("c", "Hinweis", "Bezeichnung"), "", "Bezeichnung"),
        (("c", "Hinweis", "Name"), "", "Name"),
        (("c", "description-en-GB", "description-de-DE"), "", "description-de-DE"),
        (("c", "NAME_DE", "NAME_EN"), "", "NAME_DE"),
        (("c", "Beschreibung", "Bezeichnung"), "", "Bezeichnung"),
        (("c", "Alpha", "Beta"), "", "Alpha"),
        (("Alpha", "c"), "", "Alpha"),
        (("c",), "", None),
        (
            ("c", "Bezeichnung", "Amtlich"),
            "<Key Id='n'><Annotation><AppInfo><x><y/></x><xoev-codename/></AppInfo></Annotation>"
            "<ColumnRef Ref='Amtlich'/></Key>",
            "Amtlich",
        ),
    ],
)
def test_the_label_is_the_marked_column_else_a_usual_name_in_german_else_the_first_other_column(
    ids: tuple[str, ...], annotation: str, expected: str | None
) -> None:
    document = columns(*ids, key="<ColumnRef Ref='c'/>", annotation=annotation)
    codelist = read_codelist(document.encode(), place="farben.xml")
    assert (codelist.code_column, codelist.label_column) == ("c", expected)


@pytest.mark.parametrize("mark", ["recommendedKeyColumn", "empfohleneCodeSpalte", "xoev-code"])
def test_the_recommended_key_comes_before_the_first_one(mark: str) -> None:
    marked = f"<Annotation><AppInfo><{mark}/></AppInfo></Annotation><ColumnRef Ref='b'/>"
    document = columns("a", "b", key=marked, annotation="<Key Id='first'><ColumnRef Ref='a'/></Key>")
    assert read_codelist(document.encode(), place="farben.xml").key == ("b",)


def test_a_key_of_several_columns_is_taken_where_there_is_no_simple_one() -> None:
    two = "<ColumnRef Ref='a'/><ColumnRef Ref='b'/>"
    codelist = read_codelist(columns("a", "b", "c", key=two).encode(), place="farben.xml")
    assert (codelist.key, codelist.label_column) == (("a", "b"), "c")
    simple = "<Key Id='simple'><ColumnRef Ref='c'/></Key>"
    assert read_codelist(columns("a", "b", "c", key=two, annotation=simple).encode(), place="f").key == ("c",)


def test_values_without_column_follow_each_other_and_missing_ones_are_null() -> None:
    document = columns("a", "b", "c", key="<ColumnRef Ref='a'/>").replace(
        "<Value><SimpleValue>b1</SimpleValue></Value><Value>", '<Value ColumnRef="b"/><Value>'
    )
    assert read_codelist(document.encode(), place="farben.xml").rows == [{"a": "a1", "b": None, "c": "c1"}]
    shorter = document.replace("<Value><SimpleValue>c1</SimpleValue></Value>", "")
    assert read_codelist(shorter.encode(), place="farben.xml").rows == [{"a": "a1", "b": None, "c": None}]


def test_what_a_row_should_not_hold_is_kept_or_told() -> None:
    odd = (
        '<Value ColumnRef="Schluessel"><SimpleValue>09</SimpleValue></Value>'
        '<Value ColumnRef="Fremd"><SimpleValue>x</SimpleValue></Value>'
        '<Value ColumnRef="Name"><ComplexValue><a/></ComplexValue></Value></Row>'
    )
    codelist = read_codelist(LIST.replace("</Row>", odd, 1).encode(), place="farben.xml")
    assert codelist.rows[0] == {"Schluessel": "01", "Name": "grün", "Fremd": "x"}
    assert [(message.stufe, message.code, message.ort) for message in codelist.messages] == [
        ("Warnung", "codeliste.spalte", "1 Zellen"),
        ("Warnung", "codeliste.zelle_doppelt", "2 Zellen"),
        ("Warnung", "codeliste.wert_zusammengesetzt", "1 Zellen"),
    ]


@needs_shared
@pytest.mark.parametrize(
    ("name", "valid_from", "label", "publisher"),
    [
        (
            "anschrifttyp_2.0.xml",
            "2021-10-01",
            "description-de-DE",
            "Geschäfts- und Koordinierungsstelle Föderales Informationsmanagement",
        ),
        ("bundesland_2010-04-01.xml", "2010-04-01", "Bezeichnung", "Statistisches Bundesamt, Wiesbaden"),
        ("kreis_2026-01-31.xml", "2026-01-01", "Bezeichnung", "Statistisches Bundesamt, Wiesbaden"),
    ],
)
def test_real_lists_say_from_when_they_hold_and_who_publishes_them(
    shared: Path, name: str, valid_from: str, label: str, publisher: str
) -> None:
    codelist = read_codelist((shared / "genericode" / name).read_bytes(), place=name)
    assert (codelist.valid_from, codelist.label_column, codelist.publisher) == (valid_from, label, publisher)
    assert not codelist.messages


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


def test_titles_are_german_where_there_are_several_languages() -> None:
    names = (
        '<ShortName>farben</ShortName><LongName xml:lang="en">Colours</LongName><LongName>Couleurs</LongName>'
        '<LongName xml:lang="de-DE">Farben</LongName>'
    )
    codelist = read_codelist(LIST.replace("<ShortName>farben</ShortName>", names).encode(), place="farben.xml")
    assert (codelist.title, codelist.short_title) == ("Farben", "farben")


def test_a_key_that_names_no_column_is_one_message_with_the_columns_there_are() -> None:
    body = columns("schluessel", "name", key="<ColumnRef Ref='Schluessel'/>").encode()
    with pytest.raises(ThavelError, match="nicht gibt: „Schluessel“; die Liste hat die Spalten schluessel, name"):
        read_codelist(body, place="farben.xml")
    spare = columns("a", "b", key="<ColumnRef Ref='a'/>", annotation="<Key Id='n'><ColumnRef Ref='B'/></Key>")
    codelist = read_codelist(spare.encode(), place="farben.xml")
    assert (codelist.key, [message.code for message in codelist.messages]) == (("a",), ["codeliste.schluessel"])


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ThavelError, match="denselben Namen"):
        read_codelist(columns("a", "b", "a", key="<ColumnRef Ref='a'/>").encode(), place="farben.xml")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (LIST.replace("<ColumnSet>", "<Ohne>").replace("</ColumnSet>", "</Ohne><ColumnSetRef/>"), "ColumnSetRef"),
        (
            '<gc:CodeListSet xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/"><CodeListRef>'
            "<CanonicalUri>urn:beispiel:farben</CanonicalUri></CodeListRef></gc:CodeListSet>",
            "CodeListSet",
        ),
    ],
)
def test_a_document_that_only_refers_to_others_is_refused_by_name(document: str, reason: str) -> None:
    with pytest.raises(ThavelError, match=reason):
        read_codelist(document.encode(), place="farben.xml")


@needs_shared
def test_every_entry_of_every_real_list_has_a_label_that_is_no_code(shared: Path) -> None:
    for path in sorted((shared / "genericode").glob("*.xml")):
        codelist = read_codelist(path.read_bytes(), place=path.name)
        labels = [next((row[name] for name in codelist.label_columns if row[name]), None) for row in codelist.rows]
        assert all(labels), path.name
        assert sum(any(map(str.isalpha, str(label))) for label in labels) == len(labels), path.name
