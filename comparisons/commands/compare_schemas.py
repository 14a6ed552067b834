"""`thavel compare schemas`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import format_option
from catalogue.commands.console.show import show
from comparisons.forms.schema_diff import diff, diff_rows, read_side, totals

COLUMNS = ("befund", "feld", "harmonisiert", "unterschiede", "pfad_a", "pfad_b")


@click.command(name="schemas")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@format_option()
@click.option("--all", "everything", is_flag=True, help="Also the fields that are the same in both.")
@click.pass_obj
def compare_schemas(context: Context, a: str, b: str, fmt: str, everything: bool) -> None:
    """Compare two Datenschemata field by field.

    A and B are ids of Datenschemata (S00000000364, or S00000000364:1.0.0; the newest version if none is given) or
    Leistungsschlüssel, whose Datenschemata are then taken together.
    """
    with context.catalogue() as db:
        of_a, of_b = read_side(db, a), read_side(db, b)
    pairs = diff(of_a, of_b)
    found = totals(pairs)
    show(diff_rows(pairs, everything=everything), COLUMNS, fmt)
    context.say(f"A: {of_a.title}, {len(of_a.elements)} Felder. B: {of_b.title}, {len(of_b.elements)} Felder.")
    context.say(
        f"In beiden {found.both}, davon harmonisiert {found.harmonised}: {found.same} gleich, {found.other} "
        f"verschieden. Nur in A {found.only_a}, nur in B {found.only_b}. Nach Ort und Name vielleicht dieselben: "
        f"{found.suggested}."
    )
