"""`thavel runs`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import limit_option
from catalogue.commands.console.show import show
from catalogue.questions import reports

COLUMNS = (
    "id", "quelle", "beginn", "status", "lieferungen", "neu", "geaendert", "unveraendert", "verschwunden", "abgelehnt",
)  # fmt: skip


@click.command()
@limit_option(None, 20)
@click.pass_obj
def runs(context: Context, limit: int) -> None:
    """List the newest runs."""
    with context.catalogue() as db:
        show(reports.runs(db, limit=limit), COLUMNS)
