"""Cuts an XZuFi document into blocks of whole units (`schreibe`, `loesche`, `ergebnisLeistung` …) without parsing it.

A delivery of several gigabytes has hundreds of thousands of units, most of them the same as the day before. Cut out as
the bytes they are, they can be known by their checksums, and several blocks can be read at the same time, each inside
an element with the document's namespaces: blocks that are well-formed there make a well-formed document. Cutting at end
tags is sound only where a `<` starts nothing but a tag. From the first comment, CDATA section or processing instruction
on, and in encodings that are not a superset of ASCII, the XML parser finds the units instead; so it does from any block
on that turns out to be no sequence of whole units.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import BinaryIO

from lxml import etree

from catalogue.errors import DeliveryError
from importers.web.xml import MAX_DEPTH, local_name, namespace_of, pull_parser

BLOCK = 1 << 19
MAX_UNIT = 16 << 20
MAX_HEAD = 1 << 20

_TRANSFER = ("schreibe", "loesche")
_OBJECTS = (
    "leistung",
    "spezialisierung",
    "organisationseinheit",
    "onlinedienst",
    "zustaendigkeitTransferObjekt",
    "formular",
)
_REPORT = tuple(f"ergebnis{name[0].upper()}{name[1:]}" for name in _OBJECTS)
# A document has units of one of these families; what is nested in a unit belongs to it.
_FAMILIES = (_TRANSFER, _REPORT, _OBJECTS)
UNITS = frozenset(name for family in _FAMILIES for name in family)

PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_NO_TAG = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_FIRST = re.compile(_NO_TAG + rb"|(?P<dtd><!DOCTYPE)|<" + PREFIX + rb"(?P<unit>%s)(?=[\s/>])" % b"|".join(
    name.encode() for family in _FAMILIES for name in family), re.DOTALL)  # fmt: skip
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_LIKE_ASCII = re.compile(rb"utf-?8|(?:us-)?ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


@dataclass(frozen=True)
class Frame:
    """Start and end of the element that units are parsed in: with the document's namespaces and encoding."""

    start: bytes
    end: bytes


_NEUTRAL = Frame(b"<r>", b"</r>")


@dataclass(frozen=True)
class Block:
    """Units one after the other. `offset` (bytes) and `line` (from 1) say where the block begins in the document.

    `tags` are the end tags at which to cut it. What the parser has found has `ends` instead, and a line for each unit.
    `key` enters the checksums of its units.
    """

    body: bytes
    frame: Frame
    key: bytes
    offset: int
    line: int
    tags: tuple[bytes, ...] = ()
    ends: tuple[int, ...] | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Head:
    """The beginning of a document, before its first unit: root element, namespace, `xzufiVersion`, when it was made."""

    root: str
    namespace: str
    version: str | None
    created: str | None = None


class Cutter:
    """The units of one document. `seed` enters every checksum: what else the meaning of units depends on.

    Raises `DeliveryError` naming `place` and line where the document is no well-formed XML, has a DTD, a unit of more
    than 16 MiB, or elements nested too deep. The file must be seekable.
    """

    def __init__(self, file: BinaryIO, *, place: str, seed: bytes) -> None:
        self.head: Head | None = None
        self._file = file
        self._place = place
        self._seed = seed
        self._before = b""

    def blocks(self) -> Iterator[Block]:
        """Blocks of about half a MiB."""
        begin = self._file.read(MAX_HEAD)
        if not begin.strip():
            raise self._error("leer", "Die Datei ist leer. Laden Sie sie noch einmal.")
        first = self._first_unit(begin)
        if first is None:
            yield from self.parsed(0, 1)
            return
        self._before = begin[: first.start()]
        yield from self._cut(first, begin[first.start() :])

    def _error(self, code: str, text: str, line: int | None = None) -> DeliveryError:
        place = self._place if line is None else f"{self._place}, Zeile {line}"
        return DeliveryError(f"xzufi.{code}", text, place)

    def _first_unit(self, begin: bytes) -> "re.Match[bytes] | None":
        declared = _DECLARED.match(begin.removeprefix(b"\xef\xbb\xbf"))
        if begin.startswith(_UTF16) or (declared and not _LIKE_ASCII.fullmatch(declared[1])):
            return None
        for match in _FIRST.finditer(begin):
            if match["dtd"]:
                raise self.dtd()
            if match["unit"]:
                return match
        return None

    def dtd(self) -> DeliveryError:
        """The error of a document that has a DTD."""
        return self._error("dtd", "Das Dokument enthält eine DTD. Solche Dokumente werden nicht eingelesen.")

    def _frame(self) -> Frame:
        """Learn from everything before the first unit which namespaces its units are in."""
        parser = pull_parser()
        opened: list[etree._Element] = []
        created = ""
        try:
            parser.feed(self._before)
            for event, element in parser.read_events():
                if event == "start":
                    opened.append(element)
                else:
                    opened.pop()
                    if local_name(str(element.tag)) == "erstelltDatumZeit":
                        created = created or (element.text or "").strip()
        except etree.XMLSyntaxError as error:
            raise self.malformed(error) from error
        spaces: dict[str | None, str] = {}
        if opened:
            self.head = replace(_head_of(opened[0]), created=created or None)
            spaces = dict(opened[-1].nsmap)
        attributes = "".join(
            f' xmlns{":" + prefix if prefix else ""}="{html.escape(uri)}"'
            for prefix, uri in sorted(spaces.items(), key=str)
        )
        declared = _DECLARED.match(self._before.removeprefix(b"\xef\xbb\xbf"))
        declaration = b'<?xml version="1.0" encoding="%s"?>' % declared[1] if declared else b""
        return Frame(declaration + f"<r{attributes}>".encode("ascii", "xmlcharrefreplace"), b"</r>")

    def _key(self, frame: Frame) -> bytes:
        return hashlib.blake2b(self._seed + frame.start).digest()

    def _cut(self, first: "re.Match[bytes]", rest: bytes) -> Iterator[Block]:
        frame = self._frame()
        key = self._key(frame)
        names = next(names for names in _FAMILIES if first["unit"].decode() in names)
        prefix = first[0][1 : -len(first["unit"])]
        tags = tuple(b"</%s%s>" % (prefix, name.encode()) for name in names)
        offset = len(self._before)
        line = self._before.count(b"\n") + 1
        while True:
            more = self._file.read(BLOCK)
            end = max(at + len(tag) if at >= 0 else 0 for tag in tags for at in [rest.rfind(tag)])
            if end:
                body = rest[:end]
                if b"<!" in body or b"<?" in body:
                    break
                yield Block(body, frame, key, offset, line, tags)
                offset += end
                line += body.count(b"\n")
            if not more:
                break
            if len(rest) - end > MAX_UNIT:
                raise self.too_large(line)
            rest = rest[end:] + more
        yield from self.parsed(offset, line)

    def too_large(self, line: int) -> DeliveryError:
        """The error of more than `MAX_UNIT` bytes without the end of a unit."""
        return self._error(
            "groesse",
            f"Hier beginnt ein Objekt, das größer als {MAX_UNIT >> 20} MiB ist, oder es folgen so viele Zeichen ohne "
            "ein Objekt. So etwas wird nicht eingelesen.",
            line,
        )

    def parsed(self, offset: int, line: int) -> Iterator[Block]:
        """Blocks that the parser finds from a place on; what lies between the head and there is left out."""
        self._file.seek(offset)
        parser = _Parser(self, line - 1 - self._before.count(b"\n"))
        key = self._key(_NEUTRAL)
        if self._before:
            list(parser.feed(self._before))
        while block := self._file.read(BLOCK):
            found = list(parser.feed(block))
            if found:
                bodies = [body for body, _ in found]
                ends = tuple(accumulate(map(len, bodies)))
                lines = tuple(line for _, line in found)
                yield Block(b"".join(bodies), _NEUTRAL, key, offset, lines[0], (), ends, lines)
        parser.close()

    def too_deep(self, line: int) -> DeliveryError:
        """The error of elements nested too deep."""
        return self._error(
            "tiefe",
            f"Die Elemente sind zu tief verschachtelt (mehr als {MAX_DEPTH}-fach). Solche Dokumente werden nicht "
            "eingelesen.",
            line,
        )

    def malformed(self, error: etree.XMLSyntaxError, lines: int = 0) -> DeliveryError:
        """The error of a document that is no well-formed XML; `lines` is added to the parser's line."""
        return malformed(error, self._place, lines + (error.lineno or 0))


class _Parser:
    """Finds units by parsing; `lines` is what has to be added to the parser's line numbers."""

    def __init__(self, cutter: Cutter, lines: int) -> None:
        self._cutter = cutter
        self._lines = lines
        self._parser = pull_parser()
        self._depth = self._since = 0
        self._line = lines + 1
        self._family: tuple[str, ...] = ()
        self._inside: etree._Element | None = None

    def feed(self, block: bytes) -> Iterator[tuple[bytes, int]]:
        """Units that are complete with this block, each with its line."""
        self._since += len(block)
        try:
            self._parser.feed(block)
            for event, element in self._parser.read_events():
                line = self._line = self._lines + (element.sourceline or 0)
                if event == "start":
                    self._enter(element, line)
                    continue
                self._depth -= 1
                if self._inside is not None and element is self._inside:
                    yield etree.tostring(self._inside, with_tail=False), line
                    self._inside = None
                    self._since = 0
                if self._inside is None:
                    _drop(element)
        except etree.XMLSyntaxError as error:
            raise self._cutter.malformed(error, self._lines) from error
        if self._since > MAX_UNIT + BLOCK:
            raise self._cutter.too_large(self._line)

    def _enter(self, element: etree._Element, line: int) -> None:
        self._depth += 1
        if self._depth == 1:
            if element.getroottree().docinfo.internalDTD is not None:
                raise self._cutter.dtd()
            self._cutter.head = self._cutter.head or _head_of(element)
        if self._depth > MAX_DEPTH:
            raise self._cutter.too_deep(line)
        if self._inside is None:
            name = local_name(str(element.tag))
            if not self._family and name in UNITS:
                self._family = next(names for names in _FAMILIES if name in names)
            if name in self._family:
                self._inside = element

    def close(self) -> None:
        """The end of the document."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise self._cutter.malformed(error, self._lines) from error


def _head_of(root: etree._Element) -> Head:
    tag = str(root.tag)
    version = next((value for key, value in root.items() if local_name(str(key)) == "xzufiVersion"), None)
    return Head(local_name(tag), namespace_of(tag), version)


def malformed(error: etree.XMLSyntaxError, place: str, line: int) -> DeliveryError:
    """The error of a document that is no well-formed XML."""
    return DeliveryError(
        "xzufi.syntax",
        f"Kein wohlgeformtes XML ({error.msg}). Aus dieser Lieferung wurde nichts übernommen; fordern Sie sie neu an.",
        f"{place}, Zeile {line}",
    )


def _drop(element: etree._Element) -> None:
    """Forget an element that was understood, and what stood before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
