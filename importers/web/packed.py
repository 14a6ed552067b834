"""Documents in gzip and ZIP: unpacked into a folder, without trusting what the archive says of itself.

Sizes are counted while unpacking; what an archive announces is not relied on.
"""

import errno
import gzip
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from importers.web.delivery_index import HIDDEN, INDEX, MAX_NAMES, indexed, named_but_missing, read_indexes
from importers.web.documents import MAX_BYTES, Document, Intake, IntakeError, is_xml, refuse_packed
from xoev_schemas.archive import BROKEN, ArchiveError, checked_members

# XZuFi shrinks to a tenth or a thirtieth, Deflate can reach a thousandth: small archives may be anything, large ones
# not beyond this.
MAX_RATIO = 200
RATIO_FROM = 64 << 20
_BLOCK = 1 << 20
# The others unpack a block without a limit.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class UnpackLimit:
    """Counts what is unpacked from something of this many bytes."""

    def __init__(self, packed: int, name: str) -> None:
        self._most = min(MAX_BYTES, max(RATIO_FROM, packed * MAX_RATIO))
        self._name = name
        self._done = 0

    def count(self, number: int) -> None:
        """Count bytes; raises `IntakeError` where there are too many."""
        self._done += number
        if self._done > self._most:
            raise IntakeError(
                "bombe",
                f"{self._name} wird beim Entpacken größer als {self._most >> 20} MiB. Solche Archive werden nicht "
                "eingelesen; entpacken Sie es selbst, wenn Sie ihm trauen.",
                self._name,
            )


def copy(source: IO[bytes] | gzip.GzipFile, target: Path, name: str, limit: UnpackLimit | None = None) -> None:
    """Write a stream into a file, counted by `limit`, by default up to `MAX_BYTES`."""
    limit = limit or UnpackLimit(MAX_BYTES, name)
    with target.open("wb") as file:
        while block := source.read(_BLOCK):
            limit.count(len(block))
            file.write(block)


def gunzip(path: Path, target: Path, name: str) -> None:
    """Unpack a gzip into a file. Raises `IntakeError` where it is damaged or grows too large."""
    try:
        with gzip.open(path) as source:
            copy(source, target, name, UnpackLimit(path.stat().st_size, name))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise IntakeError(
            "gzip", f"{name} ist kein vollständiges gzip ({error}). Laden Sie es noch einmal herunter.", name
        ) from error


def from_zip(path: Path, folder: Path, name: str, origin: str) -> Intake:
    """The documents in a ZIP: those that its index names, or all XML files in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, name)
            indexes = read_indexes(
                sorted(m for m in members if INDEX.fullmatch(m)), lambda m: archive.open(members[m]), name
            )
            wanted = indexed(indexes, name) if indexes else sorted(m for m in members if is_xml(m))
            if not wanted:
                raise IntakeError("leer", f"{name} enthält keine XML-Datei. Prüfen Sie, ob es das richtige ist.", name)
            limit = UnpackLimit(path.stat().st_size, name)
            documents = []
            for number, member in enumerate(wanted):
                if member not in members:
                    raise named_but_missing(member, name)
                target = folder / f"{number}.xml"
                with archive.open(members[member]) as source:
                    copy(source, target, name, limit)
                refuse_packed(target, f"{name}/{member}")
                documents.append(Document(f"{name}/{member}", target, f"{origin}/{member}"))
    except ArchiveError as error:
        raise IntakeError("zip", f"{name}: {error} Fordern Sie es neu an.", name) from error
    except IntakeError:
        raise
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise  # the disk, not the ZIP; offsets that lead nowhere are EINVAL
        raise IntakeError(
            "zip", f"{name} ist kein lesbares ZIP ({error}). Laden Sie es noch einmal herunter.", name
        ) from error
    return Intake(name, complete=bool(indexes), documents=documents)


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The files in a ZIP by their path. Raises `ArchiveError` and `IntakeError` where one is not to be trusted."""
    members = {}
    for member in checked_members(archive, MAX_NAMES):
        if HIDDEN.search(member.filename):
            raise ArchiveError(f"Das ZIP enthält einen Namen mit Steuerzeichen: {member.filename[:100]!a}.")
        if member.is_dir():
            continue
        if member.compress_type not in _METHODS:
            raise IntakeError(
                "verfahren",
                f"{name}: „{member.filename[:100]}“ ist mit einem Verfahren gepackt, das nicht gelesen wird. "
                "Packen Sie es mit Deflate oder entpacken Sie es vorher.",
                name,
            )
        members[str(PurePosixPath(member.filename))] = member
    return members
