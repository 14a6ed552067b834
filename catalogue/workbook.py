"""A table or view as an Excel workbook."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from catalogue.errors import ThavelError
from catalogue.schema import Relation

MAX_ROWS = 1_048_576


def write_workbook(relation: Relation, headings: Sequence[str], rows: Iterable[Sequence[Any]], out: BinaryIO) -> None:
    """Write the rows of a table or view below its title, source and headings; text stays text, never a formula.

    Raises `ThavelError` where there are more rows than a sheet of Excel has.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(relation.title[:31])
    sheet.freeze_panes = "A3"
    for position, column in enumerate(relation.columns, start=1):
        width = 12 if column.type != "TEXT" else 40 if column.search else 20
        sheet.column_dimensions[get_column_letter(position)].width = width

    def cell(value: Any, font: Font | None = None) -> Any:
        if not isinstance(value, str):
            return value
        text = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        text.data_type = "s"
        if font:
            text.font = font
        return text

    bold = Font(bold=True)
    sheet.append([cell(f"{relation.title} ({relation.source})", bold)])
    sheet.append([cell(heading, bold) for heading in headings])
    for count, row in enumerate(rows, start=3):
        if count > MAX_ROWS:
            raise ThavelError(f"{relation.title} hat mehr Zeilen, als Excel fasst. Geben Sie sie als CSV aus.")
        sheet.append([cell(value) for value in row])
    workbook.save(out)
