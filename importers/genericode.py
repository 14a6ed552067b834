"""Genericode 1.0 code lists, as XRepository publishes them."""

from dataclasses import dataclass

from lxml import etree

from catalogue.errors import ThavelError
from importers.xml import elements, local_name


@dataclass(frozen=True)
class Codelist:
    """A code list: its URN and version, the code column, and rows of column id -> value (None where a cell is null)."""

    urn: str
    version: str
    code_column: str
    rows: list[dict[str, str | None]]


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(str(child.tag)) == name), None)


def _text(element: etree._Element | None) -> str | None:
    return (element.text or "").strip() or None if element is not None else None


def read_codelist(body: bytes, *, place: str) -> Codelist:
    """Read a Genericode document.

    The code column is named differently in every list and is taken from `ColumnSet/Key/ColumnRef`; a `Value` without
    `SimpleValue` is null (OASIS Genericode 1.0). Raises `ThavelError` where identification or key are missing.
    """
    urn = version = code_column = None
    for identification in elements(body, "Identification", place=place):
        urn = _text(_child(identification, "CanonicalUri"))
        version = _text(_child(identification, "Version"))
    for key in elements(body, "Key", place=place):
        reference = _child(key, "ColumnRef")
        if code_column is None and reference is not None:
            code_column = reference.get("Ref")
    if urn is None or version is None or code_column is None:
        missing = [
            name
            for name, value in (
                ("Identification/CanonicalUri", urn),
                ("Identification/Version", version),
                ("ColumnSet/Key/ColumnRef", code_column),
            )
            if value is None
        ]
        raise ThavelError(f"{place}: Keine Codeliste nach Genericode 1.0; es fehlt {', '.join(missing)}.")
    rows = []
    for row in elements(body, "Row", place=place):
        values = {value.get("ColumnRef", ""): _text(_child(value, "SimpleValue")) for value in row}
        rows.append(values)
    return Codelist(urn, version, code_column, rows)
