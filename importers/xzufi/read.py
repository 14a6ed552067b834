"""Reads blocks of units into rows, in this process or in one of its own (`python -m importers.xzufi.read`).

Each of those processes imports this module first: what it imports is kept small.

Orders and answers are plain values, so that they cross the border between processes as they are.
"""

import gc
import hashlib
import marshal
import re
import signal
import struct
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from lxml import etree

from catalogue.records.xzufi import RegisteredObject
from catalogue.store.checksums import Lookup, reading
from importers.web.xml import parser
from importers.xzufi.cut import PREFIX, Block, malformed
from importers.xzufi.draft import Batch
from importers.xzufi.objects import OBJECTS
from importers.xzufi.reporter import Reporter
from importers.xzufi.rows import LatestObjects, Values

_LENGTH = struct.Struct("<Q")


class Order(NamedTuple):
    """A block of units to read: the fields of `importers.xzufi.cut.Block` one by one, and what the reading depends on.

    A block that was cut out of the document is named by `file`, `offset` and `size`; one that the parser has found is
    the `body` itself.

    `place` is what messages call the document, `redaktion` is taken for identifiers that name none, `quelle` is the
    source's name. Units that the catalogue at `catalogue` knows with the same checksum are not read; None reads all.
    """

    file: str
    offset: int
    size: int
    body: bytes
    start: bytes
    end: bytes
    key: bytes
    line: int
    tags: tuple[bytes, ...]
    ends: tuple[int, ...] | None
    lines: tuple[int, ...]
    place: str
    redaktion: str | None
    quelle: str
    catalogue: str | None


def order_of(
    block: Block, file: Path, place: str, *, redaktion: str | None, quelle: str, catalogue: str | None
) -> Order:
    """The order to read a block of a document's file."""
    return Order(
        str(file),
        block.offset,
        len(block.body),
        block.body if block.ends is not None else b"",
        block.frame.start,
        block.frame.end,
        block.key,
        block.line,
        block.tags,
        block.ends,
        block.lines,
        place,
        redaktion,
        quelle,
        catalogue,
    )


def _body_of(order: Order) -> bytes:
    if order.ends is not None:
        return order.body
    with Path(order.file).open("rb") as file:
        file.seek(order.offset)
        return file.read(order.size)


class BlockAnswer(NamedTuple):
    """The content of a block: rows by name of the record type, objects in order, objects that are unchanged with their
    checksums, messages, and how many units there were.

    `irregular` says that the block is no sequence of whole units, so that nothing of it was read; `error` (code, text,
    place) that it is no well-formed XML.
    """

    rows: dict[str, list[Values]]
    objects: list[RegisteredObject]
    unchanged: dict[str, str]
    messages: list[list[Any]]
    rejected: int
    units: int
    irregular: bool = False
    error: tuple[str, str, str] | None = None


_IRREGULAR = BlockAnswer({}, [], {}, [], 0, 0, irregular=True)


def read_block(order: Order, known: Lookup | None = None) -> BlockAnswer:
    """Read the units of a block but for those that `known` tells to be unchanged; the last word on each object counts.

    Only where each unit holds exactly one object its checksum is told, so that it need not be read again.
    """
    order = order._replace(body=_body_of(order))
    units = _units(order)
    if units is None:
        return _IRREGULAR
    view = memoryview(order.body)
    sums = [_checksum(order.key, view[begin:end]) for begin, end in units]
    unchanged = _unchanged(order, units, sums, known) if known else {}
    wanted = [at for at in range(len(units)) if at not in unchanged]
    if unchanged:
        data = b"".join(view[slice(*units[at])] for at in wanted)
    else:
        data = order.body
    lines = _Lines(order, [units[at] for at in wanted], wanted)
    try:
        root = etree.fromstring(order.start + data + order.end, parser())
    except etree.XMLSyntaxError as error:
        if order.ends is None:
            return _IRREGULAR
        found = malformed(error, order.place, lines.of(error.lineno or 1))
        return BlockAnswer({}, [], {}, [], 0, 0, error=(found.code, found.text, found.place))
    reporter = Reporter(order.place)
    batch = Batch(reporter, order.redaktion, lambda element: lines.of(element.sourceline or 1))
    reading = LatestObjects(batch, order.quelle)
    exact = len(root) == len(wanted)
    for at, unit in enumerate(root):
        reading.unit(unit, sums[wanted[at]] if exact else None)
    return BlockAnswer(
        reading.rows(),
        reading.objects(),
        {hint: sums[at] for at, hint in unchanged.items()},
        reporter.messages(),
        reporter.rejected,
        len(units),
    )


def _checksum(key: bytes, body: memoryview) -> str:
    """Half of the SHA-256 of a unit after the key (hex), which no two different units are ever likely to share."""
    digest = hashlib.sha256(key)
    digest.update(body)
    return digest.hexdigest()[:32]


def _units(order: Order) -> list[tuple[int, int]] | None:
    """Begin and end of each unit (bytes); None where something else than units stands between the end tags."""
    if order.ends is not None:
        return list(zip((0, *order.ends), order.ends, strict=False))
    begins = _beginning(order.tags)
    units = []
    begin = 0
    for end in _ends(order.body, order.tags):
        if not begins.match(order.body, begin):
            return None
        units.append((begin, end))
        begin = end
    return units


@lru_cache(maxsize=64)
def _beginning(tags: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """Pattern of the beginning of a unit, with blanks before it; `tags` are the end tags."""
    return re.compile(rb"\s*<(?:%s)(?=[\s/>])" % b"|".join(re.escape(tag[2:-1]) for tag in tags))


def _ends(body: bytes, tags: tuple[bytes, ...]) -> Iterator[int]:
    """Yield where units end (bytes), in order. An end tag spelled otherwise makes two units one, which is no harm."""
    following = [(at, tag) for tag in tags for at in [body.find(tag)] if at >= 0]
    while following:
        at, tag = min(following) if len(following) > 1 else following[0]
        end = at + len(tag)
        yield end
        following.remove((at, tag))
        again = body.find(tag, end)
        if again >= 0:
            following.append((again, tag))


_HINT = re.compile(
    rb"<" + PREFIX + rb"(?:ergebnis)?(leistung|spezialisierung|organisationseinheit|onlinedienst|"
    rb"zustaendigkeit|formular)(?=[A-Z\s>])[^>]*>.{0,1000}?"
    rb"<" + PREFIX + rb"id(\s[^>]*)?>\s*([^<\s]+)\s*<",
    re.DOTALL | re.IGNORECASE,
)  # fmt: skip
_AGENCY = re.compile(rb"""schemeAgencyID\s*=\s*["']\s*([^"'\s]*)\s*["']""")


def _unchanged(order: Order, units: list[tuple[int, int]], sums: list[str], known: Lookup) -> dict[int, str]:
    """Units that the catalogue knows as they are: by place, the identifier of their object.

    Which object a unit is about is guessed; that it is the same follows from the checksum. An object that may occur
    twice is read.
    """
    hints = [_hint(order, begin, end) for begin, end in units]
    number = Counter(filter(None, hints))
    stored = known(number)
    return {
        at: hint
        for at, hint in enumerate(hints)
        if hint is not None and number[hint] == 1 and stored.get(hint) == sums[at]
    }


def _hint(order: Order, begin: int, end: int) -> str | None:
    found = _HINT.search(order.body, begin, end)
    if found is None:
        return None
    agency = _AGENCY.search(found[2] or b"")
    redaktion = agency[1].decode("utf-8", "replace") if agency else order.redaktion
    letters = OBJECTS[found[1].decode().lower()]
    return f"{redaktion}.{letters}.{found[3].decode('utf-8', 'replace')}" if redaktion else None


class _Lines:
    """Lines of the document for lines of what is parsed, worked out when the first is asked for."""

    def __init__(self, order: Order, units: list[tuple[int, int]], wanted: list[int]) -> None:
        self._order = order
        self._units = units
        self._wanted = wanted
        self._starts: list[int] = []
        self._lines: list[int] = []

    def of(self, line: int) -> int:
        """The line in the document."""
        if not self._starts:
            self._work_out()
        unit = max(bisect_right(self._starts, line) - 1, 0)
        return self._lines[unit] + line - self._starts[unit]

    def _work_out(self) -> None:
        order = self._order
        start, line, done = 1, order.line, 0
        for (begin, end), at in zip(self._units, self._wanted, strict=True):
            line += order.body.count(b"\n", done, begin)
            done = begin
            self._starts.append(start)
            self._lines.append(order.lines[at] if order.lines else line)
            start += order.body.count(b"\n", begin, end)
        self._starts, self._lines = self._starts or [1], self._lines or [order.line]


def write_frame(stream: IO[bytes] | None, value: Any) -> None:
    """Write one value of plain types, with its length."""
    if stream is None:
        raise EOFError
    body = marshal.dumps(value)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes] | None) -> Any:
    """Read one value; `EOFError` where the other side has ended."""
    head = stream.read(_LENGTH.size) if stream is not None else b""
    if stream is None or len(head) < _LENGTH.size:
        raise EOFError
    return marshal.loads(stream.read(_LENGTH.unpack(head)[0]))  # noqa: S302 - from a process of our own


def main() -> None:
    """Answer orders from stdin until it ends, in files of the folder that is the only argument.

    The process that started this one handles Ctrl-C.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Everything here is short-lived or stays; looking for cycles would cost a tenth of the time.
    gc.disable()
    folder = Path(sys.argv[1])
    known: dict[str | None, Lookup | None] = {None: None}
    while True:
        try:
            number, values = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        order = Order(*values)
        if order.catalogue not in known:
            known[order.catalogue] = reading(Path(str(order.catalogue)))
        answer = read_block(order, known[order.catalogue])
        (folder / str(number)).write_bytes(marshal.dumps(_plain(answer)))
        write_frame(sys.stdout.buffer, number)


def _plain(answer: BlockAnswer) -> tuple[Any, ...]:
    """An answer of plain types, as it crosses to the other process."""
    rows, objects, *rest = answer
    return (rows, [tuple(found) for found in objects], *rest)


def answer_of(values: tuple[Any, ...]) -> BlockAnswer:
    """An answer as it came from another process."""
    rows, objects, *rest = values
    return BlockAnswer(rows, [RegisteredObject(*found) for found in objects], *rest)


if __name__ == "__main__":
    main()
