"""Writes a small catalogue of another version as SQL: `python -m tests.catalogue.older.write FILE.db > FILE.sql`.

The file was filled by that version itself, for example in a worktree of its commit:

    thavel demo --dir alt --no-serve
    printf 'titel;link\nHund anmelden;https://www.eisenach.de/hund\n' > liste.csv
    thavel --db alt/katalog.db import bestand liste.csv --ags 16063105
    thavel --db alt/katalog.db match confirm "Hund anmelden" 99102013104000 --person ab
    thavel --db alt/katalog.db compare
    thavel --db alt/katalog.db decide 99027002012000 --status vorgemerkt --fachbereich 32 --person ab
    thavel --db alt/katalog.db decide 99027002012000 --status abgelehnt --fachbereich 32 --person ab --note "zu teuer"

`anfang.sql` is of the first version that could compare, which knew neither `match` nor `decide`. `0.1.sql` is of the
last one before the fingerprint of the schema, `0.1-entscheidungen.sql` its `entscheidungen.db`.

Of a catalogue only a few municipalities and Leistungen are kept, with everything that refers to them.
"""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

TOWNS = ("16063105", "16051000", "16052000", "16053000", "16055000")
LEISTUNGEN = (
    "99102013104000",
    "99027002012000",
    "99059004012000",
    "99090023276000",
    "99008001012000",
    "99101004012000",
)


def shrunk(path: Path) -> sqlite3.Connection:
    """A copy of the catalogue in memory, with what refers to the towns and the Leistungen only."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with sqlite3.connect(path) as source:
        source.backup(copy)
    if copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'kommunen'").fetchone() == (0,):
        return copy
    copy.execute(f"DELETE FROM kommunen WHERE ags NOT IN {TOWNS}")
    tables = copy.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'").fetchall()
    for (table,) in tables:
        if "leistungsschluessel" in {row[1] for row in copy.execute(f"PRAGMA table_info([{table}])")}:
            copy.execute(f"DELETE FROM [{table}] WHERE leistungsschluessel NOT IN {LEISTUNGEN}")
    copy.execute(
        "DELETE FROM verwaltungen WHERE verwaltung_schluessel NOT IN (SELECT verwaltung_schluessel FROM kommunen)"
    )
    copy.execute("DELETE FROM kreise WHERE kreis_ags NOT IN (SELECT kreis_ags FROM kommunen)")
    copy.execute("DELETE FROM koordinaten WHERE ags NOT IN (SELECT ags FROM kommunen)")
    before = -1
    while before < copy.total_changes:
        before = copy.total_changes
        for statement in set(orphans(copy)):
            copy.execute(statement)
    copy.execute("DELETE FROM onlinedienste WHERE id NOT IN (SELECT onlinedienst_id FROM angebotsnachweise)")
    return copy


def orphans(connection: sqlite3.Connection) -> Iterator[str]:
    """Statements that delete the rows which refer to nothing."""
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'").fetchall():
        for _, _, parent, column, to, *_ in connection.execute(f"PRAGMA foreign_key_list([{table}])").fetchall():
            yield f"DELETE FROM [{table}] WHERE [{column}] NOT IN (SELECT [{to}] FROM [{parent}])"


def statements(connection: sqlite3.Connection) -> Iterator[str]:
    """SQL that makes the file again; rows go through the triggers that keep the search index."""
    for pragma in ("application_id", "user_version"):
        yield f"PRAGMA {pragma} = {connection.execute(f'PRAGMA {pragma}').fetchone()[0]};"
    made = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'trigger' THEN 3 ELSE 4 END, rowid"
    ).fetchall()
    searched = [name for _, name, sql in made if sql.startswith("CREATE VIRTUAL TABLE")]
    kept = [entry for entry in made if not any(entry[1].startswith(f"{name}_") for name in searched)]
    for _, _, sql in kept:
        yield f"{sql};"
    for kind, name, _ in kept:
        if kind == "table" and name not in searched:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info([{name}])").fetchall()]
            values = " || ', ' || ".join(f"quote([{column}])" for column in columns)
            order = ", ".join(str(place + 1) for place in range(len(columns)))
            for (row,) in connection.execute(f"SELECT {values} FROM (SELECT * FROM [{name}] ORDER BY {order})"):
                yield f"INSERT INTO [{name}] VALUES ({row});"


def main() -> None:
    """Print the SQL."""
    connection = shrunk(Path(sys.argv[1]))
    sys.stdout.write("\n".join(statements(connection)) + "\n")
    connection.close()


if __name__ == "__main__":
    main()
