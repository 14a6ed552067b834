"""One folder for the temporary files of a run, and the end of those that runs left behind which were killed."""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

log = logging.getLogger(__name__)


@contextmanager
def own_folder() -> Iterator[None]:
    """While the block lasts, all that `tempfile` makes, for this program or its libraries, lies in a folder of its own.

    The folder is removed at the end. It stands in `thavel-katalog-UID`, where the system has temporary files, and is
    locked, so that the next run removes what belongs to none that lives. Where that cannot be, nothing changes.
    """
    import tempfile  # noqa: PLC0415 - commands that write no file need not wait for it

    before = tempfile.tempdir
    opened = _opened(Path(tempfile.gettempdir()))
    if opened is None:
        yield
        return
    folder, handle = opened
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        _remove(folder)
        os.close(handle)


def _opened(place: Path) -> tuple[Path, int] | None:
    """A new locked folder with the handle that holds its lock; None where the system allows none."""
    import tempfile  # noqa: PLC0415

    try:
        from fcntl import LOCK_EX, flock  # noqa: PLC0415 - not on Windows

        ours = place / f"thavel-katalog-{os.getuid()}"
        ours.mkdir(mode=0o700, exist_ok=True)
        # Anybody may have made a folder of this name where all users have their temporary files.
        made = ours.lstat()
        if not stat.S_ISDIR(made.st_mode) or made.st_uid != os.getuid():
            return None
        _sweep(ours)
        while True:
            folder = Path(tempfile.mkdtemp(prefix="lauf-", dir=ours))
            handle = os.open(folder, os.O_RDONLY)
            flock(handle, LOCK_EX)
            if folder.exists():  # another run may have taken it for an abandoned one
                return folder, handle
            os.close(handle)
    except (ImportError, OSError):
        return None


def _sweep(ours: Path) -> None:
    """Remove the folders that no living run has locked."""
    from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415

    for folder in ours.glob("lauf-*"):
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
            try:
                flock(handle, LOCK_EX | LOCK_NB)
                _remove(folder)
                log.info("removed the temporary files of a run that was killed: %s", folder)
            finally:
                os.close(handle)


def _remove(folder: Path) -> None:
    from shutil import rmtree  # noqa: PLC0415

    rmtree(folder, ignore_errors=True)
