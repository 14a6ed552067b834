"""`thavel import fallzahlen`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import ags_option
from catalogue.questions.places import resolve
from importers.commands.console.options import import_options
from importers.commands.console.running import run_sources
from importers.commands.console.tables import table_options
from importers.run.source import Source
from importers.town.fallzahlen import Fallzahlen
from importers.town.spreadsheet import ByHand

SOURCES: tuple[type[Source], ...] = (Fallzahlen,)


@click.command(name="fallzahlen")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@ags_option("The town that counted.")
@table_options
@import_options
@click.pass_obj
def import_fallzahlen(context: Context, /, path: Path, ags: str, by_hand: ByHand, **options: Any) -> None:
    """Cases per year of each Leistung in a town (CSV or XLSX: Leistungsschlüssel, Jahr, Fälle)."""
    with context.catalogue(write=not options["dry_run"]) as db:
        place = resolve(db, [ags])[0]
    run_sources(context, options, Fallzahlen(path, place, by_hand))
