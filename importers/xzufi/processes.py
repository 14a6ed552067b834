"""Processes that read blocks of units beside the one that writes to the catalogue.

Orders are small (they name a place in the document's file), answers are handed over as temporary files, so that no
process waits for another to take what it has ready.
"""

import marshal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

from catalogue.errors import ThavelError
from catalogue.store.checksums import Lookup
from importers.xzufi.read import BlockAnswer, Order, answer_of, read_block, read_frame, write_frame

# Isolated, so that nothing in the working directory can take the place of a module.
_COMMAND = [sys.executable, "-I", "-m", "importers.xzufi.read"]


class Readers:
    """Reads orders in `number` processes, or in this one where that is 0; use as a context manager.

    `known` tells checksums to what is read in this process.
    """

    def __init__(self, number: int, known: Lookup) -> None:
        self.number = number
        self._known = known
        self._processes: list[subprocess.Popen[bytes]] = []
        self._folder = tempfile.TemporaryDirectory()
        self._submitted = 0
        self._here: dict[int, BlockAnswer] = {}

    def __enter__(self) -> "Readers":
        command = [*_COMMAND, self._folder.name]
        for _ in range(self.number):
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own
            self._processes.append(process)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()
        self._folder.cleanup()

    def submit(self, order: Order) -> int:
        """Have an order read; returns its number, to ask for the answer with."""
        number = self._submitted
        self._submitted += 1
        if not self._processes:
            self._here[number] = read_block(order, self._known if order.catalogue else None)
            return number
        process = self._processes[number % len(self._processes)]
        try:
            write_frame(process.stdin, (number, tuple(order)))
        except OSError as error:
            raise _ended() from error
        return number

    def result(self, number: int) -> BlockAnswer:
        """The answer to an order. Answers to orders before it that were not asked for are dropped."""
        if not self._processes:
            return self._here.pop(number)
        process = self._processes[number % len(self._processes)]
        while True:
            try:
                ready = read_frame(process.stdout)
            except (EOFError, OSError) as error:
                raise _ended() from error
            path = Path(self._folder.name) / str(ready)
            if ready == number:
                values = marshal.loads(path.read_bytes())  # noqa: S302 - written by a process of our own
                path.unlink()
                return answer_of(values)
            path.unlink()


def _ended() -> ThavelError:
    return ThavelError(
        "Ein Leseprozess wurde von außen beendet, vielleicht aus Mangel an Speicher. Aus dieser Lieferung wurde nichts "
        "übernommen; wiederholen Sie den Import."
    )
