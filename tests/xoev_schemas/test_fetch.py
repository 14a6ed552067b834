import hashlib
from pathlib import Path

import pytest

from tests.xoev_schemas.test_archive import zipped
from xoev_schemas.fetch import FetchError, cached, fetch, url_of
from xoev_schemas.manifest import SchemaFile
from xoev_schemas.recognition import Standard
from xoev_schemas.validation import ValidationReport, examine

FIELDS = Standard("xdatenfelder", "3.0.0")
NAMESPACE = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0"
CODE = "http://xoev.de/schemata/code/1_0"
MAIN = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="{CODE}" targetNamespace="{NAMESPACE}"
  elementFormDefault="qualified">
  <xs:include schemaLocation="http://127.0.0.1:1/elsewhere/teile.xsd"/>
  <xs:import namespace="{CODE}" schemaLocation="http://127.0.0.1:1/schemata/code/1_0/xoev-code.xsd"/>
  <xs:element name="schema"><xs:complexType><xs:sequence>
    <xs:element name="status" type="c:Code"/>
    <xs:element xmlns:x="{NAMESPACE}" name="name" type="x:Name"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""
PARTS = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{NAMESPACE}">
  <xs:simpleType name="Name"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
</xs:schema>"""
CODES = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{CODE}">
  <xs:complexType name="Code"><xs:sequence><xs:element name="code" type="xs:token"/></xs:sequence></xs:complexType>
</xs:schema>"""
OFFICIAL = zipped(("a/haupt.xsd", MAIN.encode()), ("b/teile.xsd", PARTS.encode()), ("b/code.xsd", CODES.encode()))
DOCUMENT = f'<schema xmlns="{NAMESPACE}"><status><code xmlns="">1</code></status><name>Hund</name></schema>'


def put(cache: Path, body: bytes, *, renew: bool = False) -> SchemaFile:
    return fetch(FIELDS, cache, lambda url: body, Path.write_bytes, renew=renew)


def checked(cache: Path, document: str = DOCUMENT) -> ValidationReport:
    return examine(document.encode(), cache=cache)


def test_the_zip_is_kept_with_its_origin_and_checksum(tmp_path: Path) -> None:
    asked: list[str] = []
    cache = tmp_path / "schemata"
    assert cached(cache, FIELDS) is None

    def download(url: str) -> bytes:
        asked.append(url)
        return OFFICIAL

    fetched = fetch(FIELDS, cache, download, Path.write_bytes)
    assert asked == [f"https://www.xrepository.de/api/xrepository/{NAMESPACE}:xmlschema"] == [url_of(FIELDS)]
    assert cached(cache, FIELDS) == fetched
    assert fetched.sha256 == hashlib.sha256(OFFICIAL).hexdigest()
    assert (fetched.path.read_bytes(), fetched.provenance, fetched.intact) == (OFFICIAL, asked[0], True)
    assert sorted(path.name for path in cache.iterdir()) == ["pruefsummen.json", "xdatenfelder-3.0.0.zip"]


def test_other_content_than_at_first_is_refused_unless_renewed(tmp_path: Path) -> None:
    put(tmp_path, OFFICIAL)
    put(tmp_path, OFFICIAL)
    other = zipped(("a.xsd", b"<a/>"))
    with pytest.raises(FetchError, match="anderes als beim ersten Abruf .* --renew"):
        put(tmp_path, other)
    assert (tmp_path / "xdatenfelder-3.0.0.zip").read_bytes() == OFFICIAL
    assert put(tmp_path, other, renew=True).sha256 == hashlib.sha256(other).hexdigest()


@pytest.mark.parametrize("body", [b"<html/>", zipped(("../a.xsd", b"<a/>"))])
def test_what_is_no_trusted_zip_is_not_kept(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(FetchError, match=r"^xdatenfelder 3\.0\.0: .* Nichts wurde übernommen"):
        put(tmp_path / "schemata", body)
    assert not (tmp_path / "schemata").exists()


def test_the_official_schema_is_used_where_it_is_and_asks_no_other_place(tmp_path: Path) -> None:
    fetched = put(tmp_path, OFFICIAL)
    assert checked(tmp_path) == ValidationReport(FIELDS, fetched, [])
    report = checked(tmp_path, DOCUMENT.replace("Hund", ""))
    assert [(error.path, error.code) for error in report.errors] == [("/schema/name", "wert.leer")]


@pytest.mark.parametrize(
    "location",
    ["../../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "//127.0.0.1/x.xsd", "b/../../x.xsd"],
)
def test_a_reference_out_of_the_zip_leads_nowhere(tmp_path: Path, location: str) -> None:
    outside = MAIN.replace("http://127.0.0.1:1/elsewhere/teile.xsd", location)
    put(tmp_path, zipped(("haupt.xsd", outside.encode()), ("teile.xsd", PARTS.encode()), ("code.xsd", CODES.encode())))
    report = checked(tmp_path)
    assert (report.errors, report.note) == ([], None)


@pytest.mark.parametrize(
    ("body", "note"),
    [
        (zipped(("a.xsd", b"<a/>")), "enthalten nichts für"),
        (zipped(("a.xsd", b"<a")), "sind unlesbar"),
        (zipped(("haupt.xsd", MAIN.encode()), ("teile.xsd", PARTS.encode())), "sind unvollständig"),
    ],
)
def test_an_official_schema_that_cannot_be_used_is_told_and_the_own_profile_is_used(
    tmp_path: Path, body: bytes, note: str
) -> None:
    put(tmp_path, body)
    report = checked(tmp_path)
    assert report.schema is not None
    assert report.schema.provenance == "eigenes Leseprofil"
    assert note in (report.note or "")


def test_a_cached_zip_that_was_changed_is_not_used(tmp_path: Path) -> None:
    put(tmp_path, OFFICIAL).path.write_bytes(zipped(("a.xsd", MAIN.encode())))
    assert "ist nicht mehr, was abgerufen wurde" in (checked(tmp_path).note or "")


def test_a_broken_list_of_checksums_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pruefsummen.json").write_text("{", encoding="utf-8")
    with pytest.raises(FetchError, match="Löschen Sie den Ordner"):
        cached(tmp_path, FIELDS)
