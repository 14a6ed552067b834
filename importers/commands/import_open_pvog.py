"""`thavel import open-pvog`."""

from dataclasses import replace
from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.questions.places import Place
from importers.commands.console.options import import_options, live_options, place_options
from importers.commands.console.running import run_sources
from importers.pvog.dashboard import KNOWN_ENDPOINTS, OpenPvog
from importers.run.source import Source
from importers.web.manners import Manners

SOURCES: tuple[type[Source], ...] = (OpenPvog,)


@click.command(name="open-pvog")
@place_options
@click.option(
    "--api",
    type=click.Choice(list(KNOWN_ENDPOINTS)),
    default="new",
    show_default=True,
    envvar="THAVEL_OPEN_PVOG_API",
    help="Which of the dashboard's two interfaces.",
)
@click.option(
    "--base-url", envvar="THAVEL_OPEN_PVOG_BASE_URL", help="Another address of that interface; its own if missing."
)
@live_options
@import_options
@click.pass_obj
def import_open_pvog(
    context: Context, /, wanted: list[Place], api: str, base_url: str | None, manners: Manners, **options: Any
) -> None:
    """What municipalities have registered themselves and what they inherit, from the Dashboard's open data."""
    endpoints = KNOWN_ENDPOINTS[api]
    source = OpenPvog(wanted, endpoints=replace(endpoints, base=base_url or endpoints.base), manners=manners)
    run_sources(context, options, source)
