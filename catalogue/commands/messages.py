"""`thavel messages`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import json_option
from catalogue.commands.console.show import show
from catalogue.questions import reports


@click.command()
@click.option("--run", type=int, help="Number of the run; the newest if missing.")
@click.option("--level", type=click.Choice(["Fehler", "Warnung", "Hinweis"]), help="Only this level.")
@json_option
@click.pass_obj
def messages(context: Context, run: int | None, level: str | None, as_json: bool) -> None:
    """List what was odd in a run."""
    with context.catalogue() as db:
        found = reports.messages(db, run=run, level=level)
    show(found, ("stufe", "anzahl", "text", "objekt", "ort"), "json" if as_json else "table")
