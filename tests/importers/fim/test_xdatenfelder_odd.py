"""XDatenfelder: what stands twice or is missing is told; rules of every type; codes that a field chooses of a list."""

import json
from pathlib import Path

import pytest

from importers.codelisten.source import Codelisten
from importers.run.runner import Options, run_import
from tests.importers.fim.documents import code, feld, identity, load, schema, stelle
from tests.reading import messages, rows, texts

SCHEMA = schema(stelle("1:1", feld("F00000000005", "Rasse")))


def test_an_element_that_stands_twice_where_one_is_meant_is_told(katalog: Path) -> None:
    twice = SCHEMA.replace("<name>Hundesteuer</name>", "<name>Hundesteuer</name><name>Anders</name>").replace(
        "<id>S00000000001</id>", "<id>S00000000001</id><id>S00000000002</id>"
    )
    load(katalog, twice)
    assert rows(katalog, "SELECT id, name FROM datenschemata") == [("S00000000001", "Hundesteuer")]
    assert [row[:2] for row in messages(katalog)] == [("Warnung", "xdatenfelder.mehrfach")] * 2
    assert "„name“ steht mehrfach in „stammdatenschema“" in texts(katalog)


def test_a_missing_version_is_told_where_the_standard_asks_for_one(katalog: Path) -> None:
    load(katalog, schema(stelle("1:1", feld("F00000000005", "Rasse", version=None)), version=None))
    assert messages(katalog) == [("Warnung", "xdatenfelder.ohne_version", "F00000000005", "datei0.xml, Zeile 2", 2)]


@pytest.mark.parametrize("kind", ["K", "M", "V", "B"])
def test_a_rule_of_any_type_has_its_script(katalog: Path, kind: str) -> None:
    rule = (
        f"<regel>{identity('R00000000001', '1.0.0')}<name>R</name>{code('typ', kind)}<skript>a &lt; b</skript></regel>"
    )
    load(katalog, schema(rule + stelle("1:1", feld("F00000000005", "Rasse"))))
    assert rows(katalog, "SELECT id, typ, skript FROM datenregeln") == [("R00000000001", kind, "a < b")]
    assert messages(katalog) == []


def test_a_field_chooses_code_name_and_help_of_its_code_list(katalog: Path, tmp_path: Path) -> None:
    names = ("Schluessel", "Name", "Kurz", "Lang", "Erklaerung")
    document = {
        "metadaten": {"kennung": "urn:farben", "version": "1"},
        "spalten": [{"spaltennameTechnisch": name, "codeSpalte": name == "Schluessel"} for name in names],
        "daten": [["1", "rot", "r", "Rot", "wie Blut"], ["2", "blau", "b", "Blau", None]],
    }
    listed = tmp_path / "farben.json"
    listed.write_text(json.dumps(document), encoding="utf-8")
    run_import(katalog, Codelisten([str(listed)]), Options())
    reference = "<codelisteReferenz><canonicalIdentification>urn:farben</canonicalIdentification></codelisteReferenz>"
    keyed = "<codeKey>Kurz</codeKey><nameKey>Lang</nameKey><helpKey>Erklaerung</helpKey>"
    load(
        katalog,
        schema(
            stelle("1:1", feld("F00000000005", "Farbe", more=reference + keyed))
            + stelle("1:1", feld("F00000000006", "Grundfarbe", more=reference))
            + stelle("1:1", feld("F00000000007", "Andere", more=reference + "<nameKey>Fehlt&quot;</nameKey>"))
        ),
    )
    assert messages(katalog) == []
    assert rows(katalog, "SELECT feld_id, code, name, hilfe FROM datenfeld_codes ORDER BY feld_id, position") == [
        ("F00000000005", "r", "Rot", "wie Blut"),
        ("F00000000005", "b", "Blau", None),
        ("F00000000006", "1", "rot", None),
        ("F00000000006", "2", "blau", None),
        ("F00000000007", "1", None, None),
        ("F00000000007", "2", None, None),
    ]
