"""The messages of an import of a table, without the one that always says what was read."""

from pathlib import Path

from tests import reading
from tests.reading import Row

READ = "tabelle.gelesen"


def messages(path: Path) -> list[Row]:
    return [row for row in reading.messages(path) if row[1] != READ]


def texts(path: Path) -> str:
    newest = "lauf_id = (SELECT max(id) FROM laeufe)"
    found = reading.rows(path, f"SELECT text FROM meldungen WHERE {newest} AND code <> ? ORDER BY id", READ)
    return "\n".join(text for (text,) in found)
