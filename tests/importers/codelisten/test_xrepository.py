import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from catalogue.store.outcomes import Counts
from importers.codelisten.source import LIST as LIST_KIND
from importers.codelisten.source import Codelisten
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.codelisten.test_source import URN, imported, written
from tests.reading import content, messages, rows, texts
from tests.simulators.xrepository import XRepository

CURRENT = f"/api/codeliste/{URN}/gueltigeVersion"
VERSION = f"/api/version_codeliste/{URN}_2/genericode"
NAMED_IN_JSON = json.dumps({"kennung": f"{URN}_2"}).encode()
NAMED_IN_XML = (
    '<dat:VersionCodeliste xmlns:dat="http://xoev.de/schemata/xrepository"><dat:herausgeber><dat:kennung>x</dat:kennung>'
    f"</dat:herausgeber><dat:kennung> {URN}_2 </dat:kennung></dat:VersionCodeliste>"
).encode()


@pytest.fixture
def xrepository() -> XRepository:
    return XRepository()


@pytest.fixture
def base_url(xrepository: XRepository) -> Iterator[str]:
    with xrepository as url:
        yield url


@pytest.mark.parametrize("named", [NAMED_IN_JSON, NAMED_IN_XML])
def test_a_urn_is_asked_for_its_current_version_and_both_answers_are_kept(
    katalog: Path, xrepository: XRepository, base_url: str, named: bytes
) -> None:
    xrepository.answers = {CURRENT: (200, named), VERSION: (200, LIST.encode())}
    assert imported(katalog, URN, base_url=base_url).counts == Counts(lieferungen=2, neu=3)
    assert xrepository.asked == [CURRENT, VERSION]
    assert rows(katalog, "SELECT gruppe, art, url, http_status FROM lieferungen ORDER BY id") == [
        (URN, "Gültige Version", base_url + CURRENT, 200),
        (URN, LIST_KIND, base_url + VERSION, 200),
    ]
    xrepository.answers = {}
    assert imported(katalog, URN, base_url=base_url, from_raw=True).counts.unveraendert == 3


def test_a_version_can_be_asked_for_by_its_own_urn(katalog: Path, xrepository: XRepository, base_url: str) -> None:
    xrepository.answers = {VERSION: (200, LIST.encode())}
    assert imported(katalog, f"{URN}_2", base_url=base_url).counts.neu == 3


@pytest.mark.parametrize(
    ("answers", "code", "text"),
    [
        ({}, "codeliste.xrepository", f"Das XRepository kennt {URN} nicht: Nicht gefunden. Prüfen Sie die Kennung."),
        ({CURRENT: (404, b"<html>")}, "codeliste.xrepository", f"Das XRepository kennt {URN} nicht. Prüfen"),
        ({CURRENT: (200, NAMED_IN_JSON)}, "codeliste.xrepository", "nicht: Nicht gefunden. Prüfen Sie die Kennung."),
        ({CURRENT: (200, b"<html><body>Wartung</body></html>")}, "codeliste.xrepository", "„<html><body>Wartung"),
        ({CURRENT: (200, b"<!DOCTYPE html><html><br></html>")}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b'["urn:x:y"]')}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b'{"kennung": "urn:andere:liste_1"}')}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b'{"kennung": ["../.."]}')}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (200, b"")}, "codeliste.xrepository", "keine gültige Version"),
        ({CURRENT: (400, b"kaputt")}, "http.anfrage", "versteht die Anfrage nicht (400): kaputt"),
        ({CURRENT: (200, NAMED_IN_JSON), VERSION: (200, b"<html/>")}, "codeliste.format", "Keine Codeliste"),
        (
            {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.replace(URN, "urn:andere:liste").encode())},
            "codeliste.andere",
            "urn:andere:liste ist nicht übernommen",
        ),
    ],
)
def test_what_xrepository_cannot_give_is_one_message_and_the_next_list_is_read(
    katalog: Path,
    tmp_path: Path,
    xrepository: XRepository,
    base_url: str,
    answers: dict[str, tuple[int, bytes]],
    code: str,
    text: str,
) -> None:
    xrepository.answers = answers
    result = imported(katalog, URN, written(tmp_path, LIST), base_url=base_url)
    assert [(row[0], row[1], row[2], row[4]) for row in messages(katalog)] == [("Fehler", code, URN, 1)]
    assert text in texts(katalog)
    assert (result.counts.neu, result.status) == (3, "mit Fehlern")
    assert result.failed is False


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("http400", "http.anfrage"),
        ("http406", "http.anfrage"),
        ("http413", "http.anfrage"),
        ("http429", "http.429"),
        ("http500", "http.server"),
        ("timeout", "http.zeit"),
        ("stall", "http.abgebrochen"),
        ("cut-body", "http.abgebrochen"),
        ("huge", "http.groesse"),
        ("endless", "http.groesse"),
        ("bomb", "http.groesse"),
        ("redirect", "http.umleitung"),
        ("html", "codeliste.xrepository"),
        ("cut-json", "codeliste.xrepository"),
        ("empty-body", "codeliste.xrepository"),
        ("http404", "codeliste.xrepository"),
    ],
)
def test_a_bad_answer_of_xrepository_is_named_leaves_what_was_there_and_heals(
    katalog: Path, tmp_path: Path, xrepository: XRepository, base_url: str, behaviour: str, code: str
) -> None:
    xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
    imported(katalog, URN, base_url=base_url)
    before = content(katalog)
    spoiled = f"{base_url}/!{behaviour}"
    result = imported(katalog, URN, base_url=spoiled)
    ((level, found, objekt, ort, _),) = messages(katalog)
    assert (level, found, objekt) == ("Fehler", code, URN)
    assert ort.startswith(f"{spoiled}{CURRENT}")
    assert (result.status, result.failed) == ("fehlgeschlagen", True)
    assert content(katalog) == before
    xrepository.healed = True
    assert imported(katalog, URN, base_url=spoiled).counts.unveraendert == 3


@pytest.mark.parametrize(
    "behaviour", ["http429-once", "http429-date-once", "http500-once", "wrong-type", "skewed-clock"]
)
def test_what_xrepository_does_wrong_once_or_harmlessly_changes_nothing(
    katalog: Path, xrepository: XRepository, base_url: str, behaviour: str
) -> None:
    xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
    result = imported(katalog, URN, base_url=f"{base_url}/!{behaviour}")
    assert (result.status, result.counts.neu) == ("fertig", 3)


@pytest.mark.parametrize("behaviour", ["http401", "http403"])
def test_a_refusal_of_xrepository_ends_the_run(
    katalog: Path, xrepository: XRepository, base_url: str, behaviour: str
) -> None:
    with pytest.raises(ThavelError, match=rf"lehnt die Anfrage ab \({behaviour[-3:]}\)"):
        imported(katalog, URN, base_url=f"{base_url}/!{behaviour}")


def test_a_second_run_asks_on_condition_only(katalog: Path, xrepository: XRepository, base_url: str) -> None:
    xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
    imported(katalog, URN, base_url=base_url)
    again = imported(katalog, URN, base_url=base_url)
    assert (again.counts.unveraendert, again.counts.neu + again.counts.geaendert) == (3, 0)
    assert rows(katalog, "SELECT http_status FROM lieferungen WHERE lauf_id = ?", again.run_id) == [(304,), (304,)]


@pytest.mark.parametrize("urn", ["urn:", "urn:x", "urn:de:mit leerzeichen", "urn:de:a/../b", "urn:de:a?x=1"])
def test_what_begins_like_a_urn_and_is_none_is_refused_before_anything_is_asked(urn: str) -> None:
    with pytest.raises(ThavelError, match="ist keine URN"):
        Codelisten([urn])


def test_nobody_listening_ends_the_run(katalog: Path) -> None:
    with pytest.raises(ThavelError, match="nicht erreichbar"):
        imported(katalog, URN)
    assert rows(katalog, "SELECT status FROM laeufe") == [("fehlgeschlagen",)]


def test_a_missing_file_says_so(katalog: Path, tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match=r"Die Datei .*fehlt\.xml gibt es nicht"):
        imported(katalog, str(tmp_path / "fehlt.xml"))
