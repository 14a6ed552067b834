"""`thavel schemas`: the files of the standards, and documents checked against them."""

from tests.command import Thavel
from tests.simulators.xrepository import XRepository
from tests.xoev_schemas.test_fetch import DOCUMENT as FIELDS_DOCUMENT
from tests.xoev_schemas.test_fetch import OFFICIAL
from tests.xoev_schemas.test_validation import LIST as VALID_LIST


def test_schemas_are_listed_with_the_state_of_their_files(thavel: Thavel) -> None:
    outcome = thavel("schemas", "list")
    assert outcome.code == 0
    assert "genericode 1.0" in outcome.out
    assert "weicht ab" not in outcome.out and "fehlt" not in outcome.out


def test_official_schemas_are_fetched_into_a_cache_and_what_is_not_there_is_named(thavel: Thavel) -> None:
    xrepository = XRepository()
    path = "/api/xrepository/urn:xoev-de:fim:standard:xdatenfelder_3.0.0:xmlschema"
    xrepository.answers = {path: (200, OFFICIAL)}
    (thavel.folder / "daten.xml").write_text(FIELDS_DOCUMENT, encoding="utf-8")
    with xrepository as base_url:
        outcome = thavel("schemas", "fetch", "--base-url", base_url)
    assert outcome.code == 1
    assert "xdatenfelder 3.0.0: abgerufen, SHA-256 " in outcome.out
    assert outcome.out.count("Diese Schemadateien gibt es dort nicht (404).") == 4
    assert "Nicht abgerufen: 4 von 5" in outcome.err
    assert f"{base_url}{path}" in thavel("schemas", "list").out
    outcome = thavel("schemas", "validate", "daten.xml")
    assert (outcome.code, outcome.out.count(f"({base_url}{path}): keine Fehler")) == (0, 1)


def test_documents_are_checked_against_the_schema_of_their_standard(thavel: Thavel) -> None:
    good, bad, other = (thavel.folder / name for name in ("gut.xml", "schlecht.xml", "anders.xml"))
    good.write_text(VALID_LIST, encoding="utf-8")
    bad.write_text(VALID_LIST.replace("<Version>1</Version>", "<Version/>"), encoding="utf-8")
    other.write_text("<liste/>", encoding="utf-8")
    used = "genericode 1.0, geprüft mit genericode/1.0/genericode.xsd (eigenes Leseprofil)"
    outcome = thavel("schemas", "validate", good)
    assert (outcome.code, outcome.out) == (0, f"{good}: {used}: keine Fehler\n")
    outcome = thavel("schemas", "validate", good, bad, other, "fehlt.xml")
    assert outcome.code == 1
    assert f"{bad}: {used}: 1 Fehler\n" in outcome.out
    assert "  Zeile 6, /gc:CodeList/Identification/Version: Der Wert ist leer. [wert.leer]\n" in outcome.out
    assert "daran ist kein Standard zu erkennen" in outcome.out
    assert "fehlt.xml: Die Datei kann nicht gelesen werden" in outcome.out
    assert "Fehlerhaft oder nicht prüfbar: 3 von 4" in outcome.err
