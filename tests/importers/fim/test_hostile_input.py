"""Whatever stands in a FIM document, it is read or refused with one German message; nothing else is opened."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import ThavelError
from importers.fim.xdatenfelder import XDatenfelder
from importers.fim.xprozess import XProzess
from importers.web.xml import MAX_DEPTH
from tests.importers.fim.documents import export, feld, gruppe, klasse, load, parsed, prozess, schema, stelle
from tests.reading import content, texts

SCHEMA = schema(stelle("1:1", gruppe("G00000000001", "Straße", stelle("0:1", feld("F00000000001", "Größe")))))
EXPORT = export(klassen=klasse("99102013104000"), prozesse=prozess("99102013104000"))
SOURCES = pytest.mark.parametrize(
    ("source", "document"), [(XDatenfelder, SCHEMA), (XProzess, EXPORT)], ids=["xdatenfelder", "xprozess"]
)
Source = type[XDatenfelder] | type[XProzess]
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def refused(document: str | bytes, source: Source) -> str:
    """The one German message with which a document is refused as a whole."""
    found = parsed(document, source)
    assert (found.records, found.rejected) == ([], 1)
    (message,) = found.messages
    assert (message.stufe, message.ort) == ("Fehler", "datei.xml")
    assert message.text.startswith("datei.xml")
    return message.text


@SOURCES
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY e SYSTEM "{secret}">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "{secret}"> %p;]>',
        '<!DOCTYPE a SYSTEM "{secret}">',
        '<!DOCTYPE a PUBLIC "-//A//B//EN" "http://127.0.0.1:9/a.dtd">',
        "<!DOCTYPE a>",
        '<!DOCTYPE a [<!ENTITY x0 "ha"><!ENTITY x1 "&x0;&x0;&x0;&x0;&x0;&x0;&x0;&x0;&x0;&x0;">'
        '<!ENTITY x2 "&x1;&x1;&x1;&x1;&x1;&x1;&x1;&x1;&x1;&x1;"><!ENTITY e "&x2;&x2;&x2;&x2;&x2;&x2;&x2;&x2;&x2;">]>',
    ],
)
def test_a_dtd_is_refused_and_nothing_it_names_is_opened(
    tmp_path: Path, source: Source, document: str, doctype: str
) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", encoding="utf-8")
    hostile = document.replace(DECLARATION, DECLARATION + doctype.replace("{secret}", secret.as_uri()))
    for place in ("<name>&e;", "<name>ohne "):
        text = refused(hostile.replace("<name>", place, 1), source)
        assert "DTD" in text or "Kein wohlgeformtes XML" in text
        assert "geheim." not in text.replace("geheim.txt", "")


@SOURCES
def test_an_entity_bomb_in_an_attribute_is_refused(source: Source, document: str) -> None:
    levels = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    bomb = document.replace(DECLARATION, f'{DECLARATION}<!DOCTYPE a [<!ENTITY x0 "ha">{levels}]>')
    assert refused(bomb.replace("<name>", '<name a="&x11;">', 1), source)


@SOURCES
@pytest.mark.parametrize("depth", [MAX_DEPTH, 100_000])
def test_a_document_that_is_too_deep_is_refused(source: Source, document: str, depth: int) -> None:
    deep = document.replace("<name>", "<name>" + "<a>" * depth, 1).replace("</name>", "</a>" * depth + "</name>", 1)
    assert "verschachtelt" in refused(deep, source)


def test_groups_in_groups_are_read_as_deep_as_is_allowed() -> None:
    inside = feld("F00000000001", "Ort")
    for number in range(60):
        inside = gruppe(f"G{number:011}", "Gruppe", stelle("1:2", inside))
    found = parsed(schema(stelle("1:1", inside)))
    assert found.messages == []
    assert f"1:{2**60}" in repr(found.records)


@SOURCES
def test_a_document_that_is_cut_off_anywhere_is_refused(source: Source, document: str) -> None:
    body = document.encode()
    for length in range(1, len(body)):
        text = refused(body[:length], source)
        assert "Kein wohlgeformtes XML" in text or "beginnt kein Dokument" in text, length


@SOURCES
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_another_encoding_that_is_declared_is_read(source: Source, document: str, encoding: str) -> None:
    declared = document.replace("UTF-8", "ISO-8859-1" if encoding == "iso-8859-1" else encoding.removesuffix("-sig"))
    assert parsed(declared.encode(encoding), source).records == parsed(document, source).records


def test_an_encoding_that_is_declared_wrongly_is_refused() -> None:
    assert "Kein wohlgeformtes XML" in refused(SCHEMA.encode("iso-8859-1"), XDatenfelder)


@SOURCES
@pytest.mark.parametrize("encoding", ["unbekannt", "utf-16", ""])
def test_an_encoding_that_is_none_is_refused(source: Source, document: str, encoding: str) -> None:
    assert refused(document.replace("UTF-8", encoding).encode(), source)


@SOURCES
@pytest.mark.parametrize(
    "body", [b"\x00", b"PK\x03\x04", b"{}", b"\xff\xfe", b"<a/><b/>", b"<!-- nur ein Kommentar -->"]
)
def test_what_is_no_document_is_refused(source: Source, document: str, body: bytes) -> None:
    assert refused(body, source)
    assert refused(document.replace("<name>", "<name>\x00").encode(), source)


@SOURCES
def test_an_empty_file_stops_the_import_and_leaves_the_catalogue_as_it_was(
    katalog: Path, source: Source, document: str
) -> None:
    load(katalog, document, source=source)
    before = content(katalog)
    with pytest.raises(ThavelError, match="ist leer"):
        load(katalog, "  \n", source=source)
    assert content(katalog) == before


@SOURCES
def test_a_refused_file_leaves_the_catalogue_as_it_was(katalog: Path, source: Source, document: str) -> None:
    load(katalog, document, source=source)
    before = content(katalog)
    assert load(katalog, document[:-5], source=source).failed
    assert "Laden Sie die Datei noch einmal" in texts(katalog)
    assert content(katalog) == before


@SOURCES
def test_includes_schema_locations_and_instructions_are_not_followed(source: Source, document: str) -> None:
    more = (
        '<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
        'href="file:///etc/passwd"/>'
    )
    hint = (
        'xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="urn:a http://127.0.0.1:9/a.xsd" xmlns='
    )
    found = parsed(document.replace("xmlns=", hint, 1).replace("<name>", f"{more}<name>", 1), source)
    assert {message.code.partition(".")[2] for message in found.messages} <= {"element"}
    assert found.records == parsed(document, source).records


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from([(XDatenfelder, SCHEMA), (XProzess, EXPORT)]))
def test_any_change_of_a_document_is_read_or_reported(data: st.DataObject, case: tuple[Source, str]) -> None:
    source, document = case
    body = document.encode()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 60)))
    put = data.draw(st.binary(max_size=20) | st.sampled_from([b"<datenfeld>", b"</regel>", b"<x/>", b"&amp;", b"&e;"]))
    found = parsed(body[:start] + put + body[end:], source)
    assert found.records or found.rejected
    assert all(message.text.endswith((".", ".)")) for message in found.messages)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_parts_of_a_document_in_any_order_are_read_or_reported(swaps: list[tuple[int, int]]) -> None:
    pieces = SCHEMA.replace("><", ">\n<").split("\n")
    for left, right in ((one % len(pieces), other % len(pieces)) for one, other in swaps):
        pieces[left], pieces[right] = pieces[right], pieces[left]
    found = parsed("\n".join(pieces))
    assert found.records or found.rejected
