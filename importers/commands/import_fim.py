"""`thavel import fim`."""

from typing import Any

import click

from catalogue.commands.console.context import Context
from importers.commands.console.options import import_options, live_options
from importers.commands.console.running import run_sources
from importers.commands.console.services import fim_option
from importers.fim.lists import CHOICES
from importers.fim.portal import PREFIXES, Portal, PortalEndpoints
from importers.fim.source import Fim, FimTexte
from importers.run.source import Source
from importers.web.manners import Manners

SOURCES: tuple[type[Source], ...] = (Fim, FimTexte)


@click.command(name="fim")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(list(CHOICES)),
    help="Only this; can be repeated (default: the first six).",
)
@click.option("--all", "everything", is_flag=True, help="Not only Leistungen that are offered and newest versions.")
@click.option("--from-start", is_flag=True, help="Ask for everything again, not only for what changed since.")
@fim_option()
@click.option(
    "--api-prefix",
    multiple=True,
    default=PREFIXES,
    show_default=True,
    envvar="THAVEL_FIM_API_PREFIX",
    help="Prefixes of the interface, in the order in which they are tried; can be repeated.",
)
@live_options
@import_options
@click.pass_obj
def import_fim(
    context: Context,
    /,
    only: tuple[str, ...],
    everything: bool,
    from_start: bool,
    base_url: str,
    api_prefix: tuple[str, ...],
    manners: Manners,
    **options: Any,
) -> None:
    """FIM portal: Steckbriefe, Stammtexte, Datenschemata, Dokumentsteckbriefe, processes and code lists.

    Without --all only Leistungen that some municipality offers online (see import pvog), and newest versions.
    """
    endpoints = PortalEndpoints(base_url.rstrip("/"), api_prefix)
    portal = Portal(endpoints, everything=everything, from_start=from_start, manners=manners)
    wanted = [source for source in (Fim(portal, only), FimTexte(portal, only)) if source.lists]
    run_sources(context, options, *wanted)
