"""Ways in: what a user names on the command line becomes documents on disk, without trusting any of it."""

import io
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO
from urllib.parse import quote, urlsplit, urlunsplit

from importers.web.answers import Answer, KeptAnswers, nothing_kept
from importers.web.content import OFFICE, recognised
from importers.web.delivery_index import INDEX, MAX_INDEX, indexed, named_but_missing, read_indexes
from importers.web.documents import (
    GZIP,
    MAX_BYTES,
    ZIP,
    Document,
    Intake,
    IntakeError,
    is_xml,
    refuse_packed,
    start_of,
    unreadable,
)
from importers.web.packed import copy, from_zip, gunzip
from importers.web.session import Session

STDIN = "-"


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
        raise unreadable("Standardeingabe" if place == STDIN else name or place, error) from error


def _from_stdin(stdin: BinaryIO, folder: Path) -> Intake:
    body = folder / "stdin"
    copy(stdin, body, "Standardeingabe")
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
    start = start_of(path, name)
    if start.startswith(ZIP):
        found = recognised(path)
        if found.form in OFFICE:
            text = f"{name}: Das ist {found}; hier werden XML-Dateien gelesen, auch in einem ZIP. {found.advice('XML')}"
            raise IntakeError("art", text, name)
        return from_zip(path, folder, name, origin)
    if start.startswith(GZIP):
        unpacked = folder / "entpackt"
        gunzip(path, unpacked, name)
        refuse_packed(unpacked, name)
        path = unpacked
    return Intake(name, complete=False, documents=[Document(name, path, origin)])


def _from_folder(path: Path, name: str) -> Intake:
    """The documents in a folder: those that its indexes name, or all XML files in it."""
    try:
        entries = sorted(entry.name for entry in path.iterdir())
        found = [entry for entry in entries if INDEX.fullmatch(entry)]
        for entry in found:
            _check_link(path, entry, name)
        indexes = read_indexes(found, lambda entry: _open_index(path / entry), name)
    except OSError as error:
        raise unreadable(name, error) from error
    wanted = indexed(indexes, name) if indexes else [entry for entry in entries if is_xml(entry)]
    documents = []
    for entry in wanted:
        file = path / entry
        _check_link(path, entry, name)
        if not _is_regular(file):
            if not indexes:
                continue
            raise named_but_missing(entry, name)
        refuse_packed(file, f"{name}/{entry}")
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


def _from_server(url: str, folder: Path, name: str, server: "_DeliveryServer") -> Intake:
    """The documents behind a link: a file, or a folder with an index."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise IntakeError("adresse", f"„{url}“ ist keine gültige Adresse. Prüfen Sie die Schreibweise.", name) from None
    above, _, last = parts.path.rpartition("/")
    if last and not INDEX.fullmatch(last):
        body = folder / "geladen"
        answer = server.download(url, body, MAX_BYTES)
        intake = _from_file(body, folder, name, url)
        if len(intake.documents) > 1 or intake.documents[0].origin != url:
            return intake
        return replace(intake, documents=[replace(intake.documents[0], answer=answer)])
    base = urlunsplit((parts.scheme, parts.netloc, f"{above}/", "", ""))
    index = folder / "index"
    server.download(url if last else f"{base}index.txt", index, MAX_INDEX)
    wanted = indexed({last or "index.txt": index.read_bytes()}, name)
    return Intake(name, complete=True, documents=list(_downloaded(base, wanted, folder, name, server)))


def _downloaded(
    base: str, wanted: Sequence[str], folder: Path, name: str, server: "_DeliveryServer"
) -> Iterator[Document]:
    left = MAX_BYTES
    for number, entry in enumerate(wanted):
        target = folder / f"{number}.xml"
        url = base + quote(entry)
        answer = server.download(url, target, left)
        refuse_packed(target, f"{name}: {entry}")
        left -= target.stat().st_size
        yield Document(entry, target, url, answer)


class _DeliveryServer:
    """The server that a delivery is fetched from; `name` is what messages call the delivery."""

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
