"""The town's rules: CSV files with a source per line, checked against their declaration and kept in the catalogue."""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.files import write
from catalogue.schema import Table
from catalogue.store.rule_values import AS_TEXT, Value, read_value
from catalogue.tables import RELATIONS
from catalogue.tables import TABLES as DECLARED
from catalogue.tables.regeln import CODES, GEWICHTE, LOESUNGSMUSTER
from catalogue.tables.zustaendigkeit import STATUS

TABLES = tuple(table for table in DECLARED if table.kind == "regel")
BUNDLED = Path(__file__).parent.parent / "regeln"

Say = Callable[[str], None]
# How spreadsheets part columns.
DELIMITERS = ";,\t"

# By the form of a column: the condition that nothing fits the line, what it names, and when everything should be there.
_UNFIT: Mapping[str, tuple[str, str, str]] = {
    "ags": (
        "NOT EXISTS (SELECT 1 FROM kommunen k WHERE k.ags = r.{column})",
        "Gemeinden, die es im Katalog nicht gibt",
        "EXISTS (SELECT 1 FROM kommunen)",
    ),
    "leistung": (
        "NOT EXISTS (SELECT 1 FROM leistungen l WHERE l.leistungsschluessel GLOB r.{column} || '*')",
        "Schlüssel, mit denen keine Leistung des Katalogs beginnt",
        "EXISTS (SELECT 1 FROM quellen WHERE name = 'leika' AND letzter_lauf IS NOT NULL)",
    ),
}
# Of those about the register itself its import tells, with the reason.
_TOLD_HERE = ("fachbereiche", "sonderbehoerden", "sonderzustaendigkeiten", "vergleichskommunen", "zustaendigkeiten")


def rule_file(table: Table, directory: Path | None) -> Path:
    """The file a rule table is read from: the town's own where there is one, else the bundled one."""
    own = directory / f"{table.name}.csv" if directory else None
    return own if own and own.exists() else BUNDLED / f"{table.name}.csv"


def read_rules(table: Table, path: Path, say: Say = lambda text: None) -> list[tuple[Value, ...]]:
    """Rows of a rule file (UTF-8, `;` or as the heading line is parted), in the declared order of columns.

    `say` gets a sentence where values are read as another than is written. Raises `ThavelError` naming file, line and
    column of the first mistake.
    """
    names = [column.name for column in table.columns]
    rows: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    reread: list[tuple[str, str]] = []
    key_positions = [names.index(name) for name in table.key]
    for line, cells in _records(path, names):
        where = f"{path}, Zeile {line}"
        if len(cells) != len(names):
            raise ThavelError(f"{where}: {len(cells)} Spalten statt {len(names)}.")
        row = tuple(
            read_value(column, cell, where, lambda written, read: reread.append((written, read)))
            for column, cell in zip(table.columns, cells, strict=True)
        )
        if check := _CHECKS.get(table.name):
            check(row, where)
        key = tuple(row[position] for position in key_positions)
        if key in rows:
            raise ThavelError(f"{where}: Der Schlüssel {', '.join(map(str, key))} kommt doppelt vor.")
        rows[key] = row
    if reread:
        written, read = reread[0]
        say(f"{path}: {len(reread)} Tage in deutscher Schreibweise gelesen, zum Beispiel {written} als {read}.")
    return list(rows.values())


def _records(path: Path, names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The first line of each record of a rule file, and its cells without empty ones beyond the last column."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ThavelError(
            f"{path}: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie als „CSV UTF-8“."
        ) from None
    except OSError as error:
        raise ThavelError(f"{path}: Die Datei kann nicht gelesen werden ({error.strerror}).") from None
    first = text.partition("\n")[0]
    delimiter = next((mark for mark in DELIMITERS if _within(first.split(mark), names) == names), ";")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if line == 1 and _within(cells, names) != names:
                break
            if line > 1 and any(cells):
                yield line, _within(cells, names)
            line = reader.line_num + 1
    except csv.Error:
        raise ThavelError(
            f"{path}, Zeile {line}: Ein Anführungszeichen fehlt oder steht am falschen Ort. "
            "Ein Text mit „;“ oder mit Anführungszeichen steht in Anführungszeichen, die im Text stehen doppelt."
        ) from None
    if line == 1:
        lacking = [name for name in names if name not in first.split(delimiter)]
        told = f" Es fehlt: {', '.join(lacking)}." if lacking else ""
        raise ThavelError(f"{path}, Zeile 1: Erwartet werden die Spalten {'; '.join(names)}.{told}")


def _within(cells: list[str], names: Sequence[str]) -> list[str]:
    """The cells without empty ones that a spreadsheet wrote beyond the last column."""
    return cells if any(cell.strip() for cell in cells[len(names) :]) else cells[: len(names)]


@cache
def _bundled_codes() -> frozenset[tuple[str, str]]:
    names = [column.name for column in CODES.columns]
    return frozenset((cells[0], cells[1]) for _, cells in _records(rule_file(CODES, None), names))


def _check_code(row: tuple[Value, ...], where: str) -> None:
    """Raises `ThavelError` where a code has lost zeros that it begins with in the bundled file."""
    listed, code = str(row[0]), str(row[1])
    whole = next((f"{zeros}{code}" for zeros in ("0", "00") if (listed, f"{zeros}{code}") in _bundled_codes()), None)
    if whole and (listed, code) not in _bundled_codes():
        raise ThavelError(
            f"{where}: „{code}“ in Spalte „code“ heißt richtig {whole}; eine Tabellenkalkulation hat die führende Null "
            f"weggelassen. {AS_TEXT}."
        )


def _check_correction(row: tuple[Value, ...], where: str) -> None:
    """Raises `ThavelError` where a correction names a table or column that there is not, or no number for one."""
    table, _, name, *values = (str(cell or "") for cell in row[:5])
    columns = RELATIONS[table].columns if table in RELATIONS else ()
    column = next((column for column in columns if column.name == name), None)
    if column is None:
        raise ThavelError(f"{where}: Eine Spalte „{name}“ in einer Tabelle „{table}“ gibt es nicht.")
    for of, value in zip(("falsch", "richtig"), values, strict=True):
        read_value(replace(column, name=of, required=False), value, where, lambda written, read: None)


def _check_examples(row: tuple[Value, ...], where: str) -> None:
    """Raises `ThavelError` where a responsibility is said to be checked by a Leistung that it is not about."""
    beginning, examples = str(row[1]), str(row[6] or "")
    for key in filter(None, (part.strip() for part in examples.split(","))):
        if not (key.startswith(beginning) and len(key) == 14 and key.isdecimal()):
            raise ThavelError(
                f"{where}: „{key}“ in Spalte „geprueft“ ist kein Leistungsschlüssel, der mit {beginning} beginnt. "
                "Nennen Sie Schlüssel mit 14 Ziffern, mit Komma getrennt."
            )


_CHECKS: dict[str, Callable[[tuple[Value, ...], str], None]] = {
    "codes": _check_code,
    "korrekturen": _check_correction,
    "zustaendigkeiten": _check_examples,
}


def copy_bundled(directory: Path) -> None:
    """Copy the bundled files into a folder, which is created; files that are there already are kept.

    Raises `OSError` where it cannot be written to.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for bundled in sorted(BUNDLED.glob("*.csv")):
        if not (directory / bundled.name).exists():
            write(directory / bundled.name, bundled.read_bytes())


def _check_directory(directory: Path) -> None:
    known = {table.name for table in TABLES}
    for file in sorted(directory.glob("*.csv")):
        if file.stem not in known:
            raise ThavelError(
                f"{file}: Eine Regeltabelle dieses Namens gibt es nicht. Bekannt sind: {', '.join(sorted(known))}."
            )


def _check_together(rows: Mapping[str, Sequence[tuple[Value, ...]]], files: Mapping[str, Path]) -> None:
    """Raises `ThavelError` where files do not fit each other: unknown criteria, no weight, unknown efforts or
    authorities."""
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
    named = {str(row[3]) for row in rows["zustaendigkeiten"] if row[3]}
    strange = sorted({str(row[1]) for row in rows["sonderbehoerden"]} - {*named, *STATUS})
    if strange:
        raise ThavelError(
            f"{files['sonderbehoerden']}: Eine Behörde „{strange[0]}“ nennt keine Zeile in "
            f"{files['zustaendigkeiten'].name}; bekannt sind: {', '.join(sorted(named | {*STATUS}))}."
        )


def changed_rules(
    db: Database, directory: Path | None = None, say: Say = lambda text: None
) -> list[tuple[Table, list[tuple[Value, ...]]]]:
    """The rule tables whose files say something else than the catalogue, with the rows of their files.

    All files are read and checked; `say` gets what is read as another than is written.
    """
    if directory:
        _check_directory(directory)
    files = {table.name: rule_file(table, directory) for table in TABLES}
    wanted = {table.name: read_rules(table, files[table.name], say) for table in TABLES}
    _check_together(wanted, files)
    return [(table, wanted[table.name]) for table in TABLES if _stored(db, table) != set(wanted[table.name])]


def _names(table: Table) -> str:
    return ", ".join(f"[{column.name}]" for column in table.columns)


def _stored(db: Database, table: Table) -> set[tuple[Value, ...]]:
    return set(db.execute(f"SELECT {_names(table)} FROM [{table.name}]").fetchall())


def sync_rules(db: Database, directory: Path | None = None, say: Say = lambda text: None) -> list[str]:
    """Bring the rule tables to what the files say, in one transaction; returns the names of those that changed.

    Nothing is written unless all files are right. `say` is as of `changed_rules`, and gets what `unfit` tells of them.
    """
    changed = changed_rules(db, directory, say)
    if changed:
        with db.atomic():
            for table, rows in changed:
                marks = ", ".join("?" for _ in table.columns)
                db.execute(f"DELETE FROM [{table.name}]")
                db.conn.executemany(f"INSERT INTO [{table.name}] ({_names(table)}) VALUES ({marks})", rows)
            db.execute("UPDATE vergleich SET regeln_geaendert = 1")
    names = [table.name for table, _ in changed]
    for sentence in unfit(db, names):
        say(f"Hinweis: {sentence}")
    return names


def unfit(db: Database, names: Collection[str] = _TOLD_HERE) -> list[str]:
    """A German sentence for each column of these rule tables that names what is nowhere in the catalogue.

    Municipalities are looked up once there is a register, Leistungen once there is the LeiKa. What the bundled lines
    name is left out: a catalogue may be about another area or have an older LeiKa.
    """
    found = []
    for table in (table for table in TABLES if table.name in names and table.name in _TOLD_HERE):
        bundled = read_rules(table, rule_file(table, None))
        for position, column in enumerate(table.columns):
            if column.form is None or column.form not in _UNFIT:
                continue
            nothing, what, complete = _UNFIT[column.form]
            rows = db.execute(
                f"SELECT DISTINCT r.{column.name} FROM {table.name} r"
                f" WHERE {complete} AND {nothing.format(column=column.name)} ORDER BY 1"
            ).fetchall()
            unknown = [key for (key,) in rows if all(row[position] != key for row in bundled)]
            if unknown:
                named = ", ".join(unknown[:5]) + (f" und {len(unknown) - 5} weitere" if len(unknown) > 5 else "")
                found.append(f"{table.name}.csv nennt in „{column.name}“ {what}; das bewirkt nichts: {named}.")
    return found
