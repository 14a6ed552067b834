import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import ThavelError
from catalogue.records.codelisten import Codeliste, CodelistenEintrag
from catalogue.store.deliveries import Delivery
from importers.codelisten.source import Codelisten, read_any
from importers.run.source import KnownCatalogue
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.codelisten.test_source import JSON_LIST, URN, as_json, entries, imported, written


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/liste.dtd">',
        '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1:1/e"> %e;]>',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY b "{}"><!ENTITY e "{}">]>'.format("x" * 1000, "&b;" * 100_000),
    ],
    ids=["empty", "external", "parameter", "file", "bomb"],
)
def test_a_document_with_a_dtd_is_refused(doctype: str) -> None:
    body = LIST.replace("?>", f"?>{doctype}", 1).replace("grün", "&e;" if "ENTITY e" in doctype else "grün")
    with pytest.raises(ThavelError):
        read_any(body.encode(), place="farben.xml")


def test_a_list_cut_off_anywhere_is_refused_with_file_and_reason() -> None:
    whole = LIST.strip().encode()
    for length in range(1, len(whole)):
        with pytest.raises(ThavelError, match=r"^farben\.xml"):
            read_any(whole[:length], place="farben.xml")


def test_json_cut_off_anywhere_is_refused_with_file_and_reason() -> None:
    whole = as_json()
    for length in range(1, len(whole)):
        with pytest.raises(ThavelError, match=r"^farben\.json: Kein gültiges JSON"):
            read_any(whole[:length], place="farben.json")


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"metadaten": [], "spalten": [], "daten": []}',
        as_json(spalten={}),
        as_json(daten=None),
        as_json(spalten=[]),
        as_json(spalten=["Schluessel"]),
        as_json(spalten=[{"spaltennameTechnisch": 1, "codeSpalte": True}]),
        as_json(spalten=[{**JSON_LIST["spalten"][0], "codeSpalte": "ja"}, JSON_LIST["spalten"][1]]),
        as_json(spalten=[JSON_LIST["spalten"][0]] * 2),
        as_json(metadaten={"version": "2"}),
        as_json(metadaten={"kennung": URN, "version": 2.5}),
        as_json(daten=[["01"]]),
        as_json(daten=["01"]),
        as_json(daten=[["01", "grün", "zu viel"]]),
        as_json().replace(b'"01"', b"1" * 5000),
    ],
)
def test_json_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(ThavelError, match=r"^farben\.json: "):
        read_any(body, place="farben.json")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "metadaten": st.fixed_dictionaries(
                {"kennung": st.just(URN) | ANY_JSON, "version": st.just("2") | ANY_JSON},
                optional={"nameLang": ANY_JSON, "nameKurz": ANY_JSON, "gueltigAb": ANY_JSON},
            ),
            "spalten": st.just(JSON_LIST["spalten"]) | ANY_JSON,
            "daten": st.lists(st.lists(ANY_JSON, min_size=2, max_size=2) | ANY_JSON, max_size=4),
        }
    )
)
def test_any_json_becomes_records_that_can_be_stored_or_one_message(document: dict[str, Any]) -> None:
    body = json.dumps(document).encode()
    delivery = Delivery("farben.json", body, "2026-11-23T06:00:00Z", "farben.json")
    parsed = Codelisten([]).parse("farben.json", [delivery], KnownCatalogue())
    assert parsed.rejected or len(parsed.records) == 1 + len(document["daten"])
    for record in parsed.records:
        assert isinstance(record, Codeliste | CodelistenEintrag)
        for value in record:
            assert value is None or isinstance(value, int) or value.encode()
    entries = [record for record in parsed.records if isinstance(record, CodelistenEintrag)]
    assert len({record.code for record in entries}) == len(entries)


def test_half_a_character_is_replaced(katalog: Path, tmp_path: Path) -> None:
    body = as_json().replace("grün".encode(), b"gr\\ud800n")
    imported(katalog, written(tmp_path, body, "farben.json"))
    assert entries(katalog)[0][3] == "gr\ufffdn"
