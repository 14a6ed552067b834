"""Tables as XLSX: sheets, the text of their cells, and what Excel keeps beside it: links, merged and hidden cells."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from catalogue.errors import ThavelError
from catalogue.store.deliveries import Delivery
from importers.town.cells import Cell, clean, formula_target
from importers.town.delimited import Line
from importers.web.content import BodyForm, recognised, unexpected
from importers.web.xml import local_name, walk

EXCEL_ROWS = 1_048_576
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EMPTY = Cell("")
_MOST_LINKED = 20_000
# Elements of a sheet that say more than the values of its cells.
_BESIDE = ("worksheet", "row", "f", "col", "mergeCell", "hyperlink")
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
# A formula that adds up nothing but numbers can be worked out without its sheet.
_SUM = re.compile(r"=?SUM\(([0-9]{1,12}(?:[,;][0-9]{1,12})*)\)", re.IGNORECASE)


@dataclass
class _Beside:
    """Links, merged cells and hidden parts of a sheet, beside its values; places are (row, column) from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # First row, last row, first column, last column.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    targets: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


class Sheet:
    """A sheet of a workbook that is open; `hidden` sheets are not shown in Excel."""

    def __init__(self, sheet: Any, archive: zipfile.ZipFile, most: int) -> None:
        """At most so many columns are read."""
        self.name = clean(str(sheet.title))
        self.hidden = sheet.sheet_state != "visible"
        self._sheet, self._archive, self._most = sheet, archive, most
        self._kept: _Beside | None = None

    @property
    def beside(self) -> _Beside:
        """Links, merged cells and hidden parts of the sheet."""
        if self._kept is None:
            self._kept = _read_beside(self._archive, self._sheet._worksheet_path.lstrip("/"))
        return self._kept

    def lines(self) -> Iterator[Line]:
        """The rows that are not empty; what the sheet says of its own size is not believed.

        Cells merged downwards have the text of the first one, unless their row is empty otherwise.
        """
        self._sheet.reset_dimensions()
        rows = self._sheet.iter_rows(max_row=EXCEL_ROWS, max_col=self._most, values_only=True)
        merged = sorted(self.beside.merged)
        open_merges: list[tuple[int, int, Cell]] = []
        more = {row for row, _ in (*self.beside.formulas, *self.beside.targets)}
        for number, values in enumerate(rows, start=1):
            # Excel may claim a million empty rows.
            if not any(values) and number not in more:
                continue
            cells = [self._cell(number, column, value) for column, value in enumerate(values, start=1)]
            while cells and cells[-1] == _EMPTY:
                cells.pop()
            open_merges = [merge for merge in open_merges if merge[0] >= number]
            if any(cell.text or cell.target or cell.formula for cell in cells):
                for _, column, first in open_merges:
                    cells += [_EMPTY] * (column - len(cells))
                    cells[column - 1] = first
                yield number, cells
            while merged and merged[0][0] <= number:
                top, bottom, left, _ = merged.pop(0)
                if top == number and bottom > top and left <= len(cells):
                    open_merges.append((bottom, left, cells[left - 1]._replace(merged=True)))

    def spanned(self, number: int) -> Sequence[tuple[int, int]]:
        """First and last place (from 0) of the cells of a row that are merged sideways."""
        return [
            (left - 1, right - 1)
            for top, bottom, left, right in self.beside.merged
            if top <= number <= bottom and right > left
        ]

    def _cell(self, row: int, column: int, value: object) -> Cell:
        text = "" if value in _ERRORS else cell_text(value)
        formula = self.beside.formulas.get((row, column), "")
        target = self.beside.targets.get((row, column), "") or formula_target(formula)
        if formula and value is None:
            added = _SUM.fullmatch(formula)
            if added:
                return Cell(str(sum(map(int, re.split("[,;]", added[1])))), target)
            return Cell("", target, formula="" if target else formula)
        return Cell(text, target)


@contextmanager
def sheets(delivery: Delivery, most_bytes: int, most_columns: int) -> Iterator[list[Sheet]]:
    """The sheets of a workbook, open while they are read; of formulas, the values that were saved with them.

    Raises `ThavelError` naming the file where it cannot be read, then or later.
    """
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(delivery.body)) as archive, warnings.catch_warnings():
            # What it does not know of Excel's decoration does not concern the cells.
            warnings.simplefilter("ignore")
            _check_archive(archive, delivery, most_bytes)
            workbook = load_workbook(io.BytesIO(delivery.body), read_only=True, data_only=True)
            try:
                yield [Sheet(sheet, archive, most_columns) for sheet in workbook.worksheets]
            finally:
                workbook.close()
    except ThavelError:
        raise
    except Exception as error:
        reason = clean(str(error))[:200] or type(error).__name__
        raise ThavelError(
            f"{delivery.url}: Die Excel-Datei lässt sich nicht lesen ({reason}). "
            "Öffnen Sie sie in Excel, speichern Sie sie neu als .xlsx und importieren Sie sie noch einmal."
        ) from error


def _check_archive(archive: zipfile.ZipFile, delivery: Delivery, most_bytes: int) -> None:
    """Raises `ThavelError` for what is no workbook, or unpacks to too much; what a part declares as its size is all
    that is read of it."""
    found = recognised(delivery.body)
    names = archive.namelist()
    if found.form is not BodyForm.XLSX and not any(name.startswith("xl/") for name in names):
        raise unexpected(delivery.url, found, "eine Tabelle als XLSX oder CSV")
    if sum(part.file_size for part in archive.infolist()) > most_bytes:
        raise ThavelError(
            f"{delivery.url}: Die Excel-Datei ist entpackt größer als {most_bytes >> 20} MB; das ist keine Liste."
        )
    for part in archive.infolist():
        # Entities could grow without bound; Excel never declares any.
        if b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
            raise ThavelError(
                f"{delivery.url}: {part.filename[:100]} enthält eine DOCTYPE-Angabe; das ist nicht erlaubt."
            )


def _read_beside(archive: zipfile.ZipFile, path: str) -> _Beside:
    """Raises `ValueError` where the sheet is no XML."""
    beside = _Beside()
    try:
        relations = _relations(archive, path)
        row = 0
        for event, element in walk(archive.read(path), place=path, names=_BESIDE):
            name = local_name(str(element.tag))
            if event == "start":
                row = _number(element.get("r"), row + 1) if name == "row" else row
            elif name == "row":
                _note_row(element, row, beside)
            else:
                _note(name, element, relations, beside)
    except ThavelError as error:
        raise ValueError(str(error)) from error
    return beside


def _note_row(element: etree._Element, row: int, beside: _Beside) -> None:
    """Note whether a row is hidden, and forget its cells."""
    if element.get("hidden") in ("1", "true"):
        beside.hidden_rows.add(row)
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _note(name: str, element: etree._Element, relations: Mapping[str, str], beside: _Beside) -> None:
    # openpyxl takes longer to load than most lists take to read, and most lists are CSV.
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415

    if name == "f":
        cell = element.getparent()
        place = cell.get("r") if cell is not None else None
        if place and element.text:
            beside.formulas[coordinate_to_tuple(place)] = f"={element.text}"
    elif name == "col" and element.get("hidden") in ("1", "true"):
        first, last = _number(element.get("min"), 1), _number(element.get("max"), 1)
        beside.hidden_columns.update(range(first, min(last, first + 1000) + 1))
    elif name == "mergeCell":
        left, top, right, bottom = _bounds(element.get("ref"))
        beside.merged.append((top, bottom, left, right))
    elif name == "hyperlink":
        target = relations.get(element.get(_RELATION, ""), "")
        left, top, right, bottom = _bounds(element.get("ref"))
        # A link over more cells than a list can have is none of a list.
        if target and (bottom - top) * (right - left + 1) < _MOST_LINKED:
            for at in range(top, bottom + 1):
                beside.targets.update({(at, column): target for column in range(left, right + 1)})


def _bounds(ref: str | None) -> tuple[int, int, int, int]:
    """First column, first row, last column, last row of a range such as A1:B2."""
    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415

    left, top, right, bottom = range_boundaries(ref or "A1")
    return int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else otherwise


def _relations(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """The targets outside of the file that a sheet names, by their identifiers."""
    name = normpath(join(dirname(path), "_rels", path.rpartition("/")[2] + ".rels"))
    if name not in archive.namelist():
        return {}
    return {
        element.get("Id", ""): element.get("Target", "")
        for event, element in walk(archive.read(name), place=name)
        if event == "start" and element.get("TargetMode") == "External"
    }


def cell_text(value: object) -> str:
    """A value of a cell on one line; a date without time is written as 2024-12-31."""
    if value is None:
        return ""
    # A key that Excel keeps as a number has 14 digits; it is exact with up to 15.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return clean(str(value))
