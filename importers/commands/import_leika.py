"""`thavel import leika`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from importers.commands.console.options import FILES, import_options
from importers.commands.console.running import run_sources
from importers.registers.leika import Leika
from importers.run.source import Source

SOURCES: tuple[type[Source], ...] = (Leika,)


@click.command(name="leika")
@FILES
@click.option("--stand", help="Edition of the catalogue, e.g. 2019.")
@import_options
@click.pass_obj
def import_leika(context: Context, /, paths: tuple[Path, ...], stand: str | None, **options: Any) -> None:
    """Leistungen from a LeiKa or OZG catalogue (CSV)."""
    run_sources(context, options, Leika(paths, stand))
