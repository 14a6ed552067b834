"""`thavel export`."""

from pathlib import Path

import click

from catalogue import export as exports
from catalogue.commands.console.context import Context
from catalogue.store.decisions import holder
from catalogue.store.joined import join_latest
from catalogue.tables import RELATIONS


def _names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of tables and views that begin so, for the shell to complete."""
    return [name for name in RELATIONS if name.startswith(incomplete)]


@click.command()
@click.argument("name", shell_complete=_names)
@click.option(
    "--format",
    "fmt",
    type=click.Choice(exports.FORMATS),
    help="What is written; if missing, what the file's ending says, csv without a file.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File, ending in .csv, .xlsx or .json; stdout for csv and json if missing.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def export(context: Context, name: str, fmt: str | None, output: Path | None, force: bool) -> None:
    """Export a table or view."""
    fmt = exports.format_of(output, fmt)
    with context.catalogue(decided=True) as db, holder(name, db, context.db) as found:
        if found is db:
            join_latest(db.conn, context.db)
        exports.export(found, name, fmt, output, force=force)
    if output:
        context.say(f"Geschrieben: {output}")
