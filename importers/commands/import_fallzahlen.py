"""`thavel import fallzahlen`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.questions.places import Place
from importers.commands.console.options import import_options
from importers.commands.console.running import run_sources
from importers.commands.console.tables import table_options
from importers.run.source import Source
from importers.town.fallzahlen import Fallzahlen
from importers.town.spreadsheet import ByHand

SOURCES: tuple[type[Source], ...] = (Fallzahlen,)


@click.command(name="fallzahlen")
@table_options
@import_options
@click.pass_obj
def import_fallzahlen(
    context: Context, /, path: Path | None, place: Place | None, by_hand: ByHand, **options: Any
) -> None:
    """Cases per year of each Leistung in a town (CSV or XLSX: Leistungsschlüssel, Jahr, Fälle)."""
    run_sources(context, options, Fallzahlen(path, place, by_hand))
