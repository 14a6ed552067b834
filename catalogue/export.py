"""Exports of any table or view as CSV and XLSX for people and as JSON for programs."""

import codecs
import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.files import whole
from catalogue.formats import dezimal
from catalogue.german import SORTING
from catalogue.schema import Relation, Table
from catalogue.tables import RELATIONS
from catalogue.tables.entscheidungen import ENTSCHEIDUNGEN_MIT_KANDIDAT

_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Row = Sequence[Any]
Writer = Callable[[Relation, Iterable[Row], BinaryIO], None]


def export(
    db: Database,
    name: str,
    fmt: str,
    out: Path | None = None,
    *,
    filters: Mapping[str, str | int | float] | None = None,
    force: bool = False,
) -> None:
    """Write the table or view `name` as `csv`, `xlsx` or `json` to a file, or to stdout where `out` is None.

    CSV is for German Excel: `;`, UTF-8 with BOM, decimal comma, German headings. JSON has the technical names.
    `filters` keeps the rows in which each named column has that value. A file appears under its name only when it is
    complete. Raises `ThavelError` for an unknown name, column or format, and where the file is there already (unless
    `force`) or cannot be written.
    """
    relation = _relation(name)
    if fmt not in FORMATS:
        raise ThavelError(f"Das Format „{fmt}“ gibt es nicht; möglich: {', '.join(FORMATS)}.")
    rows = _rows(db, relation, filters or {})
    if out is None:
        if fmt == "xlsx":
            raise ThavelError("Eine Excel-Datei braucht einen Namen: Geben Sie ihn mit -o an.")
        write(relation, rows, fmt, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    if out.exists() and not force:
        raise ThavelError(
            f"Die Datei {out} gibt es schon. Wählen Sie einen anderen Namen oder überschreiben Sie mit --force."
        )
    try:
        with whole(out) as file:
            write(relation, rows, fmt, file)
    except OSError as error:
        raise ThavelError(
            f"Die Datei {out} kann nicht geschrieben werden ({error.strerror or error}). "
            "Prüfen Sie, ob der Ordner besteht und beschreibbar ist und ob genug Platz ist."
        ) from error


def write(relation: Relation, rows: Iterable[Row], fmt: str, out: BinaryIO) -> None:
    """Write rows of a table or view, with the values of its columns in order, in one of the `FORMATS`.

    Raises `ThavelError` where the format cannot hold them.
    """
    _WRITERS[fmt](relation, rows, out)


def select(relation: Relation, where: str = "1", order: str | None = None, *, down: bool = False) -> str:
    """The query for the columns of a table or view in their order.

    `where` is SQL, `order` the column to order by instead of the declared one, downwards where `down`. What is the same
    there stands in the order of the key.
    """
    columns = ", ".join(f"[{column.name}]" for column in relation.columns)
    by = order or relation.sort
    terms = [order_by(relation, by) + (" DESC" if down else "")] if by else []
    terms += [f"[{name}]" for name in relation.key] if isinstance(relation, Table) else []
    return f"SELECT {columns} FROM [{relation.name}] WHERE {where} ORDER BY {', '.join(terms) or '1'}"


def order_by(relation: Relation, name: str) -> str:
    """What to order rows by in SQL for the order of this column: texts as in German, keys and codes as they are.

    A table's own key stays as it is too: in its order the rows stand, and pages of a list are found again.
    """
    column = next((each for each in relation.columns if each.name == name), None)
    first = relation.key[0] if isinstance(relation, Table) else None
    is_text = column and column.type == "TEXT" and not (column.references or column.allowed or column.form)
    return f"{SORTING}([{name}])" if is_text and name != first else f"[{name}]"


def format_of(out: Path | None, asked: str | None = None) -> str:
    """The format of a file by its ending, or the one that was `asked` for; CSV where there is neither.

    Raises `ThavelError` where the two contradict each other, and where the ending names no format and none was asked.
    """
    if out is None:
        return asked or FORMATS[0]
    ending = out.suffix[1:].lower()
    if asked and ending in FORMATS and ending != asked:
        raise ThavelError(
            f"{out.name} endet auf .{ending}, --format verlangt aber {asked}. "
            "Lassen Sie --format weg oder geben Sie der Datei eine andere Endung."
        )
    if not asked and ending not in FORMATS:
        raise ThavelError(
            f"An der Endung von {out.name} ist kein Format zu erkennen; möglich sind .{', .'.join(FORMATS)}. "
            "Wählen Sie eine davon oder nennen Sie das Format mit --format."
        )
    return asked or ending


def write_csv(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write rows as CSV in the form of `export`, with their own keys as headings; nothing where there are no rows."""
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    _csv(list(first), (list(row.values()) for row in chain([first], iterator)), out.buffer)
    out.buffer.flush()


def _relation(name: str) -> Relation:
    if name == ENTSCHEIDUNGEN_MIT_KANDIDAT.name:
        return ENTSCHEIDUNGEN_MIT_KANDIDAT
    try:
        return RELATIONS[name]
    except KeyError:
        raise ThavelError(f"„{name}“ gibt es im Katalog nicht. Möglich sind: {', '.join(sorted(RELATIONS))}.") from None


def _rows(db: Database, relation: Relation, filters: Mapping[str, str | int | float]) -> Iterator[Row]:
    names = [column.name for column in relation.columns]
    unknown = [name for name in filters if name not in names]
    if unknown:
        raise ThavelError(
            f"Die Spalte „{unknown[0]}“ gibt es in {relation.name} nicht. Möglich sind: {', '.join(names)}."
        )
    where = " AND ".join(f"[{name}] = ?" for name in filters) or "1"
    return iter(db.execute(select(relation, where), list(filters.values())))


def _headings(relation: Relation) -> list[str]:
    return [f"{column.title} ({column.unit})" if column.unit else column.title for column in relation.columns]


def _harmless(value: Any) -> Any:
    """A cell that a spreadsheet shows and never computes: a leading apostrophe before what would be a formula."""
    if isinstance(value, float):
        return dezimal(value)
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _csv(headings: Iterable[str], rows: Iterable[Row], out: BinaryIO) -> None:
    out.write(codecs.BOM_UTF8)
    writer = csv.writer(codecs.getwriter("utf-8")(out), delimiter=";")
    writer.writerow(headings)
    writer.writerows([_harmless(value) for value in row] for row in rows)


def _write_csv(relation: Relation, rows: Iterable[Row], out: BinaryIO) -> None:
    _csv(_headings(relation), rows, out)


def _write_json(relation: Relation, rows: Iterable[Row], out: BinaryIO) -> None:
    names = [column.name for column in relation.columns]
    separator = "[\n"
    for row in rows:
        out.write((separator + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)).encode())
        separator = ",\n"
    out.write(b"\n]\n" if separator == ",\n" else b"[]\n")


def _write_xlsx(relation: Relation, rows: Iterable[Row], out: BinaryIO) -> None:
    # openpyxl takes longer to load than most lists take to print.
    from catalogue.workbook import write_workbook  # noqa: PLC0415

    write_workbook(relation, _headings(relation), rows, out)


_WRITERS: dict[str, Writer] = {"csv": _write_csv, "xlsx": _write_xlsx, "json": _write_json}
FORMATS = tuple(_WRITERS)
