"""`thavel rules list` and `thavel rules copy`."""

import shlex
from pathlib import Path

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.show import show
from catalogue.database import explained
from catalogue.questions import reports
from catalogue.store.rules import copy_bundled


@click.group()
def rules() -> None:
    """The tables that the town can edit: link patterns, responsibilities, weights, corrections."""


@rules.command(name="list")
@click.pass_obj
def rules_list(context: Context) -> None:
    """List the rule tables."""
    with context.catalogue() as db:
        show(reports.rule_tables(db), ("tabelle", "titel", "zeilen", "bedeutung"))


@rules.command(name="copy")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def rules_copy(context: Context, directory: Path) -> None:
    """Copy the bundled rule files into DIRECTORY for editing; files that are there already are kept."""
    with explained(directory):
        copy_bundled(directory)
    context.say(
        f"Regeln liegen in {directory}. Verwenden Sie sie: thavel --rules {shlex.quote(str(directory))} compare, "
        "oder tragen Sie den Ordner als rules in thavel.toml ein."
    )
