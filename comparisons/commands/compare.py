"""`thavel compare`."""

from collections.abc import Sequence

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.groups import RoomsGroup
from catalogue.commands.console.options import REFERENCE, ags_option
from catalogue.commands.console.show import show_text
from catalogue.formats import anzahl
from catalogue.questions.explanation import explanation
from catalogue.questions.leistungen import named
from comparisons import compare as comparison


@click.group(name="compare", cls=RoomsGroup, invoke_without_command=True)
@ags_option(REFERENCE)
@click.option(
    "--peers", multiple=True, envvar="THAVEL_PEERS", help="AGS of a comparable municipality; can be repeated."
)
@click.option(
    "--explain", metavar="LEISTUNG", help="Then print all that was found about this Leistung (key or title), and why."
)
@click.option("--fresh", is_flag=True, help="Judge all Leistungen anew, not only those that changed.")
@click.pass_context
def compare(command: click.Context, ags: str, peers: tuple[str, ...], explain: str | None, fresh: bool) -> None:
    """Compute levels, gaps and candidates for the reference town.

    Leistungen that are as they were in the last comparison keep their result.
    """
    if command.invoked_subcommand is not None:
        if explain is not None or fresh:
            raise click.UsageError("--explain und --fresh gehören zum Vergleich der Kommunen, nicht zu „schemas“.")
        return
    context: Context = command.obj
    if explain is not None:
        with context.catalogue(write=True) as db:
            named(db, explain)
    _compare(context, ags, peers, fresh=fresh)
    if explain is not None:
        with context.catalogue(decided=True) as db:
            show_text(f"\n{explanation(db, explain)}")


def _compare(context: Context, ags: str, peers: Sequence[str], *, fresh: bool) -> None:
    with context.catalogue(renew_rules=True):
        pass
    summary = comparison.compare(context.db, ags=ags, peers=peers, rules=context.rules, fresh=fresh)
    if summary.judged is not None:
        context.say(f"Neu beurteilte Leistungen: {summary.judged}; alle anderen sind wie beim letzten Vergleich.")
    if summary.note:
        show_text(summary.note)
    show_text(
        f"{summary.town}: Von {summary.responsible} Leistungen, für die die Kommune zuständig ist, sind "
        f"{summary.online} online; bei {summary.unclear} weiteren ist die Zuständigkeit unklar. "
        f"Erfasst sind {summary.harvested} Kommunen. {summary.base}"
    )
    if summary.assumed or summary.unclear:
        assumed = anzahl(summary.assumed, "Leistung", "Leistungen")
        show_text(
            f"Nur angenommen ist die Zuständigkeit bei {assumed}; was zu bestätigen oder zu klären ist: "
            "thavel responsibilities unclear --assumed"
        )
    for kind, number in sorted(summary.gaps.items(), key=lambda item: -item[1]):
        show_text(f"  {number:5d} × {kind}")
    works = f", zusammen {summary.works} Vorhaben" if summary.works < summary.candidates else ""
    show_text(f"{summary.candidates} Kandidaten{works}: thavel candidates")
    history = summary.history
    if history.first:
        show_text("Erster Vergleich für diese Kommune; was sich ändert, zeigt nach dem nächsten: thavel changes")
    else:
        show_text(
            f"Lücken seit dem letzten Vergleich: {history.closed} geschlossen, {history.opened} geöffnet, "
            f"{history.changed} geändert: thavel changes"
        )
