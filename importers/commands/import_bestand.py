"""`thavel import bestand`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.questions import runs
from catalogue.questions.places import Place
from importers.commands.console.options import import_options
from importers.commands.console.running import run_sources
from importers.commands.console.tables import table_options
from importers.run.source import Source
from importers.town.bestand import Bestand
from importers.town.spreadsheet import ByHand

SOURCES: tuple[type[Source], ...] = (Bestand,)


@click.command(name="bestand")
@table_options
@import_options
@click.pass_obj
def import_bestand(
    context: Context, /, path: Path | None, place: Place | None, by_hand: ByHand, **options: Any
) -> None:
    """A town's own list of what it offers online (CSV or XLSX: title, link and, where known, key)."""
    run_sources(context, options, Bestand(path, place, by_hand))
    if options["dry_run"]:
        return
    with context.catalogue() as db:
        towns = [place.ags] if place else [kept.group for kept in runs.kept_groups(db, Bestand.card.name)]
    for ags in towns:
        context.handed.list_imported(context, ags)
