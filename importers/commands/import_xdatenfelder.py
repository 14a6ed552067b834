"""`thavel import xdatenfelder`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from importers.commands.console.options import FILES, import_options
from importers.commands.console.running import run_sources
from importers.fim.xdatenfelder import XDatenfelder
from importers.run.source import Source

SOURCES: tuple[type[Source], ...] = (XDatenfelder,)


@click.command(name="xdatenfelder")
@FILES
@import_options
@click.pass_obj
def import_xdatenfelder(context: Context, /, paths: tuple[Path, ...], **options: Any) -> None:
    """FIM Datenschemata and Dokumentsteckbriefe (XDatenfelder 2.0, 3.0.0)."""
    run_sources(context, options, XDatenfelder(paths))
