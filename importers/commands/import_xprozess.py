"""`thavel import xprozess`."""

from pathlib import Path
from typing import Any

import click

from catalogue.commands.console.context import Context
from importers.commands.console.options import FILES, import_options
from importers.commands.console.running import run_sources
from importers.fim.xprozess import XProzess
from importers.run.source import Source

SOURCES: tuple[type[Source], ...] = (XProzess,)


@click.command(name="xprozess")
@FILES
@import_options
@click.pass_obj
def import_xprozess(context: Context, /, paths: tuple[Path, ...], **options: Any) -> None:
    """FIM process classes and processes (XProzess 2.0)."""
    run_sources(context, options, XProzess(paths))
