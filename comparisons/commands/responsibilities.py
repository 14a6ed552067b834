"""`thavel responsibilities`: how sure it is who does what, and what the town should be asked."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import ags_option, format_option, limit_option
from catalogue.commands.console.show import show
from catalogue.database import explained
from catalogue.errors import ThavelError
from catalogue.files import whole
from catalogue.store.rules import read_rules, rule_file
from catalogue.tables.zustaendigkeit import SONDERZUSTAENDIGKEITEN
from comparisons.inputs.authorities import Authority
from comparisons.judging.overview import answer_lines, answers, authority_for, figures, open_questions, question_rows

FIGURES = ("umfang", "leistungen", "gemeldet", "belegt", "angenommen", "unklar")
QUESTIONS = ("leistungsschluessel", "bezeichnung", "fachbereich", "verwaltungen", "zustaendig", "zustaendig_klaeren")
WHOSE = "Municipality (AGS or ARS), Verwaltungsgemeinschaft (9 digits) or Landkreis (5 digits)."
FILE = f"{SONDERZUSTAENDIGKEITEN.name}.csv"


@click.group(invoke_without_command=True)
@ags_option(WHOSE)
@format_option()
@click.pass_context
def responsibilities(click_context: click.Context, ags: str, fmt: str) -> None:
    """Of how many Leistungen it is reported, proven, assumed or unclear who is responsible."""
    if click_context.invoked_subcommand:
        return
    context: Context = click_context.obj
    with context.catalogue() as db:
        who = authority_for(db, ags)
        found = answers(db, who)
    context.say(_said(who))
    show(figures(found), FIGURES, fmt)


@responsibilities.command(name="unclear")
@ags_option(WHOSE)
@click.option("--assumed", is_flag=True, help="Also what is only assumed and should be confirmed.")
@limit_option("At most so many Leistungen.")
@format_option()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Write a {FILE} to fill in: the lines that there are, and one for each of these Leistungen.",
)
@click.pass_obj
def responsibilities_unclear(
    context: Context, ags: str, assumed: bool, limit: int | None, fmt: str, output: Path | None
) -> None:
    """List the Leistungen of which it is unclear who is responsible, what would settle it, and whom to ask.

    What most administrations have online comes first. A line that is filled in and used as a rule is the answer from
    then on.
    """
    with context.catalogue() as db:
        who = authority_for(db, ags)
        asked = open_questions(answers(db, who), assumed=assumed)
    left = len(asked) - len(asked[:limit])
    asked = asked[:limit]
    context.say(_said(who))
    if output:
        _write(output, rule_file(SONDERZUSTAENDIGKEITEN, context.rules), answer_lines(asked, who))
        context.say(
            f"Geschrieben: {output}. Tragen Sie bei jeder Frage ja oder nein ein, wer sie sonst erledigt (Kreis, Land, "
            f"Bund, andere Stelle), den Grund und die Quelle. Liegt die Datei als {FILE} in Ihrem Ordner der Regeln "
            "(thavel rules copy ORDNER), gilt sie beim nächsten Vergleich: thavel compare"
        )
    else:
        show(question_rows(asked), QUESTIONS, fmt)
    if left:
        context.say(f"Nicht gezeigt sind {left} weitere.")


def _said(who: Authority) -> str:
    several = f", {len(who.members)} Gemeinden" if len(who.members) > 1 else ""
    acting = f"; für sie handelt: {who.acting}" if who.acting else ""
    return f"Zuständigkeit von {who.name} ({who.klasse}{several}{acting})."


def _write(path: Path, rules: Path, questions: Sequence[Mapping[str, str]]) -> None:
    """Write the lines of a rule file and the questions that it has no line for. Raises `ThavelError` where another
    file is in the way."""
    with explained(path):
        if path.exists() and path.resolve() != rules.resolve():
            raise ThavelError(f"{path} gibt es schon. Nennen Sie mit -o eine andere Datei.")
        names = [column.name for column in SONDERZUSTAENDIGKEITEN.columns]
        rows = read_rules(SONDERZUSTAENDIGKEITEN, rules)
        lines = [["" if value is None else str(value) for value in row] for row in rows]
        there = {tuple(line[:2]) for line in lines}
        lines += [
            [question[name] for name in names]
            for question in questions
            if (question["ags"], question["schluessel_anfang"]) not in there
        ]
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\n").writerows([names, *lines])
        with whole(path) as file:
            # With the mark by which spreadsheets know the encoding.
            file.write(out.getvalue().encode("utf-8-sig"))
