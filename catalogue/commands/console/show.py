"""Lists: their options, what a list of results says first, and rows as a table, as CSV or as JSON."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click
from sqlite_utils import Database

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import F, format_option, limit_option
from catalogue.formats import tag
from catalogue.questions import reports
from catalogue.tables.vergleich import LUECKENARTEN

# Of columns that would be too wide for a terminal.
WIDTHS = {
    **dict.fromkeys(("bezeichnung", "text", "beispiele", "bedeutung", "titel"), 60),
    **dict.fromkeys(("feld", "unterschiede", "pfad_a", "pfad_b"), 32),
}


def list_options(command: F) -> F:
    """Options of a list of what a comparison found."""
    for option in (
        format_option(),
        limit_option(),
        click.option("--themenfeld", help="Only this Themenfeld."),
        click.option("--art", type=click.Choice(LUECKENARTEN, case_sensitive=False), help="Only this kind of gap."),
    ):
        command = option(command)
    return command


def show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], fmt: str = "table") -> None:
    """Print rows to stdout: these columns as a table, or all columns as `csv` or `json`."""
    if fmt == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif fmt == "csv":
        from catalogue.export import write_csv  # noqa: PLC0415

        write_csv(rows, sys.stdout)
    else:
        click.echo(_table(rows, columns) if rows else "Nichts gefunden.")


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    # Here, because it takes as long to load as click.
    from tabulate import tabulate  # noqa: PLC0415

    texts = [at for at, column in enumerate(columns) if any(isinstance(row[column], str) for row in rows)]
    return tabulate(
        [[row[column] for column in columns] for row in rows],
        [column.replace("_", " ") for column in columns],
        maxcolwidths=[WIDTHS.get(column) for column in columns],
        disable_numparse=texts,
    )


def heading(context: Context, db: Database) -> None:
    """Say for which town and when was compared. Raises `ThavelError` where nothing was compared yet."""
    last = reports.comparison(db)
    context.say(f"Verglichen für {last['kommune']} am {tag(last['zeitpunkt'])}.")
    if last["hinweis"]:
        context.say(last["hinweis"])
    if last["regeln_geaendert"]:
        context.say("Die Regeln wurden seit dem Vergleich geändert. Vergleichen Sie neu: thavel compare")
