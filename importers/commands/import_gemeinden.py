"""`thavel import gemeinden`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from importers.commands.console.options import FILES, import_options
from importers.commands.console.running import run_sources
from importers.registers.gemeinden import Gemeinden
from importers.run.source import Source

SOURCES: tuple[type[Source], ...] = (Gemeinden,)


@click.command(name="gemeinden")
@FILES
@import_options
@click.pass_obj
def import_gemeinden(context: Context, /, paths: tuple[Path, ...], **options: Any) -> None:
    """Register of municipalities: GV100AD (fixed width), or Genericode Kreise and Regionalschlüssel."""
    run_sources(context, options, Gemeinden(paths))
