"""The register of municipalities as Destatis publishes it: in a ZIP with its description, before 2019 in ISO-8859-1."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from catalogue.errors import ThavelError
from catalogue.records.parsed import Message
from catalogue.store.deliveries import Delivery
from importers.run.source import decode
from importers.web.content import BodyForm, recognised
from xoev_schemas.archive import BROKEN, ArchiveError, checked_members

# The register of all Länder has about 6 MB.
MAX_BYTES = 64 << 20
_FIRST_RECORD = b"10"


def unpacked(delivery: Delivery) -> Delivery:
    """The register in a ZIP as a delivery of its own; any other delivery as it is.

    Raises `ThavelError` where the ZIP is broken, too large, or holds no register or several.
    """
    if recognised(delivery.body).form is not BodyForm.ZIP:
        return delivery
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(delivery.body)) as archive:
            for member in checked_members(archive):
                with archive.open(member) as file:
                    if member.is_dir() or file.read(5).removeprefix(b"\xef\xbb\xbf")[:2] != _FIRST_RECORD:
                        continue
                    with archive.open(member) as again:
                        body = again.read(MAX_BYTES + 1)
                if len(body) > MAX_BYTES:
                    raise ArchiveError(f"{member.filename[:100]} ist größer als {MAX_BYTES >> 20} MB.")
                found[member.filename[:100]] = body
    except (ArchiveError, *BROKEN) as error:
        raise ThavelError(
            f"{delivery.url}: Das ZIP lässt sich nicht lesen ({error}). Laden Sie es noch einmal."
        ) from None
    if len(found) != 1:
        names = f"{len(found)} Verzeichnisse: {', '.join(found)}" if found else "kein Gemeindeverzeichnis (GV100AD)"
        raise ThavelError(f"{delivery.url}: Im ZIP ist {names}. Entpacken Sie es und geben Sie die richtige Datei an.")
    ((name, body),) = found.items()
    return replace(delivery, body=body, url=f"{delivery.url}/{name}")


def register_text(delivery: Delivery) -> tuple[str, list[Message]]:
    """The text of a register, and what is to be told where it is not in UTF-8; `ThavelError` where it is no text."""
    encoding = recognised(delivery.body).encoding
    if encoding not in ("cp1252", "iso-8859-1"):
        return decode(delivery), []
    text = "Die Datei ist nicht in UTF-8 kodiert; sie wurde als ISO-8859-1 gelesen, wie Destatis es bis 2018 schrieb."
    return decode(delivery, encoding), [Message("Hinweis", "gemeinden.kodierung", text, None, delivery.url)]


def padded(lines: Sequence[str], length: int, needed: dict[str, int]) -> list[str]:
    """The lines with the blanks at their ends that an editor has removed.

    `needed` is for each kind of record how long it is with all that must be there; shorter ones are cut off and stay as
    they are. A file with blanks at any line's end has lost none.
    """
    if any(line.endswith(" ") for line in lines):
        return list(lines)
    return [line.ljust(length) if len(line) >= needed.get(line[:2], length) else line for line in lines]
