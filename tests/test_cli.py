"""The `thavel` command as a user meets it: exit codes, what goes to stdout, and German errors without a traceback."""

import csv
import io
import json
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import pytest

import cli
from importers.linkcheck.check import MANNERS as LINK_MANNERS
from importers.linkcheck.check import LinkCheck
from importers.linkcheck.public_hosts import is_public_or_loopback
from importers.sample.loopback import Reply
from importers.sample.register import register_lines
from importers.sample.world import SAMPLE_NOTE, sample_world
from importers.web.manners import Manners
from tests.command import Outcome, Thavel
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.pvog.harvesting import EISENACH
from tests.importers.xzufi.documents import FULL, transfer
from tests.simulators.dashboard import OpenPvogService, row
from tests.simulators.fim import FimService
from tests.simulators.link_servers import LinkServers
from tests.simulators.suchdienst import Simulator
from tests.simulators.xrepository import XRepository
from tests.xoev_schemas.test_fetch import DOCUMENT as FIELDS_DOCUMENT
from tests.xoev_schemas.test_fetch import OFFICIAL
from tests.xoev_schemas.test_validation import LIST as VALID_LIST


def _register(folder: Path) -> Path:
    path = folder / "register.txt"
    path.write_bytes(register_lines())
    return path


def _dump() -> list[str]:
    with sqlite3.connect("katalog.db") as connection:
        return list(connection.iterdump())


def test_the_demo_answers_the_question_and_says_that_it_is_a_sample(thavel: Thavel) -> None:
    outcome = thavel("demo", "--dir", "d", "--no-serve")
    assert outcome.code == 0
    assert SAMPLE_NOTE in outcome.out
    assert outcome.out.index("Geburtsurkunde") < outcome.out.index("Hundesteuer")
    assert "Weimar" in outcome.out


def test_the_demo_can_be_built_again_and_nothing_is_new(demo: Thavel) -> None:
    outcome = demo("demo", "--dir", ".", "--no-serve")
    assert outcome.code == 0
    assert outcome.err.count(" 0 neu, 0 geändert") == 3


def test_the_demo_does_not_touch_a_catalogue_of_the_town(thavel: Thavel) -> None:
    thavel("init")
    assert thavel("import", "gemeinden", _register(thavel.folder)).code == 0
    before = _dump()
    outcome = thavel("demo", "--dir", ".", "--no-serve")
    assert (outcome.code, "kein Katalog der Demonstration" in outcome.err) == (1, True)
    assert _dump() == before


def test_candidates_as_json_hold_the_columns_of_the_contract(demo: Thavel) -> None:
    outcome = demo("candidates", "--format", "json")
    rows = json.loads(outcome.out)
    assert {"99102013104000", "99027002012000"} <= {row["leistungsschluessel"] for row in rows if row["art"] == "fehlt"}
    assert [row["rang"] for row in rows] == list(range(1, len(rows) + 1))
    assert SAMPLE_NOTE in outcome.err


def test_lists_can_be_limited_filtered_and_taken_as_csv(demo: Thavel) -> None:
    assert len(json.loads(demo("gaps", "--format", "json", "--limit", "3").out)) == 3
    of_the_kreis = json.loads(demo("gaps", "--format", "json", "--art", "Aufgabe des Kreises").out)
    assert {row["zustaendig"] for row in of_the_kreis} == {"nein"}
    rows = list(csv.DictReader(io.StringIO(demo("candidates", "--format", "csv", "--best").out), delimiter=";"))
    keys = [row["leistungsschluessel"] for row in rows]
    assert len(keys) == len(set(keys)) > 5
    assert "Nichts gefunden." in demo("gaps", "--themenfeld", "Weltraum").out


def test_the_demo_shows_the_date_of_the_sample_not_of_today(demo: Thavel) -> None:
    with sqlite3.connect("katalog.db") as connection:
        dates = connection.execute(
            "SELECT datenstand, (SELECT max(zuletzt_gesehen) FROM angebote),"
            " (SELECT stand FROM quellen WHERE name = 'pvog') FROM vergleich"
        ).fetchone()
    assert dates == ("2026-10-04T00:00:00Z",) * 3


def test_another_town_can_be_the_reference(demo: Thavel) -> None:
    outcome = demo("compare", "--ags", "16051000")
    assert outcome.code == 0
    assert "Erfurt" in outcome.out
    assert {row["leistungsschluessel"] for row in json.loads(demo("gaps", "--format", "json").out)} >= {
        "99102013104000"
    }


def test_the_old_key_of_eisenach_still_names_it(demo: Thavel) -> None:
    assert "Eisenach" in demo("compare", "--ags", "160560000000").out


def test_peers_can_be_named(demo: Thavel) -> None:
    assert demo("compare", "--peers", "16055000", "--peers", "16052000").code == 0
    with sqlite3.connect("katalog.db") as connection:
        named = connection.execute("SELECT vergleichskommunen, vergleichbare FROM vergleich").fetchone()
    assert named == ("Gera, Weimar", 2)


def test_changing_a_weight_ranks_anew_without_an_import(demo: Thavel) -> None:
    before = json.loads(demo("candidates", "--format", "json").out)
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("aufwand;Aufwand;30", "aufwand;Aufwand;0"))
    assert demo("--rules", "regeln", "compare").code == 0
    after = json.loads(demo("--rules", "regeln", "candidates", "--format", "json").out)
    assert [row["punkte"] for row in before] != [row["punkte"] for row in after]


def test_a_mistake_in_a_rule_file_names_file_line_and_column(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("aufwand;Aufwand;30", "aufwand;Aufwand;viel"))
    outcome = demo("--rules", "regeln", "compare")
    assert outcome.code == 1
    assert "gewichte.csv, Zeile 4" in outcome.err
    assert "„gewicht“" in outcome.err


def test_reading_commands_leave_the_rules_alone_and_say_that_they_changed(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("verbreitung;Verbreitung;30", "verbreitung;Verbreitung;90"))
    demo("--rules", "regeln", "compare")
    assert "verbreitung;Verbreitung;90" in demo("export", "gewichte").out
    assert "Regeln" not in demo("candidates").err
    demo("import", "gemeinden", "gemeindeverzeichnis.txt")
    assert "Die Regeln wurden seit dem Vergleich geändert" in demo("candidates").err


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        ("gewichte.csv", "verbreitung;", "quatsch;", "Ein Kriterium „quatsch“ gibt es nicht"),
        ("gewichte.csv", ";30;", ";-5;", "Gewichte sind Zahlen ab 0"),
        ("loesungsmuster.csv", "verfahrenId=(?P<instanz>", "verfahrenId=(?P<instanz", "kein regulärer Ausdruck"),
        ("loesungsmuster.csv", ";sehr gering;", ";mittelmäßig;", "Der Aufwand „mittelmäßig“"),
        ("sonderzustaendigkeiten.csv", "16063105;", "1606310;", "ein AGS mit 8 Ziffern"),
    ],
)
def test_a_slip_in_a_rule_file_is_named(demo: Thavel, file: str, before: str, after: str, message: str) -> None:
    demo("rules", "copy", "regeln")
    path = Path("regeln") / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    rules = _dump()
    outcome = demo("--rules", "regeln", "compare")
    assert (outcome.code, file in outcome.err, message in outcome.err) == (1, True, True)
    assert _dump() == rules


def test_a_rule_file_of_an_unknown_name_is_no_silent_slip(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    Path("regeln/zustaendigkeit.csv").write_text("x\n")
    outcome = demo("--rules", "regeln", "compare")
    assert (outcome.code, "zustaendigkeit.csv" in outcome.err) == (1, True)


def test_unknown_kinds_and_runs_are_refused(demo: Thavel) -> None:
    assert demo("gaps", "--art", "quatsch").code == 2
    assert "99108011153000" in demo("gaps", "--art", "FEHLT").out
    assert (demo("messages", "--run", "99").code, "Lauf 99" in demo("messages", "--run", "99").err) == (1, True)


def test_resume_with_nothing_to_resume_says_so(demo: Thavel) -> None:
    assert "nichts fortzusetzen" in demo("import", "gemeinden", "gemeindeverzeichnis.txt", "--resume").err


def test_a_closed_pipe_is_no_error_of_the_catalogue(demo: Thavel) -> None:
    command = f"{sys.executable} {cli.__file__} --db katalog.db export kommunen | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)


def test_the_date_of_the_data_is_not_that_of_the_own_list(demo: Thavel) -> None:
    Path("eigen.csv").write_text("titel;link;leistungsschluessel\nX;https://www.eisenach.de/x;99102013104000\n")
    demo("import", "bestand", "eigen.csv")
    demo("compare")
    with sqlite3.connect("katalog.db") as connection:
        assert connection.execute("SELECT datenstand, datenstand_ab FROM vergleich").fetchone() == (
            "2026-10-04T00:00:00Z",
            "2026-10-04T00:00:00Z",
        )


def test_flag_beats_environment_beats_file(thavel: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("thavel.toml").write_text('db = "datei.db"\n')
    assert "datei.db" in thavel("status").err
    monkeypatch.setenv("THAVEL_DB", "umgebung.db")
    assert "umgebung.db" in thavel("status").err
    assert "schalter.db" in thavel("--db", "schalter.db", "status").err


def test_an_unknown_entry_in_the_configuration_is_named(thavel: Thavel) -> None:
    Path("thavel.toml").write_text('pvog_bese_url = "https://x.example"\n')
    outcome = thavel("status")
    assert (outcome.code, "pvog_bese_url" in outcome.err, "pvog_base_url" in outcome.err) == (2, True, True)


@pytest.mark.parametrize("line", ['db = ["a"]', "pvog_client_id = true", "ags = {x = 1}"])
def test_a_setting_of_the_wrong_type_is_named(thavel: Thavel, line: str) -> None:
    Path("thavel.toml").write_text(line + "\n")
    outcome = thavel("status")
    assert (outcome.code, f"„{line.split(maxsplit=1)[0]}“" in outcome.err) == (2, True)


def test_wrong_usage_ends_with_2(thavel: Thavel) -> None:
    thavel("init")
    for arguments in (["import", "pvog"], ["import", "pvog", "--land", "16", "--comparable"], ["gibtsnicht"]):
        assert thavel(*arguments).code == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["gaps"], "thavel init"),
        (["--db", "ordner/fehlt/katalog.db", "gaps"], "ordner/fehlt/katalog.db"),
    ],
)
def test_a_missing_catalogue_says_what_to_do(thavel: Thavel, arguments: list[str], expected: str) -> None:
    outcome = thavel(*arguments)
    assert (outcome.code, expected in outcome.err, "Traceback" in outcome.err) == (1, True, False)


def test_before_any_comparison_the_lists_say_what_to_do(thavel: Thavel) -> None:
    thavel("init")
    assert "thavel compare" in thavel("gaps").err
    assert "gemeinden" in thavel("compare").err
    thavel("import", "gemeinden", _register(thavel.folder))
    outcome = thavel("compare")
    assert (outcome.code, "thavel import pvog" in outcome.err) == (1, True)


def test_a_missing_file_is_one_message_and_exit_1(thavel: Thavel) -> None:
    thavel("init")
    outcome = thavel("import", "gemeinden", "gibtsnicht.txt")
    assert outcome.code == 1
    assert outcome.err.count("Die Datei gibtsnicht.txt gibt es nicht") == 1


def test_an_unknown_municipality_is_named(demo: Thavel) -> None:
    outcome = demo("import", "pvog", "--ars", "072325005218")
    assert (outcome.code, "072325005218" in outcome.err) == (1, True)


def test_a_dry_run_reports_and_writes_nothing(demo: Thavel) -> None:
    before = _dump()
    outcome = demo("import", "gemeinden", _register(demo.folder), "--dry-run")
    assert (outcome.code, "Probelauf, nichts gespeichert" in outcome.err) == (0, True)
    assert _dump() == before


def test_a_dry_run_does_not_renew_the_rules_either(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("verbreitung;Verbreitung;30", "verbreitung;Verbreitung;90"))
    before = _dump()
    assert demo("--rules", "regeln", "import", "gemeinden", "gemeindeverzeichnis.txt", "--dry-run").code == 0
    assert _dump() == before


def test_pvog_can_be_asked_for_the_whole_land_by_base_url_from_the_environment(
    demo: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Simulator(sample_world()) as base_url:
        monkeypatch.setenv("THAVEL_PVOG_BASE_URL", base_url)
        monkeypatch.setenv("THAVEL_RATE", "0")
        outcome = demo("import", "pvog", "--land", "16")
    assert outcome.code == 0
    with sqlite3.connect("katalog.db") as connection:
        groups = connection.execute("SELECT count(DISTINCT gruppe) FROM lieferungen WHERE quelle = 'pvog'").fetchone()
    assert groups == (601,)


def test_comparable_means_the_town_and_towns_of_its_size(demo: Thavel) -> None:
    with Simulator(sample_world()) as base_url:
        demo("import", "pvog", "--comparable", "--base-url", base_url, "--rate", "0")
    with sqlite3.connect("katalog.db") as connection:
        names = {
            name
            for (name,) in connection.execute(
                "SELECT k.name FROM lieferungen l JOIN kommunen k ON k.ars = l.gruppe"
                " WHERE l.lauf_id = (SELECT max(id) FROM laeufe)"
            )
        }
    assert {"Eisenach, Stadt", "Gotha, Stadt", "Nordhausen, Stadt", "Ilmenau, Stadt", "Meiningen, Stadt"} <= names
    assert not names & {"Erfurt, Stadt", "Suhl, Stadt", "Weimar, Stadt"}


def test_the_dashboard_is_asked_with_the_same_choice_of_municipalities(
    demo: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAVEL_RATE", "0")
    with OpenPvogService({EISENACH: [row(number, EISENACH) for number in range(10)]}) as service:
        monkeypatch.setenv("THAVEL_OPEN_PVOG_BASE_URL", service.base("new"))
        assert demo("import", "open-pvog", "--ars", "16063105").code == 0
        assert (
            demo("import", "open-pvog", "--ars", EISENACH, "--api", "old", "--base-url", service.base("old")).code == 0
        )
        assert len(service.requests) == 4
        assert demo("check", "--max-age-days", "100000").code == 0
        service.registered = {EISENACH: [row(number, EISENACH) for number in range(20)]}
        assert demo("import", "open-pvog", "--ars", EISENACH).code == 1
        outcome = demo("check", "--max-age-days", "100000")
        assert "Bisher waren es 10 Einträge, jetzt sind es 20" in outcome.out
        assert demo("import", "open-pvog", "--ars", EISENACH, "--confirm-deletions").code == 0
    with sqlite3.connect("katalog.db") as connection:
        assert connection.execute("SELECT count(*), sum(oertlich) FROM dashboard_angebote").fetchone() == (20, 20)


@pytest.mark.parametrize("source", ["pvog", "open-pvog"])
@pytest.mark.parametrize("choice", [(), ("--land", "16", "--comparable")])
def test_exactly_one_choice_of_municipalities_is_needed(demo: Thavel, source: str, choice: tuple[str, ...]) -> None:
    outcome = demo("import", source, *choice)
    assert (outcome.code, "genau eines an: --ars, --kreis, --land oder --comparable" in outcome.err) == (2, True)


def test_the_own_list_shows_what_is_not_reported(demo: Thavel) -> None:
    Path("eigen.csv").write_text(
        "titel;link;leistungsschluessel\nHundesteuer;https://www.eisenach.de/hund;99102013104000\n", encoding="utf-8"
    )
    assert demo("import", "bestand", "eigen.csv", "--ags", "16063105").code == 0
    demo("compare")
    kinds = {row["leistungsschluessel"]: row["art"] for row in json.loads(demo("gaps", "--format", "json").out)}
    assert kinds["99102013104000"] == "nicht gemeldet"


def _own_list(demo: Thavel) -> Outcome:
    text = "Titel;Link\nHundesteuer anmelden;https://www.eisenach.de/hund\nHund melden;https://www.eisenach.de/h\n"
    Path("liste.csv").write_text(text, encoding="utf-8")
    return demo("import", "bestand", "liste.csv")


def test_importing_a_list_without_keys_says_what_was_recognised_and_what_waits(demo: Thavel) -> None:
    outcome = _own_list(demo)
    assert outcome.code == 0
    assert "Ohne Schlüssel: 2 Einträge, davon 1 zugeordnet, 1 offen." in outcome.err
    assert "Hund melden – vielleicht " in outcome.err
    assert "thavel match" in outcome.err


def test_a_suggestion_is_confirmed_used_and_taken_back(demo: Thavel) -> None:
    _own_list(demo)
    found = json.loads(demo("match", "--format", "json").out)
    assert {row["titel"]: row["stand"] for row in reversed(found)} == {
        "Hundesteuer anmelden": "automatisch",
        "Hund melden": "offen",
    }
    assert demo("match", "confirm", "Hund melden", "99027002012000", "--person", "A. B.").code == 0
    assert "bestätigt" in demo("match").out
    demo("compare")
    demo("export", "bestandsabgleich", "--format", "json", "-o", "abgleich.json")
    rows = json.loads(Path("abgleich.json").read_text(encoding="utf-8"))
    assert {(row["leistungsschluessel"], row["befund"], row["zuordnung"]) for row in rows} == {
        ("99027002012000", "nicht gemeldet", "bestätigt"),
        ("99102013104000", "nicht gemeldet", "automatisch"),
    }
    assert demo("match", "forget", "Hund melden").code == 0
    assert demo("match", "forget", "Hund melden").code == 1


def test_a_rejected_suggestion_is_not_made_again(demo: Thavel) -> None:
    _own_list(demo)
    assert demo("match", "reject", "Hundesteuer anmelden", "99102013104000", "--person", "A. B.").code == 0
    rows = json.loads(demo("match", "--format", "json").out)
    assert "99102013104000" not in [
        row["leistungsschluessel"] for row in rows if row["titel"] == "Hundesteuer anmelden"
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("match",), 1, "keine eigene Liste"),
        (("match", "confirm", "Wohngeld", "99102013104000", "--person", "x"), 1, "gibt es in der eigenen Liste nicht"),
        (("match", "confirm", "Wohngeld", "99102013104000"), 2, "--person"),
        (("match", "reject", "Wohngeld"), 2, "SCHLUESSEL"),
    ],
)
def test_matching_what_is_not_there_is_told(demo: Thavel, arguments: tuple[str, ...], code: int, reason: str) -> None:
    outcome = demo(*arguments)
    assert (outcome.code, reason in outcome.err) == (code, True)


def test_check_is_quiet_when_all_is_well_and_ends_with_1_when_not(demo: Thavel) -> None:
    assert demo("check", "--max-age-days", "100000").code == 0
    outcome = demo("check", "--max-age-days", "1")
    assert (outcome.code, "2026-10-04" in outcome.out) == (1, True)
    demo("import", "leika", "gibtsnicht.csv")
    outcome = demo("check", "--max-age-days", "100000")
    assert (outcome.code, "fehlgeschlagen" in outcome.out) == (1, True)


@pytest.fixture
def linked(demo: Thavel, names: dict[str, str | int], monkeypatch: pytest.MonkeyPatch) -> Iterator[LinkServers]:
    """The demo's catalogue, all links of which lead to a server of this machine."""
    monkeypatch.setattr(cli, "LinkCheck", partial(LinkCheck, allowed=is_public_or_loopback))
    with LinkServers({}).running() as servers:
        with sqlite3.connect("katalog.db") as connection:
            connection.create_function("link", 1, lambda service: servers.link(f"amt.beispiel/{service}"))
            connection.execute("UPDATE onlinedienste SET url = link(id)")
        demo("compare")
        yield servers


def _links_of(where: str) -> list[str]:
    with sqlite3.connect("katalog.db") as connection:
        return [row[0] for row in connection.execute(f"SELECT DISTINCT url FROM angebote WHERE {where} ORDER BY 1")]


QUICKLY = ("--rate", "0", "--parallel", "1")


def test_links_are_checked_and_not_asked_again_for_a_week(demo: Thavel, linked: LinkServers) -> None:
    wanted = _links_of("leistungsschluessel IN (SELECT leistungsschluessel FROM luecken) OR ags = '16063105'")
    outcome = demo("check", "links", "--dry-run")
    assert outcome.out == f"Zu prüfen: {len(wanted)} Links auf 1 Servern. Gefragt wurde nichts.\n"
    assert linked.asked == []
    outcome = demo("check", "links", *QUICKLY)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.endswith(
        f"fertig: {len(wanted)} Links auf 1 Servern geprüft: "
        f"{len(wanted)} ok, 0 umgezogen, 0 defekt, 0 nicht prüfbar.\n"
    )
    assert "Zu prüfen: 0 Links auf 0 Servern." in demo("check", "links", *QUICKLY).out
    assert len(linked.paths()) == len(wanted) > 20
    assert "Zu prüfen: 5 Links" in demo("check", "links", "--max-age-days", "0", "--limit", "5", "--dry-run").out
    assert demo("check", "--max-age-days", "100000").code == 0


def test_a_broken_link_of_the_town_is_named_and_ends_with_1(demo: Thavel, linked: LinkServers) -> None:
    own = _links_of("ags = '16063105'")[0]
    linked.pages = {own.removeprefix("http://").replace(f":{linked.port}", ""): Reply(404, b"")}
    outcome = demo("-q", "check", "links", *QUICKLY)
    assert outcome.code == 1
    assert f": {own} – Die Seite gibt es nicht (404).\n" in outcome.out
    assert "Von den Links der Kommune sind defekt: 1; siehe oben." in outcome.err
    demo("compare")
    (gap,) = json.loads(demo("gaps", "--format", "json", "--art", "Link defekt").out)
    assert "defekt: Die Seite gibt es nicht (404)." in gap["art_grund"]


def test_a_broken_link_of_others_is_counted(demo: Thavel, linked: LinkServers) -> None:
    own = set(_links_of("ags = '16063105'"))
    other = next(link for link in _links_of("ags = '16055000'") if link not in own)
    linked.pages = {other.removeprefix("http://").replace(f":{linked.port}", ""): Reply(410, b"")}
    outcome = demo("check", "links", "--all", *QUICKLY)
    assert (outcome.code, outcome.out) == (0, "")
    assert " 1 defekt, 0 nicht prüfbar." in outcome.err


def test_links_without_a_comparison_are_checked_only_if_all_are_meant(thavel: Thavel) -> None:
    thavel("init")
    assert "thavel compare" in thavel("check", "links").err
    assert thavel("check", "links", "--all").code == 0


def test_the_rate_of_imports_does_not_hold_for_links(thavel: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Manners] = []

    def link_check(links: object, *, everything: bool, manners: Manners) -> LinkCheck:
        seen.append(manners)
        return LinkCheck([])

    monkeypatch.setattr(cli, "LinkCheck", link_check)
    (thavel.folder / "thavel.toml").write_text('rate = 20\nlinks_timeout = 3\ncontact = "mailto:a@b.de"\n')
    thavel("init")
    assert thavel("check", "links", "--all").code == 0
    assert seen == [replace(LINK_MANNERS, read_timeout=3.0, contact="mailto:a@b.de")]


def test_runs_messages_status_and_sources_are_listed(demo: Thavel) -> None:
    assert "pvog" in demo("runs").out
    assert "korrekturen.csv" in demo("messages", "--run", "1").out
    assert "Schmölln" not in demo("messages", "--run", "1", "--level", "Warnung").out
    assert "2026-02-28" in demo("status").out
    assert "FITKO" in demo("sources").out
    assert "gewichte" in demo("rules", "list").out


def test_export_writes_a_file_and_does_not_overwrite_it(demo: Thavel) -> None:
    assert demo("export", "luecken", "-o", "luecken.csv").code == 0
    assert Path("luecken.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert demo("export", "luecken", "-o", "luecken.csv").code == 1
    assert demo("export", "luecken", "--format", "xlsx", "-o", "luecken.xlsx").code == 0


def test_the_site_answers_at_the_announced_address_and_ends_quietly(demo: Thavel) -> None:
    command = [sys.executable, cli.__file__, "--db", "katalog.db", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            announced = process.stderr.readline()
            url = next(word for word in announced.split() if word.startswith("http://"))
            with urllib.request.urlopen(url, timeout=20) as answer:
                body = answer.read().decode()
        finally:
            process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert SAMPLE_NOTE in body
    assert (process.returncode, rest) == (0, "")


def test_a_port_in_use_is_named(demo: Thavel) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = demo("serve", "--port", str(port))
    assert (outcome.code, f"127.0.0.1:{port}" in outcome.err, "--port" in outcome.err) == (1, True, True)


def test_an_import_stopped_by_the_user_says_how_to_go_on(demo: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run_import", stopped)
    outcome = demo("import", "gemeinden", "gemeindeverzeichnis.txt")
    assert (outcome.code, "--resume" in outcome.err) == (1, True)


def test_an_unexpected_error_is_one_sentence_unless_verbose(thavel: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    thavel("init")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("kaputt")

    monkeypatch.setattr(cli, "compare", broken)
    outcome = thavel("compare")
    assert (outcome.code, "Unerwarteter Fehler" in outcome.err, "Traceback" in outcome.err) == (1, True, False)
    monkeypatch.setattr(sys, "argv", ["thavel", "-v", "compare"])
    with pytest.raises(RuntimeError):
        cli.main()


def _commands(group: click.Group, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def test_every_command_has_a_help_text_and_stands_in_the_readme() -> None:
    readme = Path(cli.__file__).with_name("README.md").read_text(encoding="utf-8")
    for name, command in _commands(cli.thavel):
        assert command.help, name
        assert f"thavel {name}" in readme, name


def test_code_lists_are_imported_and_a_bad_urn_is_refused(thavel: Thavel) -> None:
    thavel("init")
    path = thavel.folder / "farben.xml"
    path.write_text(LIST, encoding="utf-8")
    outcome = thavel("import", "codeliste", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert "3 neu, 0 geändert" in outcome.err
    outcome = thavel("import", "codeliste", "urn:kaputt")
    assert outcome.code == 1
    assert "„urn:kaputt“ ist keine URN" in outcome.err


def test_every_code_list_that_is_used_is_asked_for(thavel: Thavel) -> None:
    thavel("init")
    xrepository = XRepository()
    with xrepository as base_url:
        outcome = thavel("import", "codeliste", "--used", "--base-url", base_url, "--rate", "0")
    assert outcome.code == 1
    asked = {path.removeprefix("/api/codeliste/").removesuffix("/gueltigeVersion") for path in xrepository.asked}
    assert len(asked) == 8
    assert {"urn:de:fim:leika:typisierung", "urn:xoev-de:fim:codeliste:vertrauensniveau"} <= asked
    outcome = thavel("import", "codeliste")
    assert (outcome.code, "oder --used" in outcome.err) == (2, True)


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


# XZuFi


def test_a_delivery_of_xzufi_is_imported_twice(thavel: Thavel) -> None:
    thavel("init")
    delivery = thavel.folder / "lieferung"
    delivery.mkdir()
    (delivery / "a.xml").write_bytes(transfer(*FULL))
    (delivery / "index.txt").write_bytes(b"a.xml\r\n")
    first, again = thavel("import", "xzufi", delivery), thavel("import", "xzufi", delivery, "--strict")
    assert (first.code, again.code) == (0, 0)
    assert "8 neu, 0 geändert, 0 unverändert" in first.err
    assert "0 neu, 0 geändert, 8 unverändert" in again.err
    assert "Geprüft mit xzufi/2.2.0/xzufi.xsd (eigenes Leseprofil), xzufi 2.2.0." in again.err


def test_a_delivery_of_xzufi_that_is_not_there_is_told(thavel: Thavel) -> None:
    thavel("init")
    outcome = thavel("import", "xzufi", "fehlt.xml")
    assert outcome.code == 1
    assert "„fehlt.xml“ gibt es nicht. Prüfen Sie den Pfad." in outcome.err


def test_the_fim_portal_is_imported_in_two_runs(thavel: Thavel) -> None:
    assert thavel("init").code == 0
    with FimService() as url:
        outcome = thavel("import", "fim", "--base-url", url, "--rate", "0", "--all")
        assert (outcome.code, "Lauf 1 fertig" in outcome.err, "Lauf 2 fertig" in outcome.err) == (0, True, True)
        outcome = thavel("import", "fim", "--base-url", url, "--rate", "0", "--only", "steckbriefe")
        assert (outcome.code, "Lauf 4" in outcome.err) == (1, False)
        assert "Importieren Sie zuerst „thavel import pvog“, oder holen Sie mit --all alles." in outcome.err
        assert "Der Import ist fehlgeschlagen" in outcome.err
    found = json.loads(thavel("export", "leistungssteckbriefe", "--format", "json").out)
    assert [row["freigabestatus"] for row in found] == ["6"] * 4


def test_the_bereitstelldienst_asks_for_credentials(thavel: Thavel) -> None:
    thavel("init")
    outcome = thavel("import", "bereitstelldienst")
    assert outcome.code == 1
    assert "Für den Bereitstelldienst fehlen Zugangsdaten." in outcome.err
