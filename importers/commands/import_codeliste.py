"""`thavel import codeliste`."""

from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.questions.code_lists import used_code_lists
from importers.codelisten.source import Codelisten
from importers.commands.console.options import import_options, live_options
from importers.commands.console.running import run_sources
from importers.commands.console.services import xrepository_option
from importers.run.source import Source
from importers.web.manners import Manners

SOURCES: tuple[type[Source], ...] = (Codelisten,)


@click.command(name="codeliste")
@click.argument("paths_and_urns", metavar="PATH_OR_URN...", nargs=-1)
@click.option("--used", is_flag=True, help="Every list that the catalogue uses, from XRepository.")
@xrepository_option()
@live_options
@import_options
@click.pass_obj
def import_codeliste(
    context: Context,
    /,
    paths_and_urns: tuple[str, ...],
    used: bool,
    base_url: str,
    manners: Manners,
    **options: Any,
) -> None:
    """Code lists: Genericode or JSON files, or their URN in XRepository (the current version)."""
    if used:
        with context.catalogue(write=not options["dry_run"]) as db:
            paths_and_urns += tuple(used_code_lists(db))
    if not paths_and_urns and not options["from_raw"]:
        raise click.UsageError("Geben Sie Dateien oder URNs von Codelisten an, oder --used.")
    run_sources(context, options, Codelisten(paths_and_urns, base_url=base_url, manners=manners))
