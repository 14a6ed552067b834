"""Checks documents unit by unit: for XZuFi, whose root may have any name and whose deliveries may be of any size.

lxml checks each unit, which is fast; only a unit that fails is checked again by xmlschema, whose errors can be told.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from lxml import etree
from xmlschema import XMLResource, XMLSchema10, XMLSchemaValidationError

UNITS = frozenset(
    {
        "schreibe",
        "loesche",
        *("leistung", "spezialisierung", "organisationseinheit", "onlinedienst", "formular"),
        *("zustaendigkeitTransferObjekt", "ergebnisLeistung", "ergebnisSpezialisierung"),
        *("ergebnisOrganisationseinheit", "ergebnisOnlinedienst", "ergebnisFormular"),
    }
)
MAX_DEPTH = 200
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

Found = tuple[str, XMLSchemaValidationError]


class BrokenDocumentError(ValueError):
    """A document that cannot be read to its end: `args` are line (None if unknown), German reason and code."""


def unit_errors(document: BinaryIO, schema: Path, namespace: str) -> Iterator[Found]:
    """Yield the path of the unit and the error, for each error in each unit, in the document's order.

    Elements in no namespace, and all of a document of another version, count as of `namespace`. Types that documents
    name for themselves are not checked. Raises `BrokenDocumentError` where the document is no well-formed XML, has a
    DTD, or nests elements too deep.
    """
    fast, slow = _schemas(schema)
    for path, unit in _units(document):
        _move(unit, namespace)
        if fast.validate(unit):
            continue
        resource = XMLResource(unit, allow="none", defuse="always")  # type: ignore[arg-type]
        for error in slow.iter_errors(resource, use_location_hints=False):
            yield path, error


@lru_cache(maxsize=8)
def _schemas(path: Path) -> tuple[etree.XMLSchema, XMLSchema10]:
    return etree.XMLSchema(etree.parse(path)), XMLSchema10(str(path), allow="sandbox", defuse="always")


def _move(unit: etree._Element, namespace: str) -> None:
    """Put elements of no namespace, or another version's, into the namespace of the schema."""
    etree.strip_attributes(unit, _XSI_TYPE)
    own = f"{{{namespace}}}"
    for element in unit.iter():
        tag = str(element.tag)
        if not tag.startswith(own):
            element.tag = own + tag.rpartition("}")[2]


def _units(document: BinaryIO) -> Iterator[tuple[str, etree._Element]]:
    """Outermost units with their paths; each is emptied once the next is asked for."""
    events = etree.iterparse(
        document,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    above: list[str] = []
    number = 0
    inside: etree._Element | None = None
    try:
        for event, element in events:
            name = str(element.tag).rpartition("}")[2]
            if event == "start":
                _refuse(element, len(above))
                above.append(name)
                if inside is None and name in UNITS:
                    inside = element
                    number += 1
                continue
            above.pop()
            if inside is not None and element is inside:
                yield f"/{'/'.join(above)}/{name}[{number}]", element
                inside = None
            if inside is None:
                _drop(element)
    except etree.XMLSyntaxError as error:
        raise BrokenDocumentError(error.lineno, f"Kein wohlgeformtes XML ({error.msg}).", "xml.syntax") from error


def _refuse(element: etree._Element, depth: int) -> None:
    if depth == 0 and element.getroottree().docinfo.internalDTD is not None:
        raise BrokenDocumentError(1, "Das Dokument enthält eine DTD; sie ist nicht erlaubt.", "xml.dtd")
    if depth > MAX_DEPTH:
        raise BrokenDocumentError(
            element.sourceline, "Die Elemente sind zu tief verschachtelt; so etwas wird nicht geprüft.", "xml.tiefe"
        )


def _drop(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
