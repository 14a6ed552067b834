"""`thavel sources`."""

import click

from catalogue.commands.console.groups import RoomsGroup
from catalogue.commands.console.options import json_option
from catalogue.commands.console.show import show


@click.group(name="sources", cls=RoomsGroup, invoke_without_command=True)
@json_option
@click.pass_context
def sources(context: click.Context, as_json: bool) -> None:
    """List the sources with publisher, licence and standard."""
    if context.invoked_subcommand is None:
        # Here, because it loads every source.
        from importers.registry import cards  # noqa: PLC0415

        rows = [{**card.row(), "liefert": card.liefert} for card in cards()]
        show(rows, ("name", "titel", "herausgeber", "lizenz", "standard", "liefert"), "json" if as_json else "table")
