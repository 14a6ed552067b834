"""Recognises by its bytes what a body is, so that a reader names it before anybody decodes it and guesses why it fails.

Names of files and types that servers announce are not relied on.
"""

import codecs
import re
import zipfile
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from lxml import etree

from catalogue.errors import ThavelError
from importers.web.xml import local_name, namespace_of, pull_parser
from xoev_schemas.archive import BROKEN
from xoev_schemas.recognition import Standard, UnknownStandardError, standard_of

# Of a file, so much of its beginning is looked at.
BEGINNING = 1 << 20
_BLOCK = 1 << 12


class BodyForm(Enum):
    """What a body is, as messages call it, and what to do where something else is needed."""

    EMPTY = ("leer", "Laden Sie die Datei noch einmal herunter.")
    ZIP = ("ein ZIP-Archiv", "Entpacken Sie es und geben Sie an, was darin ist.")
    GZIP = ("ein gzip-Archiv", "Entpacken Sie es und geben Sie an, was darin ist.")
    ARCHIVE = ("ein Archiv (7z oder RAR)", "Entpacken Sie es und geben Sie an, was darin ist.")
    XLSX = ("eine Excel-Datei (XLSX)", "Speichern Sie die Tabelle als {formats}.")
    XLSB = ("eine binäre Excel-Datei (XLSB)", "Speichern Sie die Tabelle als {formats}.")
    ODS = ("eine OpenDocument-Tabelle (ODS)", "Speichern Sie die Tabelle als {formats}.")
    DOCX = ("ein Word-Dokument (DOCX)", "Speichern Sie seine Tabelle als {formats}.")
    OLD_OFFICE = (
        "eine alte (.xls) oder mit Kennwort geschützte Office-Datei",
        "Speichern Sie die Tabelle ohne Kennwort als {formats}.",
    )
    PDF = ("ein PDF", "Fordern Sie die Daten als Datei an, nicht als Druck.")
    HTML = ("eine HTML-Seite", "Laden Sie die Datei selbst herunter, nicht die Seite, die auf sie verweist.")
    XML = ("XML", "Prüfen Sie, ob es die richtige Datei ist.")
    JSON = ("JSON", "Prüfen Sie, ob es die richtige Datei ist.")
    TEXT = ("Text", "Prüfen Sie, ob es die richtige Datei ist.")
    BINARY = ("eine Datei, die kein Text ist", "Prüfen Sie, ob es die richtige Datei ist.")

    def __init__(self, called: str, advice: str) -> None:
        self.called = called
        self.advice = advice


# The imports that read documents of a standard. XDatenfelder has code lists in documents of their own.
COMMANDS = {"genericode": "codeliste", "xdatenfelder": "xdatenfelder", "xprozess": "xprozess", "xzufi": "xzufi"}
CODELIST_ROOT = "xdatenfelder.codeliste.0105"


def sent_to(command: str) -> str:
    """The advice to read a file with another import."""
    return f"Lesen Sie die Datei mit „thavel import {command}“ ein."


class RecognisedContent(NamedTuple):
    """What was recognised: the form; of text its encoding as Python names it; of XML its root and standard.

    `encoding` is None for what is no text and for XML, which names its own. `root` is the name of the root element
    without its namespace, both empty where the XML is broken before it.
    """

    form: BodyForm
    encoding: str | None = None
    root: str = ""
    namespace: str = ""
    standard: Standard | None = None

    def __str__(self) -> str:
        """What messages call it: `eine Excel-Datei (XLSX)`, `XML (xdatenfelder 2.0)`, `XML („lieferung“)`."""
        if self.form is not BodyForm.XML or not self.root:
            return self.form.called
        return f"XML ({self.standard or f'„{self.root[:100]}“'})"

    @property
    def command(self) -> str | None:
        """The import that reads XML of this standard; None for what is of none."""
        if self.standard is None:
            return None
        return "codeliste" if self.root == CODELIST_ROOT else COMMANDS[self.standard.name]

    def advice(self, wanted: str) -> str:
        """What to do where something else is needed, `wanted` as messages call it: `eine Tabelle als XLSX oder CSV`."""
        if self.command:
            return sent_to(self.command)
        formats = [name for form, name in (("XLSX", ".xlsx"), ("CSV", "„CSV UTF-8“")) if form in wanted]
        if "{formats}" in self.form.advice and not formats:
            return "Fordern Sie die Daten in diesem Format an."
        return self.form.advice.format(formats=" oder als ".join(formats))


_SIGNATURES = (
    (b"\x1f\x8b", BodyForm.GZIP),
    (b"7z\xbc\xaf\x27\x1c", BodyForm.ARCHIVE),
    (b"Rar!\x1a\x07", BodyForm.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", BodyForm.OLD_OFFICE),
    (b"%PDF-", BodyForm.PDF),
)
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# By the first member that says it; other members of Office files are in any order.
_MEMBERS = (
    ("xl/workbook.xml", BodyForm.XLSX),
    ("xl/workbook.bin", BodyForm.XLSB),
    ("word/document.xml", BodyForm.DOCX),
)
# Files of office programs that are a ZIP inside.
OFFICE = frozenset({BodyForm.ODS, *(form for _, form in _MEMBERS)})
# UTF-32 begins as UTF-16 does.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Also what servers send as a part of a page; no standard begins so.
_HTML = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|p|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<[?!\w]")
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[\"{}\[\]\d-]|true|false|null))")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
# Bytes that Windows-1252 does not have; what umlauts are in it; and what they are in code page 850 as letters of a
# word, where Windows-1252 has quotation marks or nothing.
_NOT_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_OF_1252 = re.compile("[äöüßÄÖÜ]".encode("cp1252"))
_OF_850 = re.compile(
    rb"[A-Za-z\x81\x84\x94\xe1][\x81\x84\x94][a-z\x81\x84\x94\xe1]|(?:\A|[\s;,\t\"])[\x8e\x99\x9a][a-z]"
)


def recognised(body: bytes | Path) -> RecognisedContent:
    """What a body is, told by its content alone. Raises `OSError` where a file cannot be read."""
    beginning = body[:BEGINNING] if isinstance(body, bytes) else _beginning(body)
    if not beginning.strip():
        return RecognisedContent(BodyForm.EMPTY)
    if beginning.startswith(_ZIPS):
        return RecognisedContent(_zipped(BytesIO(body) if isinstance(body, bytes) else body))
    for signature, form in _SIGNATURES:
        if beginning.startswith(signature):
            return RecognisedContent(form)
    encoding = encoding_of(body if isinstance(body, bytes) else beginning, whole=isinstance(body, bytes))
    if encoding is None:
        return RecognisedContent(BodyForm.BINARY)
    start = beginning[:_BLOCK].decode(encoding, "replace").lstrip("\ufeff")
    if _HTML.match(start):
        return RecognisedContent(BodyForm.HTML, encoding)
    if _XML.match(start):
        return _of_xml(beginning)
    return RecognisedContent(BodyForm.JSON if _JSON.match(start) else BodyForm.TEXT, encoding)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(BEGINNING)


def encoding_of(body: bytes, *, whole: bool = True) -> str | None:
    """The encoding of a text as Python names it, UTF-8 as `utf-8-sig`; None for what is no text.

    Told by the byte order mark, else UTF-16 by its zeros, UTF-8 by being nothing else, and of the old ones code page
    850 by umlauts that would be quotation marks within words of Windows-1252. Without `whole` the last character may
    be cut.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name if _decodes(body, name, whole=whole) else None
    sample = body[:_BLOCK]
    if b"\0" in sample:
        zeros = (sample[::2].count(0), sample[1::2].count(0))
        name = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
        mostly = max(zeros) > len(sample) // 4 and min(zeros) < len(sample) // 40 + 1
        return name if mostly and _decodes(body, name, whole=whole) else None
    if _decodes(body, "utf-8", whole=whole):
        return None if b"\0" in body else "utf-8-sig"
    if _CONTROL.search(body):
        return None
    if len(_OF_850.findall(body)) > len(_OF_1252.findall(body)):
        return "cp850"
    return "iso-8859-1" if _NOT_1252.search(body) else "cp1252"


def _decodes(body: bytes, encoding: str, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(body, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _zipped(file: IO[bytes] | Path) -> BodyForm:
    """Which of the formats that are a ZIP; a broken one is called by what it began as."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as said:
                    return BodyForm.ODS if said.read(len(_ODS)) == _ODS else BodyForm.ZIP
    except BROKEN:
        return BodyForm.ZIP
    return next((form for name, form in _MEMBERS if name in names), BodyForm.ZIP)


def _of_xml(beginning: bytes) -> RecognisedContent:
    """Root and standard, as far as the beginning tells them."""
    parser = pull_parser()
    root = standard = None
    done = 0
    try:
        while done < len(beginning) and standard is None:
            # Doubled, so that a root without a standard is looked at only a few times.
            block = max(_BLOCK, done)
            parser.feed(beginning[done : done + block])
            done += block
            root = root if root is not None else next((element for _, element in parser.read_events()), None)
            standard = None if root is None else _standard(root)
    except etree.XMLSyntaxError:
        pass  # told by whoever reads the document, with its place
    tag = "" if root is None else str(root.tag)
    name = local_name(tag)
    form = BodyForm.HTML if name.lower() == "html" else BodyForm.XML
    return RecognisedContent(form, None, name, namespace_of(tag), standard)


def _standard(root: etree._Element) -> Standard | None:
    try:
        return standard_of(root)
    except UnknownStandardError:
        return None


def unexpected(place: str, found: RecognisedContent, wanted: str) -> ThavelError:
    """The error of a body that is something else than `wanted` ("eine CSV-Datei"); `place` names file or link."""
    if found.form is BodyForm.EMPTY:
        return ThavelError(f"{place} ist leer. {found.form.advice}")
    return ThavelError(f"{place} ist {found}; hier wird {wanted} gelesen. {found.advice(wanted)}")
