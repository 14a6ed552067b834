"""What changed, and what is not recognised, as a user of the command sees it."""

import json
import sqlite3
from collections.abc import Callable

import pytest

from tests.command import Thavel

DOG = "99102013104000"
NOW = "2026-11-26T03:17:00Z"


def change(sql: str) -> None:
    with sqlite3.connect("katalog.db") as connection:
        connection.executescript(sql)
    connection.close()


CHANGES = f"""
INSERT INTO aenderungen (zeitpunkt, art, ags, kommune, leistungsschluessel, leistung, onlinedienst_id, vorher, nachher)
SELECT '2026-11-20T03:17:00Z', 'neu', '16053000', 'Jena, Stadt', '{DOG}', 'Hund', 'OD.1', NULL, NULL UNION ALL
SELECT '2026-11-21T03:17:00Z', 'neu', '16063105', 'Eisenach, Stadt', '{DOG}', 'Hund', 'OD.2', NULL, NULL UNION ALL
SELECT '2026-11-22T03:17:00Z', 'geändert', NULL, NULL, NULL, NULL,
       (SELECT min(onlinedienst_id) FROM angebotsnachweise WHERE ags = '16063105'), 'alt', 'neu' UNION ALL
SELECT '2026-11-23T03:17:00Z', 'geändert', NULL, NULL, NULL, NULL, 'OD.gibtsnicht', 'alt', 'neu' UNION ALL
SELECT '2026-01-01T03:17:00Z', 'verschwunden', '16063105', 'Eisenach, Stadt', '{DOG}', 'Hund', 'OD.2', NULL, NULL
"""


@pytest.fixture
def changed(demo: Thavel, at: Callable[[str], None]) -> Thavel:
    """A demo that was harvested and compared two months ago, and in which something changed since."""
    change(
        f"UPDATE aenderungen SET zeitpunkt = '2026-09-26T03:17:00Z'; UPDATE lueckenverlauf SET zeitpunkt ="
        f" '2026-09-26T03:17:00Z'; {CHANGES}"
    )
    at(NOW)
    return demo


def found(outcome: str) -> list[tuple[str, str, str | None]]:
    return [(row["bereich"], row["art"], row["kommune"]) for row in json.loads(outcome)]


def test_the_first_comparison_says_so_and_the_next_what_changed(demo: Thavel) -> None:
    again = demo("compare")
    assert "Lücken seit dem letzten Vergleich: 0 geschlossen, 0 geöffnet, 0 geändert: thavel changes" in again.out
    assert "Erster Vergleich für diese Kommune" in demo("compare", "--ags", "16051000").out
    change(f"UPDATE angebotsnachweise SET verschwunden_am = '{NOW}' WHERE leistungsschluessel = '{DOG}'")
    assert "Lücken seit dem letzten Vergleich: 1 geschlossen, 0 geöffnet, 0 geändert" in demo("compare").out
    rows = json.loads(demo("changes", "--art", "geschlossen", "--format", "json").out)
    assert [{name: row[name] for name in row if name != "zeitpunkt"} for row in rows] == [
        {
            "bereich": "Lücke",
            "art": "geschlossen",
            "kommune": "Eisenach, Stadt",
            "leistungsschluessel": DOG,
            "leistung": "Hundesteuer anmelden",
            "onlinedienst_id": None,
            "vorher": "fehlt",
            "nachher": None,
            "grund": "nirgends mehr online",
        }
    ]


def test_changes_of_the_last_thirty_days_are_counted_and_listed(changed: Thavel) -> None:
    outcome = changed("changes")
    assert outcome.code == 0
    summary, rows = outcome.out.split("\n\n")
    assert [line.split() for line in summary.splitlines()[2:]] == [
        ["Angebot", "geändert", "2", "1"],
        ["Angebot", "neu", "2", "1"],
    ]
    assert len(rows.splitlines()) == 2 + 4
    assert found(changed("changes", "--format", "json").out) == [
        ("Angebot", "geändert", None),
        ("Angebot", "geändert", None),
        ("Angebot", "neu", "Eisenach, Stadt"),
        ("Angebot", "neu", "Jena, Stadt"),
    ]


def test_changes_of_one_town_hold_its_offers_and_their_services(changed: Thavel) -> None:
    outcome = changed("changes", "--ags", "160630105105", "--format", "json")
    assert found(outcome.out) == [("Angebot", "geändert", None), ("Angebot", "neu", "Eisenach, Stadt")]
    # The service that changed itself is offered in Jena too.
    jena = changed("changes", "--ags", "16053000", "--format", "json")
    assert found(jena.out) == [("Angebot", "geändert", None), ("Angebot", "neu", "Jena, Stadt")]


def test_a_first_harvest_is_one_line_for_each_municipality(changed: Thavel) -> None:
    outcome = changed("changes", "--since", "2026-09-01", "--art", "erstaufnahme", "--format", "json")
    assert sorted(town for _, _, town in found(outcome.out) if town) == [
        f"{town}, Stadt" for town in ("Eisenach", "Erfurt", "Gera", "Jena", "Weimar")
    ]
    first = json.loads(changed("changes", "--since", "2026-09-01", "--art", "Erstvergleich", "--format", "json").out)
    assert [(row["kommune"], row["nachher"]) for row in first] == [("Eisenach, Stadt", "25 Lücken")]


def test_changes_can_be_limited_and_taken_as_csv(changed: Thavel) -> None:
    outcome = changed("changes", "--since", "2026-01-01", "--limit", "1", "--format", "csv")
    assert outcome.out.splitlines() == [
        "zeitpunkt;bereich;art;kommune;leistungsschluessel;leistung;onlinedienst_id;vorher;nachher;grund",
        "2026-11-23T03:17:00Z;Angebot;geändert;;;;OD.gibtsnicht;alt;neu;",
    ]
    assert len(json.loads(changed("changes", "--since", "400d", "--art", "verschwunden", "--format", "json").out)) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "gestern"), "„gestern“ ist kein Datum. Geben Sie einen Tag an (2026-11-01)"),
        (("--since", "2026-11-27"), "Der 27.11.2026 liegt in der Zukunft."),
        (("--art", "weg"), "--art: „weg“ ist nicht möglich; möglich: "),
    ],
)
def test_a_date_or_kind_that_makes_no_sense_is_wrong_usage(
    changed: Thavel, arguments: tuple[str, str], message: str
) -> None:
    outcome = changed("changes", *arguments)
    assert (outcome.code, message in outcome.err) == (2, True)


def test_changes_before_any_comparison_are_those_of_the_land(thavel: Thavel) -> None:
    thavel("init")
    outcome = thavel("changes")
    assert (outcome.code, outcome.out) == (0, "Nichts gefunden.\n\nNichts gefunden.\n")
    assert "noch nicht verglichen" in outcome.err


def test_solutions_are_listed_and_unknown_ones_become_lines_to_complete(demo: Thavel) -> None:
    solutions = json.loads(demo("solutions", "list", "--format", "json").out)
    dog = [row for row in solutions if row["loesung"] == "ThAVEL-Verfahren: Hundesteuer anmelden"]
    assert [(row["kommunen"], row["nutzer"]) for row in dog] == [(1, "Weimar")]
    assert demo("solutions", "unknown").out == "Nichts gefunden.\n"
    assert "Jeden Link erkennt ein Muster" in demo("solutions", "unknown", "--format", "muster").err
    change("UPDATE onlinedienste SET url = replace(url, 'thavelp.thueringen.de', 'neu.example.org')")
    demo("compare")
    (row,) = json.loads(demo("solutions", "unknown", "--format", "json").out)
    assert (row["host"], row["pfad"], row["kommunen"]) == ("neu.example.org", "/thavelp", 4)
    outcome = demo("solutions", "unknown", "--format", "muster")
    assert outcome.out.startswith(
        "neu-example-org-thavelp;260;neu.example.org;^(?P<dienst>/thavelp[^?#]*);{host}{dienst};"
    )
    asked = "bezeichnung, plattform, nachnutzungsweg, aufwand, anschluss, anschluss_grund, quelle"
    assert f"Ergänzen Sie in jeder Zeile {asked}" in outcome.err


def test_case_numbers_are_imported(demo: Thavel) -> None:
    path = demo.folder / "faelle.csv"
    path.write_text(f"Leistungsschlüssel;Jahr;Fälle\n{DOG};2024;1.234\n", "utf-8")
    outcome = demo("import", "fallzahlen", path)
    assert (outcome.code, "Objekte: 1 neu, 0 geändert, 1 unverändert" in outcome.err) == (0, True)
    assert f"16063105;{DOG};2024;1234;" in demo("export", "fallzahlen").out
    assert demo("import", "fallzahlen", path, "--ags", "99999999").code == 1
