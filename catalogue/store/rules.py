"""The town's rules: CSV files with a source per line, checked against their declaration and kept in the catalogue."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.files import whole
from catalogue.patterns import RulePattern
from catalogue.schema import Table
from catalogue.tables.regeln import GEWICHTE, LOESUNGSMUSTER, TABLES

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]+)?")

BUNDLED = Path(__file__).parent.parent / "regeln"

Value = str | float | int | None

_AGS = (re.compile(r"[0-9]{8}"), "ein AGS mit 8 Ziffern")
_FORMS = {
    "ags": _AGS,
    "ags_alt": _AGS,
    "ags_neu": _AGS,
    "vergleich_ags": _AGS,
    "schluessel_anfang": (re.compile(r"[0-9]{1,14}"), "der Anfang eines Leistungsschlüssels (1 bis 14 Ziffern)"),
}


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
    form = _FORMS.get(column.name)
    if form and not form[0].fullmatch(text):
        raise ThavelError(f"{where}: „{text}“ in Spalte „{column.name}“ ist nicht {form[1]}.")
    if column.name == "muster":
        RulePattern(text, where)
    if column.type == "TEXT":
        return text
    integer = column.type == "INTEGER"
    if not (_WHOLE if integer else _NUMBER).fullmatch(text):
        kind = "ganze Zahl" if integer else "Zahl"
        raise ThavelError(f"{where}: „{text}“ in Spalte „{column.name}“ ist keine {kind}.")
    return int(text) if integer else float(text.replace(",", "."))


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


def copy_bundled(directory: Path) -> None:
    """Copy the bundled files into a folder, which is created; files that are there already are kept.

    Raises `OSError` where it cannot be written to.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for bundled in sorted(BUNDLED.glob("*.csv")):
        if not (directory / bundled.name).exists():
            with whole(directory / bundled.name) as file:
                file.write(bundled.read_bytes())


def _check_directory(directory: Path) -> None:
    known = {table.name for table in TABLES}
    for file in sorted(directory.glob("*.csv")):
        if file.stem not in known:
            raise ThavelError(
                f"{file}: Eine Regeltabelle dieses Namens gibt es nicht. Bekannt sind: {', '.join(sorted(known))}."
            )


def _check_together(rows: Mapping[str, Sequence[tuple[Value, ...]]], files: Mapping[str, Path]) -> None:
    """Raises `ThavelError` where files do not fit each other: unknown criteria, no weight at all, unknown efforts."""
    weights = {str(name): float(weight or 0) for name, _, weight, *_ in rows["gewichte"]}
    # The bundled weights name every criterion; `comparisons.ranking.criteria` has a function for each.
    known = [str(name) for name, *_ in read_rules(GEWICHTE, rule_file(GEWICHTE, None))]
    if weights.keys() - set(known):
        name = min(weights.keys() - set(known))
        raise ThavelError(f"{files['gewichte']}: Ein Kriterium „{name}“ gibt es nicht; bekannt: {', '.join(known)}.")
    if min(weights.values(), default=0) < 0 or not any(weights.values()):
        raise ThavelError(f"{files['gewichte']}: Gewichte sind Zahlen ab 0, und mindestens eines ist größer als 0.")
    effort = [column.name for column in LOESUNGSMUSTER.columns].index("aufwand")
    steps = {step for step, *_ in rows["aufwandsstufen"]}
    unknown = sorted({str(row[effort]) for row in rows["loesungsmuster"]} - {str(step) for step in steps})
    if unknown:
        raise ThavelError(
            f"{files['loesungsmuster']}: Der Aufwand „{unknown[0]}“ ist keine Stufe aus {files['aufwandsstufen'].name}."
        )


def sync_rules(db: Database, directory: Path | None = None) -> list[str]:
    """Bring the rule tables to what the files say, in one transaction; returns the names of those that changed.

    All files are read and checked before anything is written.
    """
    if directory:
        _check_directory(directory)
    files = {table.name: rule_file(table, directory) for table in TABLES}
    wanted = {table.name: read_rules(table, files[table.name]) for table in TABLES}
    _check_together(wanted, files)
    changed = []
    for table in TABLES:
        rows = wanted[table.name]
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
            db.execute("UPDATE vergleich SET regeln_geaendert = 1")
    return [table.name for table, _, _ in changed]
