"""`thavel status`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import json_option
from catalogue.commands.console.show import show, show_json
from catalogue.questions import reports


@click.command()
@json_option
@click.pass_obj
def status(context: Context, as_json: bool) -> None:
    """What is in the catalogue, and how fresh it is."""
    with context.catalogue() as db:
        contents, sources = reports.contents(db), reports.sources(db)
    if as_json:
        show_json({"tabellen": contents, "quellen": sources})
        return
    show(contents, ("tabelle", "titel", "zeilen"))
    click.echo()
    show(sources, ("name", "titel", "letzter_lauf", "stand"))
