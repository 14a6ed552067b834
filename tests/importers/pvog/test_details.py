"""What is asked for beside the online services: descriptions, their details, and who is responsible."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.database import reading
from catalogue.questions import leistungen
from catalogue.questions.places import Place
from catalogue.records.angebote import Onlinedienst, ZustaendigeStelle
from catalogue.records.leistungen import LeistungDetail, LeistungGenannt, Leistungsbeschreibung
from catalogue.records.parsed import Parsed
from catalogue.records.xzufi import Leistungstext, Objektlink, WeitereLeistung
from catalogue.store.deliveries import Delivery
from importers.pvog.answers import DETAIL, TableRow, add_table_keys
from importers.pvog.details import take_detail, take_organisations
from importers.pvog.suchdienst import ALSO, DESCRIPTIONS, DETAILS, RESPONSIBLE, Pvog, SuchdienstEndpoints
from importers.run.runner import Options, run_import
from importers.sample.world import Organisation, World
from tests.importers.pvog.harvesting import (
    EHE,
    ERFURT,
    ERFURT_SMALL,
    GEBURT,
    GERA,
    HUND,
    HUND_ONLINE,
    PASS,
    QUICK,
    area,
    harvest,
)
from tests.reading import content, messages, rows, texts
from tests.simulators.suchdienst import Simulator

needs_shared = pytest.mark.needs_shared
FIRST, SECOND = "2026-10-04T06:00:00Z", "2026-10-05T06:00:00Z"

TOWN_HALL = Organisation("L100038.OE.1", "Stadtverwaltung Erfurt")
REGISTRY = Organisation("L100038.OE.2", "Stadtverwaltung Erfurt - Standesamt")
COUNTER = Organisation("L100038.OE.3", "Bürgerservice", "03", "Ansprechpunkt")
ASKED: World = {
    ERFURT: replace(ERFURT_SMALL, responsible={HUND.id: (TOWN_HALL, COUNTER), GEBURT.id: (REGISTRY,)}),
    GERA: replace(area(HUND_ONLINE), descriptions=(HUND, EHE, PASS)),
}


def asked(simulator: Simulator, part: str) -> list[str]:
    """Queries of the requests whose path contains this."""
    return [path.partition("?")[2] for path in simulator.requests if part in path]


def responsible(katalog: Path) -> list[Any]:
    return rows(
        katalog,
        "SELECT ags, leistungsschluessel, rolle, titel, organisationseinheit_id, rolle_name, beschreibung_id,"
        " verschwunden_am FROM zustaendige_stellen ORDER BY 1, 2, 3",
    )


def test_who_is_responsible_is_asked_of_each_description_of_what_is_online_anywhere(
    register: Path, at: Callable[[str], None]
) -> None:
    at(FIRST)
    simulator = Simulator(ASKED)
    with simulator as base_url:
        harvest(register, base_url, ERFURT, GERA, also=[DESCRIPTIONS])
        simulator.requests.clear()
        result = harvest(register, base_url, ERFURT, GERA, also=[DESCRIPTIONS, RESPONSIBLE])
    # The passport is online nowhere; what only Erfurt has online is asked for in Gera too.
    assert sorted(asked(simulator, "/v2/organisationunits/titles")) == [
        f"ars={ars}&lbId={identifier}"
        for ars, ids in ((ERFURT, (HUND.id, GEBURT.id, EHE.id)), (GERA, (HUND.id, EHE.id)))
        for identifier in sorted(ids)
    ]
    assert (result.status, result.failed) == ("fertig", False)
    assert responsible(register) == [
        ("16051000", GEBURT.key, "01", REGISTRY.title, REGISTRY.id, "Zuständige Stelle", GEBURT.id, None),
        ("16051000", HUND.key, "01", TOWN_HALL.title, TOWN_HALL.id, "Zuständige Stelle", HUND.id, None),
        ("16051000", HUND.key, "03", COUNTER.title, COUNTER.id, "Ansprechpunkt", HUND.id, None),
    ]


def test_an_organisation_that_is_not_named_any_more_is_gone_and_a_second_run_changes_nothing(
    register: Path, at: Callable[[str], None]
) -> None:
    simulator = Simulator(ASKED)
    with simulator as base_url:
        at(FIRST)
        harvest(register, base_url, ERFURT, also=[RESPONSIBLE])
        again = harvest(register, base_url, ERFURT, also=[RESPONSIBLE])
        assert (again.counts.neu, again.counts.geaendert, again.counts.verschwunden) == (0, 0, 0)
        at(SECOND)
        simulator.world = {ERFURT: replace(ASKED[ERFURT], responsible={HUND.id: (TOWN_HALL,), GEBURT.id: (REGISTRY,)})}
        harvest(register, base_url, ERFURT, also=[RESPONSIBLE])
    assert [(row[3], row[7]) for row in responsible(register)] == [
        (REGISTRY.title, None),
        (TOWN_HALL.title, None),
        (COUNTER.title, SECOND),
    ]


def test_a_bad_answer_about_one_organisation_leaves_what_was_known_and_heals(register: Path) -> None:
    simulator = Simulator(ASKED)
    with simulator as base_url:
        harvest(register, base_url, ERFURT, also=[RESPONSIBLE])
        before = responsible(register)
        broken = SuchdienstEndpoints(base_url, organisations=("/!cut-json/v2/organisationunits/titles",))
        source = Pvog([Place("16051000", ERFURT, "Erfurt")], endpoints=broken, manners=QUICK, also=[RESPONSIBLE])
        assert run_import(register, source, Options()).status == "mit Fehlern"
        assert "pvog.json" in {row[1] for row in messages(register)}
        assert responsible(register) == before
        assert harvest(register, base_url, ERFURT, also=[RESPONSIBLE]).status == "fertig"
    assert responsible(register) == before


def test_after_a_failure_only_what_had_no_answer_is_asked_again(register: Path) -> None:
    simulator = Simulator(ASKED)
    with simulator as base_url:
        endpoints = SuchdienstEndpoints(base_url, organisations=(f"/!http500@{ERFURT}/v2/organisationunits/titles",))
        source = Pvog([Place("16051000", ERFURT, "Erfurt")], endpoints=endpoints, manners=QUICK, also=[RESPONSIBLE])
        first = run_import(register, source, Options())
        assert [row[:2] for row in messages(register)] == [("Fehler", "http.server")]
        simulator.healed = True
        simulator.requests.clear()
        source = Pvog([Place("16051000", ERFURT, "Erfurt")], endpoints=endpoints, manners=QUICK, also=[RESPONSIBLE])
        again = run_import(register, source, Options(resume=True))
    assert (again.status, again.continues) == ("fertig", first.run_id)
    assert len(responsible(register)) == 3
    assert asked(simulator, "csv") == []


def test_details_are_asked_once_for_all_municipalities(register: Path) -> None:
    simulator = Simulator(ASKED)
    with simulator as base_url:
        result = harvest(register, base_url, ERFURT, GERA, also=[DETAILS])
    assert sorted(path.rsplit("/", 2)[1] for path in simulator.requests if path.split("?")[0].endswith("/detail")) == [
        HUND.id,
        GEBURT.id,
        EHE.id,
    ]
    assert rows(register, "SELECT id, gebiete FROM leistungsbeschreibungen WHERE gebiete IS NOT NULL ORDER BY 1") == [
        (identifier, "160000000000") for identifier in (HUND.id, GEBURT.id, EHE.id)
    ]
    assert result.status == "fertig"


def test_descriptions_are_taken_whether_or_not_a_key_is_missing(register: Path) -> None:
    with Simulator(ASKED, keys_in="item") as base_url:
        harvest(register, base_url, GERA, also=[DESCRIPTIONS])
    assert [row[0] for row in rows(register, "SELECT id FROM leistungsbeschreibungen ORDER BY 1")] == [
        HUND.id,
        PASS.id,
        EHE.id,
    ]


def test_parsing_everything_again_gives_every_table_byte_for_byte(
    register: Path, at: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    at(FIRST)
    with Simulator(ASKED) as base_url:
        harvest(register, base_url, ERFURT, GERA, also=ALSO)
    before = content(register)
    imported = (
        "angebotsnachweise",
        "onlinedienste",
        "leistungsbeschreibungen",
        "leistungstexte",
        "objektlinks",
        "zustaendige_stellen",
        "leistungen",
        "aenderungen",
    )
    assert all(before[name] for name in imported if name not in ("leistungstexte", "objektlinks"))
    connection = sqlite3.connect(register)
    for name in imported:
        connection.execute(f"DELETE FROM {name}")
    connection.commit()
    connection.close()
    at(SECOND)
    result = harvest(register, base_url, ERFURT, GERA, also=ALSO, from_raw=True)
    after = content(register)
    # A change names the run that found it and has a number of its own.
    changed = {name: [row[1:-1] for row in rows] for name, rows in (("aenderungen", after.pop("aenderungen")),)}
    assert changed["aenderungen"] == [row[1:-1] for row in before.pop("aenderungen")]
    offers, offers_before = after.pop("angebotsnachweise"), before.pop("angebotsnachweise")
    assert [(*row[:4], *row[5:]) for row in offers] == [(*row[:4], *row[5:]) for row in offers_before]
    assert {row[4] for row in offers} == {result.run_id}
    assert after == before


@pytest.mark.parametrize("kind", ["services", "table", "organisations"])
def test_a_version_that_is_gone_is_replaced_by_the_next_that_answers(register: Path, kind: str) -> None:
    current = getattr(SuchdienstEndpoints, kind)[0]
    simulator = Simulator(ASKED)
    with simulator as base_url:
        versions: dict[str, Any] = {kind: (current.replace("/v", "/v9"), current)}
        endpoints = replace(SuchdienstEndpoints(base_url), **versions)
        places = [Place("16051000", ERFURT, "Erfurt"), Place("16052000", GERA, "Gera")]
        source = Pvog(places, endpoints=endpoints, manners=replace(QUICK, parallel=1), also=[RESPONSIBLE])
        result = run_import(register, source, Options())
    assert result.status == "fertig"
    assert (len(responsible(register)), len(asked(simulator, current.replace("/v", "/v9")))) == (3, 1)
    assert ("Unter /v91beta2/onlineservices antwortet PVOG nicht mehr" in texts(register)) is (kind == "services")


@needs_shared
def test_the_real_detail_is_understood_completely(shared: Path) -> None:
    body = (shared / "pvog/servicedescription_detail_v5_B100019.LB.574711.json").read_bytes()
    data = json.loads(body)
    parsed, service_keys = Parsed(), dict[str, tuple[str, ...]]()
    take_detail(
        Delivery("https://pvog.example/detail", body, FIRST, ERFURT, DETAIL, status=200),
        parsed,
        service_keys,
        "16051000",
    )
    assert (parsed.messages, service_keys) == ([], {"B100019.LB.574711": ("99007002017000",)})
    by_type: dict[type, list[Any]] = {}
    for record in parsed.records:
        by_type.setdefault(type(record), []).append(record)
    assert by_type[Leistungsbeschreibung] == [
        (
            "B100019.LB.574711",
            "B100019",
            "99007002017000",
            "Ausbildungsgeld beantragen",
            "2025-01-20T01:26",
            "pvog",
        )
    ]
    (detail,) = by_type[LeistungDetail]
    assert detail[:-1] == (
        "B100019.LB.574711",
        "1",
        "1030200 1140100",
        "1020200",
        "000000000000",
        None,
        None,
        "2024-01-24T12:21:29",
    )
    further = json.loads(detail.angaben)
    assert [row[1] for row in further if row[0] == "synonym"] == data["synonyms"]
    assert [row[1] for row in further if row[0] == "organisationseinheit"] == data["organisationIds"]
    assert [tuple(record[:6]) for record in by_type[Onlinedienst]] == [
        (
            "B100019.OD.105136908",
            "B100019",
            data["onlineServiceLinks"][0]["title"],
            data["onlineServiceLinks"][0]["uri"],
            None,
            "15",
        )
    ]

    def all_of(value: object, name: str) -> list[str]:
        """Every text under this name, anywhere below."""
        if isinstance(value, dict):
            here = [value[name]] if isinstance(value.get(name), str) else []
            return [*here, *(text for entry in value.values() for text in all_of(entry, name))]
        return [text for entry in value for text in all_of(entry, name)] if isinstance(value, list) else []

    modules = [text for text in all_of(data["details"], "text") if text.strip()]
    assert [record.inhalt for record in by_type[Leistungstext]] == [text.strip() for text in modules]
    links = all_of(data["details"], "uri") + [entry["uri"] for entry in data["sourcePortals"]]
    assert sorted(record.uri for record in by_type[Objektlink]) == sorted(links)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[]", "pvog.form"),
        (b"<html>", "pvog.html"),
        (b'{"id": "L100038.LB.1", "leikakeys": ["12"]}', "pvog.schluessel"),
        (b'{"id": 7, "leikakeys": ["99102013104000"]}', "pvog.schluessel"),
        ('{"id": "L1.LB.1", "name": "Gebühr"}'.encode("latin-1"), "pvog.zeichen"),
    ],
)
def test_a_detail_that_is_not_understood_is_one_message_and_no_records(body: bytes, code: str) -> None:
    parsed = Parsed()
    take_detail(
        Delivery("https://pvog.example/detail", body, FIRST, ERFURT, DETAIL, status=200), parsed, {}, "16051000"
    )
    assert ([message.code for message in parsed.messages], parsed.records) == ([code], [])


HOSTILE: list[Any] = [None, 7, "Text", [], {}, [None], [{}], {"a": 1}, [["x"]], "\ud800", "https://x.de", True]


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_a_field_of_any_type_breaks_no_detail(value: Any) -> None:
    names = (
        "name lastUpdate externalLastUpdate typing personalMatters sdgInformation ars validFrom validTo synonyms"
        " addressees organisationIds availableLanguages onlineServiceLinks details sourcePortals forms organisations"
        " languageCode neuesFeld"
    ).split()
    data = {"id": "L100038.LB.1", "leikakeys": ["99102013104000"], **dict.fromkeys(names, value)}
    for body in (data, {**data, "details": [{"text": value, "links": value, "code": value, "details": value}]}):
        parsed = Parsed()
        raw = json.dumps(body).encode()
        take_detail(Delivery("https://x", raw, FIRST, ERFURT, DETAIL, status=200), parsed, {}, "16051000")
        assert [message.code for message in parsed.messages] == ["pvog.neues_feld"]
        assert parsed.rejected == 0


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_an_organisation_of_any_form_breaks_nothing(value: Any) -> None:
    for body in (value, [value], [{"title": value}], [{"title": "Amt", "role": value, "id": value}]):
        parsed = Parsed()
        raw = json.dumps(body).encode()
        delivery = Delivery("https://x/titles?ars=1&lbId=L1.LB.1", raw, FIRST, ERFURT, DETAIL, status=200)
        whole = take_organisations(delivery, parsed, "16051000", {"L1.LB.1": ("99102013104000",)})
        assert whole is (parsed.rejected == 0)


def test_a_detail_of_several_leistungen_is_linked_to_each_with_its_organisations() -> None:
    detail = {
        "id": "L100038.LB.7",
        "leikakeys": ["99085001012000", "99085002012000", "99085002012000", "kein Schlüssel"],
        "organisations": [{"id": "L100038.OE.1", "title": "Bürgeramt"}],
    }
    parsed = Parsed()
    take_detail(
        Delivery("https://pvog.example/7", json.dumps(detail).encode(), "2026-11-23T06:00:00Z", "L100038.LB.7"),
        parsed,
        {},
        "16063105",
    )
    both = ["99085001012000", "99085002012000"]
    assert [record for record in parsed.records if isinstance(record, WeitereLeistung)] == [
        WeitereLeistung("L100038.LB.7", 1, both[1])
    ]
    assert [r.leistungsschluessel for r in parsed.records if isinstance(r, LeistungGenannt)] == both
    assert [r.leistungsschluessel for r in parsed.records if isinstance(r, ZustaendigeStelle)] == both


def test_who_is_responsible_for_a_description_of_several_leistungen_is_linked_to_each() -> None:
    both = ("99085001012000", "99085002012000")
    body = json.dumps([{"id": "L100038.OE.1", "title": "Bürgeramt"}]).encode()
    delivery = Delivery("https://x/titles?ars=1&lbId=L1.LB.1", body, FIRST, ERFURT, DETAIL, status=200)
    parsed = Parsed()
    assert take_organisations(delivery, parsed, "16051000", {"L1.LB.1": both})
    assert tuple(r.leistungsschluessel for r in parsed.records if isinstance(r, ZustaendigeStelle)) == both


def test_the_catalogue_remembers_all_leistungen_of_a_description_and_the_table_takes_none_away(katalog: Path) -> None:
    both = ("99085001012000", "99085002012000")
    with sqlite3.connect(katalog) as connection:
        connection.execute(
            "INSERT INTO leistungsbeschreibungen"
            " (id, redaktion, leistungsschluessel, quelle, erstmals_gesehen, zuletzt_gesehen)"
            " VALUES ('L1.LB.1', 'L1', ?, 'pvog', ?, ?)",
            (both[0], FIRST, FIRST),
        )
        connection.execute(
            "INSERT INTO weitere_leistungen (objekt_id, position, leistungsschluessel) VALUES ('L1.LB.1', 1, ?)",
            both[1:],
        )
    connection.close()
    db = reading(katalog)
    service_keys = leistungen.service_keys(db)
    db.close()
    assert service_keys == {"L1.LB.1": both}
    row = TableRow("L1.LB.1", *[""] * (len(TableRow._fields) - 1))._replace(key=both[0])
    add_table_keys(service_keys, "Überschrift\n" + "|".join(row))
    assert service_keys == {"L1.LB.1": both}
    add_table_keys(service_keys, "Überschrift\n" + "|".join(row._replace(key=HUND.key)))
    assert service_keys == {"L1.LB.1": (HUND.key,)}
