"""A comparison after a few changes judges few Leistungen, and finds what one that judges all of them finds."""

import ast
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from catalogue.database import connect
from catalogue.store.results import TABLES, Replacement, replacing
from catalogue.store.rules import BUNDLED
from catalogue.tables import RELATIONS, VIEWS
from catalogue.tables import verlauf as log
from comparisons import basis
from comparisons.compare import compare
from tests.command import Thavel
from tests.reading import Row, answers, rows

GERA, ERFURT, EISENACH = "16052000", "16051000", "16063105"
TIME = "2026-11-26T03:17:00Z"
TIMES = {"zeitpunkt", "datenstand", "datenstand_ab"}

# What an import may leave behind: each is SQL with one number, which chooses a row.
_NTH = "(SELECT rowid FROM {table} WHERE {which} ORDER BY rowid LIMIT 1 OFFSET ? %"
_NTH += " (SELECT count(*) FROM {table} WHERE {which}))"
_ELSEWHERE = f"ags <> '{EISENACH}'"


def _nth(table: str, which: str = "1") -> str:
    return _NTH.format(table=table, which=which)


CHANGES = {
    "an offer is gone": "UPDATE angebotsnachweise"
    f" SET verschwunden_am = iif(verschwunden_am IS NULL, '{TIME}', NULL)"
    f" WHERE rowid = {_nth('angebotsnachweise', _ELSEWHERE)}",
    "all of a Leistung is gone": f"UPDATE angebotsnachweise SET verschwunden_am = '{TIME}'"
    f" WHERE {_ELSEWHERE} AND leistungsschluessel ="
    f" (SELECT leistungsschluessel FROM angebotsnachweise WHERE rowid = {_nth('angebotsnachweise')})",
    "a town takes over an offer": "INSERT OR IGNORE INTO angebotsnachweise"
    " (ags, leistungsschluessel, onlinedienst_id, quelle, erstmals_gesehen, zuletzt_gesehen)"
    f" SELECT '{GERA}', leistungsschluessel, onlinedienst_id, quelle, '{TIME}', '{TIME}' FROM angebotsnachweise"
    f" WHERE rowid = {_nth('angebotsnachweise')}",
    "a service serves one more Leistung": "INSERT OR IGNORE INTO angebotsnachweise"
    " (ags, leistungsschluessel, onlinedienst_id, quelle, erstmals_gesehen, zuletzt_gesehen)"
    f" SELECT '{ERFURT}', (SELECT max(leistungsschluessel) FROM angebotsnachweise), onlinedienst_id, quelle,"
    f" '{TIME}', '{TIME}' FROM angebotsnachweise WHERE rowid = {_nth('angebotsnachweise', _ELSEWHERE)}",
    "a link is another": "UPDATE onlinedienste SET url = 'https://neu.example/antrag'"
    f" WHERE rowid = {_nth('onlinedienste')}",
    "two services have the same link": "UPDATE onlinedienste SET url = (SELECT max(url) FROM onlinedienste)"
    f" WHERE rowid = {_nth('onlinedienste')}",
    "a link is missing": f"UPDATE onlinedienste SET url = NULL WHERE rowid = {_nth('onlinedienste')}",
    "a service is gone": f"UPDATE onlinedienste SET verschwunden_am = '{TIME}' WHERE rowid = {_nth('onlinedienste')}",
    "another body is responsible": "INSERT OR IGNORE INTO zustaendige_stellen (ags, leistungsschluessel, rolle, titel,"
    " quelle, erstmals_gesehen, zuletzt_gesehen)"
    f" SELECT '{EISENACH}', leistungsschluessel, '01', 'Stadtverwaltung Eisenach', 'pvog', '{TIME}', '{TIME}'"
    f" FROM angebotsnachweise WHERE rowid = {_nth('angebotsnachweise')}",
    "it spreads": "INSERT INTO aenderungen (zeitpunkt, art, ags, leistungsschluessel, lauf_id)"
    f" SELECT strftime('%Y-%m-%dT00:00:00Z'), 'neu', '{GERA}', leistungsschluessel, (SELECT max(id) FROM laeufe)"
    f" FROM angebotsnachweise WHERE rowid = {_nth('angebotsnachweise')}",
}  # fmt: skip
# These concern more than single Leistungen.
LARGE = {
    "another name": f"UPDATE leistungen SET bezeichnung_2 = 'Anders' WHERE rowid = {_nth('leistungen')}",
    "the town itself": f"UPDATE angebotsnachweise SET verschwunden_am = '{TIME}'"
    f" WHERE rowid = {_nth('angebotsnachweise', f'ags = {EISENACH!r}')}",
    "a broken link": "INSERT OR REPLACE INTO linkpruefungen (url, quelle, ergebnis, geprueft_am, seit, grund)"
    f" SELECT url, 'linkcheck', 'defekt', '{TIME}', '{TIME}', 'Die Seite gibt es nicht (404).' FROM onlinedienste"
    f" WHERE rowid = {_nth('onlinedienste', 'url IS NOT NULL')}",
}
# How a Leistung spreads is only known of towns that were first harvested long ago.
LONG_OBSERVED = "UPDATE aenderungen SET zeitpunkt = '2025-01-01T00:00:00Z' WHERE art = 'Erstaufnahme'"
changes = st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 9999)), min_size=1, max_size=4)


def _result(path: Path) -> dict[str, list[Row]]:
    queries = {}
    others = [RELATIONS[name] for name in ("kommunen", "onlinedienste")]
    for table in (*TABLES, *others, log.LUECKENSTAND, log.VERGLEICHSSTAND):
        names = [column.name for column in table.columns if column.name not in TIMES]
        queries[table.name] = f"SELECT {', '.join(names)} FROM {table.name} ORDER BY 1, 2, 3"
    return answers(path, queries)


def _change(path: Path, sql: str, number: int) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(sql, [number] * sql.count("?"))
    connection.close()


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The Leistungen that comparisons judged."""
    found: list[str] = []
    whole = Replacement.judged

    def noted(self: Replacement, key: str, *rest: Any) -> None:
        found.append(key)
        whole(self, key, *rest)

    monkeypatch.setattr(Replacement, "judged", noted)
    return found


@given(st.lists(changes, min_size=1, max_size=2))
@example([[(name, number) for name in sorted(CHANGES)] for number in (3, 40)])
@settings(max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_after_changes_the_result_is_that_of_a_fresh_comparison(
    built_sample: Path, steps: list[list[tuple[str, int]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copyfile(built_sample, Path(folder) / "katalog.db"))
        _change(path, LONG_OBSERVED, 0)
        compare(path)
        for step in steps:
            for name, number in step:
                _change(path, CHANGES[name], number)
            compare(path)
        found = _result(path)
        compare(path, fresh=True)
        assert found == _result(path)
        assert rows(path, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_change_of_one_leistung_is_judged_without_the_others(
    sample_catalogue: Path, judged: list[str], name: str
) -> None:
    _change(sample_catalogue, LONG_OBSERVED, 0)
    compare(sample_catalogue)
    everything = len(judged)
    # Some rows are the town's own, which concern all, and some changes change nothing.
    for number in range(0, 400, 7):
        del judged[:]
        _change(sample_catalogue, CHANGES[name], number)
        compare(sample_catalogue)
        if 0 < len(judged) < everything / 2:
            return
    raise AssertionError("nothing or everything was judged each time")


@pytest.mark.parametrize("name", sorted(LARGE))
def test_what_concerns_all_is_judged_for_all(sample_catalogue: Path, judged: list[str], name: str) -> None:
    compare(sample_catalogue)
    everything = len(judged)
    del judged[:]
    _change(sample_catalogue, LARGE[name], 4)
    compare(sample_catalogue)
    assert len(judged) == everything


def test_another_weight_ranks_all_anew(sample_catalogue: Path, judged: list[str], tmp_path: Path) -> None:
    compare(sample_catalogue)
    everything = len(judged)
    rules = tmp_path / "regeln"
    rules.mkdir()
    lines = (BUNDLED / "gewichte.csv").read_text(encoding="utf-8").split("\n")
    (rules / "gewichte.csv").write_text("\n".join(lines[:4]), encoding="utf-8")
    compare(sample_catalogue, rules=rules)
    assert len(judged) == 2 * everything
    assert rows(sample_catalogue, "SELECT count(DISTINCT kriterium) FROM kandidat_punkte") == [(3,)]


def test_nothing_is_judged_again_where_nothing_changed(sample_catalogue: Path, judged: list[str]) -> None:
    assert compare(sample_catalogue).judged is None
    before = _result(sample_catalogue)
    del judged[:]
    assert compare(sample_catalogue).judged == 0
    assert (judged, _result(sample_catalogue)) == ([], before)


def test_how_many_were_judged_is_told_unless_it_were_all(thavel: Thavel, sample_catalogue: Path) -> None:
    told = "Neu beurteilte Leistungen: 0; alle anderen sind wie beim letzten Vergleich."
    assert told not in thavel("compare").err
    assert told in thavel("compare").err
    assert told not in thavel("compare", "--fresh").err


def test_a_comparison_for_another_town_judges_all(sample_catalogue: Path, judged: list[str]) -> None:
    compare(sample_catalogue)
    everything = len(judged)
    compare(sample_catalogue, ags=ERFURT)
    compare(sample_catalogue)
    assert len(judged) == 3 * everything


@pytest.mark.parametrize(
    "name",
    [
        "catalogue/store/results.py",
        "catalogue/records/kinds.py",
        "catalogue/patterns.py",
        "comparisons/judging/gaps.py",
    ],
)
def test_where_the_program_is_another_all_is_judged_anew(
    katalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for room in basis.CODE:
        shutil.copytree(basis.ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("static", "__pycache__"))
    db = connect(katalog)
    before = basis.basis(db)
    monkeypatch.setattr(basis, "ROOT", tmp_path)
    assert basis.basis(db) == before
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("# Another line.\n")
    assert basis.basis(db) != before
    db.close()


def test_all_code_that_a_comparison_runs_is_part_of_the_basis() -> None:
    seen: set[str] = set()
    left = ["comparisons.compare"]
    while left:
        name = left.pop()
        path = basis.ROOT.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name not in seen and file.exists():
            seen.add(name)
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    left += [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    left += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    assert {name.split(".")[0] for name in seen} == set(basis.CODE)
    assert len(seen) > 40


# Read for what counts for a single Leistung, or only shown, or the result itself and what is logged of it.
_OWN = {
    "angebotsnachweise", "onlinedienste", "zustaendige_stellen", "aenderungen", "laeufe", "quellen", "zuordnungen",
    "lueckenstand", "lueckenverlauf", "vergleichsstand", "json_each", "sqlite_master",
    *(table.name for table in TABLES),
}  # fmt: skip


def test_everything_that_is_read_is_part_of_the_basis(sample_catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[tuple[str, str]] = set()
    # A view has a checksum itself, with what is read inside of it, or else the tables have that are read through it.
    whole = {view.name for view in VIEWS if view.name in basis.READ}
    whole |= {inner.name for inner in VIEWS for view in VIEWS if view.name in basis.READ and inner.name in view.sql}
    seen_through = {view.name for view in VIEWS} - whole

    def note(action: int, table: str | None, column: str | None, _: str | None, source: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table and column and source not in whole and table not in seen_through:
            read.add((table, column))
        return sqlite3.SQLITE_OK

    @contextmanager
    def watched(db: Database) -> Iterator[Replacement]:
        db.conn.set_authorizer(note)
        with replacing(db) as replacement:
            yield replacement

    monkeypatch.setattr("comparisons.compare.replacing", watched)
    compare(sample_catalogue)
    known = {("kommunen", name) for name in ("onlinedienste", "eigene_onlinedienste")}
    for name, columns in basis.READ.items():
        known |= {(name, column) for column in re.findall(r"\w+", " ".join(columns))}
    rules = set(basis.RULES)
    left = {(table, column) for table, column in read if table not in _OWN | rules and column not in ("ROWID", "")}
    assert {(table, column) for table, column in left if "_fts" not in table} <= known
    assert len(read) > 100
