"""The import from the FIM portal: what is asked, what is stored, what a second run asks and changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from importers.fim.portal import Portal, PortalEndpoints
from importers.fim.source import Fim, FimTexte
from importers.registers.leika import Leika
from importers.run.runner import Options, RunResult, run_import
from importers.sample.loopback import Reply
from tests.importers.pvog.harvesting import QUICK, SMALL, harvest
from tests.reading import BOOKKEEPING, content, messages, rows, texts
from tests.simulators.fim import FREMD, GEBURT, HUND, HUNDE, NEW, OLD, FimService, a_schema, a_stammtext, a_steckbrief
from tests.simulators.suchdienst import Simulator

Extent = dict[str, Any]
ALL: Extent = {"everything": True}
# The offered Leistungen and their objects.
WANTED = ("99027002000000", GEBURT, "99059004000000", "99059004012000", HUNDE, HUND)
# What every sight changes.
SEEN = BOOKKEEPING | {"leistungssteckbriefe", "leistungsbeschreibungen", "onlinedienste", "xzufi_objekte"}


@pytest.fixture
def offering(register: Path) -> Path:
    """A catalogue in which Erfurt offers three Leistungen online, among them Hundesteuer."""
    with Simulator(SMALL) as base_url:
        assert harvest(register, base_url).status == "fertig"
    return register


def portal(url: str, **extent: Any) -> Portal:
    return Portal(PortalEndpoints(url), manners=QUICK, **extent)


def take(katalog: Path, url: str, *only: str, extent: Extent | None = None, **options: Any) -> RunResult:
    return run_import(katalog, Fim(portal(url, **extent or {}), only), Options(**options))


def take_texts(katalog: Path, url: str, *only: str, extent: Extent | None = None, **options: Any) -> RunResult:
    return run_import(katalog, FimTexte(portal(url, **extent or {}), only), Options(**options))


def outcome(result: RunResult) -> tuple[str, int, int, int, int]:
    counts = result.counts
    return result.status, counts.neu, counts.geaendert, counts.unveraendert, counts.abgelehnt


def groups(katalog: Path) -> list[str]:
    found = rows(
        katalog,
        "SELECT DISTINCT gruppe FROM lieferungen WHERE lauf_id = (SELECT max(id) FROM laeufe)"
        " AND gespeichert IS NOT NULL ORDER BY gruppe",
    )
    return [group for (group,) in found]


STECKBRIEF = (*("6", None, "4b 5", "10262 Hundesteuer", "1010100", "urn:xoev-de:fim:codeliste:pvlagen 1130300"),)
CODELISTE_WITHOUT_LINK = ("Hinweis", "fim.ohne_link", "urn:ohne_1")


def asked_since(service: FimService) -> set[str]:
    """The points in time since which changes were asked for."""
    found = (parse_qs(urlsplit(target).query).get("updated_since") for target in service.requests)
    return {since for values in found if values for since in values}


def unconditional(service: FimService) -> list[str]:
    """What was answered with a body, without lists that were asked for changes."""
    return [target for target, status in service.answers if status == 200 and "updated_since" not in target]


# What is asked and stored


def test_the_first_run_stores_what_belongs_to_offered_leistungen(offering: Path) -> None:
    with FimService() as url:
        result = take(offering, url)
    assert (result.status, result.failed, result.counts.neu) == ("fertig", False, 13)
    assert groups(offering) == [
        "codelisten aktuell",
        "codelisten urn:beispiel:farben_2",
        "datenschemata S00000000001 1.0.0",
        "datenschemata S00000000002 1.0.0",
        "datenschemata S00000000003 1.0.0",
        "datenschemata aktuell",
        "dokumentsteckbriefe D00000000007 1.0.0",
        "dokumentsteckbriefe aktuell",
        f"prozesse {HUND} 01.00.00 101",
        "prozesse ausgewählt",
        f"prozessklassen {HUND} 01.00.00",
        "prozessklassen ausgewählt",
        *(f"steckbriefe {key}" for key in WANTED),
    ]
    assert [row[:3] for row in messages(offering)] == [
        ("Hinweis", "fim.leer", "99027002000000"),
        ("Hinweis", "fim.ohne_dokument", "datenschemata S00000000003 1.0.0"),
        CODELISTE_WITHOUT_LINK,
    ]
    assert rows(offering, "SELECT * FROM leistungssteckbriefe ORDER BY 1")[2][:-3] == (
        *(HUND, "Hundesteuer", *STECKBRIEF, HUND, 2, NEW, "fim"),
    )
    assert [key for (key,) in rows(offering, "SELECT leistungsschluessel FROM leistungssteckbriefe ORDER BY 1")] == [
        GEBURT,
        HUNDE,
        HUND,
    ]
    assert rows(offering, "SELECT * FROM leistungen WHERE leistungsschluessel = ?", HUNDE) == [
        (
            *(HUNDE, "Hunde (LeiKa)", "Hunde anmelden", "LO", "4b 5", "10262", "Hundesteuer", "Engagement & Hobby"),
            *(None, "1010100", "§ 1 Satzung\n§ 2 Satzung", NEW[:10]),
        )
    ]


def test_every_building_block_has_its_status(offering: Path) -> None:
    with FimService() as url:
        take(offering, url)
    statuses = {
        table: rows(offering, f"SELECT {columns} FROM {table} ORDER BY 1, 2")
        for table, columns in (
            ("leistungssteckbriefe", "leistungsschluessel, freigabestatus"),
            ("datenschemata", "id, version, freigabestatus_portal, felder"),
            ("dokumentsteckbriefe", "id, version, freigabestatus_portal, dokumentart"),
            ("prozessklassen", "id, status"),
            ("prozesse", "id, status, klasse_version, handlungsform"),
        )
    }
    assert statuses == {
        "leistungssteckbriefe": [(GEBURT, "6"), (HUNDE, "6"), (HUND, "6")],
        "datenschemata": [
            ("S00000000001", "1.0.0", "5", 1),
            ("S00000000002", "1.0.0", "5", 1),
            ("S00000000003", "1.0.0", "5", None),
        ],
        "dokumentsteckbriefe": [("D00000000007", "1.0.0", "5", "001")],
        "prozessklassen": [(HUND, "6")],
        "prozesse": [(HUND, "6", "01.00.00", "310")],
    }


def test_stammtexte_and_onlinedienste_are_read_as_xzufi(offering: Path) -> None:
    with FimService(page_size=2) as url:
        result = take_texts(offering, url, "stammtexte", "onlinedienste")
    assert (result.status, result.failed, result.counts.neu) == ("fertig", False, 5)
    assert groups(offering) == [
        *(f"onlinedienste L100038 {number}" for number in (77, 78, 79)),
        "onlinedienste aktuell",
        *(f"stammtexte {key}" for key in WANTED),
        *(f"stammtexte L100038 {number} landesredaktion" for number in (1, 2)),
    ]
    assert rows(offering, "SELECT id, bezeichnung, vertrauensniveau FROM onlinedienste WHERE quelle = 'fim_texte'") == [
        (f"L100038.OD.{number}", "Hundesteuer online", "20") for number in (77, 78, 79)
    ]
    assert rows(
        offering,
        "SELECT id, leistungsschluessel FROM leistungsbeschreibungen WHERE quelle = 'fim_texte' ORDER BY id",
    ) == [("L100038.LB.1", HUND), ("L100038.LB.2", HUND)]


def test_the_redaktion_that_the_portal_names_is_taken_where_a_text_names_none(offering: Path) -> None:
    service = FimService()
    path = "/api/v0/leistung-stammtexte/L100038/1/landesredaktion/xzufi"
    body = service.documents[path].body.replace(b' schemeAgencyID="L100038"', b"")
    service.documents[path] = Reply(200, body, "application/xml")
    with service as url:
        assert take_texts(offering, url).counts.neu == 2
    assert rows(offering, "SELECT redaktion FROM leistungsbeschreibungen WHERE id = 'L100038.LB.1'") == [("L100038",)]


def test_with_all_everything_is_taken_and_what_the_portal_lacks_later_is_gone(katalog: Path) -> None:
    service = FimService(page_size=2)
    with service as url:
        assert outcome(take(katalog, url, extent=ALL)) == ("fertig", 20, 0, 5, 0)
        assert outcome(take_texts(katalog, url, extent=ALL)) == ("fertig", 3, 0, 0, 0)
        assert [row[0] for row in rows(katalog, "SELECT version FROM datenschemata WHERE id = 'S00000000002'")] == [
            *("0.9.0", "1.0.0"),
        ]
        del service.lists["/leistung-steckbriefe"][3]
        result = take(katalog, url, "steckbriefe", extent={**ALL, "from_start": True})
    assert (result.status, result.counts.verschwunden, result.counts.unveraendert) == ("fertig", 1, 6)
    gone = "SELECT leistungsschluessel FROM leistungssteckbriefe WHERE verschwunden_am IS NOT NULL"
    assert rows(katalog, gone) == [(FREMD,)]


def test_what_the_ozg_catalogue_knows_stays_where_fim_says_nothing(offering: Path, tmp_path: Path) -> None:
    ozg = tmp_path / "ozg.csv"
    ozg.write_text(
        "leika_key,bezeichnung,typisierung,ozg_id,ozg_leistung,lage,themenfeld,rechtsgrundlage\n"
        f"{HUND},Hundesteuer alt,4,10001,Hunde alt,Tierhaltung,Umwelt,Satzung\n",
        encoding="utf-8",
    )
    service = FimService()
    empty: Extent = {
        "leistungsbezeichnung": None,
        "ozg": [],
        "rechtsgrundlagen": "",
        "sdg_informationsbereiche": None,
        "typisierung": "2/3",
        "geaendert_datum_zeit": None,
    }
    service.lists["/leistung-steckbriefe"] = [a_steckbrief(HUND, **empty)]
    run_import(offering, Leika([ozg], "2019"), Options())
    with service as url:
        assert outcome(take(offering, url, "steckbriefe")) == ("fertig", 1, 1, 0, 0)
        assert outcome(take(offering, url, "steckbriefe")) == ("fertig", 0, 0, 2, 0)
    assert rows(offering, "SELECT * FROM leistungen WHERE leistungsschluessel = ?", HUND) == [
        (
            *(HUND, "Hundesteuer", "Hundesteuer anmelden", "LOV", "2/3", "10001", "Hunde alt", "Umwelt"),
            *("Tierhaltung", None, "Satzung", "2019"),
        )
    ]


def test_without_any_offer_it_says_what_to_do_and_takes_the_rest(katalog: Path) -> None:
    with FimService() as url:
        result = take(katalog, url)
        assert "thavel import pvog" in texts(katalog)
        assert [row[1:3] for row in messages(katalog) if row[0] == "Fehler"] == [
            ("fim.angebote", titel) for titel in ("Leistungssteckbrief", "Prozessklasse", "Prozess")
        ]
        assert (result.status, result.failed, result.counts.neu > 0) == ("mit Fehlern", False, True)
        assert take(katalog, url, "steckbriefe").failed
        assert take_texts(katalog, url).failed


# Later runs


@pytest.mark.slow
def test_a_second_run_asks_on_condition_and_changes_nothing(offering: Path, at: Callable[[str], None]) -> None:
    at("2026-11-01T12:00:00Z")
    service = FimService()
    with service as url:
        first = (take(offering, url).counts.neu, take_texts(offering, url, "stammtexte", "onlinedienste").counts.neu)
        before = content(offering, without=SEEN)
        service.forget()
        at("2026-11-01T18:00:00Z")
        results = (take(offering, url), take_texts(offering, url, "stammtexte", "onlinedienste"))
    assert first == (13, 5)
    # What both a list and a document say counts for either.
    assert [outcome(result) for result in results] == [("fertig", 0, 0, 18, 0), ("fertig", 0, 0, 5, 0)]
    assert unconditional(service) == []
    assert content(offering, without=SEEN) == before


def test_a_later_run_asks_for_what_changed_since_the_day_before_the_last_one(
    offering: Path, at: Callable[[str], None]
) -> None:
    service = FimService()
    with service as url:
        at("2026-11-10T12:00:00Z")
        take(offering, url, "datenschemata", "dokumentsteckbriefe")
        service.lists["/schemas"].append(a_schema("S00000000009", changed="2026-11-12T00:00:00Z"))
        at("2026-11-20T00:30:00Z")
        service.forget()
        take(offering, url, "datenschemata", "dokumentsteckbriefe")
        assert groups(offering) == [
            "datenschemata S00000000009 1.0.0",
            "datenschemata aktuell ab 2026-11-09",
            "dokumentsteckbriefe aktuell ab 2026-11-09",
        ]
        assert asked_since(service) == {"2026-11-09T00:00:00Z"}
        service.forget()
        take(offering, url, "datenschemata")
        assert asked_since(service) == {"2026-11-19T00:00:00Z"}
        service.forget()
        assert take(offering, url, "datenschemata", extent=ALL).counts.neu == 1
        assert asked_since(service) == set()
        service.forget()
        take(offering, url, "datenschemata", extent={"from_start": True})
        assert asked_since(service) == set()
    assert [row[0] for row in rows(offering, "SELECT id FROM datenschemata WHERE felder IS NULL ORDER BY id")] == [
        *("S00000000003", "S00000000009"),
    ]


def test_texts_that_did_not_change_are_not_asked_for_again_but_those_of_a_new_leistung_are(
    offering: Path, at: Callable[[str], None]
) -> None:
    service = FimService()
    service.lists["/leistung-stammtexte"] = [a_stammtext(1, HUND, changed=OLD), a_stammtext(2, HUND)]
    with service as url:
        at("2026-11-01T12:00:00Z")
        take_texts(offering, url)
        service.forget()
        service.lists["/leistung-stammtexte"].append(a_stammtext(3, GEBURT, changed=OLD))
        take_texts(offering, url)
    documents = [urlsplit(target).path for target in service.requests if target.endswith("/xzufi")]
    assert documents == [f"/api/v0/leistung-stammtexte/L100038/{number}/landesredaktion/xzufi" for number in (3, 2)]


def test_a_document_that_failed_is_asked_for_again_by_the_next_run(offering: Path) -> None:
    service = FimService("http500@/api/v1/schemas/S00000000001/1.0.0/xdf")
    with service as url:
        result = take(offering, url, "datenschemata")
        assert (result.status, result.failed, result.counts.neu) == ("mit Fehlern", False, 2)
        service.faults.clear()
        service.forget()
        # Its list entry was stored already.
        assert outcome(take(offering, url, "datenschemata"))[:3] == ("fertig", 0, 1)
        assert asked_since(service) == set()
        take(offering, url, "datenschemata")
        assert len(asked_since(service)) == 1


# Going on, kept deliveries, trial runs


def test_a_stopped_run_goes_on_without_asking_again(offering: Path) -> None:
    def stop(done: float, total: int, label: str) -> None:
        if label == "datenschemata S00000000001 1.0.0":
            raise KeyboardInterrupt

    service = FimService()
    with service as url:
        with pytest.raises(KeyboardInterrupt):
            run_import(offering, Fim(portal(url)), Options(), stop)
        before = set(service.requests)
        service.forget()
        result = take(offering, url, resume=True)
    assert (result.status, result.continues) == ("fertig", result.run_id - 1)
    assert {target for target, status in service.answers if status != 404} & before == set()
    assert [row[0] for row in rows(offering, "SELECT id FROM datenschemata ORDER BY id")] == [
        *("S00000000001", "S00000000002", "S00000000003"),
    ]


@pytest.mark.slow
def test_kept_deliveries_give_the_same_catalogue_without_the_network(offering: Path) -> None:
    with FimService() as url:
        take(offering, url)
        take_texts(offering, url, "stammtexte", "onlinedienste")
    before = content(offering, without=SEEN)
    results = (take(offering, url, from_raw=True), take_texts(offering, url, from_raw=True, strict=True))
    assert [outcome(result) for result in results] == [("fertig", 0, 0, 18, 0), ("fertig", 0, 0, 5, 0)]
    assert content(offering, without=SEEN) == before


def test_a_trial_run_writes_nothing(offering: Path) -> None:
    before = content(offering, without=frozenset())
    with FimService() as url:
        assert take(offering, url, "datenschemata", dry_run=True).counts.neu == 3
    assert content(offering, without=frozenset()) == before


# The same again


def test_what_was_refused_is_asked_for_again_so_that_the_same_import_ends_the_same(offering: Path) -> None:
    service = FimService()
    path = "/api/v0/leistung-stammtexte/L100038/1/landesredaktion/xzufi"
    service.documents[path] = Reply(200, b"<kaputt", "application/xml")
    with service as url:
        first, second = (take_texts(offering, url) for _ in range(2))
    assert (first.failed, second.failed) == (True, True)


def test_an_empty_portal_is_the_same_the_second_time(offering: Path) -> None:
    service = FimService()
    service.lists = {name: [] for name in service.lists}
    with service as url:
        results = [(take(offering, url).failed, take_texts(offering, url).failed) for _ in range(2)]
    assert results[0] == results[1]
