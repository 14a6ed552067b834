"""`thavel import bestand`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import OF_A_TOWN, ags_option
from catalogue.questions.places import resolve
from importers.commands.console.options import import_options
from importers.commands.console.running import run_sources
from importers.commands.console.tables import table_options
from importers.run.source import Source
from importers.town.bestand import Bestand
from importers.town.spreadsheet import ByHand

SOURCES: tuple[type[Source], ...] = (Bestand,)


@click.command(name="bestand")
@click.argument("path", type=click.Path(path_type=Path))
@ags_option(OF_A_TOWN)
@table_options
@import_options
@click.pass_obj
def import_bestand(context: Context, /, path: Path, ags: str, by_hand: ByHand, **options: Any) -> None:
    """A town's own list of what it offers online (CSV or XLSX: title, link and, where known, key)."""
    with context.catalogue(write=not options["dry_run"]) as db:
        place = resolve(db, [ags])[0]
    run_sources(context, options, Bestand(path, place, by_hand))
    if not options["dry_run"]:
        context.handed.list_imported(context, place.ags)
