"""Hostile and broken XZuFi: each a clear message, nothing half-stored, no file or socket touched that was not named."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import DeliveryError
from catalogue.store.deliveries import Delivery
from importers.run.runner import Options, run_import
from importers.run.source import KnownCatalogue
from importers.xzufi.cut import MAX_UNIT, Cutter
from importers.xzufi.source import XZuFi
from tests.importers.xzufi.documents import FULL, LEISTUNG, SPACE, XSI, leistung, loesche, transfer, write
from tests.importers.xzufi.test_source import counts, delivery, stock, take, taken
from tests.reading import messages, rows, texts

SECRET = "gehört niemandem"


def refused(katalog: Path, body: bytes, code: str, text: str) -> None:
    """The document is refused as a whole, with a German message that names it, and nothing of it is stored."""
    before = stock(katalog)
    result = taken(katalog, body, "böse.xml")
    assert (result.failed, result.status) == (True, "fehlgeschlagen")
    found = messages(katalog)
    assert [(row[0], row[1]) for row in found] == [("Fehler", code)], texts(katalog)
    assert str(found[0][3]).startswith("böse.xml")
    assert text in texts(katalog)
    assert stock(katalog) == before


ENTITIES = {
    "an external entity": '<!DOCTYPE t [<!ENTITY a SYSTEM "file://{}">]>',
    "a parameter entity": '<!DOCTYPE t [<!ENTITY % a SYSTEM "file://{}"> %a;]>',
    "an external DTD": '<!DOCTYPE t SYSTEM "file://{}">',
    "an entity bomb": '<!DOCTYPE t [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    "an empty DTD": "<!DOCTYPE t>",
}


@pytest.mark.parametrize("doctype", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_documents_with_a_dtd_are_refused(katalog: Path, tmp_path: Path, doctype: str, encoding: str) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text(SECRET, encoding="utf-8")
    body = transfer(leistung(1, "&amp;a;")).decode().replace("UTF-8", encoding)
    body = body.replace("?>\n", f"?>\n{doctype.format(secret)}", 1)
    refused(katalog, body.encode(encoding), "xzufi.dtd", "enthält eine DTD")


def test_an_entity_that_is_not_declared_is_no_xml(katalog: Path) -> None:
    refused(katalog, transfer(leistung(1, "&geheim;")), "xzufi.syntax", "Kein wohlgeformtes XML")


def test_xinclude_and_schema_locations_are_not_followed(katalog: Path, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text(SECRET, encoding="utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
    place = f'xsi:schemaLocation="{SPACE}2_2_0 http://127.0.0.1:9/x.xsd"'
    body = transfer(leistung(1).replace("</leistung>", f"{include}</leistung>")).replace(
        XSI.encode(), f"{XSI} {place}".encode()
    )
    result = taken(katalog, body, strict=True)
    assert counts(result) == (1, 0, 0, 0, 0)
    assert "Das Element „include“ in „leistung“ ist nicht bekannt" in texts(katalog)
    assert SECRET.encode() not in katalog.read_bytes()


@pytest.mark.parametrize("wrap", ["{}", "<!-- x -->{}"], ids=["cut", "parsed"])
def test_elements_100000_deep_are_refused(katalog: Path, wrap: str) -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    body = transfer(wrap.format(""), leistung(1).replace("</leistung>", f"{deep}</leistung>"))
    before = stock(katalog)
    result = taken(katalog, body.replace(b"<schreibe></schreibe>", wrap.format("").encode()), "tief.xml")
    assert result.failed
    assert messages(katalog)[0][1] in ("xzufi.tiefe", "xzufi.syntax")
    assert stock(katalog) == before


def peak_of(body: "list[bytes]", tmp_path: Path) -> tuple[str, int]:
    """Error code, and how far the file was read, for a document of these parts."""
    path = tmp_path / "gross.xml"
    with path.open("wb") as file:
        for part in body:
            file.write(part)
    with path.open("rb") as stream:
        try:
            for _ in Cutter(stream, place="gross.xml", seed=b"").blocks():
                pass
        except DeliveryError as error:
            return error.code, stream.tell()
        return "", stream.tell()


def test_an_attribute_of_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    start = transfer().replace(b"\n</xzufi", b'<schreibe a="')[: -len(".transfer.0401>\n")]
    code, read = peak_of([start, *[b"x" * (1 << 20)] * 1024], tmp_path)
    assert code in ("xzufi.groesse", "xzufi.syntax")
    assert read < 2 * MAX_UNIT


def test_a_unit_that_never_ends_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    start = transfer().replace(b"\n</xzufi", b"<schreibe><leistung>")[: -len(".transfer.0401>\n")]
    code, read = peak_of([start, *[b"<a>b</a>" * (1 << 17)] * 64], tmp_path)
    assert code == "xzufi.groesse"
    assert read < 2 * MAX_UNIT


@pytest.mark.slow
def test_a_document_of_nothing_but_other_elements_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 2 << 20
    monkeypatch.setattr("importers.xzufi.cut.MAX_UNIT", limit)
    code, read = peak_of([b"<t>", *[b"<a>b</a>" * (1 << 17)] * 8], tmp_path)
    assert code == "xzufi.groesse"
    assert read < 2 * limit


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_encodings_are_read_as_declared(katalog: Path, encoding: str) -> None:
    declared = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}.get(encoding, encoding)
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    body = transfer(leistung(1, "Straße für Bürger")).decode().replace("UTF-8", declared)
    assert counts(taken(katalog, mark + body.encode(encoding))) == (1, 0, 0, 0, 0)
    assert rows(katalog, "SELECT bezeichnung FROM leistungsbeschreibungen") == [("Straße für Bürger",)]


def test_a_wrong_declared_encoding_is_refused(katalog: Path) -> None:
    body = transfer(leistung(1, "Straße")).decode().encode("iso-8859-1")
    refused(katalog, body, "xzufi.syntax", "Kein wohlgeformtes XML")


@pytest.mark.parametrize("character", [b"\x00", b"\x08", b"\xff", b"&#0;", b"&#xFFFF;"])
def test_characters_that_xml_does_not_know_are_refused(katalog: Path, character: bytes) -> None:
    refused(katalog, transfer(leistung(1, "A@B")).replace(b"@", character), "xzufi.syntax", "fordern Sie sie neu an")


# Truncation: a property of every byte of a small document


def test_a_document_that_ends_at_any_byte_is_refused_and_nothing_of_it_is_stored(tmp_path: Path) -> None:
    whole = transfer(leistung(1), loesche("Leistung", 2), leistung(3)).rstrip()
    for cut in range(len(whole)):
        path = tmp_path / "x.xml"
        path.write_bytes(whole[:cut])
        with pytest.raises(DeliveryError) as caught:
            parse(path)
        assert caught.value.code in ("xzufi.syntax", "xzufi.leer"), cut


def parse(path: Path) -> int:
    """Read a document without a catalogue; returns how many objects it holds."""
    found = XZuFi([str(path)]).parse("g", [Delivery("x.xml", b"", "", "g", file=path)], KnownCatalogue())
    return sum(len(part.objects) for part in found)


def test_a_broken_document_leaves_nothing_of_its_delivery(katalog: Path, tmp_path: Path) -> None:
    place = delivery(tmp_path / "d", transfer(leistung(1)), transfer(leistung(2))[:-30])
    result = take(katalog, place)
    assert result.failed
    assert rows(katalog, "SELECT * FROM leistungsbeschreibungen") == []
    assert [(row[1], row[3]) for row in messages(katalog)] == [("xzufi.syntax", "1.xml, Zeile 3")]


def test_other_deliveries_are_taken_although_one_is_broken(katalog: Path, tmp_path: Path) -> None:
    result = take(
        katalog,
        write(tmp_path / "1.xml", transfer(leistung(1))),
        write(tmp_path / "2.xml", b"<a>"),
        write(tmp_path / "3.xml", transfer(leistung(3))),
    )
    assert (result.failed, counts(result)) == (True, (2, 0, 0, 0, 0))


# What breaks a rule of the field is left out alone


@pytest.mark.parametrize(
    ("odd", "code", "text"),
    [
        (leistung(9).replace(' schemeAgencyID="L100038"', ""), "xzufi.redaktion", "nennt keine Redaktion"),
        (leistung(9).replace(">9</id>", "></id>"), "xzufi.kennung", "fehlt die Kennung"),
        (leistung(9).replace('<id schemeAgencyID="L100038">9</id>', ""), "xzufi.kennung", "fehlt die Kennung"),
        (loesche("Baum", 9), "xzufi.loeschen_klasse", "„Baum“ ist keine Klasse"),
        ('<loesche klasse="Leistung"/>', "xzufi.kennung", "fehlt die Kennung"),
    ],
)
def test_an_object_that_breaks_a_rule_is_left_out_alone(katalog: Path, odd: str, code: str, text: str) -> None:
    result = taken(katalog, transfer(leistung(1), odd, leistung(2)))
    assert (result.status, counts(result)) == ("mit Fehlern", (2, 0, 0, 0, 1))
    assert [(row[1], row[3]) for row in messages(katalog)] == [(code, "a.xml, Zeile 4")]
    assert text in texts(katalog)


def test_identifiers_without_agency_are_taken_for_the_redaktion_that_is_named(katalog: Path, tmp_path: Path) -> None:
    body = transfer(leistung(9).replace(' schemeAgencyID="L100038"', ""))
    result = run_import(katalog, XZuFi([write(tmp_path / "a.xml", body)], redaktion="L100038"), Options())
    assert counts(result) == (1, 0, 0, 0, 0)
    assert rows(katalog, "SELECT id FROM leistungsbeschreibungen") == [("L100038.LB.9",)]


def test_what_is_not_known_is_one_message_a_kind_with_its_count_and_first_place(katalog: Path) -> None:
    odd = leistung(7).replace("<modulText>", '<neu><tief/></neu><modulText farbe="rot">')
    result = taken(katalog, transfer(leistung(1), odd, odd.replace(">7<", ">8<")))
    assert counts(result) == (3, 0, 0, 0, 0)
    assert [(row[1], row[2], row[3], row[4]) for row in messages(katalog)] == [
        ("xzufi.element", "L100038.LB.7", "a.xml, Zeile 4", 2),
        ("xzufi.attribut", "L100038.LB.7", "a.xml, Zeile 4", 2),
    ]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("<code>03</code>", "<code>77</code>", "xzufi.modul"),
        ("<code>03</code>", "<code> 03 </code>", "xzufi.code_leerzeichen"),
        ("</id>", "</id><leistungsadressat><code>009</code></leistungsadressat>", "xzufi.code"),
        ("</id>", "</id><gueltigkeit><beginn>--02-30</beginn></gueltigkeit>", "xzufi.datum"),
        ("</id>", "</id><gueltigkeit><ende>2026-02-30</ende></gueltigkeit>", "xzufi.datum"),
        ("</id>", "</id><referenzLeiKa><code>12 3</code></referenzLeiKa>", "xzufi.schluessel"),
    ],
)
def test_odd_values_are_taken_as_they_are_and_told(katalog: Path, before: str, after: str, code: str) -> None:
    result = taken(katalog, transfer(leistung(1).replace(before, after)))
    assert counts(result) == (1, 0, 0, 0, 0)
    assert code in [row[1] for row in messages(katalog)]


@pytest.mark.parametrize("day", ["2999-12-31", "9999-12-31T00:00:00", "--02-29", "1970-01-01+01:00", ""])
def test_open_and_empty_dates_are_no_fault(katalog: Path, day: str) -> None:
    taken(katalog, transfer(leistung(1).replace("</id>", f"</id><gueltigkeit><ende>{day}</ende></gueltigkeit>")))
    assert messages(katalog) == []
    assert rows(katalog, "SELECT gueltig_bis FROM leistungsbeschreibungen") == [(day or None,)]


def test_twenty_languages_are_twenty_texts(katalog: Path) -> None:
    languages = "bg cs da de el en es et fi fr hr hu it lt lv mt nl pl pt ro".split()
    texts_in = "".join(f'<inhalt languageCode="{language}">Titel {language}</inhalt>' for language in languages)
    taken(katalog, transfer(re.sub("<inhalt.*</inhalt>", texts_in, leistung(1))))
    assert rows(katalog, "SELECT count(*) FROM leistungstexte") == [(20,)]
    assert rows(katalog, "SELECT bezeichnung FROM leistungsbeschreibungen") == [("Titel de",)]


def test_versions_mixed_in_one_folder_are_told(katalog: Path, tmp_path: Path) -> None:
    place = delivery(tmp_path / "d", transfer(leistung(1)), transfer(leistung(2), space=f"{SPACE}2_3_1"))
    assert counts(take(katalog, place)) == (2, 0, 0, 0, 0)
    assert "verschiedene Versionen von XZuFi: 2.2.0 (0.xml), 2.3.1 (1.xml)" in texts(katalog)


def test_a_version_that_is_not_known_is_told_and_read(katalog: Path) -> None:
    assert counts(taken(katalog, transfer(leistung(1), space=f"{SPACE}9_0_0"))) == (1, 0, 0, 0, 0)
    assert "XZuFi 9.0.0 ist nicht bekannt" in texts(katalog)


def test_a_document_of_another_standard_is_refused(katalog: Path) -> None:
    refused(katalog, b"<rss><item/></rss>", "xzufi.fremd", "enthält keine Objekte von XZuFi")


def test_a_message_without_objects_is_no_error(katalog: Path) -> None:
    result = taken(katalog, transfer())
    assert (result.failed, [row[1] for row in messages(katalog)]) == (False, ["xzufi.leer"])


# Cutting finds the same units as parsing, whatever stands between them

PIECES = st.sampled_from(
    [
        "<schreibe>" + leistung(1) + "</schreibe>",
        "<schreibe>" + leistung(2, "&lt;/schreibe&gt;") + "</schreibe >",
        loesche("Leistung", 3),
        '<loesche klasse="Leistung"/>',
        "<schreibe/>",
        "<!-- </schreibe> -->",
        "<?pi </schreibe> ?>",
        "<schreibe><![CDATA[</schreibe>]]>" + leistung(4) + "</schreibe>",
        "<schreibe><schreibe>" + leistung(5) + "</schreibe></schreibe>",
        "<transaktionID>7</transaktionID>",
        "<x><schreibe>" + leistung(6) + "</schreibe></x>",
        "\n\n",
    ]
)


def objects_of(path: Path) -> dict[str, bool]:
    """The last word on each object: whether it is deleted."""
    parts = XZuFi([str(path)]).parse("g", [Delivery("x.xml", b"", "", "g", file=path)], KnownCatalogue())
    return {found.id: found.gone for part in parts for found in part.objects}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=8))
def test_cutting_and_parsing_find_the_same(tmp_path: Path, pieces: list[str]) -> None:
    body = transfer().replace(b"</xzufi", "".join(pieces).encode() + b"</xzufi")
    cut, parsed = tmp_path / "cut.xml", tmp_path / "parsed.xml"
    cut.write_bytes(body)
    parsed.write_bytes(body.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    assert objects_of(cut) == objects_of(parsed)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_changed_in_a_document_it_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(transfer(*FULL[3:], loesche("Leistung", 1)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        piece = data.draw(
            st.sampled_from([b"", b"<", b">", b"</", b"&", b"\x00", b"]]>", b"<!--", b'"', b"\xff", b"<a>"])
        )
        whole[at : at + data.draw(st.integers(0, 40))] = piece
    path = tmp_path / "x.xml"
    path.write_bytes(bytes(whole))
    try:
        parse(path)
    except DeliveryError as error:
        assert "Lieferung" in error.text or "Dokument" in error.text or "Datei" in error.text or "Objekt" in error.text


def seconds_of_reading(path: Path) -> float:
    start = time.process_time()
    parse(path)
    return time.process_time() - start


@pytest.mark.slow
def test_a_document_is_read_in_time_linear_in_its_size(tmp_path: Path) -> None:
    """Not a time but a ratio: four times the units take about four times as long, not sixteen."""
    seconds = []
    for number in (200, 800):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(transfer(*[LEISTUNG] * number))
        seconds.append(min(seconds_of_reading(path) for _ in range(3)))
    assert seconds[1] < 8 * seconds[0]
