import json
import sys
from pathlib import Path

import pytest
from lxml import etree

from catalogue.keys import long_id
from catalogue.records.fim import Datenrelation
from tests.importers.fim.documents import (
    code,
    feld,
    load,
    outcome,
    parsed,
    schema,
    stelle,
)
from tests.importers.fim.test_xdatenfelder import FILES, needs_shared
from tests.reading import messages, rows

# Real documents


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_a_real_document_is_counted_like_an_xpath_counts_it(shared: Path, katalog: Path, name: str) -> None:
    path = shared / "xdatenfelder" / name
    result = load(katalog, path)
    assert messages(katalog) == []
    tree = etree.parse(path)

    def identities(kind: str) -> int:
        found = tree.xpath(f"//*[local-name()='{kind}']/*[local-name()='identifikation']")
        assert isinstance(found, list)
        return len({etree.tostring(element, method="c14n") for element in found if isinstance(element, etree._Element)})

    def count(path: str) -> int:
        return int(str(tree.xpath(f"string(count({path}))")))

    harmonised = "[*[local-name()='schemaelementart']/*='HAR']"
    assert rows(katalog, "SELECT felder, harmonisierte_felder FROM datenschemata") == [
        (count("//*[local-name()='datenfeld']"), count(f"//*[local-name()='datenfeld']{harmonised}"))
    ]
    assert rows(katalog, "SELECT count(*) FROM schema_felder") == [(count("//*[local-name()='datenfeld']"),)]
    for table, kind in (
        ("datenfelder", "datenfeld"),
        ("datenfeldgruppen", "datenfeldgruppe"),
        ("datenregeln", "regel"),
    ):
        assert rows(katalog, f"SELECT count(*) FROM {table}") == [(identities(kind),)], table
    assert rows(katalog, "SELECT standard FROM datenschemata") == [(f"XDatenfelder {FILES[name]}",)]
    assert outcome(load(katalog, path)) == (0, 0, result.counts.neu, 0)


@needs_shared
def test_all_real_documents_together_change_nothing_the_second_time(shared: Path, katalog: Path) -> None:
    paths = [shared / "xdatenfelder" / name for name in FILES]
    first = load(katalog, *paths)
    assert (first.counts.fehler, first.counts.warnungen, first.counts.geaendert) == (0, 0, 0)
    assert outcome(load(katalog, *paths)) == (0, 0, first.counts.neu, 0)
    assert rows(
        katalog, "SELECT id, leistungsschluessel, verknuepfung, dokumentsteckbrief FROM datenschemata ORDER BY id DESC"
    ) == [
        ("S07000000200", None, None, None),
        ("S00000094", None, None, None),
        ("S00000000364", "99006047261000", "Beschreibung", None),
        ("S00000000362", None, None, "D00000000575"),
    ]


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_every_path_of_a_real_document_is_that_of_the_ancestors(shared: Path, katalog: Path, name: str) -> None:
    path = shared / "xdatenfelder" / name
    load(katalog, path)
    expected = []
    for element in etree.parse(path).iter("{*}datenfeld"):
        groups = [*reversed(list(element.iterancestors("{*}datenfeldgruppe"))), element]
        places = reversed(list(element.iterancestors("{*}struktur")))
        expected.append(
            (
                "/".join(str(group.findtext("{*}identifikation/{*}id")) for group in groups),
                " / ".join(str(group.findtext("{*}bezeichnungEingabe")).strip() for group in groups),
                "/".join(str(place.findtext("{*}anzahl")) for place in places),
            )
        )
    assert rows(katalog, "SELECT pfad, pfad_text, pfad_anzahl FROM schema_felder ORDER BY position") == expected


@needs_shared
def test_rows_of_real_documents(shared: Path, katalog: Path) -> None:
    load(katalog, *(shared / "xdatenfelder" / name for name in FILES))
    assert rows(
        katalog, "SELECT * FROM schema_felder WHERE schema_id = 'S00000000362' AND position = 21"
    ) == [
        (
            "S00000000362", "1.0.0", 21, "F60000000244", "1.2.0",
            "G00000002161/G60000000220/G60000000223/G60000000093/G60000000088/G60000000086/F60000000244",
            "Angaben Antragsteller oder Gesetzlicher Vertreter / Gesetzliche Vertretung / Bevollmächtigung / "
            "Gesetzlich vertretende juristische Person / Anschrift / Anschrift in Deutschland / Straßenanschrift / "
            "Hausnummer",
            "1:1/0:1/0:1/1:1/0:1/0:1/0:1", "0:1", "0:1", None,
        )
    ]  # fmt: skip
    assert rows(katalog, "SELECT * FROM datenfeld_werte WHERE feld_id = 'F60000000352' AND position = 1") == [
        ("F60000000352", "1.0.0", 1, "001", "Nein.", None)
    ]
    assert rows(katalog, "SELECT * FROM datenrelationen WHERE element_id = 'G07000002558'") == [
        ("G07000002558", "0.1.0", "ABL", "G60000000093", "3.1.0")
    ]
    precise = rows(katalog, "SELECT praezisierung FROM datenfelder WHERE praezisierung IS NOT NULL")
    assert all(isinstance(json.loads(value), dict) for (value,) in precise)


@needs_shared
def test_real_documents_confirm_the_two_forms_of_an_identifier(shared: Path, katalog: Path) -> None:
    load(katalog, *(shared / "xdatenfelder" / name for name in FILES if "xdf3" in name))
    described = rows(
        katalog,
        "SELECT id, beschreibung FROM datenfelder WHERE beschreibung LIKE '%ID: F60______%'"
        " UNION SELECT id, beschreibung FROM datenfeldgruppen WHERE beschreibung LIKE '%ID: G60______%'",
    )
    assert len(described) > 30
    for identifier, text in described:
        assert long_id(text.partition("ID: ")[2][:9]) == identifier


# Many relations


def relations(number: int) -> str:
    one = f"<relation>{code('praedikat', 'ABL')}<objekt><id>F{{:011}}</id></objekt></relation>"
    more = "".join(one.format(i) for i in range(number))
    return schema(stelle("1:1", feld("F00000000001", "Name", more=more)))


def work(document: str) -> int:
    """Calls of functions, of Python and of C, while a document is parsed."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parsed(document)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.slow
def test_work_grows_with_the_number_of_relations_and_not_faster() -> None:
    few, many = work(relations(5_000)), work(relations(20_000))
    assert many < 4.5 * few


@pytest.mark.slow
def test_every_one_of_many_relations_is_stored_once(katalog: Path) -> None:
    document = relations(20_000)
    assert sum(isinstance(record, Datenrelation) for record in parsed(document).records) == 20_000
    load(katalog, document)
    assert rows(katalog, "SELECT count(*), count(DISTINCT objekt_id) FROM datenrelationen") == [(20_000, 20_000)]
    assert outcome(load(katalog, document)) == (0, 0, 2, 0)
