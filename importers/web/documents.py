"""A document that was taken in, and the errors of places that cannot be taken in."""

import errno
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import ThavelError
from importers.web.answers import Answer

# Of everything that is unpacked or fetched for one place.
MAX_BYTES = 16 << 30
GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What macOS puts beside files of other systems: no documents, whatever their name ends with.
_APPLE_DOUBLE = re.compile(r"(?:.*/)?\._[^/]*|__MACOSX/.*")


@dataclass(frozen=True)
class Document:
    """One XML document: what messages call it, the file that holds it (the user's own or a temporary one), and where
    it came from: a link, or a name of a file, which for a member of a ZIP starts with that of the ZIP.

    `answer` is what a server said of it, where it is exactly what the link leads to.
    """

    name: str
    path: Path
    origin: str
    answer: Answer | None = None


@dataclass(frozen=True)
class Intake:
    """The content of one place: documents in order; `complete` where an index says that they are the whole stock."""

    name: str
    complete: bool
    documents: Sequence[Document]


class IntakeError(ThavelError):
    """A place that cannot be taken in. `place` names it, `code` is stable."""

    def __init__(self, code: str, text: str, place: str) -> None:
        super().__init__(text)
        self.code = f"eingang.{code}"
        self.place = place


def unreadable(name: str, error: OSError) -> IntakeError:
    """The error of something that the system does not let be read, or that it has no space to unpack."""
    if error.errno in _FULL:
        return IntakeError(
            "platz",
            f"Um {name} einzulesen, reicht der Platz für vorübergehende Dateien nicht ({error.strerror}). Schaffen Sie "
            "Platz, oder nennen Sie in TMPDIR einen Ordner mit mehr Platz.",
            name,
        )
    return IntakeError(
        "lesen", f"{name} kann nicht gelesen werden ({error.strerror or error}). Prüfen Sie die Rechte.", name
    )


def start_of(path: Path, name: str) -> bytes:
    """The first four bytes of a file. Raises `IntakeError` where it is empty or cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise unreadable(name, error) from error
    if not start:
        raise IntakeError("leer", f"{name} ist leer. Laden Sie es noch einmal herunter.", name)
    return start


def refuse_packed(path: Path, name: str) -> None:
    """Raises `IntakeError` where a file is gzip or ZIP: what comes out of an archive is not unpacked again."""
    if start_of(path, name).startswith((*ZIP, GZIP)):
        raise IntakeError("gepackt", f"{name} ist (noch einmal) gepackt. Entpacken Sie es vorher.", name)


def is_xml(name: str) -> bool:
    """Whether a file of this name is taken for a document where no index names any."""
    return name.lower().endswith(".xml") and not _APPLE_DOUBLE.fullmatch(name)
