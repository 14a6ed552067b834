"""The SQL with which each type of record is read and written."""

from collections.abc import Sequence
from typing import Any

from catalogue.records.kind import Record, RecordKind
from catalogue.records.kinds import KINDS


def wanted(columns: Sequence[str]) -> str:
    """The start of a query about keys: `wanted` holds them, given as one parameter, a JSON array of arrays."""
    values = ", ".join(f"json_extract(value, '$[{at}]')" for at in range(len(columns)))
    return f"WITH wanted ({', '.join(columns)}) AS (SELECT {values} FROM json_each(?))"


class Statements:
    """The SQL of one record type, built once."""

    def __init__(self, record_type: type[Record], kind: RecordKind) -> None:
        fields = record_type._fields
        self.key = fields[: kind.key_length]
        self.own = fields[kind.key_length :]
        seen = ("erstmals_gesehen", "zuletzt_gesehen") if kind.sightings else ()
        run = ("lauf_id",) if kind.traced else ()
        extra = (*run, *seen)
        columns = ", ".join((*fields, *extra))
        marks = ", ".join("?" for _ in (*fields, *extra))
        where = " AND ".join(f"{name} = ?" for name in self.key)
        self.insert = f"INSERT INTO {kind.table} ({columns}) VALUES ({marks})"
        self.select = f"SELECT {', '.join(fields)}, {kind.gone or 'NULL'} FROM {kind.table}"
        # CROSS JOIN makes SQLite look up each wanted key by index instead of scanning the table.
        gone = f"t.{kind.gone}" if kind.gone else "NULL"
        self.select_wanted = (
            f"{wanted(self.key)} SELECT {', '.join(f't.{name}' for name in fields)}, {gone}"
            f" FROM wanted CROSS JOIN {kind.table} AS t USING ({', '.join(self.key)})"
        )
        touch = ["zuletzt_gesehen = max(zuletzt_gesehen, ?)"] if kind.sightings else []
        revive = ["verschwunden_am = NULL"] if kind.sightings or kind.registered else []
        assignments = [_assignment(name, kind) for name in self.own]
        sets = [*assignments, *(f"{name} = ?" for name in run), *touch, *revive]
        self.update = f"UPDATE {kind.table} SET {', '.join(sets)} WHERE {where}" if sets else ""
        self.touch = f"UPDATE {kind.table} SET {touch[0]} WHERE {where}" if touch else ""
        self.vanish = f"UPDATE {kind.table} SET {kind.gone} = ? WHERE {where}" if kind.gone else ""
        self.tells_gone = kind.gone in self.own
        self.fill = frozenset(position for position, name in enumerate(self.own) if name in kind.fill)
        self.keep = frozenset(position for position, name in enumerate(self.own) if name in kind.keep)

    def unchanged(self, before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
        """Whether own columns stay as they are; a column that is only filled stays where it has a value already."""
        if not self.fill and not self.keep:
            return before == after
        return all(
            old == new
            or (position in self.fill and (new is None or old is not None))
            or (position in self.keep and new is None)
            for position, (old, new) in enumerate(zip(before, after, strict=True))
        )


def _assignment(name: str, kind: RecordKind) -> str:
    if name in kind.fill:
        return f"{name} = coalesce({name}, ?)"
    return f"{name} = coalesce(?, {name})" if name in kind.keep else f"{name} = ?"


STATEMENTS = {record_type: Statements(record_type, kind) for record_type, kind in KINDS.items()}
