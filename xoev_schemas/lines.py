"""Line numbers of elements beyond line 65534, which libxml2 does not keep exactly."""

from collections.abc import Collection, Iterator
from typing import BinaryIO
from xml.parsers import expat

KEPT = 65534
_BLOCK = 1 << 20


def lines_of(document: BinaryIO, numbers: Collection[int]) -> dict[int, int]:
    """The lines (from 1) of start tags by their number in the document (from 0), which must be XML without a DTD.

    Reads the document as far as needed. Tags that the parser does not get to, for instance because it does not know the
    encoding, are left out.
    """
    wanted = set(numbers)
    found: dict[int, int] = {}
    parser = expat.ParserCreate()
    number = -1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal number
        number += 1
        if number in wanted:
            found[number] = parser.CurrentLineNumber

    parser.StartElementHandler = start
    try:
        for block in _blocks(document):
            parser.Parse(block)
            if len(found) == len(wanted):
                break
    except (expat.ExpatError, LookupError, ValueError):
        pass
    return found


def _blocks(document: BinaryIO) -> Iterator[bytes]:
    while block := document.read(_BLOCK):
        yield block
