"""Tables that people keep in a spreadsheet, as CSV or XLSX: which column is which, and the text of each cell."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from catalogue.errors import ThavelError
from catalogue.records.parsed import Message
from catalogue.store.deliveries import Delivery

# All far beyond any list that a town hall keeps.
MAX_BYTES = 64 << 20
MAX_ROWS = 20_000
MAX_COLUMNS = 50
EXCEL_ROWS = 1_048_576
# The heading is looked for in so many rows that are not empty; above it there may be a title.
HEADING_WITHIN = 20

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

# The number of a line or row as the spreadsheet shows it, and its cells.
Line = tuple[int, Sequence[str]]


class Row(NamedTuple):
    """A row: its number from 1 as the spreadsheet shows it, and the text of each wanted column, empty if none."""

    number: int
    values: Mapping[str, str]


class SheetRows(NamedTuple):
    """The rows below the heading that are not empty, and what is to be told about the file."""

    rows: list[Row]
    messages: list[Message]


def read_table(delivery: Delivery, columns: Mapping[str, Sequence[str]]) -> SheetRows:
    """Read a CSV (`;`, `,` or tab; UTF-8 or Windows-1252) or the first sheet with a fitting heading of an XLSX.

    `columns` gives for each wanted column the headings that it may have, best first; case, umlauts, blanks and signs do
    not matter. The first column is needed, the others may be missing. Of formulas, the values that were saved with them
    are read. Raises `ThavelError` naming the file and, where there is one, the line, where it cannot be read.
    """
    if len(delivery.body) > MAX_BYTES:
        raise ThavelError(f"{delivery.url}: Die Datei ist größer als {MAX_BYTES >> 20} MB; das ist keine Liste.")
    if delivery.body.startswith(b"\xd0\xcf\x11\xe0"):
        raise ThavelError(
            f"{delivery.url}: Das ist eine alte (.xls) oder verschlüsselte Excel-Datei. "
            "Speichern Sie sie ohne Kennwort als .xlsx oder als „CSV UTF-8“."
        )
    if delivery.body.startswith(b"PK\x03\x04"):
        return SheetRows(_of_sheets(delivery, columns), [])
    text, messages = _decode(delivery)
    return SheetRows(_of_csv(text, delivery.url, columns), messages)


def clean(text: str) -> str:
    """The text on one line, without control characters and superfluous blanks."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _heading_name(text: str) -> str:
    return re.sub(r"[^a-z]", "", clean(text).lower().translate(_UMLAUTS))


def _found(cells: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Places of the wanted columns in a row that may be the heading; none where the needed one is missing."""
    names = [_heading_name(cell) for cell in cells]
    found = {}
    for column, headings in columns.items():
        place = next((names.index(heading) for heading in headings if heading in names), None)
        if place is not None:
            found[column] = place
    return found if next(iter(columns)) in found else {}


def _heading(lines: Iterator[Line], columns: Mapping[str, Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Number and columns of the row with the most wanted columns among the first ones; no columns where there is none.

    Of equals the first one counts.
    """
    filled = (line for line in lines if any(line[1]))
    found = [(number, _found(cells, columns)) for number, cells in islice(filled, HEADING_WITHIN)]
    return max(found, key=lambda line: len(line[1]), default=(0, {}))


def _below(lines: Iterator[Line], heading: int, places: Mapping[str, int], place: str) -> list[Row]:
    rows: list[Row] = []
    for number, cells in lines:
        if number <= heading or not any(cells):
            continue
        if len(rows) == MAX_ROWS:
            raise ThavelError(f"{place}: Die Liste hat mehr als {MAX_ROWS} Zeilen. Prüfen Sie, ob es die richtige ist.")
        rows.append(Row(number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()}))
    return rows


def _no_heading(place: str, columns: Mapping[str, Sequence[str]]) -> ThavelError:
    names = "; ".join(" oder ".join(heading.capitalize() for heading in headings[:3]) for headings in columns.values())
    return ThavelError(
        f"{place}: Eine Überschrift mit diesen Spalten wurde nicht gefunden: {names}. "
        "Die erste muss da sein, die anderen dürfen fehlen."
    )


def _decode(delivery: Delivery) -> tuple[str, list[Message]]:
    """The text of a CSV; Excel writes Windows-1252 unless it is told otherwise."""
    try:
        return delivery.body.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = delivery.body[: error.start].count(b"\n") + 1
    try:
        text = delivery.body.decode("cp1252")
    except UnicodeDecodeError:
        raise ThavelError(
            f"{delivery.url}, Zeile {line}: Die Datei ist weder in UTF-8 noch in Windows-1252 kodiert. "
            "Speichern Sie sie als „CSV UTF-8“ und importieren Sie sie noch einmal."
        ) from None
    note = "Die Datei ist nicht in UTF-8 kodiert; sie wurde als Windows-1252 gelesen, wie Excel es schreibt. "
    return text, [
        Message(
            "Hinweis",
            "tabelle.kodierung",
            note + "Prüfen Sie an einem Titel, ob die Umlaute stimmen.",
            None,
            f"{delivery.url}, Zeile {line}",
        )
    ]


def _of_csv(text: str, place: str, columns: Mapping[str, Sequence[str]]) -> list[Row]:
    headings = {separator: _heading(_csv_lines(text, separator, place), columns) for separator in ";\t,"}
    separator, (number, places) = max(headings.items(), key=lambda entry: len(entry[1][1]))
    if not places:
        raise _no_heading(f"{place}, Zeile 1", columns)
    return _below(_csv_lines(text, separator, place), number, places, place)


def _csv_lines(text: str, separator: str, place: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, [clean(cell) for cell in cells[:MAX_COLUMNS]]
    except csv.Error as error:
        raise ThavelError(
            f"{place}, Zeile {reader.line_num}: Die CSV-Datei lässt sich nicht zerlegen ({error}). "
            "Prüfen Sie, ob ein Anführungszeichen fehlt."
        ) from error


def _of_sheets(delivery: Delivery, columns: Mapping[str, Sequence[str]]) -> list[Row]:
    # openpyxl takes longer to load than most lists take to read, and most lists are CSV.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        _check_archive(delivery)
        with warnings.catch_warnings():
            # What it does not know of Excel's decoration does not concern the cells.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(delivery.body), read_only=True, data_only=True)
            try:
                for sheet in workbook.worksheets:
                    number, places = _heading(_sheet_lines(sheet), columns)
                    if places:
                        return _below(_sheet_lines(sheet), number, places, f"{delivery.url}, Blatt „{sheet.title}“")
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
    raise _no_heading(delivery.url, columns)


def _check_archive(delivery: Delivery) -> None:
    """Raises `ThavelError` for what unpacks to too much; what a part declares as its size is all that is read of it."""
    with zipfile.ZipFile(io.BytesIO(delivery.body)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_BYTES:
            raise ThavelError(
                f"{delivery.url}: Die Excel-Datei ist entpackt größer als {MAX_BYTES >> 20} MB; das ist keine Liste."
            )
        for part in archive.infolist():
            # Entities could grow without bound; Excel never declares any.
            if b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
                raise ThavelError(
                    f"{delivery.url}: {part.filename[:100]} enthält eine DOCTYPE-Angabe; das ist nicht erlaubt."
                )


def _sheet_lines(sheet: Any) -> Iterator[Line]:
    """The rows of a sheet; what the sheet says of its own size is not believed."""
    from openpyxl.cell.cell import ERROR_CODES  # noqa: PLC0415

    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=EXCEL_ROWS, max_col=MAX_COLUMNS, values_only=True)
    for number, cells in enumerate(rows, start=1):
        if any(cells):
            yield number, ["" if cell in ERROR_CODES else _cell_text(cell) for cell in cells]


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    # A key that Excel keeps as a number has 14 digits; it is exact with up to 15.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value))
