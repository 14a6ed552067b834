"""`thavel runs`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import json_option, limit_option
from catalogue.commands.console.show import show
from catalogue.questions import reports

COLUMNS = (
    "id", "quelle", "beginn", "status", "lieferungen", "neu", "geaendert", "unveraendert", "verschwunden", "abgelehnt",
)  # fmt: skip


@click.command()
@limit_option(default=20)
@json_option
@click.pass_obj
def runs(context: Context, limit: int, as_json: bool) -> None:
    """List the newest runs."""
    with context.catalogue() as db:
        found, last = reports.runs(db, limit=limit), reports.last_run(db)
    show(found, COLUMNS, "json" if as_json else "table")
    if found and found[-1]["id"] > 1:
        context.say(f"Ältere Läufe gibt es auch: thavel runs --limit {last}")
