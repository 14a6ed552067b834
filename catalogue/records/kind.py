"""Treatment of record types by the store; each module of records declares it beside its types, as `KINDS`.

The key comes first; the remaining fields are the columns that the kind owns. Two sources may own different columns
of the same table, so one never erases what the other knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# Any of the record types: an importer yields records and the store writes them.
Record = NamedTuple


@dataclass(frozen=True)
class RecordKind:
    """Treatment of a record type: its table, the length of its key, and columns it fills only where empty.

    Columns in `keep` stay as they are where a record says nothing of them.
    `gone` is the column that says when an object was missing from a complete delivery; None where deliveries of this
    kind are never complete sets; `may_be_empty` says that such a set may be delivered complete and empty. With
    `sightings` first and last sight are kept. Rows that are `part_of` an object of one of these types, with whose key
    theirs starts, are replaced with it and never counted on their own. Rows that are not `counted` come with an object
    that is. `registered` objects are known to the register of `catalogue.store.objects`, which tells what is unchanged
    or gone.

    Into the log of changes goes the change of the `logged` columns of an object that is already there; `logged_for`
    names the columns of the log that say which object it was, and for each the object's own. Of `traced` objects it is
    logged that they appear and disappear (their key starts with the AGS), and their rows keep the run that wrote them
    last.
    """

    table: str
    key_length: int = 1
    fill: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()
    gone: str | None = None
    may_be_empty: bool = False
    sightings: bool = False
    part_of: tuple[type[Record], ...] = ()
    registered: bool = False
    counted: bool = True
    logged: tuple[str, ...] = ()
    logged_for: Mapping[str, str] = field(default_factory=dict)
    traced: bool = False


Kinds = Mapping[type[Record], RecordKind]


def seen(table: str, key_length: int = 1, *, may_be_empty: bool = False, traced: bool = False) -> RecordKind:
    """The kind of objects whose sets are delivered completely and of which first and last sight are kept."""
    return RecordKind(
        table, key_length, gone="verschwunden_am", sightings=True, may_be_empty=may_be_empty, traced=traced
    )
