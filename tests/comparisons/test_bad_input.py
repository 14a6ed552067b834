"""A comparison that cannot be made, or not as meant, says so in one German sentence and leaves the old result."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import patterns
from catalogue.database import connect
from catalogue.store.results import TABLES
from catalogue.store.rules import BUNDLED
from comparisons.compare import compare
from tests.command import Thavel
from tests.reading import Row, answers, rows

CATALOGUE = Path("katalog.db")


@pytest.fixture
def sampled(thavel: Thavel, sample_catalogue: Path) -> Thavel:
    """The command in the folder of the sample's catalogue, compared for Eisenach."""
    assert (thavel.folder / CATALOGUE).samefile(sample_catalogue)
    compare(CATALOGUE)
    return thavel


def _results() -> dict[str, list[Row]]:
    return answers(CATALOGUE, {table.name: f"SELECT * FROM {table.name} ORDER BY 1, 2, 3" for table in TABLES})


def _copied(edit: Callable[[str], str], name: str) -> str:
    """The town's rule files with one of them edited; returns their folder."""
    shutil.copytree(BUNDLED, "regeln")
    file = Path("regeln") / f"{name}.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(edit(text), encoding="utf-8")
    assert edit(text) != text
    return "regeln"


# Municipalities


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--ags", "99999999"), "Der Schlüssel 99999999 gehört zu einem anderen Land;"),
        (("--ags", "16999999"), "Eine Kommune mit dem Schlüssel 16999999 ist nicht bekannt. Suchen Sie sie mit:"),
        (("--ags", "Eisenach"), "„Eisenach“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern)."),
        (("--ags", "1606310"), "„1606310“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern)."),
        (("--ags", "16063105 "), "„16063105 “ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern)."),
        (
            ("--ags", "16064055"),
            "Die Kommune 16064055 wurde aufgeteilt. Geben Sie eine der Nachfolgerinnen an: "
            "Dingelstädt, Stadt (16061118), Mühlhausen/Thüringen, Stadt (16064046).",
        ),
        (("--ags", "16067029"), "Gotha ist noch nicht erfasst, ein Vergleich wäre falsch. Importieren Sie zuerst:"),
        (("--peers", "16999999"), "Eine Kommune mit dem Schlüssel 16999999 ist nicht bekannt."),
        (("--peers", "Weimar"), "„Weimar“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern)."),
        (("--peers", "16055000", "--peers", "16064055"), "Die Kommune 16064055 wurde aufgeteilt."),
    ],
)
def test_a_municipality_that_cannot_be_meant_is_told_and_the_old_result_stays(
    sampled: Thavel, arguments: tuple[str, ...], sentence: str
) -> None:
    before = _results()
    outcome = sampled("compare", *arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"Fehler: {sentence}")
    assert outcome.err.count("\n") == 1
    assert _results() == before


@pytest.mark.parametrize("key", ["16056000", "160560000000"])
def test_a_dissolved_municipality_is_followed_to_its_successor_and_every_heading_says_so(
    sampled: Thavel, key: str
) -> None:
    sentence = f"{key} ist heute Eisenach (16063105)."
    assert sentence not in sampled("compare", "--ags", "16063105").out
    before = _results()["luecken"]
    outcome = sampled("compare", "--ags", key)
    assert (outcome.code, sentence in outcome.out) == (0, True)
    assert _results()["luecken"] == before
    assert all(sentence in sampled(listing).err for listing in ("gaps", "candidates"))
    assert sentence not in sampled("compare", "--ags", "160630105105").out


def test_without_comparable_municipalities_all_others_are_the_base_and_it_is_said(sampled: Thavel) -> None:
    said = (
        "Verbreitung und Bewährung beziehen sich auf die 4 erfassten anderen Verwaltungen, "
        "weil weniger als 3 vergleichbare erfasst sind."
    )
    assert said in sampled("compare").out
    base = "SELECT DISTINCT substr(erklaerung, instr(erklaerung, ' von ')) FROM kandidat_punkte WHERE kriterium = ?"
    spread = {text for (text,) in rows(CATALOGUE, base, "verbreitung")}
    assert {text.split(" bie")[0] for text in spread} == {" von 4 erfassten anderen Verwaltungen"}
    assert rows(CATALOGUE, "SELECT vergleichbare FROM vergleich") == [(0,)]
    for alone in ("16063105", "16067029"):
        assert said in sampled("compare", "--peers", alone).out


def test_enough_comparable_municipalities_are_the_base_and_named(sampled: Thavel) -> None:
    peers = [word for ags in ("16051000", "16053000", "16055000") for word in ("--peers", ags)]
    assert (
        "Verbreitung und Bewährung beziehen sich auf die 3 erfassten vergleichbaren Verwaltungen "
        "(Erfurt, Jena, Weimar).\n"
    ) in sampled("compare", *peers).out


# What is missing in the catalogue


def test_an_empty_catalogue_ranks_nothing_and_says_what_is_missing(thavel: Thavel) -> None:
    assert thavel("init").code == 0
    outcome = thavel("compare")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "Fehler: Der Katalog kennt noch keine Kommunen. Importieren Sie zuerst das Gemeindeverzeichnis: "
        "thavel import gemeinden PFAD\n"
    )
    assert thavel("candidates").code == 1


def test_a_catalogue_without_offers_ranks_nothing_and_says_what_is_missing(thavel: Thavel, register: Path) -> None:
    outcome = thavel("compare")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "Fehler: Es sind noch keine Angebote im Katalog. Importieren Sie zuerst: thavel import pvog --comparable\n"
    )
    assert all(not found for found in _results().values())


def test_a_catalogue_without_leistungen_ranks_nothing(thavel: Thavel, register: Path) -> None:
    """Eisenach was harvested, and nothing was found there."""
    _first_harvest()
    outcome = thavel("compare")
    assert outcome.code == 0
    assert "Erfasst sind 1 Kommunen. Andere Verwaltungen sind noch nicht erfasst;" in outcome.out
    assert "0 Kandidaten" in outcome.out
    assert {name: len(found) for name, found in _results().items() if found} == {"vergleich": 1, "abdeckung": 1}


def _first_harvest() -> None:
    counts = ("lieferungen", "neu", "geaendert", "unveraendert", "verschwunden", "abgelehnt", "fehler", "warnungen")
    _write("INSERT OR IGNORE INTO quellen (name, titel) VALUES ('pvog', 'PVOG')")
    _write(
        f"INSERT INTO laeufe (id, quelle, beginn, status, {', '.join(counts)})"
        f" VALUES (99, 'pvog', '2026-10-04', 'fertig'{', 0' * len(counts)})"
    )
    _write(
        "INSERT INTO aenderungen (zeitpunkt, art, ags, lauf_id) VALUES ('2026-10-04', 'Erstaufnahme', '16063105', 99)"
    )


def _write(sql: str) -> None:
    db = connect(CATALOGUE)
    db.execute(sql)
    db.close()


# Rules


@pytest.mark.parametrize(
    ("name", "edit", "sentence"),
    [
        (
            "gewichte",
            lambda text: "\n".join(re.sub(r"^(\w+;[^;]+);\d+;", r"\1;0;", line) for line in text.splitlines()),
            "Gewichte sind Zahlen ab 0, und mindestens eines ist größer als 0.",
        ),
        (
            "gewichte",
            lambda text: text.replace("aufwand;Aufwand;30;", "aufwand;Aufwand;-30;"),
            "Gewichte sind Zahlen ab 0, und mindestens eines ist größer als 0.",
        ),
        (
            "gewichte",
            lambda text: text.replace("aufwand;Aufwand;30;", "aufwand;Aufwand;dreißig;"),
            ", Zeile 4: „dreißig“ in Spalte „gewicht“ ist keine Zahl.",
        ),
        ("gewichte", lambda text: text.splitlines()[0], "mindestens eines ist größer als 0."),
        (
            "loesungsmuster",
            lambda text: text.replace(r"^/intelliform/forms/", r"^/(?:a{1000}){1000}forms/"),
            "wiederholt zu oft",
        ),
        (
            "loesungsmuster",
            lambda text: text.replace(r"^/thavelp/go/a/(?P<instanz>\d+)", r"^/thavelp/go/a/(?P<instanz>\d+"),
            "ist kein regulärer Ausdruck",
        ),
        (
            "zustaendigkeiten",
            lambda text: f"{text.rstrip()}\n16;991020131040001;Gemeinde;;belegt;g;;q\n",
            "„991020131040001“ in Spalte „schluessel_anfang“ ist nicht der Anfang eines Leistungsschlüssels "
            "(1 bis 14 Ziffern).",
        ),
        (
            "sonderzustaendigkeiten",
            lambda text: f"{text.rstrip()}\n16063105;991020131040001;ja;;belegt;g;q\n",
            "„991020131040001“ in Spalte „schluessel_anfang“ ist nicht",
        ),
        (
            "fachbereiche",
            lambda text: f"{text.rstrip()}\n991020131040001;Steuern;q\n",
            "„991020131040001“ in Spalte „schluessel_anfang“ ist nicht",
        ),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_with_its_file_and_the_old_result_stays(
    sampled: Thavel, name: str, edit: Callable[[str], str], sentence: str
) -> None:
    folder = _copied(edit, name)
    before = _results()
    outcome = sampled("--rules", folder, "compare")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"Fehler: regeln/{name}.csv")
    assert (sentence in outcome.err, outcome.err.count("\n")) == (True, 1)
    assert _results() == before


def test_a_pattern_that_cannot_cope_with_a_link_ends_the_comparison_with_its_line_and_the_old_result_stays(
    sampled: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "MAX_SECONDS", 0.05)
    folder = _copied(lambda text: text.replace("^/intelliform/forms/", "^/(?:[^x]|[^y]|[^x][^y])+#"), "loesungsmuster")
    before = _results()
    outcome = sampled("--rules", folder, "compare")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Fehler: loesungsmuster.csv, Zeile „intelliform“: Das Muster „^/(?:[^x]|[^y]|")
    assert "rechnet zu lange (mehr als eine Sekunde) an „/" in outcome.err
    after = _results()
    assert after.pop("vergleich") != before.pop("vergleich"), "that the rules have changed since is told"
    assert after == before


def test_a_beginning_of_thirteen_digits_is_a_rule_for_what_begins_so(sampled: Thavel) -> None:
    line = "16;9910201310400;Kreis;;belegt;Erfunden.;;q"
    folder = _copied(lambda text: f"{text.rstrip()}\n{line}\n", "zustaendigkeiten")
    assert sampled("--rules", folder, "compare").code == 0
    assert rows(
        CATALOGUE, "SELECT art, zustaendig_grund FROM luecken WHERE leistungsschluessel = '99102013104000'"
    ) == [("Aufgabe des Kreises", "Erfunden. (q)")]


def test_a_weight_whose_line_is_missing_does_not_count(sampled: Thavel) -> None:
    before = rows(CATALOGUE, "SELECT leistungsschluessel, loesung_id FROM kandidaten ORDER BY 1, 2")
    runs = rows(CATALOGUE, "SELECT * FROM laeufe")
    folder = _copied(lambda text: "".join(re.sub(r"(?m)^aufwand;.*\n", "", text)), "gewichte")
    assert sampled("--rules", folder, "compare").code == 0
    assert rows(CATALOGUE, "SELECT leistungsschluessel, loesung_id FROM kandidaten ORDER BY 1, 2") == before
    assert rows(CATALOGUE, "SELECT count(*) FROM kandidat_punkte WHERE kriterium = 'aufwand'") == [(0,)]
    assert rows(CATALOGUE, "SELECT count(*) FROM kandidat_punkte WHERE kriterium = 'pflicht'") == [(len(before),)]
    assert rows(CATALOGUE, "SELECT * FROM laeufe") == runs


def test_a_changed_weight_ranks_anew_without_an_import(sampled: Thavel) -> None:
    sql = "SELECT rang, leistungsschluessel, loesung_id FROM kandidaten ORDER BY 1"
    before, runs = rows(CATALOGUE, sql), rows(CATALOGUE, "SELECT * FROM laeufe")
    folder = _copied(lambda text: text.replace("pflicht;Pflicht;10;", "pflicht;Pflicht;900;"), "gewichte")
    assert sampled("--rules", folder, "compare").code == 0
    after = rows(CATALOGUE, sql)
    assert (sorted(row[1:] for row in after), rows(CATALOGUE, "SELECT * FROM laeufe")) == (
        sorted(row[1:] for row in before),
        runs,
    )
    assert after != before


# Keys in the town's own files


@pytest.mark.parametrize("key", ["9910201310400", "991020131040001", "99102013104OOO"])
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("bestand", "Titel;Link;Schlüssel\nHund;https://eisenach.de/hund;{key}\n"),
        ("fallzahlen", "Schlüssel;Jahr;Fälle\n{key};2024;5\n"),
    ],
)
def test_a_key_of_another_length_is_rejected_with_its_line(sampled: Thavel, source: str, text: str, key: str) -> None:
    Path("liste.csv").write_text(text.format(key=key), encoding="utf-8")
    before = _results()["luecken"]
    outcome = sampled("import", source, "liste.csv", "--ags", "16063105")
    assert outcome.code == 1
    assert "liste.csv, Zeile 2" in outcome.err
    assert key in outcome.err or "14 Ziffern" in outcome.err
    assert "Traceback" not in outcome.err
    assert sampled("compare").code == 0
    assert _results()["luecken"] == before
