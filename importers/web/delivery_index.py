"""The index of a delivery (`index.txt`): which files belong to it, by the rules of the Sammlerdienst of the PVOG.

Names that lead out of a folder or archive are refused, so that nothing outside is opened or asked for.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import IO

from importers.web.documents import IntakeError

MAX_INDEX = 10 << 20
MAX_NAMES = 100_000
INDEX = re.compile(r"index[^/]*\.txt", re.IGNORECASE)
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LINE_END = re.compile(r"\r\n?|\n")


def read_indexes(found: Sequence[str], opened: Callable[[str], IO[bytes]], name: str) -> dict[str, bytes]:
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


def indexed(indexes: dict[str, bytes], name: str) -> list[str]:
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
        not parts or line.startswith("/") or "\\" in line or ":" in line or ".." in parts or HIDDEN.search(line)
    )


def _leads_out(entry: str, name: str) -> IntakeError:
    shown = HIDDEN.sub("\N{REPLACEMENT CHARACTER}", entry[:100])
    return IntakeError(
        "index_name",
        f"Der Index von {name} nennt „{shown}“. Erlaubt sind nur Namen von Dateien im selben Ordner. Aus dieser "
        "Lieferung wurde nichts übernommen; fordern Sie sie neu an.",
        name,
    )


def named_but_missing(member: str, name: str) -> IntakeError:
    """The error of an index that names a file that is not there; `name` is what messages call the delivery."""
    return IntakeError(
        "index_fehlt",
        f"Der Index von {name} nennt „{member[:100]}“, was es dort nicht gibt. Aus dieser Lieferung wurde nichts "
        "übernommen; fordern Sie sie neu an.",
        name,
    )
