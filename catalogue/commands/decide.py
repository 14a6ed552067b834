"""`thavel decide`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import ags_option
from catalogue.commands.console.show import show_text
from catalogue.questions.places import resolve
from catalogue.store import decisions
from catalogue.store.decisions import Decision
from catalogue.tables.entscheidungen import BESCHLOSSEN, STATUS


@click.command()
@click.argument("leistung", metavar="LEISTUNG")
@click.option(
    "--status",
    type=click.Choice(STATUS, case_sensitive=False),
    required=True,
    help="What was decided; offen takes it back.",
)
@click.option("--fachbereich", required=True, help="The department that decided, as in the rules.")
@click.option("--person", required=True, help="Who decided: a name or initials, no other personal data.")
@click.option("--note", help="What there is to say about it, without personal data.")
@ags_option("The town that decided.")
@click.option("--dry-run", is_flag=True, help="Check and show, write nothing.")
@click.pass_obj
def decide(
    context: Context,
    leistung: str,
    status: str,
    fachbereich: str,
    person: str,
    note: str | None,
    ags: str,
    dry_run: bool,
) -> None:
    """Record what a department decided about a Leistung (key or title), in entscheidungen.db beside the catalogue.

    Nothing is ever changed or deleted there: to correct or take back a decision, decide again; the last one counts, and
    --status offen takes it back. All of them: thavel export entscheidungen.
    """
    with context.catalogue() as db:
        decision = Decision(resolve(db, [ags])[0].ags, leistung, status, fachbereich, person, note)
        decided = decisions.decide(db, context.db, decision, dry_run=dry_run)
    if decided.already:
        show_text(f"{decided.title}: Das ist schon so ({status}).")
        context.say(f"Nichts gespeichert: {decided.decision.in_words}")
        return
    show_text(f"{decided.title}: {status} (bisher {decided.before}).")
    context.say(f"{'Probelauf, nichts gespeichert' if dry_run else 'Gespeichert'}: {decided.decision.in_words}")
    if decided.changes_points:
        counts = "mit" if status in BESCHLOSSEN else "nicht mehr mit"
        context.say(
            f"Das zählt ab jetzt bei den Punkten anderer Kandidaten {counts}, wo Formulare dieselben Daten verlangen."
        )
