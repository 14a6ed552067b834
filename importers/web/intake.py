"""Ways in: what a user names on the command line becomes documents on disk, without trusting any of it.

Rules of index and folder: Sammlerdienst of the PVOG. Names that lead out of a folder or archive are refused, nothing
outside is opened or asked for. Sizes are counted while unpacking; what an archive announces is not relied on.
"""

import errno
import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO
from urllib.parse import quote, urlsplit, urlunsplit

from catalogue.errors import ThavelError
from importers.web.answers import Answer, KeptAnswers, nothing_kept
from importers.web.session import Session
from xoev_schemas.archive import BROKEN, ArchiveError, checked_members

MAX_BYTES = 16 << 30
# XZuFi shrinks to a tenth or a thirtieth, Deflate can reach a thousandth: small archives may be anything, large ones
# not beyond this.
MAX_RATIO = 200
RATIO_FROM = 64 << 20
MAX_INDEX = 10 << 20
MAX_NAMES = 100_000
STDIN = "-"
_BLOCK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# The others unpack a block without a limit.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_INDEX = re.compile(r"index[^/]*\.txt", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?|\n")
# What macOS puts beside files of other systems: no documents, whatever their name ends with.
_APPLE_DOUBLE = re.compile(r"(?:.*/)?\._[^/]*|__MACOSX/.*")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


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
    """What one place holds: documents in order; `complete` where an index says that they are the whole stock."""

    name: str
    complete: bool
    documents: Sequence[Document]


class IntakeError(ThavelError):
    """A place that cannot be taken in. `place` names it, `code` is stable."""

    def __init__(self, code: str, text: str, place: str) -> None:
        super().__init__(text)
        self.code = f"eingang.{code}"
        self.place = place


def take_in(
    place: str,
    folder: Path,
    *,
    name: str | None = None,
    session: Session | None = None,
    kept: KeptAnswers = nothing_kept,
    stdin: BinaryIO | None = None,
) -> Intake:
    """The documents of a place: a file, `-` for standard input, a folder, or a link to a file or folder.

    Files may be XML, gzip, or ZIP, whatever they are called. What has to be unpacked or fetched is put into `folder`,
    which must exist and be empty; what is `kept` of a link is fetched only if it differs. `name` is what messages call
    the place; without it a file is called by its name, everything else as given. Raises `IntakeError`, `SourceError`
    where a server does not answer as needed, and `ValueError` for a link without a session and for standard input
    without a stream.
    """
    try:
        if place.startswith(("http://", "https://")):
            if session is None:
                raise ValueError("a link needs a session")
            return _from_server(place, folder, name or place, _DeliveryServer(session, kept, name or place))
        if place == STDIN:
            if stdin is None:
                raise ValueError("standard input needs a stream")
            return _from_stdin(stdin, folder)
        return _from_path(place, folder, name)
    except OSError as error:
        raise _unreadable("Standardeingabe" if place == STDIN else name or place, error) from error


def _from_stdin(stdin: BinaryIO, folder: Path) -> Intake:
    body = folder / "stdin"
    _copy(stdin, body, "Standardeingabe")
    return _from_file(body, folder, "Standardeingabe")


def _from_path(place: str, folder: Path, name: str | None) -> Intake:
    path = Path(place)
    try:
        mode = path.stat().st_mode if place else None
    except PermissionError:
        raise
    except (OSError, ValueError):
        mode = None
    if mode is None:
        raise IntakeError("fehlt", f"„{place}“ gibt es nicht. Prüfen Sie den Pfad.", place)
    if stat.S_ISDIR(mode):
        return _from_folder(path, name or place)
    if not stat.S_ISREG(mode):
        raise IntakeError(
            "art", f"{place} ist weder Datei noch Ordner. Nennen Sie eine Datei, einen Ordner oder „-“.", place
        )
    return _from_file(path, folder, name or path.name, path.name)


def _from_file(path: Path, folder: Path, name: str, origin: str | None = None) -> Intake:
    """The documents in a file: itself, or what it holds compressed. It came from `origin`, by default its name."""
    origin = origin or name
    start = _start_of(path, name)
    if start.startswith(_ZIP):
        return _from_zip(path, folder, name, origin)
    if start.startswith(_GZIP):
        unpacked = folder / "entpackt"
        _gunzip(path, unpacked, name)
        _refuse_packed(unpacked, name)
        path = unpacked
    return Intake(name, complete=False, documents=[Document(name, path, origin)])


def _start_of(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise _unreadable(name, error) from error
    if not start:
        raise IntakeError("leer", f"{name} ist leer. Laden Sie es noch einmal herunter.", name)
    return start


def _refuse_packed(path: Path, name: str) -> None:
    if _start_of(path, name).startswith((*_ZIP, _GZIP)):
        raise IntakeError("gepackt", f"{name} ist (noch einmal) gepackt. Entpacken Sie es vorher.", name)


def _unreadable(name: str, error: OSError) -> IntakeError:
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


class _Limit:
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


def _copy(source: IO[bytes] | gzip.GzipFile, target: Path, name: str, limit: _Limit | None = None) -> None:
    limit = limit or _Limit(MAX_BYTES, name)
    with target.open("wb") as file:
        while block := source.read(_BLOCK):
            limit.count(len(block))
            file.write(block)


def _gunzip(path: Path, target: Path, name: str) -> None:
    try:
        with gzip.open(path) as source:
            _copy(source, target, name, _Limit(path.stat().st_size, name))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise IntakeError(
            "gzip", f"{name} ist kein vollständiges gzip ({error}). Laden Sie es noch einmal herunter.", name
        ) from error


def _from_zip(path: Path, folder: Path, name: str, origin: str) -> Intake:
    """The documents in a ZIP: those that its index names, or all XML files in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, name)
            indexes = _read_indexes(
                sorted(m for m in members if _INDEX.fullmatch(m)), lambda m: archive.open(members[m]), name
            )
            wanted = _indexed(indexes, name) if indexes else sorted(m for m in members if _is_xml(m))
            if not wanted:
                raise IntakeError("leer", f"{name} enthält keine XML-Datei. Prüfen Sie, ob es das richtige ist.", name)
            limit = _Limit(path.stat().st_size, name)
            documents = []
            for number, member in enumerate(wanted):
                if member not in members:
                    raise _named_but_missing(member, name)
                target = folder / f"{number}.xml"
                with archive.open(members[member]) as source:
                    _copy(source, target, name, limit)
                _refuse_packed(target, f"{name}/{member}")
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


def _is_xml(name: str) -> bool:
    return name.lower().endswith(".xml") and not _APPLE_DOUBLE.fullmatch(name)


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The files in a ZIP by their path. Raises `ArchiveError` and `IntakeError` where one is not to be trusted."""
    members = {}
    for member in checked_members(archive, MAX_NAMES):
        if _HIDDEN.search(member.filename):
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


def _named_but_missing(member: str, name: str) -> IntakeError:
    return IntakeError(
        "index_fehlt",
        f"Der Index von {name} nennt „{member[:100]}“, was es dort nicht gibt. Aus dieser Lieferung wurde nichts "
        "übernommen; fordern Sie sie neu an.",
        name,
    )


def _from_folder(path: Path, name: str) -> Intake:
    """The documents in a folder: those that its indexes name, or all XML files in it."""
    try:
        entries = sorted(entry.name for entry in path.iterdir())
        found = [entry for entry in entries if _INDEX.fullmatch(entry)]
        for entry in found:
            _check_link(path, entry, name)
        indexes = _read_indexes(found, lambda entry: _open_index(path / entry), name)
    except OSError as error:
        raise _unreadable(name, error) from error
    wanted = _indexed(indexes, name) if indexes else [entry for entry in entries if _is_xml(entry)]
    documents = []
    for entry in wanted:
        file = path / entry
        _check_link(path, entry, name)
        if not _is_regular(file):
            if not indexes:
                continue
            raise _named_but_missing(entry, name)
        _refuse_packed(file, f"{name}/{entry}")
        documents.append(Document(entry, file, entry))
    if not documents:
        raise IntakeError(
            "leer", f"Im Ordner {name} liegt weder ein index.txt noch eine XML-Datei. Prüfen Sie den Pfad.", name
        )
    return Intake(name, complete=bool(indexes), documents=documents)


def _check_link(folder: Path, entry: str, name: str) -> None:
    """Raises `IntakeError` where a file in a folder is a link that leads out of it, or to nowhere."""
    try:
        if (folder / entry).resolve().is_relative_to(folder.resolve()):
            return
    except (OSError, RuntimeError):  # links in a circle
        pass
    raise IntakeError(
        "verweis",
        f"„{entry[:100]}“ in {name} verweist auf etwas außerhalb des Ordners. Legen Sie die Datei selbst hinein.",
        name,
    )


def _is_regular(file: Path) -> bool:
    """Whether there is such a file; names too long for the file system are none."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False


def _open_index(path: Path) -> IO[bytes]:
    return path.open("rb") if stat.S_ISREG(path.stat().st_mode) else io.BytesIO()


def _read_indexes(found: Sequence[str], opened: Callable[[str], IO[bytes]], name: str) -> dict[str, bytes]:
    """The bodies of indexes, together no larger than `MAX_INDEX`."""
    bodies = {}
    left = MAX_INDEX
    for index in found:
        with opened(index) as file:
            bodies[index] = file.read(left + 1)
        left -= len(bodies[index])
        if left < 0:
            raise IntakeError(
                "index_groesse",
                f"Die Indexe von {name} sind größer als {MAX_INDEX >> 20} MiB. Fordern Sie die Lieferung neu an.",
                name,
            )
    return bodies


def _leads_out(entry: str, name: str) -> IntakeError:
    shown = _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", entry[:100])
    return IntakeError(
        "index_name",
        f"Der Index von {name} nennt „{shown}“. Erlaubt sind nur Namen von Dateien im selben Ordner. Aus dieser "
        "Lieferung wurde nichts übernommen; fordern Sie sie neu an.",
        name,
    )


def _indexed(indexes: dict[str, bytes], name: str) -> list[str]:
    """The names in all indexes, in their order, each once. Raises `IntakeError` for an empty index and bad names."""
    names: dict[str, None] = {}
    for index, body in sorted(indexes.items()):
        # splitlines() and strip() alone would take control characters for ends of lines and for spaces.
        lines = [line.strip(" \t") for line in _LINE_END.split(body.decode("utf-8-sig", "replace"))]
        lines = [line for line in lines if line]
        if not lines:
            raise IntakeError(
                "index_leer",
                f"{name}/{index} nennt keine Datei. Ein leerer Index bricht die Lieferung ab; fordern Sie sie neu an.",
                name,
            )
        for line in lines:
            if not _is_inside(line):
                raise _leads_out(line, name)
            names[str(PurePosixPath(line))] = None
    if len(names) > MAX_NAMES:
        raise IntakeError(
            "index_groesse",
            f"Die Indexe von {name} nennen mehr als {MAX_NAMES} Dateien. Teilen Sie die Lieferung auf.",
            name,
        )
    return list(names)


def _is_inside(line: str) -> bool:
    """Whether a name can only mean a file in the folder or below it."""
    parts = PurePosixPath(line).parts
    return not (
        not parts or line.startswith("/") or "\\" in line or ":" in line or ".." in parts or _HIDDEN.search(line)
    )


def _from_server(url: str, folder: Path, name: str, server: "_DeliveryServer") -> Intake:
    """The documents behind a link: a file, or a folder with an index."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise IntakeError("adresse", f"„{url}“ ist keine gültige Adresse. Prüfen Sie die Schreibweise.", name) from None
    above, _, last = parts.path.rpartition("/")
    if last and not _INDEX.fullmatch(last):
        body = folder / "geladen"
        answer = server.download(url, body, MAX_BYTES)
        intake = _from_file(body, folder, name, url)
        if len(intake.documents) > 1 or intake.documents[0].origin != url:
            return intake
        return replace(intake, documents=[replace(intake.documents[0], answer=answer)])
    base = urlunsplit((parts.scheme, parts.netloc, f"{above}/", "", ""))
    index = folder / "index"
    server.download(url if last else f"{base}index.txt", index, MAX_INDEX)
    wanted = _indexed({last or "index.txt": index.read_bytes()}, name)
    return Intake(name, complete=True, documents=list(_downloaded(base, wanted, folder, name, server)))


def _downloaded(
    base: str, wanted: Sequence[str], folder: Path, name: str, server: "_DeliveryServer"
) -> Iterator[Document]:
    left = MAX_BYTES
    for number, entry in enumerate(wanted):
        target = folder / f"{number}.xml"
        url = base + quote(entry)
        answer = server.download(url, target, left)
        _refuse_packed(target, f"{name}: {entry}")
        left -= target.stat().st_size
        yield Document(entry, target, url, answer)


class _DeliveryServer:
    """Where a delivery is fetched from; `name` is what messages call it."""

    def __init__(self, session: Session, kept: KeptAnswers, name: str) -> None:
        self._session = session
        self._kept = kept
        self._name = name

    def download(self, url: str, target: Path, most: int) -> Answer:
        """Fetch at most so many bytes into a file. Raises `IntakeError` where there is nothing."""
        answer = self._session.download(url, target, max_bytes=most, kept=self._kept)
        if answer is None:
            raise IntakeError(
                "fehlt",
                f"{url} gibt es auf dem Server nicht (404). Aus dieser Lieferung wurde nichts übernommen; prüfen "
                "Sie die Adresse oder fordern Sie die Lieferung neu an.",
                self._name,
            )
        return answer
