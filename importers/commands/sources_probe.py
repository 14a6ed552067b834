"""`thavel sources probe`."""

import os
from functools import partial
from pathlib import Path

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import ags_option
from catalogue.commands.console.show import show_text
from catalogue.database import explained
from catalogue.errors import ThavelError
from catalogue.files import whole
from catalogue.questions.places import resolve
from importers.anschluss.answers import ConnectionEndpoints
from importers.commands.console.connections import connection_options
from importers.commands.console.options import live_options
from importers.commands.console.services import (
    bulk_options,
    fim_option,
    pvog_options,
    xrepository_option,
)
from importers.probe.services import SERVICES, Addresses, probe_service
from importers.pvog.bereitstelldienst import BulkEndpoints
from importers.pvog.suchdienst import SuchdienstEndpoints
from importers.web.manners import Manners


@click.command(name="probe")
@click.argument("name", type=click.Choice(SERVICES))
@ags_option("Municipality to ask about.")
@pvog_options
@partial(bulk_options, base_url="--bereitstelldienst-base-url")
@click.option(
    "--open-pvog-base-url", envvar="THAVEL_OPEN_PVOG_BASE_URL", help="Another address of the Dashboard's new interface."
)
@fim_option("--fim-base-url")
@xrepository_option("--xrepository-base-url")
@connection_options
@click.option(
    "--format",
    "fmt",
    type=click.Choice(("text", "json")),
    help="text for reading, json for a developer; if missing, json for a file that ends in .json, else text.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; stdout if missing.")
@live_options
@click.pass_obj
def sources_probe(
    context: Context,
    /,
    name: str,
    ags: str,
    endpoints: SuchdienstEndpoints,
    client_id: str | None,
    credentials: Path | None,
    bulk: BulkEndpoints,
    open_pvog_base_url: str | None,
    fim_base_url: str,
    xrepository_base_url: str,
    connections: ConnectionEndpoints,
    fmt: str | None,
    output: Path | None,
    manners: Manners,
) -> None:
    """Ask a live service for a minimum and say, field by field, where it differs from what its import relies on.

    Exits with 1 where the import would not work. The report holds names of fields and addresses, no content.
    """
    as_json = output is not None and output.suffix.lower() == ".json"
    if fmt == "text" and as_json:
        raise click.UsageError(f"{output} endet auf .json, --format verlangt aber text.")
    with context.catalogue() as db:
        place = resolve(db, [ags])[0]
    addresses = Addresses(
        endpoints, client_id, open_pvog_base_url, bulk, credentials, fim_base_url, xrepository_base_url, connections
    )
    report = probe_service(name, place.ars, addresses, manners, os.environ)
    text = report.as_json() if fmt == "json" or as_json else report.as_text()
    if output:
        with explained(output), whole(output) as file:
            file.write(f"{text}\n".encode())
        context.say(f"Geschrieben: {output}")
    else:
        show_text(text)
    if not report.answered:
        raise ThavelError(f"Die Quelle {name} hat auf nichts geantwortet; der Bericht sagt, woran es lag.")
    if not report.good:
        raise ThavelError(f"Die Quelle {name} weicht ab; der Bericht sagt wo. Senden Sie ihn den Entwicklern.")
