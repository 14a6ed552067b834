"""Tables as CSV: in which letters and with which separator they were saved, and their lines."""

import csv
import io
from collections.abc import Iterator, Sequence

from catalogue.errors import ThavelError
from catalogue.records.parsed import Message
from catalogue.store.deliveries import Delivery
from importers.town.cells import Cell, clean, formula_target
from importers.web.content import BodyForm, recognised, unexpected

SEPARATORS = ";\t,|"
_OTHERS = frozenset(BodyForm) - {BodyForm.TEXT, BodyForm.BINARY, BodyForm.JSON, BodyForm.XML}
# The number of a line or row as the spreadsheet shows it, and its cells.
Line = tuple[int, Sequence[Cell]]

_NAMES = {
    "cp1252": "Windows-1252, wie Excel es schreibt",
    "cp850": "DOS-Text (Codepage 850)",
    "utf-16": "UTF-16 („Unicode-Text“)",
    "utf-16-le": "UTF-16 („Unicode-Text“)",
    "utf-16-be": "UTF-16 („Unicode-Text“)",
}


def decoded(delivery: Delivery) -> tuple[str, list[Message]]:
    """The text of a CSV, and what is to be told where it is not in UTF-8 as it should be.

    Raises `ThavelError` that says what the file is instead, or where it is in no encoding that is read.
    """
    found = recognised(delivery.body)
    if found.form in _OTHERS or found.standard is not None:
        raise unexpected(delivery.url, found, "eine Tabelle als XLSX oder CSV")
    encoding = found.encoding or "iso-8859-1"
    if encoding == "utf-8-sig":
        return delivery.body.decode(encoding), []
    place = f"{delivery.url}, Zeile {_line_of_other_letters(delivery.body)}"
    if encoding not in _NAMES:
        raise ThavelError(
            f"{place}: Die Datei ist weder in UTF-8 noch in Windows-1252 kodiert. "
            "Speichern Sie sie als „CSV UTF-8“ und importieren Sie sie noch einmal."
        )
    return delivery.body.decode(encoding), [_told(_NAMES[encoding], place)]


def _line_of_other_letters(body: bytes) -> int:
    """The first line with a letter that is not written as in UTF-8."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return body[: error.start].count(b"\n") + 1
    return 1


def _told(encoding: str, place: str) -> Message:
    return Message(
        "Hinweis",
        "tabelle.kodierung",
        f"Die Datei ist nicht in UTF-8 kodiert; sie wurde als {encoding} gelesen. "
        "Prüfen Sie an einem Titel, ob die Umlaute stimmen.",
        None,
        place,
    )


def csv_lines(text: str, separator: str, place: str, most: int) -> Iterator[Line]:
    """The lines of a CSV with at most so many cells; `ThavelError` naming the line that cannot be taken apart."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, [Cell(clean(cell), formula_target(cell)) for cell in cells[:most]]
    except csv.Error as error:
        raise ThavelError(
            f"{place}, Zeile {reader.line_num}: Die CSV-Datei lässt sich nicht zerlegen ({error}). "
            "Prüfen Sie, ob ein Anführungszeichen fehlt."
        ) from error
