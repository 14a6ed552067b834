"""Chooses the columns of a code list that are the code and its label: by marks, by names, and by what they hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from catalogue.records.parsed import Message

LABEL_NAMES = (
    "bezeichnung", "name", "label", "codename", "titel", "title", "beschreibung", "description", "langtext", "text",
    "wert", "value",
)  # fmt: skip
# How longer names of columns begin or end that hold labels too: Langname, Kurzbezeichnung, ObjektName.
_PARTS = ("bezeichnung", "name", "langtext", "beschreibung", "titel")

_LANGUAGES = frozenset("ar bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro ru sk sl sv tr uk".split())

Row = Mapping[str, str | None]

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]*[a-zäöüß]{2}|[^\W\d_]{4}")


@dataclass(frozen=True)
class CodelistColumn:
    """A column of a code list: its id, its short and long name, and its language where it is in one."""

    id: str
    short: str | None = None
    long: str | None = None
    language: str | None = None

    def _names(self) -> list[str]:
        """Id and short name without case and language: `description` of `description-de-DE`."""
        return [(text or "").casefold().replace("_", "-").split("-")[0] for text in (self.id, self.short)]

    def is_called(self, name: str) -> bool:
        """Whether id or name are this word, whatever the case, alone or with a language: `description-de-DE`."""
        return name in self._names()

    @property
    def name_rank(self) -> int:
        """Place of the column's name among those of labels; names that only begin or end so come after, others last."""
        exact = next((at for at, name in enumerate(LABEL_NAMES) if self.is_called(name)), None)
        if exact is not None:
            return exact
        partly = any(name.startswith(_PARTS) or name.endswith(_PARTS) for name in self._names())
        return len(LABEL_NAMES) + (not partly)

    @property
    def is_named_like_a_label(self) -> bool:
        """Whether the column's name says that it holds labels."""
        return self.name_rank <= len(LABEL_NAMES)

    @property
    def is_foreign(self) -> bool:
        """Whether the column is in another language than German, by its declaration or the end of its id."""
        ending = self.id.replace("_", "-").partition("-")[2].lower()
        language = (self.language or (ending if ending.partition("-")[0] in _LANGUAGES else "")).lower()
        return bool(language) and not language.startswith("de")


@dataclass(frozen=True)
class Key:
    """A key that a list declares: its columns, and whether the list recommends it as the code."""

    columns: tuple[str, ...]
    recommended: bool = False


def _cells(name: str, rows: Sequence[Row]) -> list[str]:
    return [value for row in rows if (value := row.get(name))]


def _reads_like_text(name: str, rows: Sequence[Row]) -> bool:
    """Whether at least half of the cells hold a word: two small letters in a row or four letters, and no link."""
    cells = _cells(name, rows)
    words = sum(1 for cell in cells if "://" not in cell and _WORD.search(cell))
    return bool(words) and 2 * words >= len(cells)


def label_columns(
    columns: Sequence[CodelistColumn], key: Sequence[str], marked: str | None, rows: Sequence[Row]
) -> tuple[str, ...]:
    """The columns that say what a code means, the best first; where it is empty in a row, the next one counts.

    1. The column that the list marks itself (XÖV profile of Genericode: key with `xoev-codename`);
    2. else, of the columns that are not part of the code and are not empty, one that reads like text; German before
       other languages, filled in most rows before others, one called by a name of labels before others, then one that
       is not the same for most codes, then the one filled in more rows, then the first. Without rows the names alone
       decide.

    The next ones are those that are called like a label; a column of remarks is none. Empty where nothing but codes and
    numbers is left.
    """
    others = [column for column in columns if column.id not in key]
    cells = {column.id: _cells(column.id, rows) for column in others}
    if rows:
        others = [
            column
            for column in others
            if column.id == marked
            or (column.is_named_like_a_label and cells[column.id])
            or any(map(_LETTER.search, cells[column.id]))
        ]
    text = {column.id: not rows or _reads_like_text(column.id, rows) for column in others}

    def rank(column: CodelistColumn) -> tuple[bool | int, ...]:
        filled = len(cells[column.id])
        repetitive = 2 * len(set(cells[column.id])) < filled
        return (
            column.id != marked,
            not text[column.id],
            column.is_foreign,
            2 * filled < len(rows),
            column.name_rank,
            repetitive,
            -filled,
        )

    ranked = sorted(others, key=rank)
    return tuple(
        column.id for at, column in enumerate(ranked) if at == 0 or column.is_named_like_a_label or column.id == marked
    )


def code_key(
    columns: Sequence[CodelistColumn], keys: Sequence[Key], rows: Sequence[Row], urn: str
) -> tuple[tuple[str, ...], list[Message]]:
    """The columns of the code, and a Hinweis where the list leaves the choice open.

    The code is the key that the list recommends. Where it recommends none, keys that are labels (by name and content)
    come last, then keys of few columns come first, then those that tell all rows apart, then the first. `keys` must not
    be empty.
    """
    recommended = [key for key in keys if key.recommended]
    open_ones = recommended or list(keys)
    if len(open_ones) > 1 and not recommended:
        open_ones = [key for key in open_ones if not _is_label(key, keys, columns, rows)] or open_ones
    apart = partial(_tells_apart, rows=rows)
    chosen = min(open_ones, key=lambda key: (len(key.columns), not apart(key)))
    if len(open_ones) == 1 or not rows:
        return chosen.columns, []
    named = ", ".join("|".join(key.columns) for key in keys)
    advice = "empfiehlt davon mehrere" if recommended else "empfiehlt davon keinen"
    reason = "der erste, der jede Zeile von allen anderen unterscheidet"
    if not apart(chosen):
        reason = "der erste; keiner ist in jeder Zeile gefüllt und ohne Wiederholung"
    text = (
        f"Die Liste nennt mehrere Schlüssel ({named}) und {advice}; als Code übernommen ist "
        f"„{'|'.join(chosen.columns)}“: {reason}."
    )
    return chosen.columns, [Message("Hinweis", "codeliste.schluesselwahl", text, urn)]


def _is_label(key: Key, keys: Sequence[Key], columns: Sequence[CodelistColumn], rows: Sequence[Row]) -> bool:
    """Whether a key of one column holds labels: text under a name of labels, or the text beside keys that are none."""
    if len(key.columns) > 1 or not _reads_like_text(key.columns[0], rows):
        return False
    named = any(column.id == key.columns[0] and column.is_named_like_a_label for column in columns)
    return named or not all(_reads_like_text(other, rows) for one in keys for other in one.columns)


def _tells_apart(key: Key, rows: Sequence[Row]) -> bool:
    """Whether every row has all values of the key, and no two rows the same."""
    values = [tuple(row.get(name) for name in key.columns) for row in rows]
    return all(None not in value for value in values) and len(set(values)) == len(values)
