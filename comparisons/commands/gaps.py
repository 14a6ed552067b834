"""`thavel gaps`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.show import heading, list_options, show
from catalogue.questions import reports

COLUMNS = ("leistungsschluessel", "bezeichnung", "art", "zustaendig", "verwaltungen", "beispiele")


@click.command()
@list_options
@click.pass_obj
def gaps(context: Context, fmt: str, limit: int | None, themenfeld: str | None, art: str | None) -> None:
    """List the gaps of the reference town."""
    with context.catalogue() as db:
        heading(context, db)
        show(reports.gaps(db, art=art, themenfeld=themenfeld, limit=limit), COLUMNS, fmt)
