"""Recognises the standard and version of a document: by its namespace, else by what XZuFi says of itself.

Documents of XZuFi may be in no namespace, and their root may have any name. Such a document is told by `@xzufiVersion`,
by the name of a report, or by the first of its units (`schreibe`, `loesche`, `ergebnisLeistung` …) near the root.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from xoev_schemas.units import MESSAGE_UNITS, UNITS, local_name, namespace

# Namespaces as the standards spell them; XDatenfelder 2 and XProzess 2 name no minor version.
_NAMESPACES = (
    (r"http://docs\.oasis-open\.org/codelist/ns/genericode/(1\.0)/", "genericode"),
    (r"http://xoev\.de/schemata/xzufi/([0-9]+_[0-9]+_[0-9]+)", "xzufi"),
    (r"urn:xoev-de:fim:standard:xdatenfelder_([0-9]+(?:\.[0-9]+)*)", "xdatenfelder"),
    (r"http://www\.regierung-mv\.de/xprozess/([0-9]+)", "xprozess"),
)
# Reports are XZuFi 2.1: their roots, and what their units begin with.
_REPORT = "leistungsverzeichnis"
_RESULT = "ergebnis"
_DEFAULT = "2.2.0"
# How many elements are looked at for a unit: what stands before the first one is a short head.
LOOKAHEAD = 1000


class Standard(NamedTuple):
    """A standard in a version, as the manifest spells them."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class UnknownStandardError(LookupError):
    """A document of no standard that is known here; `str(error)` is a complete German sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


def standard_of(root: etree._Element) -> Standard:
    """The standard and version of a document, of which only the beginning need have been read.

    Raises `UnknownStandardError` where its namespace is none of theirs and nothing in it says that it is XZuFi.
    """
    space = namespace(root)
    standard = _by_namespace(space) or _xzufi(root)
    if standard is not None:
        return standard
    names = ", ".join(standard for _, standard in _NAMESPACES)
    described = f"den Namensraum „{space}“" if space else "keinen Namensraum"
    raise UnknownStandardError(
        f"Das Dokument beginnt mit „{local_name(root)}“ und nennt {described}; daran ist kein Standard zu erkennen. "
        f"Bekannt sind {names}."
    )


def not_read(standard: Standard) -> str | None:
    """German sentences where this version of a standard is known and not read; None for all others."""
    if standard.name == "xdatenfelder" and standard.version.split(".")[0] == "1":
        return "XDatenfelder 1 wird nicht gelesen. Fordern Sie das Dokument in Version 2 oder 3 an."
    return None


def _by_namespace(space: str) -> Standard | None:
    for pattern, standard in _NAMESPACES:
        found = re.fullmatch(pattern, space)
        if found:
            version = found.group(1).replace("_", ".")
            return Standard(standard, version if "." in version else f"{version}.0")
    return None


def _xzufi(root: etree._Element) -> Standard | None:
    """The version of an XZuFi document whose root is not in a namespace of XZuFi."""
    units = [element for element in _near(root) if local_name(element) in UNITS]
    for unit in units:
        standard = _by_namespace(namespace(unit))
        if standard is not None and standard.name == "xzufi":
            return standard
    if namespace(root):
        return None
    version = root.get("xzufiVersion") or ""
    if re.fullmatch(r"[0-9]+\.[0-9]+(?:\.[0-9]+)?", version, re.ASCII):
        return Standard("xzufi", version if version.count(".") == 2 else f"{version}.0")
    known = [local_name(unit) for unit in units if not namespace(unit) and local_name(unit) in MESSAGE_UNITS]
    if local_name(root).startswith(_REPORT) or (known and known[0].startswith(_RESULT)):
        return Standard("xzufi", "2.1.0")
    return Standard("xzufi", _DEFAULT) if known else None


def _near(root: etree._Element) -> Iterator[etree._Element]:
    """The root, its children and theirs, as far as a unit may stand: those of reports are below `antwort`."""
    yield root
    for child in islice(root.iterchildren("*"), LOOKAHEAD):
        yield child
        yield from islice(child.iterchildren("*"), LOOKAHEAD)
