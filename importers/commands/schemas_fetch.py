"""`thavel schemas fetch`."""

from pathlib import Path

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.show import show_text
from catalogue.errors import ThavelError
from importers.commands.console.options import cache_option, live_options, schema_folder
from importers.commands.console.services import xrepository_option
from importers.web.manners import Manners
from importers.web.schema_files import fetch_all


@click.command(name="fetch")
@xrepository_option()
@live_options
@click.option("--renew", is_flag=True, help="Accept other content than at the first fetch.")
@cache_option
@click.pass_obj
def schemas_fetch(context: Context, base_url: str, manners: Manners, renew: bool, cache: Path | None) -> None:
    """Fetch the official schema files from XRepository into the cache; the first content is pinned."""
    outcomes = []
    for outcome in fetch_all(schema_folder(context, cache), manners, base_url=base_url, renew=renew):
        show_text(outcome.sentence)
        outcomes.append(outcome)
    failed = sum(not outcome.fetched for outcome in outcomes)
    if failed:
        raise ThavelError(
            f"Nicht abgerufen: {failed} von {len(outcomes)}; siehe oben. Geprüft wird mit dem eigenen Profil."
        )
