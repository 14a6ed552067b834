"""Says of a file that was given to an import which does not read it what it is, and which import reads it."""

import codecs
import re
from collections.abc import Sequence
from pathlib import Path

from importers.web.content import BEGINNING, BodyForm, RecognisedContent, recognised, sent_to
from xoev_schemas.recognition import not_read

# What each import of files reads, as messages call it, and the forms that its reader takes: it names the line at fault.
_READ = {
    "gemeinden": ("ein Gemeindeverzeichnis (GV100AD oder Genericode)", (BodyForm.TEXT, BodyForm.XML)),
    "leika": ("ein Leistungskatalog (CSV)", (BodyForm.TEXT,)),
    "codeliste": ("eine Codeliste (Genericode oder JSON)", (BodyForm.XML, BodyForm.JSON)),
    "xdatenfelder": ("XDatenfelder (XML)", (BodyForm.XML,)),
    "xprozess": ("XProzess (XML)", (BodyForm.XML,)),
    "xzufi": ("XZuFi (XML)", (BodyForm.XML,)),
}
# Lines of the register (GV100AD) begin with a kind and a day; catalogues of Leistungen have columns of their own.
_REGISTER = re.compile(r"(?:10|20|40|50|60)(?:19|20)[0-9]{6}")
_CATALOGUE = re.compile(r"(?:^|[,;\t])\s*\"?(?:leika_key|Schluessel)\"?\s*(?:[,;\t]|$)")


def what_else(body: bytes | Path, command: str, *also: str) -> str | None:
    """German sentences that say what a file is instead of what the import `command` reads, and what to do; None where
    it may read it, or is the one to say what is wrong with it. `also` are imports whose files it reads too.
    """
    found = recognised(body)
    called, right = _reader_of(body, found)
    if right in (command, *also):
        return not_read(found.standard) if found.standard else None
    wanted, forms = _READ[command]
    if right is None and (found.form in (*forms, BodyForm.EMPTY) or _cut(body, found, forms)):
        return None
    return f"Das ist {called}; hier wird {wanted} gelesen. {sent_to(right) if right else found.advice(wanted)}"


def _cut(body: bytes | Path, found: RecognisedContent, forms: Sequence[BodyForm]) -> bool:
    """Whether a file may be XML or JSON that was cut or broken so that nothing else tells it."""
    begins = {BodyForm.XML: (b"<",), BodyForm.JSON: (b"{", b"[")}
    start = _start(body).removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    return found.form in (BodyForm.TEXT, BodyForm.BINARY) and any(start in begins.get(form, ()) for form in forms)


def _reader_of(body: bytes | Path, found: RecognisedContent) -> tuple[str, str | None]:
    """The name of a kind of file, and the import that reads it, if any does."""
    if found.command is not None:
        return str(found), found.command
    if found.form in (BodyForm.JSON, BodyForm.TEXT):
        start = _start(body).decode(found.encoding or "utf-8", "replace").lstrip("\ufeff")
        if found.form is BodyForm.JSON:
            is_list = '"metadaten"' in start and '"spalten"' in start
            return ("eine Codeliste (JSON)", "codeliste") if is_list else (str(found), None)
        heading = start.split("\n", 1)[0].strip()
        if _REGISTER.match(heading):
            return "ein Gemeindeverzeichnis (GV100AD)", "gemeinden"
        if _CATALOGUE.search(heading):
            return "ein Leistungskatalog (CSV)", "leika"
    return str(found), None


def _start(body: bytes | Path) -> bytes:
    if isinstance(body, bytes):
        return body[:BEGINNING]
    with body.open("rb") as file:
        return file.read(BEGINNING)
