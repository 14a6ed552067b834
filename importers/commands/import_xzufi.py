"""`thavel import xzufi`."""

from typing import Any

import click

from catalogue.commands.console.context import Context
from importers.commands.console.options import import_options, live_options
from importers.commands.console.running import run_sources
from importers.run.source import Source
from importers.web.manners import Manners
from importers.xzufi.source import XZuFi

SOURCES: tuple[type[Source], ...] = (XZuFi,)


@click.command(name="xzufi")
@click.argument("places", metavar="PATH_OR_URL...", nargs=-1)
@click.option(
    "--redaktion",
    envvar="THAVEL_XZUFI_REDAKTION",
    help="Redaktion of identifiers that name none, e.g. L100038 (default: such objects are left out).",
)
@click.option(
    "--complete",
    is_flag=True,
    help="Each delivery is a complete stock: what it lacks is gone (always so for folders with an index).",
)
@live_options
@import_options
@click.pass_obj
def import_xzufi(
    context: Context,
    /,
    places: tuple[str, ...],
    redaktion: str | None,
    complete: bool,
    manners: Manners,
    **options: Any,
) -> None:
    """XZuFi 2.1, 2.2 and 2.3.1: files, gz, ZIP, - for stdin, folders and HTTP folders with index.txt."""
    run_sources(context, options, XZuFi(places, redaktion=redaktion, complete=complete, manners=manners))
