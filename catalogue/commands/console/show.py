"""Lists: their options, what a list of results says first, and rows as a table, as CSV or as JSON."""

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click
from sqlite_utils import Database

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import F, declared, format_option, limit_option
from catalogue.formats import tag, visible
from catalogue.questions import reports
from catalogue.tables.vergleich import LUECKENARTEN

# Of columns that would be too wide to read.
WIDTHS = {
    **dict.fromkeys(("bezeichnung", "text", "beispiele", "bedeutung", "titel"), 60),
    **dict.fromkeys(("feld", "unterschiede", "pfad_a", "pfad_b"), 32),
    # One key in a line.
    "auch_fuer": 16,
}


# Between two columns of a table, and beside each heading.
GAP = 2
# So much of a word stays on one line in a cell, for a key or a time, and in a heading.
WORD = 20
HEADING_WORD = 8


def list_options(command: F) -> F:
    """Options of a list of what a comparison found."""
    return declared(
        format_option(),
        limit_option(),
        click.option("--themenfeld", help="Only this Themenfeld."),
        click.option("--art", type=click.Choice(LUECKENARTEN, case_sensitive=False), help="Only this kind of gap."),
    )(command)


def show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], fmt: str = "table") -> None:
    """Print rows to stdout: these columns as a table, or all columns as `csv` or `json`."""
    if fmt == "json":
        show_json(rows)
    elif fmt == "csv":
        from catalogue.export import write_csv  # noqa: PLC0415

        write_csv(rows, sys.stdout)
    else:
        show_text(_table(rows, columns, _room()) if rows else "Nichts gefunden.")


def show_text(text: str, *, nl: bool = True) -> None:
    """Print a text to stdout, foreign parts of it as they can be shown; without `nl` it ends its last line itself."""
    click.echo(visible(text), nl=nl)


def show_json(value: Any) -> None:
    """Print a value to stdout as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _room() -> int | None:
    """The width of the terminal as COLUMNS or the terminal says it; None where stdout is a file or a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() or os.environ.get("COLUMNS") else None


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], room: int | None) -> str:
    """Rows as a table no wider than `room`, with cells wrapped at words; where that is too narrow, row below row."""
    # Here, because it takes as long to load as click.
    from tabulate import tabulate  # noqa: PLC0415

    headings = [column.replace("_", " ") for column in columns]
    widths = [WIDTHS.get(column) for column in columns]
    of_headings: list[int] | None = None
    if room is not None:
        fitting = _fitting(rows, columns, headings, room)
        if fitting is None:
            return _row_below_row(rows, columns, headings)
        widths, of_headings = [*fitting], [width - GAP for width in fitting]
    texts = [at for at, column in enumerate(columns) if any(isinstance(row[column], str) for row in rows)]
    return tabulate(
        [[row[column] for column in columns] for row in rows],
        headings,
        maxcolwidths=widths,
        maxheadercolwidths=of_headings,
        disable_numparse=texts,
    )


def _fitting(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], headings: Sequence[str], room: int
) -> list[int] | None:
    """Widths of the columns with which a table fits; None where words and numbers would have to be broken."""
    widths, least = [], []
    for column, heading in zip(columns, headings, strict=True):
        texts = [heading + " " * GAP, *(str(row[column]) for row in rows if row[column] is not None)]
        longest = max(len(line) for text in texts for line in text.splitlines() or ("",))
        widths.append(min(longest, WIDTHS.get(column, longest)))
        words = [word[:HEADING_WORD] + " " * GAP for word in heading.split()]
        words += [word for text in texts[1:] for word in text.split()]
        least.append(min(widths[-1], WORD, max(map(len, words))))
    too_much = sum(widths) + GAP * (len(widths) - 1) - room
    while too_much > 0:
        at = max(range(len(widths)), key=lambda at: (widths[at] > least[at], widths[at]))
        if widths[at] <= least[at]:
            return None
        widths[at] -= 1
        too_much -= 1
    return widths


def _row_below_row(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], headings: Sequence[str]) -> str:
    names = [heading.ljust(max(map(len, headings))) for heading in headings]
    return "\n\n".join(
        "\n".join(
            f"{name}  {'' if row[column] is None else row[column]}" for name, column in zip(names, columns, strict=True)
        )
        for row in rows
    )


def heading(context: Context, db: Database) -> None:
    """Say for which town and when was compared. Raises `ThavelError` where nothing was compared yet."""
    last = reports.comparison(db)
    context.say(f"Verglichen für {last['kommune']} am {tag(last['zeitpunkt'])}.")
    if last["hinweis"]:
        context.say(last["hinweis"])
    if last["regeln_geaendert"]:
        context.say("Die Regeln wurden seit dem Vergleich geändert. Vergleichen Sie neu: thavel compare")
