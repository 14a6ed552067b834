"""`thavel schemas list`."""

from pathlib import Path

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.show import show
from catalogue.database import explained
from catalogue.errors import ThavelError
from importers.commands.console.options import cache_option, schema_folder
from xoev_schemas.fetch import URNS, FetchError, cached
from xoev_schemas.manifest import schema_files

STATES = {True: "stimmt", False: "weicht ab", None: "Datei fehlt"}


@click.command(name="list")
@cache_option
@click.pass_obj
def schemas_list(context: Context, cache: Path | None) -> None:
    """List the schema files, and whether each still is what the manifest says or was fetched."""
    folder = schema_folder(context, cache)
    try:
        with explained(folder):
            official = [cached(folder, standard) for standard in URNS]
    except FetchError as error:
        raise ThavelError(str(error)) from error
    rows = [
        {
            "standard": f"{file.standard} {file.version}",
            "datei": file.file,
            "herkunft": file.provenance,
            "pruefsumme": STATES[file.intact],
        }
        for file in (*schema_files(), *filter(None, official))
    ]
    show(rows, ("standard", "datei", "herkunft", "pruefsumme"))
