"""Cuts XZuFi documents into their units, one at a time, so that deliveries of any size are read at constant memory."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from lxml import etree

_OBJECTS = (
    "leistung",
    "spezialisierung",
    "organisationseinheit",
    "onlinedienst",
    "zustaendigkeitTransferObjekt",
    "formular",
)
_RESULTS = {f"ergebnis{name[0].upper()}{name[1:]}": name for name in _OBJECTS}
# Names that hardly any other document has: what messages and reports are made of.
MESSAGE_UNITS = frozenset({"schreibe", "loesche", *_RESULTS})
UNITS = MESSAGE_UNITS.union(_OBJECTS)
MAX_DEPTH = 200
MAX_UNIT = 16 << 20
MAX_ELEMENTS = 400_000


class BrokenDocumentError(ValueError):
    """A document that cannot be read to its end: line (None if unknown), German reason, stable code.

    `number` is that of the start tag where reading ended, counted from 0; None where the parser knows the line.
    """

    def __init__(self, line: int | None, reason: str, code: str, number: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.code = code
        self.number = number


class Unit(NamedTuple):
    """An element that is checked on its own, its XPath in the document, and the number of its start tag there."""

    path: str
    element: etree._Element
    number: int

    @property
    def name(self) -> str:
        """Local name."""
        return local_name(self.element)


def units(document: BinaryIO, names: frozenset[str] = UNITS) -> Iterator[Unit]:
    """The outermost elements of these names; each is emptied once the next is asked for.

    Raises `BrokenDocumentError` where the document is no well-formed XML, has a DTD, nests elements too deep, or has a
    unit of more than 16 MiB or 400 000 elements.
    """
    stream = CountedFile(document)
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    place = _ElementPlace()
    depth = number = first = begin = 0
    inside: etree._Element | None = None
    try:
        for event, element in events:
            if event == "start":
                _refuse(element, depth, number)
                depth += 1
                number += 1
                if inside is None:
                    name = local_name(element)
                    place.enter(name)
                    if name in names:
                        inside, first, begin = element, number - 1, stream.read_bytes
                elif stream.read_bytes - begin > MAX_UNIT or number - first > MAX_ELEMENTS:
                    raise BrokenDocumentError(
                        inside.sourceline,
                        f"Hier beginnt ein Objekt, das größer als {MAX_UNIT >> 20} MiB ist oder "
                        f"über {MAX_ELEMENTS} Elemente hat; es wird nicht geprüft.",
                        "xml.groesse",
                        first,
                    )
                continue
            depth -= 1
            if inside is not None:
                if element is not inside:
                    continue
                yield Unit(place.path, element, first)
                inside = None
            place.leave()
            _drop(element)
    except etree.XMLSyntaxError as error:
        raise BrokenDocumentError(error.lineno, f"Kein wohlgeformtes XML ({error.msg}).", "xml.syntax") from error


def parts(unit: Unit, known: frozenset[str]) -> list[Unit]:
    """The parts to be checked instead of a unit: the objects in it, where it only wraps them and is not known itself.

    A result of a report wraps an object of its class, if it has one (`ergebnisLeistung/leistung`), known or not.
    """
    wrapped = _RESULTS.get(unit.name)
    if wrapped is not None:
        wanted = frozenset({wrapped})
    elif unit.name == "schreibe" and unit.name not in known:
        wanted = UNITS
    else:
        return [unit]
    counts: dict[str, int] = {}
    number = unit.number + 1
    found = []
    for child in unit.element.iterchildren("*"):
        name = local_name(child)
        counts[name] = counts.get(name, 0) + 1
        if name in wanted:
            found.append(Unit(f"{unit.path}/{name}[{counts[name]}]", child, number))
        number += sum(1 for _ in child.iter("*"))
    return found or [unit]


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """Its namespace, empty where it has none; odd ones, which `etree.QName` refuses, included."""
    return str(element.tag)[1:].rpartition("}")[0]


class CountedFile:
    """A file that knows how much of it was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        """As of a file."""
        body = self._file.read(size)
        self.read_bytes += len(body)
        return body


class _ElementPlace:
    """XPath of an element, with its place among those of its name."""

    def __init__(self) -> None:
        self._steps: list[str] = []
        self._counts: list[dict[str, int]] = [{}]

    def enter(self, name: str) -> None:
        counts = self._counts[-1]
        counts[name] = counts.get(name, 0) + 1
        self._steps.append(f"{name}[{counts[name]}]" if self._steps else name)
        self._counts.append({})

    def leave(self) -> None:
        self._steps.pop()
        self._counts.pop()

    @property
    def path(self) -> str:
        return "/" + "/".join(self._steps)


def _refuse(element: etree._Element, depth: int, number: int) -> None:
    if depth == 0 and element.getroottree().docinfo.internalDTD is not None:
        raise BrokenDocumentError(1, "Das Dokument enthält eine DTD; sie ist nicht erlaubt.", "xml.dtd")
    if depth > MAX_DEPTH:
        raise BrokenDocumentError(
            element.sourceline,
            "Die Elemente sind zu tief verschachtelt; so etwas wird nicht geprüft.",
            "xml.tiefe",
            number,
        )


def _drop(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
