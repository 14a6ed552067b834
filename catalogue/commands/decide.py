"""`thavel decide`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import ags_option
from catalogue.questions.places import resolve
from catalogue.store import decisions
from catalogue.store.decisions import Decision
from catalogue.tables.entscheidungen import STATUS


@click.command()
@click.argument("key", metavar="SCHLUESSEL")
@click.option("--status", type=click.Choice(STATUS, case_sensitive=False), required=True, help="What was decided.")
@click.option("--fachbereich", required=True, help="The department that decided.")
@click.option("--person", required=True, help="Who decided: a name or initials, no other personal data.")
@click.option("--note", help="What there is to say about it, without personal data.")
@ags_option("The town that decided.")
@click.option("--dry-run", is_flag=True, help="Check and show, write nothing.")
@click.pass_obj
def decide(
    context: Context,
    key: str,
    status: str,
    fachbereich: str,
    person: str,
    note: str | None,
    ags: str,
    dry_run: bool,
) -> None:
    """Record what a department decided about a Leistung, in entscheidungen.db beside the catalogue.

    Nothing is ever changed or deleted there: to correct or take back a decision, decide again; the last one counts.
    All of them: thavel export entscheidungen.
    """
    with context.catalogue() as db:
        decision = Decision(resolve(db, [ags])[0].ags, key, status, fachbereich, person, note)
        decided = decisions.decide(db, context.db, decision, dry_run=dry_run)
    click.echo(f"{decided.title}: {status} (bisher {decided.before}).")
    context.say(f"{'Probelauf, nichts gespeichert' if dry_run else 'Gespeichert'}: {decided.decision.in_words}")
    if decided.changes_points:
        context.say("Die Punkte anderer Kandidaten können sich dadurch ändern, beim nächsten Vergleich: thavel compare")
