"""Whatever a source sends, an importer answers with records and messages or with one clear error."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catalogue.errors import ThavelError
from catalogue.questions.places import Place
from catalogue.records.angebote import Angebot, Onlinedienst
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from catalogue.weblinks import is_web_link
from importers.codelisten.genericode import read_codelist
from importers.pvog.answers import DETAIL, PAGE, TABLE
from importers.registers.gemeinden import LINE_LENGTH, Gemeinden
from importers.registers.leika import Leika
from importers.run.source import KnownCatalogue
from importers.sample.loopback import Reply
from importers.sample.register import register_lines
from importers.town.bestand import Bestand
from tests.importers.pvog.harvesting import EISENACH, ERFURT, SMALL, harvest, offers, pvog
from tests.reading import messages, rows, texts
from tests.simulators.suchdienst import Simulator

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
KEY = st.sampled_from(["99102013104000", "9910201310400", "", 99102013104000, None])
DESCRIPTION = st.fixed_dictionaries(
    {},
    optional={"id": JSON | st.just("L100038.LB.1"), "ars": JSON, "leikakeys": JSON | st.lists(KEY, max_size=2) | KEY},
)
SERVICE = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON | st.sampled_from(["L100038.OD.1", "L100038.OD.2", "OD", ".."]),
        "name": JSON,
        "links": JSON
        | st.lists(st.fixed_dictionaries({"uri": JSON | st.sampled_from(["https://a.de", "javascript:1"])})),
        "serviceDescriptions": JSON | st.lists(DESCRIPTION | JSON, max_size=3),
    },
)
PAGE_DATA = st.fixed_dictionaries(
    {"onlineservices": st.lists(SERVICE | JSON, max_size=4) | JSON}, optional={"totalHits": JSON, "nextPageToken": JSON}
)


def parsed(*deliveries: Delivery) -> Parsed:
    return pvog("http://127.0.0.1:1", ERFURT).parse(ERFURT, deliveries, KnownCatalogue())


def delivery(body: bytes, kind: str = "Datei") -> Delivery:
    return Delivery("quelle", body, "2026-10-04T06:00:00Z", ERFURT, kind, None, 200)


@settings(max_examples=200, deadline=None)
@given(PAGE_DATA | JSON)
def test_any_json_as_a_page_is_understood_or_reported(data: Any) -> None:
    result = parsed(delivery(json.dumps(data).encode(), PAGE))
    for record in result.records:
        if isinstance(record, Onlinedienst):
            assert record.url is None or is_web_link(record.url)
            assert all(value is None or isinstance(value, str) for value in record)
        if isinstance(record, Angebot):
            assert (record.ags, record.leistungsschluessel) == ("16051000", "99102013104000")
    if result.rejected:
        assert not result.scopes


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([PAGE, TABLE, DETAIL]))
def test_any_bytes_as_an_answer_are_understood_or_reported(body: bytes, kind: str) -> None:
    good = delivery(json.dumps({"onlineservices": [], "totalHits": 0}).encode(), PAGE)
    assert isinstance(parsed(good, delivery(body, kind)), Parsed)


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(
        {"id": JSON | st.just("A.LB.1"), "leikakeys": JSON | KEY | st.lists(KEY), "name": JSON, "lastUpdate": JSON}
    )
)
def test_any_detail_is_understood_or_reported(data: Any) -> None:
    result = parsed(delivery(json.dumps(data).encode(), DETAIL))
    for record in result.records:
        assert all(value is None or isinstance(value, str) for value in record)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 812),
    st.integers(0, LINE_LENGTH - 1),
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0"), min_size=1, max_size=4),
)
def test_a_changed_place_in_the_register_never_raises_and_never_loses_a_second_municipality(
    line: int, position: int, text: str
) -> None:
    assume((line, position) != (0, 0))  # where a file begins as JSON or XML do, it is refused as that
    lines = register_lines().decode().splitlines()
    lines[line] = lines[line][:position] + text + lines[line][position + len(text) :]
    result = Gemeinden([]).parse("x", [delivery("\n".join(lines).encode())], KnownCatalogue())
    assert sum(type(record).__name__ == "Kommune" for record in result.records) >= (
        600 if lines[line].startswith("6") else 0
    )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 812), st.integers(0, LINE_LENGTH - 1))
def test_a_register_with_a_zero_byte_anywhere_is_refused_as_no_text(line: int, position: int) -> None:
    lines = register_lines().splitlines()
    lines[line] = lines[line][:position] + b"\0" + lines[line][position + 1 :]
    with pytest.raises(ThavelError, match="die kein Text ist"):
        Gemeinden([]).parse("x", [delivery(b"\n".join(lines))], KnownCatalogue())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read_or_refused_with_a_sentence(body: bytes) -> None:
    place = Place("16063105", EISENACH, "Eisenach")
    for heading, source in (
        (b"leika_key,bezeichnung\n", Leika([])),
        (b"Schluessel,Bezeichnung,Typ\n", Leika([])),
        (b"titel;link;leistungsschluessel\n", Bestand(Path("x.csv"), place)),
        (b"", Gemeinden([])),
        (b"<", Gemeinden([])),
    ):
        try:
            assert isinstance(source.parse("x", [delivery(heading + body)], KnownCatalogue()), Parsed)
        except ThavelError as error:
            assert str(error).startswith("quelle")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_code_list_or_refused(body: bytes) -> None:
    with pytest.raises(ThavelError, match="^liste"):
        read_codelist(b"<CodeList>" + body, place="liste")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//erfurt.de/x",
        "/pfad",
        "https://",
        "https://nutzer:wort@erfurt.de/",
        "https://erfurt.de/a b",
        "https://erfurt.de/\n",
        "https://erfurt.de/\u202egpj",
        "https://[::1",
        "mailto:stadt@erfurt.de",
        "https://erfurt.de/" + "x" * 5000,
        "",
    ],
)
def test_what_a_browser_should_not_follow_is_no_web_link(link: str) -> None:
    assert not is_web_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc",
        "http://erfurt.de",
        "HTTPS://erfurt.de/od000008",
        "https://bürger.thüringen.de/straße",
        "https://x.de/?a=https%253A%252F%252Fy.de#/intro",
        "https://x.de:8443/?LICENSEIDENTIFIER=weimar_stadt",
        "http://[::1]:8000/",
    ],
)
def test_real_links_are_web_links(link: str) -> None:
    assert is_web_link(link)


def answered(register: Path, body: bytes) -> None:
    """Import Erfurt from a server that answers everything with this body."""
    simulator = Simulator(SMALL)
    simulator.reply = lambda target: Reply(200, body)  # type: ignore[method-assign]
    with simulator as base_url:
        harvest(register, base_url)


def test_half_a_character_in_a_name_is_stored_as_a_replacement(register: Path) -> None:
    service = {
        "id": "L100038.OD.1",
        "name": "Hund \ud83d und \U0001f436",
        "links": [{"uri": "https://a.de"}],
        "serviceDescriptions": [{"leikakeys": ["99102013104000"]}],
    }
    answered(register, json.dumps({"totalHits": 1, "onlineservices": [service]}).encode())
    assert rows(register, "SELECT bezeichnung FROM onlinedienste") == [("Hund \ufffd und \U0001f436",)]
    assert len(offers(register)) == 1


def test_json_nested_without_end_is_reported(register: Path) -> None:
    answered(register, b'{"onlineservices":' + b"[" * 200_000)
    assert [row[:2] for row in messages(register)] == [("Fehler", "pvog.json")]
    assert "kein vollständiges JSON" in texts(register)


def test_json_that_is_nothing_is_reported_and_breaks_no_run(register: Path) -> None:
    answered(register, b"null")
    assert [row[:2] for row in messages(register)] == [("Fehler", "pvog.form")]
