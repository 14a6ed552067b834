"""Reading a ZIP without trusting it."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

MAX_ZIP_BYTES = 50 * 2**20
MAX_BYTES = 200 * 2**20
MAX_MEMBERS = 5000

# What the standard library raises for a broken ZIP, ValueError for a member that starts before the file does.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class ArchiveError(ValueError):
    """A ZIP that is not to be trusted or is broken; `str(error)` is a complete German sentence."""


def schema_members(body: bytes, *, max_bytes: int = MAX_BYTES) -> dict[str, bytes]:
    """The XSD files of a ZIP by their path; other files are left out.

    Raises `ArchiveError` where the ZIP is broken or too large, or where any member is encrypted, a link or another
    special file, has an absolute path or one that leaves its folder, or has the name of another one.
    """
    if len(body) > MAX_ZIP_BYTES:
        raise ArchiveError(f"Das ZIP ist größer als {MAX_ZIP_BYTES // 2**20} MiB.")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _read(archive, checked_members(archive), max_bytes)
    except ArchiveError:
        raise
    except BROKEN as error:
        raise ArchiveError(f"Kein lesbares ZIP ({error}).") from error


def checked_members(archive: zipfile.ZipFile, most: int = MAX_MEMBERS) -> list[zipfile.ZipInfo]:
    """The members of a ZIP.

    Raises `ArchiveError` where there are too many, or where any is encrypted, a link or another special file, has an
    absolute path or one that leaves its folder, or has the name of another one.
    """
    members = archive.infolist()
    if len(members) > most:
        raise ArchiveError(f"Das ZIP enthält mehr als {most} Einträge.")
    seen: set[str] = set()
    for member in members:
        # zipfile cuts names at NUL and turns the separators of the system it runs on.
        name = member.orig_filename
        if not name or "\0" in name or "\\" in name or ":" in name or name.startswith("/") or ".." in name.split("/"):
            raise ArchiveError(f"Das ZIP enthält einen unzulässigen Namen: „{name[:100]}“.")
        folded = str(PurePosixPath(name)).casefold()
        if folded in seen:
            raise ArchiveError(f"Das ZIP enthält „{name[:100]}“ mehrfach.")
        seen.add(folded)
        if member.flag_bits & 0x1:
            raise ArchiveError(f"Der Eintrag „{name[:100]}“ des ZIPs ist verschlüsselt.")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ArchiveError(f"Der Eintrag „{name[:100]}“ des ZIPs ist ein Verweis oder keine gewöhnliche Datei.")
    return members


def _read(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], max_bytes: int) -> dict[str, bytes]:
    """The contents; the sizes that the ZIP announces are not relied on."""
    contents: dict[str, bytes] = {}
    left = max_bytes
    for member in members:
        if member.is_dir() or not member.filename.lower().endswith(".xsd"):
            continue
        with archive.open(member) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise ArchiveError(f"Die Schemadateien des ZIPs sind zusammen größer als {max_bytes // 2**20} MiB.")
        contents[str(PurePosixPath(member.filename))] = content
    if not contents:
        raise ArchiveError("Das ZIP enthält keine Schemadatei (.xsd).")
    return contents
