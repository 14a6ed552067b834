"""`thavel import bereitstelldienst`."""

import os
from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from importers.commands.console.options import import_options, live_options
from importers.commands.console.running import run_sources
from importers.commands.console.services import bulk_options
from importers.pvog.bereitstelldienst import EVERYWHERE, Bereitstelldienst, BulkEndpoints, Credentials
from importers.run.source import Source
from importers.web.manners import Manners

SOURCES: tuple[type[Source], ...] = (Bereitstelldienst,)


@click.command(name="bereitstelldienst")
@bulk_options
@click.option("--ars", default=EVERYWHERE, show_default=True, help="Only this area; % is everywhere.")
@click.option("--from-start", is_flag=True, help="Ask for everything again, not only for what changed since.")
@click.option(
    "--api",
    type=click.Choice(["2", "3"]),
    default="2",
    show_default=True,
    envvar="THAVEL_BEREITSTELLDIENST_API",
    help="Version of the interface.",
)
@live_options
@import_options
@click.pass_obj
def import_bereitstelldienst(
    context: Context,
    /,
    credentials: Path | None,
    bulk: BulkEndpoints,
    ars: str,
    from_start: bool,
    api: str,
    manners: Manners,
    **options: Any,
) -> None:
    """PVOG bulk interface: everything at first, then only what changed (needs credentials of FITKO)."""
    source = Bereitstelldienst(
        None if options["from_raw"] else Credentials.find(credentials, os.environ),
        endpoints=bulk,
        version=int(api),
        ars=ars,
        from_start=from_start,
        manners=manners,
    )
    run_sources(context, options, source)
