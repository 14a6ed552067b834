"""Every bad answer of the FIM portal: what is said, what is kept, and that a good answer afterwards heals it."""

from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from catalogue.store.deliveries import Delivery
from importers.fim.lists import PORTAL_LISTS, contradicted, point_in_time, trusted_link
from importers.fim.portal import LIST, Portal
from importers.fim.source import Fim
from importers.run.source import KnownCatalogue
from importers.sample.loopback import Reply
from importers.web.errors import SourceError
from tests.importers.fim.test_source import ALL, groups, offering, outcome, take, take_texts, unconditional
from tests.reading import messages, rows, texts
from tests.simulators.fim import HUND, FimService, a_stammtext

__all__ = ["offering"]
SINCE = {"updated_since": "2026-01-01T00:00:00Z"}


def codes(katalog: Path) -> list[tuple[str, str]]:
    """Level and code of the latest run's messages, without what is said of the good stock too."""
    usual = {"fim.ohne_link", "fim.ohne_dokument", "fim.leer"}
    return [(row[0], row[1]) for row in messages(katalog) if row[1] not in usual]


# Lists


@pytest.mark.parametrize(
    ("fault", "code", "text"),
    [
        ("html", "fim.html", "Die Antwort ist HTML statt JSON (Anfang: <!DOCTYPE html>"),
        ("cut-json", "fim.json", "kein vollständiges JSON"),
        ("empty-body", "fim.json", "kein vollständiges JSON"),
        ("no-items", "fim.form", "fehlt die Liste „items“"),
        ("text-total", "fim.form", "fehlt die Zahl „total_count“"),
        ("shrinking-total", "fim.gesamtzahl", "geändert, von 3 auf 2"),
        ("growing-total", "fim.gesamtzahl", "geändert, von 3 auf 4"),
        ("repeated-page", "fim.wiederholt", "wiederholt nur, was schon da war"),
        ("other-offset", "fim.stelle", "Gefragt war ab Eintrag 0, die Antwort beginnt nach eigenen Angaben bei 1"),
        ("empty-page", "fim.unvollstaendig", "Angekündigt waren 3 Einträge, es kamen nur 2"),
        ("http404", "fim.fehlt", "Diese Liste gibt es dort nicht (404)"),
        ("http400", "http.anfrage", "Der Server versteht die Anfrage nicht (400)"),
        ("http429", "http.429", "Der Server bremst (429)"),
        ("http500", "http.server", "Der Server meldet einen Fehler (500)"),
        ("redirect", "http.umleitung", "leitet um nach"),
    ],
)
def test_a_bad_list_is_named_and_the_others_are_taken(katalog: Path, fault: str, code: str, text: str) -> None:
    service = FimService(f"{fault}@/schemas", page_size=2)
    with service as url:
        result = take(katalog, url, "datenschemata", "dokumentsteckbriefe")
        assert (result.status, codes(katalog)) == ("mit Fehlern", [("Fehler", code)])
        assert text in texts(katalog)
        assert groups(katalog) == ["dokumentsteckbriefe D00000000007 1.0.0", "dokumentsteckbriefe aktuell"]
        service.faults.clear()
        assert take(katalog, url, "datenschemata").status == "fertig"
    assert len(rows(katalog, "SELECT * FROM datenschemata")) == 3


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("cycling-cursor", "fim.zeiger"),
        ("no-items", "fim.form"),
        ("html", "fim.html"),
        ("cut-json", "fim.json"),
    ],
)
def test_a_bad_list_that_is_paged_by_cursor_ends_in_a_failure(katalog: Path, fault: str, code: str) -> None:
    with FimService(f"{fault}@/online-service", page_size=1) as url:
        result = take_texts(katalog, url, "onlinedienste")
    assert (result.failed, codes(katalog), groups(katalog)) == (True, [("Fehler", code)], [])


def test_a_cursor_that_delivers_the_same_entries_for_ever_ends_in_a_failure(katalog: Path) -> None:
    service = FimService(page_size=1)
    service.lists["/online-service"] = service.lists["/online-service"][:1] * 50
    with service as url:
        take_texts(katalog, url, "onlinedienste")
    assert codes(katalog) == [("Fehler", "fim.wiederholt")]


def test_a_list_that_came_half_is_asked_for_again_when_the_run_goes_on(katalog: Path) -> None:
    service = FimService("cut-json@/schemas")
    with service as url:
        for name in ("/document-profiles", "/processclasses", "/processes", "/leistung-steckbriefe"):
            service.faults.add(f"cut-json@{name}")
        with pytest.raises(ThavelError, match="Abgebrochen nach 5 Fehlern in Folge"):
            service.faults.add("cut-json@/code-lists")
            take(katalog, url, extent=ALL)
        service.faults.clear()
        assert take(katalog, url, extent=ALL, resume=True).status == "fertig"
    assert len(rows(katalog, "SELECT * FROM datenschemata")) == 4


@pytest.mark.parametrize("fault", ["http403", "http401"])
def test_a_portal_that_lets_nobody_in_ends_the_run(katalog: Path, fault: str) -> None:
    with FimService(fault) as url, pytest.raises(SourceError, match="lehnt die Anfrage ab"):
        take(katalog, url, "datenschemata")


@pytest.mark.parametrize("fault", ["http429-once", "http500-once"])
def test_what_is_answered_after_a_while_is_no_error(katalog: Path, fault: str) -> None:
    with FimService(f"{fault}@/schemas", f"{fault}@/api/v1/schemas/S00000000001/1.0.0/xdf") as url:
        assert (take(katalog, url, "datenschemata").status, codes(katalog)) == ("fertig", [])


def test_lists_that_are_only_under_the_older_prefix_are_found_there_once(katalog: Path) -> None:
    service = FimService("v1-missing", page_size=2)
    with service as url:
        assert take(katalog, url, "datenschemata").status == "fertig"
    paths = [(target.partition("?")[0], status) for target, status in service.answers]
    assert paths[:3] == [("/api/v1/schemas", 404), ("/api/v0/schemas", 200), ("/api/v0/schemas", 200)]
    assert sorted(paths[3:]) == [
        ("/api/v0/schemas/S00000000001/1.0.0/xdf", 200),
        ("/api/v0/schemas/S00000000002/1.0.0/xdf", 200),
        ("/api/v0/schemas/S00000000003/1.0.0/xdf", 404),
    ]


# Filters that are not heeded


def test_an_ignored_leistungsschluessel_is_warned_of_once_and_the_selection_is_the_same(
    offering: Path,
) -> None:
    service = FimService("ignored-filter", page_size=2)
    with service as url:
        assert take(offering, url, "steckbriefe").status == "fertig"
        assert codes(offering) == [("Warnung", "fim.filter")]
        asked = [target for target in service.requests if "leistungsschluessel" in target]
        assert len({target.partition("/api/v")[2][1:] for target in asked}) == 1
        assert len(service.requests) == 4
        take_texts(offering, url, "stammtexte")
        assert codes(offering) == [("Warnung", "fim.filter")]
    found = rows(offering, "SELECT leistungsschluessel FROM leistungssteckbriefe ORDER BY 1")
    assert [key for (key,) in found] == ["99027002012000", "99102013000000", HUND]
    described = rows(offering, "SELECT id FROM leistungsbeschreibungen WHERE quelle = 'fim_texte' ORDER BY 1")
    assert described == [("L100038.LB.1",), ("L100038.LB.2",)]


def test_an_ignored_point_in_time_is_warned_of_and_unchanged_documents_are_left_alone(katalog: Path) -> None:
    service = FimService()
    with service as url:
        take(katalog, url, "datenschemata")
        for entry in service.lists["/schemas"]:
            entry["last_update"] = "2020-01-01T08:00:00Z"
        service.faults.add("ignored-filter")
        service.forget()
        assert outcome(take(katalog, url, "datenschemata")) == ("fertig", 0, 0, 0, 0)
        assert codes(katalog) == [("Warnung", "fim.filter")] * 2
        assert [target for target, _ in service.answers if target.endswith("/xdf")] == []
        assert unconditional(service) == []


def test_what_an_ignored_filter_delivers_is_named_in_words(katalog: Path) -> None:
    with FimService("ignored-filter") as url:
        take(katalog, url, "datenschemata")
    assert codes(katalog) == [("Warnung", "fim.filter")]
    assert "beachtet einen Filter nicht (die neueste Version)" in texts(katalog)


@pytest.mark.parametrize(
    ("entry", "params", "misfits"),
    [
        ({"leistungsschluessel": HUND}, {"leistungsschluessel": HUND}, set()),
        ({"leistungsschluessel": ["1", HUND]}, {"leistungsschluessel": HUND[:8]}, set()),
        ({"leistungsschluessel": ["1"]}, {"leistungsschluessel": HUND}, {"leistungsschluessel"}),
        ({"leistungsschluessel": None}, {"leistungsschluessel": HUND}, set()),
        ({"leistungsschluessel": [7]}, {"leistungsschluessel": HUND}, set()),
        (
            {"geaendert_datum_zeit": "2026-01-01T00:00:00+01:00"},
            {"updated_since": "2026-01-01T00:00:00Z"},
            {"updated_since"},
        ),
        ({"geaendert_datum_zeit": "2026-01-01T00:00:00"}, {"updated_since": "2026-01-01T00:00:00Z"}, set()),
        ({"geaendert_datum_zeit": "gestern"}, {"updated_since": "2026-01-01T00:00:00Z"}, set()),
        ({"is_latest": False}, {"is_latest": "true"}, {"is_latest"}),
        ({}, {"is_latest": "true"}, set()),
        ({"is_latest": False}, {}, set()),
    ],
)
def test_an_entry_contradicts_a_filter_only_if_it_says_so(
    entry: dict[str, object], params: dict[str, str], misfits: set[str]
) -> None:
    assert contradicted(PORTAL_LISTS["steckbriefe"], entry, params) == misfits


@pytest.mark.parametrize("text", ["", "gestern", "2026-13-01", None, 7, "2026-01-01T25:00:00Z"])
def test_what_is_no_point_in_time_is_none(text: object) -> None:
    assert point_in_time(text) is None


# Entries


@pytest.mark.parametrize(
    ("fault", "expected", "taken"),
    [
        ("no-id", [("Fehler", "fim.ohne_kennung")], 3),
        ("path-id", [("Fehler", "fim.schluessel")], 3),
        ("twice", [("Hinweis", "fim.doppelt"), ("Warnung", "fim.anzahl")], 4),
        ("not-objects", [("Fehler", "fim.form"), ("Warnung", "fim.anzahl")], 4),
        ("new-field", [("Hinweis", "fim.neues_feld")], 4),
        ("unknown-value", [("Warnung", "fim.wert")] * 2, 4),
        ("other-type", [("Warnung", "fim.typ")] * 4, 4),
    ],
)
def test_an_odd_steckbrief_is_told_and_the_others_are_taken(
    katalog: Path, fault: str, expected: list[tuple[str, str]], taken: int
) -> None:
    with FimService(f"{fault}@/leistung-steckbriefe") as url:
        take(katalog, url, "steckbriefe", extent=ALL)
    assert sorted(codes(katalog)) == sorted(expected)
    assert len(rows(katalog, "SELECT * FROM leistungssteckbriefe")) == taken
    gone = "SELECT * FROM leistungssteckbriefe WHERE verschwunden_am IS NOT NULL"
    assert rows(katalog, gone) == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("no-id", [("Fehler", "fim.ohne_kennung")]),
        ("path-id", [("Fehler", "fim.ohne_kennung")]),
        ("twice", [("Hinweis", "fim.doppelt"), ("Warnung", "fim.anzahl")]),
    ],
)
def test_what_cannot_be_part_of_a_path_is_not_asked_for(
    katalog: Path, fault: str, expected: list[tuple[str, str]]
) -> None:
    service = FimService(f"{fault}@/schemas")
    with service as url:
        take(katalog, url, "datenschemata")
    assert sorted(codes(katalog)) == sorted(expected)
    assert {target.count("..") for target in service.requests} == {0}
    assert len([target for target in service.requests if target.endswith("/xdf")]) == (3 if fault == "twice" else 2)


@pytest.mark.parametrize("fault", ["foreign-link", "no-link"])
def test_a_code_list_is_only_fetched_from_the_portal_and_xrepository(katalog: Path, fault: str) -> None:
    service = FimService(f"{fault}@/code-lists")
    with service as url:
        take(katalog, url, "codelisten")
    assert codes(katalog) == [("Warnung", "fim.link")]
    assert [target.partition("?")[0] for target in service.requests] == ["/api/v1/code-lists", "/api/v0/code-lists"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("/a/b.xml", "https://fimportal.de/a/b.xml"),
        ("https://fimportal.de/a", "https://fimportal.de/a"),
        ("https://www.xrepository.de/api/a", "https://www.xrepository.de/api/a"),
        *((link, None) for link in ("http://fimportal.de/a", "https://fimportal.de:444/a", "//boese.de/a")),
        *((link, None) for link in ("string", "", None, 7, "/a b", "javascript:alert(1)", "https://[/a", "//[/a")),
    ],
)
def test_a_link_is_followed_only_to_trusted_servers(link: object, found: str | None) -> None:
    assert trusted_link(link, "https://fimportal.de/api/v0/code-lists?offset=0") == found


def test_a_code_list_that_is_another_one_is_not_taken(katalog: Path) -> None:
    service = FimService()
    service.lists["/code-lists"][0]["genericode_canonical_version_uri"] = "urn:beispiel:farben_3"
    with service as url:
        take(katalog, url, "codelisten")
    assert codes(katalog) == [("Fehler", "codeliste.andere")]
    assert rows(katalog, "SELECT * FROM codelisten") == []


# Documents


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>Wartung</html>", "xdatenfelder.dokument"),
        (b'{"detail": "nein"}', "xdatenfelder.dokument"),
        (b'"<html/>"', "xdatenfelder.dokument"),
        (b'"\\ud800', "xdatenfelder.dokument"),
        (b"", "xdatenfelder.dokument"),
    ],
)
def test_a_document_that_is_none_is_told_by_the_reader_of_its_standard(katalog: Path, body: bytes, code: str) -> None:
    service = FimService()
    service.documents["/api/v1/schemas/S00000000001/1.0.0/xdf"] = Reply(200, body)
    with service as url:
        take(katalog, url, "datenschemata")
    assert codes(katalog) == [("Fehler", code)]


def test_a_broken_stammtext_is_a_failure_of_its_own_and_the_next_run_asks_again(offering: Path) -> None:
    service = FimService()
    path = "/api/v0/leistung-stammtexte/L100038/1/landesredaktion/xzufi"
    service.documents[path], whole = Reply(200, b"<html>Wartung</html>"), service.documents[path]
    with service as url:
        result = take_texts(offering, url)
        assert (result.failed, [code for level, code in codes(offering)], result.counts.neu) == (
            True,
            ["xzufi.fremd"],
            1,
        )
        service.documents[path] = whole
        assert take_texts(offering, url).counts.neu == 1


def test_a_missing_stammtext_is_noted(offering: Path) -> None:
    service = FimService()
    service.lists["/leistung-stammtexte"].append(a_stammtext(9, HUND))
    with service as url:
        assert (take_texts(offering, url).failed, len(messages(offering))) == (False, 2)
    assert [row[1] for row in messages(offering)] == ["fim.leer", "fim.ohne_dokument"]


# Parsing alone


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"items": null}',
        b'{"items": [null, 1, "x", [], {}], "total_count": 5}',
        b'{"items": [{"leistungsschluessel": 7}], "total_count": true}',
        b'{"items": [{"leistungsschluessel": "99102013104000", "title": "\\ud800", "\\u0000": 1}], "total_count": 1}',
        b'{"items": [{"leistungsschluessel": "99102013104000", "ozg": [null, {"id": []}], "typisierung": [1],'
        b' "klassifizierung": {"list_uri": 1}, "prozessklasse": [1], "leistung_stammtexte": "x",'
        b' "freigabe_status": true, "geaendert_datum_zeit": {"a": 1}, "leistungstyp": "xyz"}]}',
    ],
)
def test_any_list_gives_records_or_messages_and_no_exception(body: bytes) -> None:
    source = Fim(Portal(everything=True))
    listed = Delivery("https://fimportal.de/api/v0/x?offset=0", body, "2026-11-01T00:00:00Z", "steckbriefe alle", LIST)
    parsed = source.parse("steckbriefe alle", [listed], KnownCatalogue())
    assert parsed.messages
    assert all(message.text for message in parsed.messages)
    assert {type(record).__name__ for record in parsed.records} <= {"LeistungFim", "Leistungssteckbrief"}
