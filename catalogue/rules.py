"""The town's rules: CSV files with a source per line, checked against their declaration and kept in the catalogue."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.schema import Table
from catalogue.tables.regeln import TABLES

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]+)?")

BUNDLED = Path(__file__).parent / "regeln"

Value = str | float | int | None


def rule_file(table: Table, directory: Path | None) -> Path:
    """The file a rule table is read from: the town's own where there is one, else the bundled one."""
    own = directory / f"{table.name}.csv" if directory else None
    return own if own and own.exists() else BUNDLED / f"{table.name}.csv"


def _value(table: Table, position: int, text: str, where: str) -> Value:
    column = table.columns[position]
    text = text.strip()
    if not text:
        if column.required:
            raise ThavelError(f"{where}: Die Spalte „{column.name}“ darf nicht leer sein ({column.description})")
        return None
    if column.allowed and text not in column.allowed:
        raise ThavelError(
            f"{where}: „{text}“ in Spalte „{column.name}“ ist nicht erlaubt; möglich: {', '.join(column.allowed)}."
        )
    if column.type == "TEXT":
        return text
    whole = column.type == "INTEGER"
    if not (_WHOLE if whole else _NUMBER).fullmatch(text):
        kind = "ganze Zahl" if whole else "Zahl"
        raise ThavelError(f"{where}: „{text}“ in Spalte „{column.name}“ ist keine {kind}.")
    return int(text) if whole else float(text.replace(",", "."))


def read_rules(table: Table, path: Path) -> list[tuple[Value, ...]]:
    """Rows of a rule file (UTF-8, `;`, heading line), in the declared order of columns.

    Raises `ThavelError` naming file, line and column of the first mistake.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ThavelError(
            f"{path}: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie als „CSV UTF-8“."
        ) from None
    reader = csv.reader(io.StringIO(text), delimiter=";")
    names = [column.name for column in table.columns]
    heading = next(reader, [])
    if heading != names:
        raise ThavelError(f"{path}, Zeile 1: Erwartet werden die Spalten {'; '.join(names)}.")
    rows: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    key_positions = [names.index(name) for name in table.key]
    for cells in reader:
        if not any(cells):
            continue
        where = f"{path}, Zeile {reader.line_num}"
        if len(cells) != len(names):
            raise ThavelError(f"{where}: {len(cells)} Spalten statt {len(names)}.")
        row = tuple(_value(table, position, cell, where) for position, cell in enumerate(cells))
        key = tuple(row[position] for position in key_positions)
        if key in rows:
            raise ThavelError(f"{where}: Der Schlüssel {', '.join(map(str, key))} kommt doppelt vor.")
        rows[key] = row
    return list(rows.values())


def sync_rules(db: Database, directory: Path | None = None) -> list[str]:
    """Bring the rule tables to what the files say, in one transaction; returns the names of those that changed.

    All files are read and checked before anything is written.
    """
    wanted: list[tuple[Table, Sequence[tuple[Value, ...]]]] = [
        (table, read_rules(table, rule_file(table, directory))) for table in TABLES
    ]
    changed = []
    for table, rows in wanted:
        names = ", ".join(f"[{column.name}]" for column in table.columns)
        present = set(db.execute(f"SELECT {names} FROM [{table.name}]").fetchall())
        if present != set(rows):
            changed.append((table, rows, names))
    if changed:
        with db.atomic():
            for table, rows, names in changed:
                marks = ", ".join("?" for _ in table.columns)
                db.execute(f"DELETE FROM [{table.name}]")
                db.conn.executemany(f"INSERT INTO [{table.name}] ({names}) VALUES ({marks})", rows)
    return [table.name for table, _, _ in changed]
