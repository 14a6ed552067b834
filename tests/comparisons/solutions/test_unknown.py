"""Links that no pattern knows are grouped by what is probably one solution, and the prepared patterns fit them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.questions.reports import solutions
from catalogue.store.rules import BUNDLED
from comparisons.compare import compare
from comparisons.solutions.unknown import TO_COMPLETE, Group, pattern_lines, unknown_groups
from tests.reading import rows

ERFURT, GERA, JENA, WEIMAR, EISENACH = "16051000", "16052000", "16053000", "16055000", "16063105"
DOG, BIRTH, MARRIAGE = "99102013104000", "99027002012000", "99059004012000"


def compared(path: Path, *offers: tuple[str, str, str]) -> list[Group]:
    """Add offers (town, Leistung, link), compare, and group what is unknown."""
    db = connect(path)
    seen = "2026-11-26T03:17:00Z"
    for ags, key, url in offers:
        db.execute(
            "INSERT OR IGNORE INTO onlinedienste (id, redaktion, url, quelle, erstmals_gesehen, zuletzt_gesehen)"
            " VALUES (?1, 'L100038', ?1, 'pvog', ?2, ?2)",
            [url, seen],
        )
        db.execute(
            "INSERT INTO angebotsnachweise (ags, leistungsschluessel, onlinedienst_id, quelle, erstmals_gesehen,"
            " zuletzt_gesehen) VALUES (?, ?, ?, 'pvog', ?, ?)",
            [ags, key, url, seen, seen],
        )
    db.close()
    compare(path)
    db = connect(path)
    try:
        return unknown_groups(db)
    finally:
        db.close()


def test_the_links_of_one_host_are_one_group_with_the_beginning_that_all_share(sample_catalogue: Path) -> None:
    assert compared(
        sample_catalogue,
        (ERFURT, DOG, "https://antrag.example.org/app/v2/hund?jsessionid=A"),
        (GERA, DOG, "https://antrag.example.org/app/v2/hund?jsessionid=B"),
        (GERA, BIRTH, "https://antrag.example.org/app/v2/geburt"),
        (JENA, DOG, "https://andere.example.net/start"),
    ) == [
        Group("antrag.example.org", "/app/v2", 2, 2, 2, "https://antrag.example.org/app/v2/hund?jsessionid=A", False),
        Group("andere.example.net", "/start", 1, 1, 1, "https://andere.example.net/start", False),
    ]


def test_services_that_differ_in_the_query_are_told(sample_catalogue: Path) -> None:
    assert compared(
        sample_catalogue,
        (ERFURT, DOG, "https://antrag.example.org/start.html?dienst=1"),
        (ERFURT, BIRTH, "https://antrag.example.org/start.html?dienst=2"),
    ) == [Group("antrag.example.org", "/start.html", 2, 1, 2, "https://antrag.example.org/start.html?dienst=1", True)]


def test_a_host_with_several_applications_is_split_by_the_beginning_of_the_path(sample_catalogue: Path) -> None:
    found = compared(
        sample_catalogue,
        *((ERFURT, key, f"https://portal.example.org/{app}/{key}") for key in (DOG, BIRTH) for app in ("olav", "form")),
    )
    assert [(group.host, group.path, group.links) for group in found] == [
        ("portal.example.org", "/form", 2),
        ("portal.example.org", "/olav", 2),
    ]


@pytest.mark.parametrize("path", ["", "/", "/verwaltung/hund"])
def test_a_subdomain_for_each_town_is_one_solution_with_as_many_users(sample_catalogue: Path, path: str) -> None:
    towns = {"erfurt": ERFURT, "gera": GERA, "jena": JENA, "weimar": WEIMAR, "eisenach": EISENACH}
    found = compared(
        sample_catalogue, *((ags, DOG, f"https://{name}.formulare.example.de{path}") for name, ags in towns.items())
    )
    assert found == [Group("*.example.de", path or "/", 5, 5, 1, f"https://eisenach.formulare.example.de{path}", False)]


def test_hosts_of_one_domain_that_have_nothing_in_common_stay_apart(sample_catalogue: Path) -> None:
    found = compared(
        sample_catalogue,
        (ERFURT, DOG, "https://kfz.example.de/wunsch/1"),
        (GERA, DOG, "https://kfz.example.de/wunsch/1"),
        (ERFURT, BIRTH, "https://geo.example.de/karte"),
        (GERA, BIRTH, "https://a.termine.example.de/buchen/a"),
        (ERFURT, BIRTH, "https://b.termine.example.de/buchen/b"),
    )
    assert [(group.host, group.path, group.towns) for group in found] == [
        ("*.example.de", "/buchen", 2),
        ("kfz.example.de", "/wunsch/1", 2),
        ("geo.example.de", "/karte", 1),
    ]


@pytest.mark.parametrize(
    "urls",
    [
        ["https://192.0.2.7/a", "https://192.0.9.7/a"],
        ["https://[2001:db8::1]/a", "https://[2001:db8::2]/a"],
        ["https://a.gv.at/a", "https://b.gv.at/a"],
    ],
)
def test_hosts_that_only_end_alike_are_no_domain(sample_catalogue: Path, urls: Sequence[str]) -> None:
    assert len(compared(sample_catalogue, *((ERFURT, DOG, url) for url in urls))) == 2


def test_a_prepared_pattern_is_refused_until_it_is_completed_and_then_recognises_all_links(
    sample_catalogue: Path, tmp_path: Path
) -> None:
    groups = compared(
        sample_catalogue,
        (ERFURT, DOG, "https://antrag.example.org/app(1)/hund.html?x=1"),
        (GERA, BIRTH, "https://antrag.example.org/app(1)/geburt"),
        (ERFURT, BIRTH, "https://dienste.example.net/start?dienst=1;a"),
        (ERFURT, MARRIAGE, "https://dienste.example.net/start?dienst=2"),
        *((ags, DOG, f"https://{ags}.example.com") for ags in (ERFURT, GERA, JENA)),
    )
    db = connect(sample_catalogue)
    lines = pattern_lines(db, groups)
    db.close()
    folder = tmp_path / "regeln"
    folder.mkdir()
    bundled = (BUNDLED / "loesungsmuster.csv").read_text(encoding="utf-8")
    (folder / "loesungsmuster.csv").write_text(bundled + lines, encoding="utf-8")
    with pytest.raises(ThavelError, match="loesungsmuster.csv, Zeile 29: Die Spalte „bezeichnung“ darf nicht leer"):
        compare(sample_catalogue, rules=folder)
    heading = bundled.splitlines()[0].split(";")
    out = io.StringIO()
    writer = csv.DictWriter(out, heading, delimiter=";", lineterminator="\n")
    for line in csv.DictReader(io.StringIO(lines), heading, delimiter=";"):
        chosen = {"aufwand": "gering", "anschluss": "unbekannt"}
        completed = {name: chosen.get(name, f"Neu {line['id']}") for name in TO_COMPLETE}
        writer.writerow({**line, **completed})
    (folder / "loesungsmuster.csv").write_text(bundled + out.getvalue(), encoding="utf-8")
    compare(sample_catalogue, rules=folder)
    db = connect(sample_catalogue)
    assert unknown_groups(db) == []
    used = [(row["loesung"], row["kommunen"], row["nutzer"]) for row in solutions(db) if row["plattform"][:3] == "Neu"]
    db.close()
    # A path, or what stands in the query, is a service of its own.
    assert sorted(used) == [
        ("Neu antrag-example-org-app-1", 1, "Erfurt"),
        ("Neu antrag-example-org-app-1", 1, "Gera"),
        ("Neu dienste-example-net-start", 1, "Erfurt"),
        ("Neu dienste-example-net-start", 1, "Erfurt"),
        ("Neu example-com", 3, "Erfurt, Jena, Gera"),
    ]
    # Each pattern gives its example the normal form that its line promises.
    promised = rows(
        sample_catalogue, "SELECT beispiel, beispiel_normalform FROM loesungsmuster WHERE id LIKE '%example%'"
    )
    for example, normal in promised:
        assert rows(
            sample_catalogue, "SELECT DISTINCT normalform FROM dienstbewertung WHERE onlinedienst_id = ?", example
        ) == [(normal,)]


def test_an_identifier_that_is_taken_gets_a_number(sample_catalogue: Path) -> None:
    groups = compared(sample_catalogue, (ERFURT, DOG, "https://elster/"))
    db = connect(sample_catalogue)
    line = next(csv.reader(io.StringIO(pattern_lines(db, groups)), delimiter=";"))
    db.close()
    assert line[:6] == ["elster-2", "260", "elster", "^(?P<dienst>/[^?#]*)", "{host}{dienst}", "{host}{dienst}"]


def test_solutions_are_listed_once_with_their_users_and_without_unknown_ones(sample_catalogue: Path) -> None:
    compared(sample_catalogue, (ERFURT, DOG, "https://antrag.example.org/hund"))
    db = connect(sample_catalogue)
    found = solutions(db)
    assert [row["kommunen"] for row in found] == sorted((row["kommunen"] for row in found), reverse=True)
    assert not [row for row in found if "example" in row["loesung"]]
    assert next(row for row in found if row["loesung"] == "ThAVEL-Verfahren: Geburtsurkunde beantragen") == {
        "loesung": "ThAVEL-Verfahren: Geburtsurkunde beantragen",
        "plattform": "ThAVEL",
        "betreiber": "Kommune, auf der Plattform des Landes",
        "aufwand": "gering",
        "kommunen": 3,
        "leistungen": 1,
        "nutzer": "Jena, Gera, Weimar",
    }
    assert solutions(db, limit=2) == found[:2]
    db.close()
