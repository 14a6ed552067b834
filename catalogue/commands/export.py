"""`thavel export`."""

from pathlib import Path

import click

from catalogue import export as exports
from catalogue.commands.console.context import Context
from catalogue.commands.console.options import format_option
from catalogue.store.decisions import holder


@click.command()
@click.argument("name")
@format_option(("csv", "xlsx", "json"))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; stdout for csv and json if missing."
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def export(context: Context, name: str, fmt: str, output: Path | None, force: bool) -> None:
    """Export a table or view."""
    with context.catalogue(decided=True) as db, holder(name, db, context.db) as found:
        exports.export(found, name, fmt, output, force=force)
    if output:
        context.say(f"Geschrieben: {output}")
