from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import ThavelError
from catalogue.store import rawstore
from importers.pvog.bereitstelldienst import Bereitstelldienst, BulkEndpoints, Credentials
from importers.run.runner import Options, RunResult, run_import
from importers.web.errors import SourceError
from importers.web.manners import Manners
from tests.importers.pvog.harvesting import IMPATIENT, QUICK
from tests.importers.xzufi.documents import FULL, leistung, loesche, transfer, transfer_231
from tests.reading import Row, messages, rows, texts
from tests.simulators.bereitstelldienst import CLIENT_ID, CLIENT_SECRET, Simulator

STOCK = [transfer(leistung(number)) for number in range(4)]
CREDENTIALS = Credentials(CLIENT_ID, CLIENT_SECRET)
IDS = [(f"L100038.LB.{number}",) for number in range(4)]


def source(
    url: str, *, version: int = 2, ars: str = "%", from_start: bool = False, manners: Manners = QUICK
) -> Bereitstelldienst:
    endpoints = BulkEndpoints(f"{url}/api", f"{url}/auth")
    return Bereitstelldienst(
        CREDENTIALS, endpoints=endpoints, version=version, ars=ars, from_start=from_start, manners=manners
    )


def take(katalog: Path, url: str, *, from_start: bool = False, impatient: bool = False, **options: Any) -> RunResult:
    manners = IMPATIENT if impatient else QUICK
    return run_import(katalog, source(url, from_start=from_start, manners=manners), Options(**options))


def there(katalog: Path) -> list[Row]:
    return rows(katalog, "SELECT id FROM leistungsbeschreibungen WHERE verschwunden_am IS NULL ORDER BY id")


def assert_no_secrets(katalog: Path, simulator: Simulator) -> None:
    """Neither secret nor token stands in the database or the raw bodies."""
    bodies = [path for path in katalog.parent.rglob("*") if path.is_file()]
    found = [path.read_bytes() for path in bodies]
    kept = rows(katalog, "SELECT DISTINCT sha256 FROM lieferungen")
    found += [rawstore.read(rawstore.folder_of(katalog), sha256) for (sha256,) in kept]
    for secret in (CLIENT_SECRET, *simulator.tokens):
        assert not any(secret.encode() in body for body in found)


# Page by page


@pytest.mark.parametrize("version", [2, 3])
def test_the_first_run_stores_every_page(katalog: Path, version: int) -> None:
    stock = [transfer(*FULL), transfer(leistung(1))] if version == 2 else [transfer_231(*FULL), STOCK[1]]
    simulator = Simulator(stock)
    with simulator as url:
        result = run_import(katalog, source(url, version=version), Options())
    assert (result.status, result.failed, result.messages, result.counts.neu) == ("fertig", False, [], 9)
    assert (simulator.requests, len(simulator.tokens)) == ([0, 1], 1)
    path = "/api/v2/verwaltungsobjekte" if version == 2 else "/api/v3/verwaltungsobjekte/xzufi-2-3-1"
    assert simulator.targets[0] == f"{path}?ars=%25&index=0"
    assert rows(katalog, "SELECT DISTINCT quelle FROM leistungsbeschreibungen") == [("bereitstelldienst",)]
    assert rows(katalog, "SELECT gruppe, art, url FROM lieferungen ORDER BY id") == [
        (f"v{version} % index {index}", "Seite", f"{url}{path}?ars=%25&index={index}#{index + 1}") for index in (0, 1)
    ]
    assert_no_secrets(katalog, simulator)


def test_the_next_run_asks_only_for_what_came_since(katalog: Path) -> None:
    simulator = Simulator(STOCK[:2])
    with simulator as url:
        take(katalog, url)
        result = take(katalog, url)
        assert (result.status, result.failed, result.messages) == ("fertig", False, [])
        simulator.stock.append(transfer(leistung(2), loesche("Leistung", 0), loesche("Leistung", 99)))
        result = take(katalog, url)
        take(katalog, url)
    assert simulator.requests == [0, 1, 2, 2, 3]
    assert (result.counts.neu, result.counts.verschwunden) == (1, 1)
    assert [row[:2] for row in messages(katalog, run=3)] == [("Hinweis", "loeschen.unbekannt")]
    assert there(katalog) == IDS[1:3]


def test_another_area_or_version_has_an_index_of_its_own(katalog: Path) -> None:
    simulator = Simulator(STOCK[:2])
    with simulator as url:
        for version, ars in ((2, "%"), (3, "%"), (2, "16%"), (2, "%")):
            run_import(katalog, source(url, version=version, ars=ars), Options())
    assert simulator.requests == [0, 1, 0, 1, 0, 1, 2]
    assert simulator.targets[4] == "/api/v2/verwaltungsobjekte?ars=16%25&index=0"


def test_from_the_start_everything_is_asked_for_again(katalog: Path) -> None:
    simulator = Simulator(STOCK[:2])
    with simulator as url:
        take(katalog, url)
        result = take(katalog, url, from_start=True)
        take(katalog, url)
    assert simulator.requests == [0, 1, 0, 1, 2]
    assert (result.counts.neu, result.counts.unveraendert) == (0, 2)


@pytest.mark.parametrize("from_start", [False, True])
def test_a_run_that_breaks_off_has_stored_whole_pages_and_the_next_goes_on(katalog: Path, from_start: bool) -> None:
    simulator = Simulator(STOCK, "http500")
    with simulator as url:
        with pytest.raises(SourceError, match="Der Server meldet einen Fehler"):
            take(katalog, url, from_start=from_start)
        assert there(katalog) == IDS[:1]
        simulator.spoiled.clear()
        simulator.requests.clear()
        take(katalog, url)
    assert simulator.requests == [1, 2, 3]
    assert there(katalog) == IDS


def test_a_stopped_run_from_the_start_goes_on_with_resume(katalog: Path) -> None:
    simulator = Simulator(STOCK)
    stopped: list[float] = []

    def stop(done: float, total: int, label: str) -> None:
        stopped.append(done)
        if done == 2:
            raise KeyboardInterrupt

    with simulator as url:
        take(katalog, url)
        simulator.requests.clear()
        with pytest.raises(KeyboardInterrupt):
            run_import(katalog, source(url, from_start=True), Options(), stop)
        take(katalog, url, from_start=True, resume=True)
    assert simulator.requests == [0, 1, 2, 3]


def test_a_page_that_is_not_understood_is_asked_for_again_by_the_next_run(katalog: Path) -> None:
    simulator = Simulator(STOCK, "broken-xml")
    with simulator as url:
        result = take(katalog, url)
        assert (result.failed, result.status) == (True, "mit Fehlern")
        assert there(katalog) == [IDS[0], *IDS[2:]]
        simulator.spoiled.clear()
        simulator.requests.clear()
        result = take(katalog, url)
        take(katalog, url)
    assert simulator.requests == [1, 2, 3, 4]
    assert (result.failed, there(katalog)) == (False, IDS)


def test_kept_pages_are_read_again_without_credentials(katalog: Path) -> None:
    with Simulator([*STOCK, transfer(loesche("Leistung", 2))]) as url:
        take(katalog, url)
        before = there(katalog)
        offline = Bereitstelldienst(None, endpoints=BulkEndpoints(f"{url}/api", f"{url}/auth"))
    result = run_import(katalog, offline, Options(from_raw=True))
    assert (result.failed, there(katalog)) == (False, before)
    with pytest.raises(ThavelError, match="fehlen Zugangsdaten"):
        run_import(katalog, offline, Options())


def test_a_dry_run_does_not_move_the_index(katalog: Path) -> None:
    simulator = Simulator(STOCK[:1])
    with simulator as url:
        take(katalog, url, dry_run=True)
        take(katalog, url)
    assert simulator.requests == [0, 0]


# Pages that are odd


@pytest.mark.parametrize("behaviour", ["empty-text", "null-text", "unknown-root"])
def test_a_page_without_objects_is_passed_over(katalog: Path, behaviour: str) -> None:
    with Simulator(STOCK, behaviour) as url:
        result = take(katalog, url)
    assert (result.status, result.failed, result.messages) == ("fertig", False, [])
    assert there(katalog) == [IDS[0], *IDS[2:]]
    assert rows(katalog, "SELECT art FROM lieferungen ORDER BY id")[1] == ("Leere Seite",)


def test_a_strict_run_checks_every_page(katalog: Path) -> None:
    broken = transfer(*FULL).replace(b"<uri>https://www.eisenach.de/hund</uri>", b"")
    with Simulator([transfer(*FULL), broken]) as url:
        result = take(katalog, url, strict=True)
    assert result.failed
    assert [row[:2] for row in messages(katalog)] == [
        ("Hinweis", "schema.geprueft"),
        ("Fehler", "schema.element.fehlt"),
    ]


def test_a_link_to_another_host_is_not_followed(katalog: Path) -> None:
    simulator = Simulator(STOCK, "other-host")
    with simulator as url:
        result = take(katalog, url)
    assert (result.status, simulator.requests) == ("fertig", [0, 1, 2, 3])


def test_what_the_xml_says_of_its_encoding_does_not_count_inside_of_json(katalog: Path) -> None:
    body = transfer(leistung(0, "Größe")).replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"')
    with Simulator([b"\xef\xbb\xbf\n" + body]) as url:
        take(katalog, url)
    assert rows(katalog, "SELECT bezeichnung FROM leistungsbeschreibungen") == [("Größe",)]


@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("standing-index", "bereitstelldienst.index", "Auf den Index 1 soll 1 folgen"),
        ("falling-index", "bereitstelldienst.index", "Auf den Index 1 soll 0 folgen"),
        ("text-index", "bereitstelldienst.form", "Der Antwort fehlt naechsterIndex"),
        ("without-naechsterIndex", "bereitstelldienst.form", "Der Antwort fehlt naechsterIndex"),
        ("without-vollstaendig", "bereitstelldienst.form", "Der Antwort fehlt vollstaendig"),
        ("without-xzufiObjekte", "bereitstelldienst.form", "Der Antwort fehlt xzufiObjekte"),
        ("list", "bereitstelldienst.form", "fehlt xzufiObjekte, vollstaendig, naechsterIndex"),
        ("cut-json", "bereitstelldienst.json", "kein vollständiges JSON"),
        ("html", "bereitstelldienst.html", "HTML statt JSON"),
        ("no-objects", "bereitstelldienst.anzahl", "nennt 1 Objekte, enthält aber keine"),
        ("http400", "http.anfrage", "Der Server versteht die Anfrage nicht (400): abgelehnt: Bearer …"),
        ("http401", "http.zugang", "THAVEL_BEREITSTELLDIENST_CLIENT_ID"),
        ("http403", "http.zugang", "THAVEL_BEREITSTELLDIENST_CLIENT_SECRET"),
    ],
)
def test_a_bad_answer_ends_the_run_and_what_came_before_stays(
    katalog: Path, behaviour: str, code: str, text: str
) -> None:
    simulator = Simulator(STOCK, behaviour)
    with simulator as url, pytest.raises(SourceError) as error:
        take(katalog, url)
    assert error.value.code == code
    assert text in str(error.value)
    assert [row[:2] for row in messages(katalog)] == [("Fehler", code)]
    assert there(katalog) == IDS[:1]
    assert_no_secrets(katalog, simulator)
    assert not any(secret in str(error.value) for secret in (CLIENT_SECRET, *simulator.tokens))


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("http404", "bereitstelldienst.fehlt"),
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
        ("empty-body", "bereitstelldienst.json"),
        ("html", "bereitstelldienst.html"),
    ],
)
def test_what_goes_wrong_on_the_way_ends_the_run_and_the_next_one_goes_on_there(
    katalog: Path, behaviour: str, code: str
) -> None:
    simulator = Simulator(STOCK, behaviour)
    with simulator as url:
        with pytest.raises(SourceError) as error:
            take(katalog, url, impatient=behaviour in ("timeout", "stall"))
        assert (error.value.code, error.value.url.startswith(url)) == (code, True)
        assert there(katalog) == IDS[:1]
        assert_no_secrets(katalog, simulator)
        simulator.spoiled.clear()
        simulator.requests.clear()
        assert take(katalog, url).status == "fertig"
    assert (simulator.requests, there(katalog)) == ([1, 2, 3], IDS)


@pytest.mark.parametrize(
    "behaviour", ["http429-once", "http429-date-once", "http500-once", "wrong-type", "skewed-clock"]
)
def test_what_goes_wrong_once_or_harmlessly_changes_nothing(katalog: Path, behaviour: str) -> None:
    with Simulator(STOCK, behaviour) as url:
        assert take(katalog, url).status == "fertig"
    assert there(katalog) == IDS


def test_a_count_that_is_missing_does_not_matter(katalog: Path) -> None:
    with Simulator(STOCK, "without-anzahlObjekte") as url:
        assert take(katalog, url).status == "fertig"


def test_a_wrong_address_is_named(katalog: Path) -> None:
    with Simulator(STOCK) as url, pytest.raises(SourceError, match="Prüfen Sie Basisadresse und Version"):
        endpoints = BulkEndpoints(f"{url}/falsch", f"{url}/auth")
        run_import(katalog, Bereitstelldienst(CREDENTIALS, endpoints=endpoints, manners=QUICK), Options())


# Tokens


@pytest.mark.parametrize(
    ("expires_in", "after", "tokens"), [(300, 1, 1), (300, 100, 2), (5, 0, 4), (6, 0, 1), (None, 20, 2)]
)
def test_a_token_is_renewed_five_seconds_before_it_ends(
    katalog: Path, monkeypatch: pytest.MonkeyPatch, expires_in: int | None, after: int, tokens: int
) -> None:
    times = iter(range(0, 10_000, after)) if after else iter([0] * 100)
    monkeypatch.setattr("importers.pvog.bereitstelldienst.monotonic", lambda: 1000 + next(times))
    simulator = Simulator(STOCK, expires_in=expires_in)
    with simulator as url:
        take(katalog, url)
    assert (simulator.requests, simulator.refused, len(simulator.tokens)) == ([0, 1, 2, 3], 0, tokens)


def test_a_token_that_is_refused_in_mid_run_is_renewed_once(katalog: Path) -> None:
    simulator = Simulator(STOCK, "http401-once")
    with simulator as url:
        result = take(katalog, url)
    assert (result.status, len(simulator.tokens), simulator.refused) == ("fertig", 2, 1)
    simulator = Simulator([*STOCK, *STOCK], "http401")
    with simulator as url, pytest.raises(SourceError):
        take(katalog, url)
    assert (len(simulator.tokens), simulator.refused) == (2, 2)


@pytest.mark.parametrize(
    ("behaviour", "text"),
    [
        ("auth-401", "Der Server lehnt die Anfrage ab (401). Prüfen Sie THAVEL_BEREITSTELLDIENST_CLIENT_ID"),
        ("auth-echo", "Die Anmeldung wurde nicht angenommen. Prüfen Sie THAVEL_BEREITSTELLDIENST_CLIENT_ID"),
        ("auth-404", "Prüfen Sie die Adresse des Anmeldeservers"),
        ("auth-html", "enthält kein Token"),
    ],
)
def test_without_a_token_nothing_is_asked_for(katalog: Path, behaviour: str, text: str) -> None:
    simulator = Simulator(STOCK, behaviour)
    with simulator as url, pytest.raises(SourceError) as error:
        take(katalog, url)
    assert text in str(error.value)
    assert text in texts(katalog)
    assert "geheim" not in str(error.value)
    assert simulator.targets == []
    assert_no_secrets(katalog, simulator)


def test_what_is_in_netrc_does_not_take_the_place_of_the_token(
    katalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with Simulator(STOCK) as url:
        assert take(katalog, url).status == "fertig"
