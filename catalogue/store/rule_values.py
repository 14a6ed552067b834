"""Values of rule files: a cell is read as its column declares it; what a spreadsheet made of one is recognised."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from catalogue.errors import ThavelError
from catalogue.patterns import RulePattern
from catalogue.schema import Column, Form

Value = str | float | int | None

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_MONTHS = "Jan|Feb|Mrz|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec"
# What spreadsheets make of numbers, of `2/3` and of formulas, and what remains of umlauts that were read as Latin-1.
_ROUNDED = re.compile(r"-?[0-9]+([.,][0-9]+)?[Ee]\+[0-9]+")
_MADE_A_DAY = re.compile(
    rf"[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-]([0-9]{{2}}|[0-9]{{4}})|[0-9]{{1,2}}[. -]+({_MONTHS})\w*\.?"
    rf"|({_MONTHS})\w*[. -]+[0-9]{{2,4}}"
)
_MADE_AN_ERROR = re.compile(r"#+|#[A-ZÄÖÜ/0]+[!?]?")
_MISREAD = re.compile("Ã[\u0080-\u00bf¤¶¼ŸœžŠ„–]|Â[§°«»\u00a0]|â€")
AS_TEXT = "Formatieren Sie die Spalte als Text, bevor Sie den Wert neu eintragen"


class _Digits(NamedTuple):
    pattern: re.Pattern[str]
    told: str


_DIGITS: dict[Form, _Digits] = {
    "ags": _Digits(re.compile(r"[0-9]{8}"), "ein AGS mit 8 Ziffern"),
    "ars": _Digits(re.compile(r"[0-9]{12}"), "ein ARS mit 12 Ziffern"),
    "land": _Digits(re.compile(r"[0-9]{2}"), "ein Land mit 2 Ziffern (16 ist Thüringen, 00 gilt in allen Ländern)"),
    "leistung": _Digits(re.compile(r"[0-9]{1,14}"), "der Anfang eines Leistungsschlüssels (1 bis 14 Ziffern)"),
}


def read_value(column: Column, text: str, where: str, told: Callable[[str, str], None]) -> Value:
    """The value of a cell in its column; None where it is empty.

    `told` gets what was written and how it was read where that is not the same. Raises `ThavelError` with file and
    line, which `where` names, and the column, where it means nothing there.
    """
    text = text.strip()
    named = f"„{text}“ in Spalte „{column.name}“"
    if not text:
        if column.required:
            raise ThavelError(f"{where}: Die Spalte „{column.name}“ darf nicht leer sein ({column.description})")
        return None
    if column.allowed and text not in column.allowed:
        raise ThavelError(f"{where}: {named} ist nicht erlaubt; möglich: {', '.join(column.allowed)}.")
    if column.type != "TEXT":
        return _number(column, text, f"{where}: {named}")
    _check_damage(text, f"{where}: {named}")
    if column.form == "tag":
        return _day(text, f"{where}: {named}", told)
    if column.form == "muster":
        RulePattern(text, where)
    elif column.form == "code":
        if _MADE_A_DAY.fullmatch(text):
            raise ThavelError(
                f"{where}: {named} ist wohl ein Datum, das eine Tabellenkalkulation aus einem Code gemacht hat. "
                f"{AS_TEXT}."
            )
    elif column.form:
        wanted = _DIGITS[column.form]
        if not wanted.pattern.fullmatch(text):
            lost = text.isdecimal() and wanted.pattern.fullmatch(f"0{text}")
            hint = f" Fehlt die führende Null? {AS_TEXT}." if lost else ""
            raise ThavelError(f"{where}: {named} ist nicht {wanted.told}.{hint}")
    return text


def _number(column: Column, text: str, what: str) -> int | float:
    integer = column.type == "INTEGER"
    if not (_WHOLE if integer else _NUMBER).fullmatch(text):
        raise ThavelError(f"{what} ist keine {'ganze ' if integer else ''}Zahl.")
    number = int(text) if integer else float(text.replace(",", "."))
    if column.bounds and not column.bounds[0] <= number <= column.bounds[1]:
        least, most = column.bounds
        raise ThavelError(f"{what} liegt nicht zwischen {least:g} und {most:g}. Steht das Komma richtig?")
    return number


def _day(text: str, what: str, told: Callable[[str, str], None]) -> str:
    german = _GERMAN_DAY.fullmatch(text)
    iso = f"{german[3]}-{int(german[2]):02d}-{int(german[1]):02d}" if german else text
    try:
        if not _DAY.fullmatch(iso):
            raise ValueError
        date.fromisoformat(iso)
    except ValueError:
        raise ThavelError(
            f"{what} ist kein Tag. Schreiben Sie ihn als JJJJ-MM-TT oder TT.MM.JJJJ, zum Beispiel 2024-01-31."
        ) from None
    if german:
        told(text, iso)
    return iso


def _check_damage(text: str, what: str) -> None:
    """Raises `ThavelError` for what no column holds: a rounded key, an error of a spreadsheet, broken umlauts."""
    if _ROUNDED.fullmatch(text):
        raise ThavelError(f"{what} hat eine Tabellenkalkulation gerundet; die Ziffern sind verloren. {AS_TEXT}.")
    if _MADE_AN_ERROR.fullmatch(text):
        raise ThavelError(f"{what} ist die Fehleranzeige einer Tabellenkalkulation. {AS_TEXT}.")
    if _MISREAD.search(text):
        raise ThavelError(
            f"{what} hat verdorbene Umlaute: Die Datei wurde in falscher Zeichenkodierung geöffnet und gespeichert. "
            "Nehmen Sie die vorige Fassung und öffnen Sie sie als UTF-8."
        )
