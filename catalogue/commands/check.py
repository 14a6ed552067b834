"""`thavel check`; rooms above add their own checks to it."""

import click

from catalogue.check import findings, remarks
from catalogue.commands.console.context import Context
from catalogue.commands.console.groups import RoomsGroup
from catalogue.commands.console.options import json_option, max_age_option
from catalogue.commands.console.show import show_json, show_text
from catalogue.errors import ThavelError


@click.group(cls=RoomsGroup, invoke_without_command=True)
@max_age_option
@json_option
@click.pass_context
def check(command: click.Context, max_age_days: int, as_json: bool) -> None:
    """Check integrity, references, freshness, failed harvests and count alarms; exit with 1 if something is wrong."""
    if command.invoked_subcommand is None:
        _check_catalogue(command.obj, max_age_days, as_json)


def _check_catalogue(context: Context, max_age_days: int, as_json: bool) -> None:
    with context.catalogue() as db:
        found = findings(db, context.db, context.handed.slow, max_age_days=max_age_days)
        also = remarks(db, context.db)
    if as_json:
        show_json([finding._asdict() for finding in found])
    else:
        for finding in found:
            show_text(finding.text)
    for remark in also:
        context.say(f"Hinweis: {remark}")
    if found:
        raise ThavelError("1 Befund; siehe oben." if len(found) == 1 else f"{len(found)} Befunde; siehe oben.")
    context.say("Alles in Ordnung.")
