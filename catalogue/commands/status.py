"""`thavel status`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.show import show
from catalogue.questions import reports


@click.command()
@click.pass_obj
def status(context: Context) -> None:
    """What is in the catalogue, and how fresh it is."""
    with context.catalogue() as db:
        show(reports.contents(db), ("tabelle", "titel", "zeilen"))
        click.echo()
        show(reports.sources(db), ("name", "titel", "letzter_lauf", "stand"))
