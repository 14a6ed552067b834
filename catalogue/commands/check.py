"""`thavel check`; rooms above add their own checks to it."""

import click

from catalogue.check import findings
from catalogue.commands.console.context import Context
from catalogue.commands.console.groups import RoomsGroup
from catalogue.commands.console.options import max_age_option
from catalogue.errors import ThavelError


@click.group(cls=RoomsGroup, invoke_without_command=True)
@max_age_option
@click.pass_context
def check(command: click.Context, max_age_days: int) -> None:
    """Check integrity, references, freshness and count alarms; exit with 1 if something is wrong."""
    if command.invoked_subcommand is None:
        _check_catalogue(command.obj, max_age_days)


def _check_catalogue(context: Context, max_age_days: int) -> None:
    with context.catalogue() as db:
        found = findings(db, context.db, context.handed.slow, max_age_days=max_age_days)
    for sentence in found:
        click.echo(sentence)
    if found:
        raise ThavelError(f"{len(found)} Befunde; siehe oben.")
    context.say("Alles in Ordnung.")
