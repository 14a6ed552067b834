"""`thavel import pvog`."""

from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.questions.places import Place
from importers.commands.console.options import import_options, live_options, place_options
from importers.commands.console.running import run_sources
from importers.commands.console.services import pvog_options
from importers.pvog.suchdienst import ALSO, DESCRIPTIONS, Pvog, SuchdienstEndpoints
from importers.run.source import Source
from importers.web.manners import Manners

SOURCES: tuple[type[Source], ...] = (Pvog,)


@click.command(name="pvog")
@place_options
@click.option(
    "--also",
    type=click.Choice(ALSO),
    multiple=True,
    default=[DESCRIPTIONS],
    show_default=True,
    help="What else to ask for; can be repeated. details: texts and codes of each description of what is offered "
    "online anywhere; responsible: who is responsible for it in each municipality (a request for each).",
)
@pvog_options
@live_options
@import_options
@click.pass_obj
def import_pvog(
    context: Context,
    /,
    wanted: list[Place],
    also: tuple[str, ...],
    endpoints: SuchdienstEndpoints,
    client_id: str | None,
    manners: Manners,
    **options: Any,
) -> None:
    """Online services per municipality from the PVOG Suchdienst, with their descriptions."""
    source = Pvog(wanted, endpoints=endpoints, client_id=client_id, manners=manners, also=also)
    run_sources(context, options, source)
