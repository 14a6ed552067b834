"""Writes the sample's register figures as lines of a GV100AD file, so that the demo runs the real importer."""

import csv
from collections.abc import Iterator, Mapping

from importers.registers.gemeinden import GEMEINDETYPEN, KREISTYPEN, LAND, LINE_LENGTH, VERBANDSTYPEN
from importers.sample import FOLDER

STAND = "20260228"
FILE_NAME = "gemeindeverzeichnis_stichprobe.txt"

# Field of the GV100AD -> first position, counted from 0; text starts there, numbers end before the next field.
_KEY, _VERBAND, _NAME, _SITZ, _TYP, _FLAECHE, _EINWOHNER, _PLZ = 10, 18, 22, 72, 122, 128, 139, 165


def _line(kind: str, fields: Mapping[int, str]) -> str:
    line = f"{kind}{STAND}".ljust(LINE_LENGTH)
    for start, text in fields.items():
        line = line[:start] + text + line[start + len(text) :]
    return line


def _codes(names: Mapping[str, str]) -> dict[str, str]:
    return {name: code for code, name in names.items()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _lines() -> Iterator[str]:
    yield _line("10", {_KEY: LAND, _NAME: "Thüringen", _SITZ: "Erfurt"})
    codes = _codes(KREISTYPEN)
    for row in _rows("kreise.csv"):
        yield _line("40", {_KEY: row["kreis_ags"], _NAME: row["name"], _SITZ: row["sitz"], _TYP: codes[row["typ"]]})
    codes = _codes(VERBANDSTYPEN)
    for row in _rows("verwaltungen.csv"):
        key = {_KEY: row["schluessel"][:5], _VERBAND: row["schluessel"][5:]}
        yield _line("50", {**key, _NAME: row["name"], _SITZ: row["sitz"], _TYP: codes.get(row["typ"], "")})
    codes = _codes(GEMEINDETYPEN)
    for row in _rows("gemeinden.csv"):
        ars = row["ars"]
        figures = {_FLAECHE: row["flaeche_ha"].zfill(11), _EINWOHNER: row["einwohner"].zfill(11), _PLZ: row["plz"]}
        key = {_KEY: ars[:5] + ars[9:], _VERBAND: ars[5:9]}
        yield _line("60", {**key, _NAME: row["name"], _TYP: codes[row["typ"]], **figures})


def register_lines() -> bytes:
    """The register of Land 16 as fixed-width lines of 220 characters (UTF-8, LF), record types 10, 40, 50 and 60.

    Source of the layout: Destatis, Datensatzbeschreibung GV100AD; of the figures: see the package.
    """
    return "".join(f"{line}\n" for line in _lines()).encode()


def municipalities() -> list[str]:
    """The ARS of all municipalities in the sample's register, in its order."""
    return [row["ars"] for row in _rows("gemeinden.csv")]
