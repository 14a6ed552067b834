"""The data dictionary: every table and view with its columns, written from the declarations."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalogue.schema import Column, Relation, Table
from catalogue.tables import RELATIONS

FILE = Path(__file__).resolve().parent.parent / "docs" / "data-dictionary.md"

_KINDS = {
    "stand": "was Quellen melden",
    "ergebnis": "vom Vergleich berechnet",
    "regel": "Regelwerk der Stadt",
    "betrieb": "Buchführung des Programms",
}


def dictionary(relations: Iterable[Relation] = RELATIONS.values()) -> str:
    """The data dictionary as Markdown: a heading per table or view, a line per column."""
    return "\n".join(_lines(list(relations))) + "\n"


def _lines(relations: list[Relation]) -> Iterator[str]:
    yield "# Datenwörterbuch"
    yield ""
    yield "Erzeugt aus den Deklarationen mit `python -m catalogue.dictionary`; bitte nicht von Hand ändern."
    yield ""
    for relation in relations:
        yield f"* [`{relation.name}`](#{relation.name}): {relation.title}"
    for relation in relations:
        yield ""
        yield from _section(relation)


def _section(relation: Relation) -> Iterator[str]:
    yield f"## {relation.name}"
    yield ""
    yield f"**{relation.title}.** {relation.description}"
    yield ""
    if isinstance(relation, Table):
        key = ", ".join(f"`{name}`" for name in relation.key)
        yield f"Tabelle ({_KINDS[relation.kind]}). Schlüssel: {key}. Quelle: {relation.source}."
    else:
        yield f"Sicht. Quelle: {relation.source}."
    yield ""
    yield "| Spalte | Titel | Typ | Beschreibung |"
    yield "|---|---|---|---|"
    for column in relation.columns:
        cells = (f"`{column.name}`", column.title, _type(column), _description(column))
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _type(column: Column) -> str:
    parts = [column.type, column.unit or "", "Pflicht" if column.required else ""]
    return ", ".join(part for part in parts if part)


def _description(column: Column) -> str:
    parts = [column.description]
    if column.references:
        parts.append(f"Verweist auf `{column.references}`.")
    if column.allowed:
        parts.append(f"Erlaubt: {', '.join(column.allowed)}.")
    return " ".join(parts)


def main() -> None:
    """Write the file in `docs/` and name it on stderr."""
    FILE.write_text(dictionary(), encoding="utf-8", newline="\n")
    sys.stderr.write(f"{FILE.name} written\n")


if __name__ == "__main__":
    main()
