"""Result of parsing one group of deliveries: records, messages, and which sets are complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.records.kind import Record
from catalogue.records.xzufi import RegisteredObject


@dataclass(frozen=True)
class Message:
    """Something odd in a delivery: `stufe` is Fehler, Warnung or Hinweis, `text` German, with what to do.

    `ort` is file and line, or a link; `anzahl` is how often, where a source has counted already.
    """

    stufe: str
    code: str
    text: str
    objekt: str | None = None
    ort: str | None = None
    anzahl: int = 1


@dataclass(frozen=True)
class Scope:
    """A set that a source delivered completely: rows of `table` with these column values that it lacks are gone.

    Of a `steady` set nothing is stored where it shrinks or grows by more than a fifth. It may be delivered in part
    (not `whole`): what it lacks is not gone then.
    """

    table: str
    values: Mapping[str, str] = field(default_factory=dict)
    steady: bool = False
    whole: bool = True


@dataclass
class Parsed:
    """Result of parsing one group of deliveries.

    `rejected` counts objects that were not taken over; `stand` is the date or edition that the source gives its data,
    and `stock` names what it replaces as a whole, if it does; `empty` says that the source knows nothing of this group.
    Sources with very many records yield them as `rows` by type. `objects` and `unchanged` (identifiers) are for the
    register of XZuFi objects. `share` is how much of the group (0 to 1) is done with a part of it.
    """

    records: list[Record] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    rejected: int = 0
    stand: str | None = None
    stock: str | None = None
    empty: bool = False
    rows: Mapping[type[Record], Sequence[tuple[Any, ...]]] = field(default_factory=dict)
    objects: Sequence[RegisteredObject] = ()
    unchanged: Sequence[str] = ()
    share: float = 0.0

    def reject(self, code: str, text: str, *, objekt: str | None = None, ort: str | None = None) -> None:
        """Leave one object out, with a message of level Fehler that says why."""
        self.rejected += 1
        self.messages.append(Message("Fehler", code, text, objekt, ort))
