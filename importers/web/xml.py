"""The one XML reader: streaming, no entities, no network, no DTD; every importer of XML goes through it."""

import io
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict

from lxml import etree

from catalogue.errors import ThavelError


def local_name(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def namespace_of(tag: str) -> str:
    """The namespace of an element's name, empty where it has none; odd ones, which `etree.QName` refuses, included."""
    return tag[1:].rpartition("}")[0] if tag.startswith("{") else ""


Event = Literal["start", "end"]
MAX_DEPTH = 200


class _Hardened(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


_HARDENED: _Hardened = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def _events(
    body: bytes, names: tuple[Event, ...], tags: tuple[str, ...] | None
) -> Iterator[tuple[str, etree._Element]]:
    return etree.iterparse(io.BytesIO(body), events=names, tag=tags, **_HARDENED)


def parser() -> "etree.XMLParser[etree._Element]":
    """A parser for a whole document, hardened like everything here."""
    return etree.XMLParser(**_HARDENED)


def pull_parser() -> "etree.XMLPullParser[etree._Element]":
    """A parser that is fed and tells starts and ends of elements, hardened like everything here."""
    return etree.XMLPullParser(events=("start", "end"), **_HARDENED)


def _refuse_dtd(element: etree._Element, place: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise ThavelError(f"{place}: Das Dokument enthält eine DTD. Solche Dokumente werden nicht eingelesen.")


def _not_well_formed(error: etree.XMLSyntaxError, place: str) -> ThavelError:
    return ThavelError(
        f"{place}, Zeile {error.lineno or 0}: Kein wohlgeformtes XML ({error.msg}). Laden Sie die Datei noch einmal."
    )


def walk(body: bytes, *, place: str, names: Sequence[str] | None = None) -> Iterator[tuple[str, etree._Element]]:
    """Yield `start` and `end` with each element, in the document's order; the caller empties what it has understood.

    At `start` only name and attributes are there. With `names` only elements with these local names are yielded. Raises
    `ThavelError` naming `place` where the document is no well-formed XML, has a DTD, or nests elements (of these names)
    more than `MAX_DEPTH` deep.
    """
    depth = 0
    tags = None if names is None else tuple("{*}" + name for name in names)
    try:
        for event, element in _events(body, ("start", "end"), tags):
            if event == "start":
                if depth == 0:
                    _refuse_dtd(element, place)
                depth += 1
                if depth > MAX_DEPTH:
                    raise ThavelError(
                        f"{place}, Zeile {element.sourceline}: Die Elemente sind zu tief verschachtelt (mehr als "
                        f"{MAX_DEPTH}-fach). Solche Dokumente werden nicht eingelesen."
                    )
            else:
                depth -= 1
            yield event, element
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(error, place) from error


def elements(body: bytes, name: str, *, place: str) -> Iterator[etree._Element]:
    """Yield each element with this local name, in any namespace; it is emptied once the caller asks for the next.

    Raises `ThavelError` naming `place` and line where the document is no well-formed XML or declares entities.
    """
    try:
        for _, element in _events(body, ("end",), ("{*}" + name,)):
            _refuse_dtd(element, place)
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(error, place) from error
