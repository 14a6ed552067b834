"""Says of a file that was given to an import which does not read it what it is, and which import reads it."""

import re
from pathlib import Path

from importers.web.content import BEGINNING, BodyForm, RecognisedContent, recognised, sent_to
from xoev_schemas.recognition import not_read

# Left to the reader, which names the line: cut or broken XML may look like any of them.
_UNCLEAR = (BodyForm.XML, BodyForm.TEXT, BodyForm.BINARY, BodyForm.EMPTY)
# Lines of the register (GV100AD) begin with a kind and a day; catalogues of Leistungen have columns of their own.
_REGISTER = re.compile(r"(?:10|20|40|50|60)(?:19|20)[0-9]{6}")
_CATALOGUE = re.compile(r"(?:^|[,;\t])\s*\"?(?:leika_key|Schluessel)\"?\s*(?:[,;\t]|$)")


def what_else(body: bytes | Path, *commands: str) -> str | None:
    """German sentences that say what a file is instead, and which import reads it, if any does; None where one of these
    imports may read it, or is the one to say what is wrong with it.
    """
    other = other_import(body, *commands)
    found = recognised(body)
    unclear = found.form in _UNCLEAR or (found.form is BodyForm.JSON and "codeliste" in commands)
    return other if other is not None or unclear else f"Das ist {found}. {found.advice}"


def other_import(body: bytes | Path, *commands: str) -> str | None:
    """German sentences that say which import reads a file, or that its version is not read; None where one of these
    imports may read it, or none does.
    """
    found = recognised(body)
    called, right = _reader_of(body, found)
    if right in commands:
        return not_read(found.standard) if found.standard else None
    return f"Das ist {called}. {sent_to(right)}" if right is not None else None


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
