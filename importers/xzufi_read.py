"""Reads blocks of units into rows, in this process or in one of its own (`python -m importers.xzufi_read`).

Orders and answers are plain values, so that they cross the border between processes as they are.
"""

import gc
import hashlib
import json
import marshal
import re
import signal
import struct
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from lxml import etree

from catalogue import keys
from catalogue.checksums import Lookup, reading
from catalogue.xzufi_records import KLASSEN
from importers.xzufi_cut import PREFIX, Block, malformed
from importers.xzufi_objects import DELETED, OBJECTS, Batch, Draft, Reporter, german, is_key, text_of

Values = tuple[Any, ...]
_LENGTH = struct.Struct("<Q")
_LONG = 100


class Order(NamedTuple):
    """A block of units to read: the fields of `xzufi_cut.Block` one by one, and what the reading depends on.

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


class Found(NamedTuple):
    """An object that was read: `checksum` is that of its unit, None where the unit held more than this object.

    `letters` is its class, `inside` the object that it was delivered in, `gone` says that it was deleted.
    """

    id: str
    redaktion: str
    letters: str
    checksum: str | None
    inside: str | None
    gone: bool


class Answer(NamedTuple):
    """What was read: rows by name of the record type, objects in order, objects that are unchanged with their
    checksums, messages, and how many units there were.

    `irregular` says that the block is no sequence of whole units, so that nothing of it was read; `error` (code, text,
    place) that it is no well-formed XML.
    """

    rows: dict[str, list[Values]]
    objects: list[Found]
    unchanged: dict[str, str]
    messages: list[list[Any]]
    rejected: int
    units: int
    irregular: bool = False
    error: tuple[str, str, str] | None = None


_IRREGULAR = Answer({}, [], {}, [], 0, 0, irregular=True)


def read_block(order: Order, known: Lookup | None = None) -> Answer:
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
        root = etree.fromstring(order.start + data + order.end, _parser())
    except etree.XMLSyntaxError as error:
        if order.ends is None:
            return _IRREGULAR
        found = malformed(error, order.place, lines.of(error.lineno or 1))
        return Answer({}, [], {}, [], 0, 0, error=(found.code, found.text, found.place))
    reporter = Reporter(order.place)
    batch = Batch(reporter, order.redaktion, lambda element: lines.of(element.sourceline or 1))
    reading = _Reading(batch, order.quelle)
    exact = len(root) == len(wanted)
    for at, unit in enumerate(root):
        reading.unit(unit, sums[wanted[at]] if exact else None)
    return reading.answer({hint: sums[at] for at, hint in unchanged.items()}, len(units))


def _checksum(key: bytes, body: memoryview) -> str:
    """Half of the SHA-256 of a unit after the key (hex), which no two different units are ever likely to share."""
    digest = hashlib.sha256(key)
    digest.update(body)
    return digest.hexdigest()[:32]


def _units(order: Order) -> list[tuple[int, int]] | None:
    """Where units begin and end; None where something else than units stands between the end tags."""
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
    """How a unit begins, with blanks before it; `tags` are the end tags."""
    return re.compile(rb"\s*<(?:%s)(?=[\s/>])" % b"|".join(re.escape(tag[2:-1]) for tag in tags))


def _ends(body: bytes, tags: tuple[bytes, ...]) -> Iterator[int]:
    """Where units end, in order. An end tag that is spelled otherwise makes two units one, which is no harm."""
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
_LETTERS = {
    "leistung": "LB",
    "spezialisierung": "SP",
    "organisationseinheit": "OE",
    "onlinedienst": "OD",
    "zustaendigkeit": "ZU",
    "formular": "FO",
}


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
    letters = _LETTERS[found[1].decode().lower()]
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


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class _Reading:
    """Takes units in order and keeps the last word on each object."""

    def __init__(self, batch: Batch, quelle: str) -> None:
        self._batch = batch
        self._quelle = quelle
        self._objects: dict[str, tuple[Found, dict[str, list[Values]]]] = {}

    def answer(self, unchanged: dict[str, str], units: int) -> Answer:
        """Everything that was read."""
        rows: dict[str, list[Values]] = defaultdict(list)
        for _, own in self._objects.values():
            for name, found in own.items():
                rows[name] += found
        reporter = self._batch.reporter
        objects = [entry for entry, _ in self._objects.values()]
        return Answer(dict(rows), objects, unchanged, reporter.messages(), reporter.rejected, units)

    def unit(self, unit: etree._Element, checksum: str | None) -> None:
        """One `schreibe`, `loesche`, `ergebnis…` or object."""
        name = self._batch.name(unit)
        if name == "loesche":
            self._delete(unit)
        elif name == "schreibe":
            if len(unit) != 1:
                checksum = None
            for child in unit:
                self._object(self._batch.name(child), child, checksum)
        elif name.startswith("ergebnis"):
            inner = name[8:9].lower() + name[9:]
            wrapped = [child for child in unit if self._batch.name(child) == inner]
            for child in wrapped or [unit]:
                self._object(inner, child, checksum if len(wrapped) < 2 else None)
        else:
            self._object(name, unit, checksum)

    def _object(self, name: str, element: etree._Element, checksum: str | None) -> None:
        if name == "zustaendigkeitTransferObjekt":
            self._transfer(element, checksum)
        elif name in OBJECTS:
            self._take(self._batch.draft(OBJECTS[name], element), checksum)
        else:
            self._batch.report(
                "Warnung",
                "klasse",
                f"Objekte der Klasse „{name[:_LONG]}“ sind nicht bekannt; sie wurden nicht übernommen.",
                None,
                element,
            )

    def _transfer(self, element: etree._Element, checksum: str | None) -> None:
        """A Zuständigkeit with the object that it belongs to."""
        drafts = []
        owner: tuple[str | None, str | None, str | None] = (None, None, None)
        for child in element:
            name = self._batch.name(child)
            if name == "zustaendigkeit":
                drafts.append(self._batch.draft("ZU", child))
            elif name == "uebergeordnetesObjektID":
                owner = Draft(self._batch, "ZU", child).reference(child)
            else:
                Draft(self._batch, "ZU", element).unknown(element, child)
        for draft in drafts:
            agency, text, scheme = owner
            redaktion = agency or draft.redaktion
            letters = _owner_letters(draft.fields.get("scheme"), scheme)
            draft.fields["objekt"] = f"{redaktion}.{letters}.{text}" if redaktion and text else None
            self._take(draft, checksum if len(drafts) == 1 else None)

    def _delete(self, element: etree._Element) -> None:
        klasse = element.get("klasse") or ""
        letters = DELETED.get(klasse)
        if letters is None:
            self._reject(
                "loeschen_klasse",
                f"„{klasse[:_LONG]}“ ist keine Klasse, deren Objekte gelöscht werden können; nichts wurde gelöscht.",
                element,
            )
            return
        draft = Draft(self._batch, letters, element)
        draft.read(element, _DELETED_BY)
        identity = self._identity(draft)
        if identity is not None:
            self._objects.pop(identity[0], None)
            self._objects[identity[0]] = (Found(*identity, letters, None, None, True), {})

    def _reject(self, code: str, text: str, element: etree._Element) -> None:
        self._batch.reporter.rejected += 1
        self._batch.report("Fehler", code, text, None, element)

    def _identity(self, draft: Draft) -> tuple[str, str] | None:
        """Identifier and Redaktion of the object; what has none is left out."""
        if draft.id is not None and draft.redaktion is not None:
            return draft.id, draft.redaktion
        name = self._batch.name(draft.element)
        text = draft.fields.get("id")
        if text is None:
            self._reject(
                "kennung", f"Einem Objekt „{name}“ fehlt die Kennung (id); es wurde ausgelassen.", draft.element
            )
        else:
            self._reject(
                "redaktion",
                f"Die Kennung „{text[:_LONG]}“ eines Objekts „{name}“ nennt keine Redaktion (schemeAgencyID) und ist "
                "ohne sie nicht eindeutig; es wurde ausgelassen. Gehören alle solchen Objekte einer Redaktion, "
                "nennen Sie sie mit --redaktion.",
                draft.element,
            )
        return None

    def _take(self, draft: Draft, checksum: str | None, inside: str | None = None) -> None:
        identity = self._identity(draft)
        if identity is None:
            return
        identifier, redaktion = identity
        before = self._objects.pop(identifier, None)
        if before is not None and not before[0].gone:
            self._batch.report(
                "Hinweis",
                "mehrfach",
                "Dasselbe Objekt steht mehrfach in der Lieferung; es gilt, was zuletzt da steht.",
                identifier,
                draft.element,
            )
        found = Found(identifier, redaktion, draft.letters, checksum, inside, False)
        self._objects[identifier] = (found, self._rows(draft))
        for member in draft.members:
            member.fields["objekt"] = identifier
            self._take(member, None, identifier)

    def _rows(self, draft: Draft) -> dict[str, list[Values]]:
        """The object's own row and its parts."""
        record = _RECORDS[draft.letters](self, draft)
        rows: dict[str, list[Values]] = {KLASSEN[draft.letters][1].__name__: [record]}
        if draft.letters == "ZU":
            rows["Zustaendigkeitsgebiet"] = [(draft.id, number, *area) for number, area in enumerate(draft.gebiete, 1)]
            return rows
        for name, parts in (
            ("Leistungstext", draft.texts),
            ("Objektlink", draft.links),
            ("Leistungsfrist", draft.fristen),
            ("Leistungskosten", draft.kosten),
            ("Anschrift", draft.anschriften),
            ("Kommunikationsweg", draft.wege),
            ("Zustaendigkeitsgebiet", draft.gebiete),
        ):
            if parts:
                rows[name] = [(draft.id, number, *part) for number, part in enumerate(parts, start=1)]
        schluessel = record[2] if draft.letters == "LB" else None
        if schluessel is not None:
            named = german([(row[3], row[4]) for row in draft.texts if row[1] == "02"])
            rows["LeistungBeschrieben"] = [(schluessel, keys.leistungstyp(schluessel), named)]
        return rows

    def leistung(self, draft: Draft) -> Values:
        fields = draft.fields
        return (
            draft.id,
            draft.redaktion,
            self._schluessel(draft),
            self._title(draft),
            self._quelle,
            fields.get("struktur"),
            fields.get("vertrauensniveau"),
            fields.get("freigegeben_am"),
            *_codes(draft),
            *_state(draft),
        )

    def _schluessel(self, draft: Draft) -> str | None:
        """The first Leistungsschlüssel that it names: as reference, as secondary identifier, or as its own (LeiKa)."""
        named = [row[1] for row in draft.angaben if row[0] == "referenzLeistungsschluessel"]
        for text in (*named, draft.fields.get("leika"), draft.fields.get("id")):
            key = text.replace(" ", "") if text else None
            if key is not None and is_key(key):
                return str(key)
        if named:
            self._batch.report(
                "Warnung",
                "schluessel",
                f"„{(named[0] or '')[:_LONG]}“ ist kein Leistungsschlüssel (14 Ziffern); die Beschreibung ist keiner "
                "Leistung zugeordnet.",
                draft.id,
                draft.element,
            )
        return None

    def _title(self, draft: Draft) -> str | None:
        """Module 03 (title for citizens) in German, else 02 (name in the catalogue)."""
        for modul in ("03", "02"):
            title = german([(row[3], row[4]) for row in draft.texts if row[1] == modul and row[0] == "modulText"])
            if title is not None:
                return title
        if draft.letters == "LB":
            self._batch.report(
                "Warnung",
                "titel",
                "Leistungsbeschreibungen haben keinen deutschen Titel (Module 03 und 02); sie wurden ohne übernommen.",
                draft.id,
                draft.element,
            )
        return None

    def spezialisierung(self, draft: Draft) -> Values:
        return (draft.id, draft.redaktion, self._leistung_id(draft), self._title(draft), *_state(draft))

    def organisationseinheit(self, draft: Draft) -> Values:
        return (draft.id, draft.redaktion, _preferred(draft, "name"), _preferred(draft, "kurzbezeichnung"),
                *_state(draft))  # fmt: skip

    def onlinedienst(self, draft: Draft) -> Values:
        links = sorted(draft.links, key=lambda row: (row[2] != "01", (row[7] or "de")[:2] != "de"))
        uri, url = next(((row[3], row[4]) for row in links if row[3]), (None, None))
        return (
            draft.id,
            draft.redaktion,
            _preferred(draft, "bezeichnung"),
            url,
            None if url else uri,
            draft.fields.get("vertrauensniveau"),
            self._quelle,
            _angaben(draft),
        )

    def zustaendigkeit(self, draft: Draft) -> Values:
        fields = draft.fields
        leistung = self._leistung_id(draft)
        if leistung is None:
            self._batch.report(
                "Warnung",
                "zustaendigkeit_leistung",
                "Zuständigkeiten nennen keine Leistung (leistungID); sie wurden ohne übernommen.",
                draft.id,
                draft.element,
            )
        return (draft.id, draft.redaktion, fields.get("scheme"), fields.get("objekt"), leistung, fields.get("rolle"),
                *_state(draft))  # fmt: skip

    def formular(self, draft: Draft) -> Values:
        return (draft.id, draft.redaktion, _preferred(draft, "bezeichnung"), *_state(draft))

    def _leistung_id(self, draft: Draft) -> str | None:
        agency, text, _ = draft.fields.get("leistung") or (None, None, None)
        return f"{agency or draft.redaktion}.LB.{text}" if text else None


def _state(draft: Draft) -> Values:
    """Validity and version, and everything that has no column; what the records of most classes end with."""
    get = draft.fields.get
    return (
        get("gueltig_ab"),
        get("gueltig_bis"),
        get("erstellt"),
        get("geaendert"),
        get("fassung"),
        _to_json(draft.angaben) if draft.angaben else None,
    )


def _angaben(draft: Draft) -> str | None:
    return _to_json(draft.angaben) if draft.angaben else None


def _codes(draft: Draft) -> Values:
    """Codes of those elements that have a column, with blanks between them."""
    found: dict[str, list[str]] = {}
    for row in draft.angaben:
        if row[0] in _COLUMNS:
            found.setdefault(row[0], []).append(row[1] or "")
    return tuple(" ".join(found[name]) if name in found else None for name in _COLUMNS)


def _preferred(draft: Draft, name: str) -> str | None:
    """The German text of an element that occurs in several languages, else the first of all."""
    texts = [(row[6], row[1]) for row in draft.angaben if row[0] == name]
    return german(texts) or next((text for _, text in texts if text), None)


_COLUMNS = ("typisierung", "leistungsadressat", "klassifizierung", "informationsbereichSDG1", "gueltigkeitGebietID")
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_RECORDS = {
    "LB": _Reading.leistung,
    "SP": _Reading.spezialisierung,
    "OE": _Reading.organisationseinheit,
    "OD": _Reading.onlinedienst,
    "ZU": _Reading.zustaendigkeit,
    "FO": _Reading.formular,
}
_OWNERS = (("organisationseinheit", "OE"), ("onlinedienst", "OD"), ("formular", "FO"))


@lru_cache(maxsize=256)
def _owner_letters(kind: str | None, scheme: str | None) -> str:
    """The class of what a Zuständigkeit belongs to, by the scheme of its identifier or of the other's."""
    described = f"{kind or ''} {scheme or ''}".lower()
    return next((letters for part, letters in _OWNERS if part in described), "OE")


def _deleted_id(draft: Draft, element: etree._Element) -> None:
    agency, text, _ = draft.reference(element)
    draft.redaktion = agency or draft.batch.redaktion
    draft.fields["id"] = text_of(element)
    if text is not None and draft.redaktion is not None:
        draft.id = f"{draft.redaktion}.{draft.letters}.{text}"


_DELETED_BY = {"id": _deleted_id}


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
        values = (answer.rows, [tuple(found) for found in answer.objects], *answer[2:])
        (folder / str(number)).write_bytes(marshal.dumps(values))
        write_frame(sys.stdout.buffer, number)


def answer_of(values: tuple[Any, ...]) -> Answer:
    """An answer as it came from another process."""
    rows, objects, *rest = values
    return Answer(rows, [Found(*found) for found in objects], *rest)


if __name__ == "__main__":
    main()
