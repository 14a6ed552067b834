"""`thavel decide` as a user of the command sees it."""

import json
from collections.abc import Callable

import pytest

from tests.command import Outcome, Thavel

DOG = "99102013104000"
NOW = "2026-11-26T03:17:00Z"
WHO = ("--fachbereich", "ordnung", "--person", "MM")
TOLD = "Hundesteuer anmelden: Nachnutzung beschlossen (bisher offen).\n"
MORE = "Das zählt ab jetzt bei den Punkten anderer Kandidaten mit, wo Formulare dieselben Daten verlangen.\n"
NO_MORE = MORE.replace("Kandidaten mit", "Kandidaten nicht mehr mit")


def export(thavel: Thavel, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(thavel("export", name, "--format", "json").out)
    return rows


def test_a_decision_is_recorded_shown_with_the_candidates_and_exported(demo: Thavel, at: Callable[[str], None]) -> None:
    at(NOW)
    assert export(demo, "entscheidungen") == []
    outcome = demo("decide", DOG, "--status", "nachnutzung beschlossen", *WHO, "--note", "im Mai")
    words = f"{DOG}, Nachnutzung beschlossen, Fachbereich Ordnung, Person MM, Notiz: im Mai"
    assert outcome == Outcome(0, TOLD, f"Gespeichert: {words}\n{MORE}")
    assert "Nachnutzung beschlossen" in demo("candidates").out
    shown = {
        row["leistungsschluessel"]: row["status"] for row in json.loads(demo("candidates", "--format", "json").out)
    }
    assert {key for key, status in shown.items() if status != "offen"} == {DOG}
    demo("-q", "decide", DOG, "--status", "umgesetzt", *WHO)
    first, second = export(demo, "entscheidungen")
    assert first == {
        "id": 1,
        "zeitpunkt": NOW,
        "ags": "16063105",
        "leistungsschluessel": DOG,
        "fachbereich": "Ordnung",
        "status": "Nachnutzung beschlossen",
        "person": "MM",
        "notiz": "im Mai",
    }
    best = json.loads(demo("candidates", "--status", "umgesetzt", "--best", "--format", "json").out)[0]
    assert export(demo, "entscheidungen_aktuell") == [
        {
            **second,
            "kommune": "Eisenach, Stadt",
            "leistung": "Hundesteuer anmelden",
            **{name: best[name] for name in ("loesung", "geber", "geber_url", "punkte")},
        }
    ]
    heading, line = demo("export", "entscheidungen_aktuell").out.splitlines()
    assert heading.startswith(
        "Entscheidung-Nummer;Zeitpunkt;AGS;Leistungsschlüssel;Fachbereich;Status;Person;Notiz;Kom"
    )
    assert line.startswith(f"2;{NOW};16063105;{DOG};Ordnung;umgesetzt;MM;;")


def test_a_dry_run_shows_and_writes_nothing(demo: Thavel) -> None:
    outcome = demo("decide", DOG, "--status", "Nachnutzung beschlossen", *WHO, "--dry-run")
    assert (outcome.code, outcome.out) == (0, TOLD)
    assert outcome.err.startswith("Probelauf, nichts gespeichert: ")
    assert not (demo.folder / "entscheidungen.db").exists()
    assert "beschlossen" not in demo("candidates").out


def test_points_are_spoken_of_only_where_they_may_change(demo: Thavel) -> None:
    assert MORE not in demo("decide", DOG, "--status", "vorgemerkt", *WHO).err
    assert MORE in demo("decide", DOG, "--status", "umgesetzt", *WHO).err
    assert MORE not in demo("decide", DOG, "--status", "Nachnutzung beschlossen", *WHO).err
    assert NO_MORE in demo("decide", DOG, "--status", "abgelehnt", *WHO).err


def test_a_decision_is_taken_back_and_the_same_twice_is_stored_once(demo: Thavel) -> None:
    twice = [demo("decide", "hundesteuer ANMELDEN", "--status", "umgesetzt", *WHO) for _ in range(2)]
    assert [outcome.code for outcome in twice] == [0, 0]
    assert twice[1].out == "Hundesteuer anmelden: Das ist schon so (umgesetzt).\n"
    assert twice[1].err.startswith("Nichts gespeichert: ")
    assert demo("decide", DOG, "--status", "offen", *WHO).out == "Hundesteuer anmelden: offen (bisher umgesetzt).\n"
    assert [row["status"] for row in export(demo, "entscheidungen")] == ["umgesetzt", "offen"]
    assert {row["status"] for row in export(demo, "kandidaten")} == {"offen"}


def test_another_town_decides_for_itself(demo: Thavel) -> None:
    assert demo("decide", DOG, "--status", "umgesetzt", *WHO, "--ags", "160510000000").code == 0
    assert [row["ags"] for row in export(demo, "entscheidungen")] == ["16051000"]
    assert "umgesetzt" not in demo("candidates").out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            (DOG, "--status", "erledigt", *WHO),
            2,
            "möglich: offen, vorgemerkt, in Prüfung, Nachnutzung beschlossen, umgesetzt, abgelehnt.",
        ),
        ((DOG, "--status", "umgesetzt", "--person", "MM"), 2, "Es fehlt --fachbereich."),
        ((DOG, "--status", "umgesetzt", "--fachbereich", "ordnung"), 2, "Es fehlt --person."),
        ((DOG, "--status", "umgesetzt", "--fachbereich", "ordnung", "--person", " "), 1, "„Person“ ist leer"),
        ((DOG[:13], "--status", "umgesetzt", *WHO), 1, f"Meinten Sie {DOG} (Hundesteuer anmelden)"),
        (("99102013104009", "--status", "umgesetzt", *WHO), 1, f"{DOG} (Hundesteuer anmelden)"),
        ((DOG, "--status", "umgesetzt", *WHO, "--ags", "Eisenach"), 1, "„Eisenach“ ist weder ein AGS"),
    ],
)
def test_wrong_input_ends_in_one_message_and_writes_nothing(
    demo: Thavel, arguments: tuple[str, ...], code: int, message: str
) -> None:
    outcome = demo("decide", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err
    assert not (demo.folder / "entscheidungen.db").exists()


def test_without_a_catalogue_nothing_is_decided(thavel: Thavel) -> None:
    outcome = thavel("decide", DOG, "--status", "umgesetzt", *WHO)
    assert outcome.code == 1
    assert "Den Katalog katalog.db gibt es nicht." in outcome.err
    assert list(thavel.folder.iterdir()) == []


def test_help_says_how_a_decision_is_taken_back(thavel: Thavel) -> None:
    words = " ".join(thavel("decide", "--help").out.split())
    assert "to correct or take back a decision, decide again; the last one counts" in words
    assert "a name or initials, no other personal data" in words


def test_a_check_looks_at_the_decisions_too(demo: Thavel) -> None:
    demo("decide", DOG, "--status", "umgesetzt", *WHO)
    assert "entscheidungen.db" not in demo("check").out
    (demo.folder / "entscheidungen.db").write_bytes(b"Das ist ein Brief.\n" * 100)
    outcome = demo("check")
    assert outcome.code == 1
    assert "entscheidungen.db ist keine lesbare Datenbank" in outcome.out
