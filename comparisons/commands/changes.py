"""`thavel changes`."""

from typing import Any

import click

from catalogue import clock
from catalogue.commands.console.context import Context
from catalogue.commands.console.options import format_option, limit_option
from catalogue.commands.console.show import show
from catalogue.questions import reports
from catalogue.questions.places import resolve
from catalogue.tables.verlauf import AENDERUNGSARTEN, EREIGNISSE

COLUMNS = ("zeitpunkt", "bereich", "art", "kommune", "leistungsschluessel", "leistung", "vorher", "nachher", "grund")


class Since(click.ParamType):  # type: ignore[type-arg] # generic in newer versions of click only
    """A day, or how many days ago, as the time in the form of the catalogue."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The time (UTC). Fails for what is no date or still to come."""
        try:
            return clock.since(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command(name="changes")
@click.option(
    "--since", type=Since(), metavar="DATE", default="30d", show_default=True, help="YYYY-MM-DD, or days ago as 30d."
)
@click.option("--ags", help="Only what concerns this municipality (AGS or ARS); else the whole Land.")
@click.option(
    "--art", type=click.Choice((*AENDERUNGSARTEN, *EREIGNISSE), case_sensitive=False), help="Only this kind of change."
)
@format_option()
@limit_option()
@click.pass_obj
def changes(context: Context, since: str, ags: str | None, art: str | None, fmt: str, limit: int | None) -> None:
    """What is new, changed or gone in the Land and in the town, and which gaps opened and closed.

    Gaps are those of the municipality, or of the one compared last. The first harvest of a municipality and its first
    comparison are one line each.
    """
    with context.catalogue() as db:
        town = resolve(db, [ags])[0].ags if ags else reports.compared_town(db)
        context.say(f"Seit {since}; Kommune: {town or 'noch nicht verglichen'}.")
        counts = reports.change_counts(db, since=since, ags=town)
        rows = reports.changes(db, since=since, ags=town, only_town=bool(ags), art=art, limit=limit)
    if fmt == "table":
        show(counts, ("bereich", "art", "land", "kommune"))
        click.echo()
    show(rows, COLUMNS, fmt)
