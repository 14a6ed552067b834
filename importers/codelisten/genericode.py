"""Genericode 1.0 code lists, as XRepository publishes them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from catalogue.errors import ThavelError
from catalogue.records.parsed import Message
from importers.codelisten.columns import CodelistColumn, Key, code_key, label_columns
from importers.web.xml import elements, local_name

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOT = "CodeList"
# Marks of the XÖV profile at a key; their names differ by version of the profile.
_RECOMMENDED = frozenset({"recommendedKeyColumn", "empfohleneCodeSpalte", "xoev-code"})
_LABEL = "xoev-codename"

_REMARKS = {
    "codeliste.spalte": "Eine Zelle gehört zu einer Spalte, die die Liste nicht vereinbart; sie ist übernommen.",
    "codeliste.zelle_doppelt": "Eine Zeile nennt dieselbe Spalte zweimal; übernommen ist der erste Wert.",
    "codeliste.wert_zusammengesetzt": "Ein zusammengesetzter Wert (ComplexValue) ist nicht übernommen; die Zelle ist "
    "leer.",
}


@dataclass(frozen=True)
class Codelist:
    """A code list: its URN and version, the code column, and rows of column id -> value (None where a cell is null).

    `key` names the columns that make up the code; `code_column` is the first of them. `label` is the column that the
    list itself marks as the label.
    """

    urn: str
    version: str
    code_column: str
    rows: list[dict[str, str | None]]
    key: tuple[str, ...] = ()
    columns: tuple[CodelistColumn, ...] = ()
    label: str | None = None
    version_urn: str | None = None
    title: str | None = None
    short_title: str | None = None
    publisher: str | None = None
    valid_from: str | None = None
    messages: list[Message] = field(default_factory=list)

    @cached_property
    def label_columns(self) -> tuple[str, ...]:
        """The columns that say what a code means, the best first; where it is empty in a row, the next one counts."""
        return label_columns(self.columns, self.key, self.label, self.rows)

    @property
    def label_column(self) -> str | None:
        """The first of `label_columns`, or None where there is nothing but codes."""
        return next(iter(self.label_columns), None)


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next((child for child in _children(element, name)), None)


def _children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        yield from (child for child in element if local_name(str(child.tag)) == name)


def _text(element: etree._Element | None) -> str | None:
    return (element.text or "").strip() or None if element is not None else None


def _german_text(element: etree._Element | None, name: str) -> str | None:
    """The text of the children of this name: German, else the one that names no language, else the first."""
    texts = [(child.get(_LANGUAGE, "").lower(), text) for child in _children(element, name) if (text := _text(child))]
    german = [text for language, text in texts if language.startswith("de")]
    return next(iter(german + [text for language, text in texts if not language] + [text for _, text in texts]), None)


def _first(body: bytes, name: str, parent: str, *, place: str) -> etree._Element | None:
    """The first element of this name directly inside such a parent; what follows it is not read."""
    for element in elements(body, name, place=place):
        above = element.getparent()
        if above is not None and local_name(str(above.tag)) == parent:
            return element
    return None


def _column(element: etree._Element) -> CodelistColumn:
    data = _child(element, "Data")
    language = data.get("Lang") if data is not None else None
    return CodelistColumn(
        element.get("Id", ""), _german_text(element, "ShortName"), _german_text(element, "LongName"), language
    )


def _keys_and_label(column_set: etree._Element | None) -> tuple[list[Key], str | None]:
    """The keys that may be the code, and the column that the list marks as the label."""
    keys: list[Key] = []
    label = None
    for key in _children(column_set, "Key"):
        columns = tuple(filter(None, (reference.get("Ref") for reference in _children(key, "ColumnRef"))))
        marks = {local_name(str(mark.tag)) for mark in _children(_child(key, "Annotation"), "AppInfo") for mark in mark}
        if columns and _LABEL in marks:
            label = label or columns[0]
        elif columns:
            keys.append(Key(columns, recommended=bool(marks & _RECOMMENDED)))
    return keys, label


def _known(
    keys: list[Key], label: str | None, columns: tuple[CodelistColumn, ...], urn: str, place: str
) -> tuple[list[Key], str | None, list[Message]]:
    """Keys and label without those that name no column of the list. Raises `ThavelError` where no key is left."""
    names = [column.id for column in columns]
    twice = sorted(name for name, number in Counter(names).items() if number > 1)
    if twice:
        raise ThavelError(f"{place}: Zwei Spalten der Codeliste haben denselben Namen (Column Id „{twice[0]}“).")
    named = [name for key in keys for name in key.columns] + [label or ""]
    missing = ", ".join(f"„{name}“" for name in dict.fromkeys(named) if name and name not in names)
    if not missing:
        return keys, label, []
    text = f"Ein Schlüssel der Liste nennt eine Spalte, die es in ihr nicht gibt: {missing}"
    left = [key for key in keys if set(key.columns) <= set(names)]
    if not left:
        raise ThavelError(
            f"{place}: {text}; die Liste hat die Spalten {', '.join(names) or '(keine)'}. Ohne Schlüssel sind ihre "
            "Codes nicht zu erkennen; lassen Sie die Liste von ihrer herausgebenden Stelle berichtigen."
        )
    return left, label if label in names else None, [Message("Warnung", "codeliste.schluessel", f"{text}.", urn)]


def _valid_from(annotation: etree._Element | None) -> str | None:
    """The first day of validity in the XÖV annotation, whose elements differ by version of the profile."""
    description = _child(annotation, "Description")
    for element in description if description is not None else ():
        if local_name(str(element.tag)).casefold() in ("validfrom", "datumgueltigkeitab"):
            return _text(element)
    return None


def _rows(body: bytes, columns: tuple[str, ...], odd: Counter[str], *, place: str) -> Iterator[dict[str, str | None]]:
    """Rows with a cell for every column; a `Value` without `ColumnRef` belongs to the column after the one before."""
    following = dict(zip(("", *columns), (*columns, ""), strict=True))
    for row in elements(body, "Row", place=place):
        values: dict[str, str | None] = dict.fromkeys(columns)
        filled: set[str] = set()
        name = ""
        for value in _children(row, "Value"):
            name = value.get("ColumnRef") or following.get(name, "")
            odd["codeliste.spalte"] += name not in following or not name
            odd["codeliste.wert_zusammengesetzt"] += _child(value, "ComplexValue") is not None
            if name in filled:
                odd["codeliste.zelle_doppelt"] += 1
                continue
            filled.add(name)
            values[name] = _text(_child(value, "SimpleValue"))
        yield values


def read_codelist(body: bytes, *, place: str) -> Codelist:
    """Read a Genericode document.

    The code column is named differently in every list and is one that `ColumnSet/Key/ColumnRef` names; a `Value`
    without `SimpleValue`, and a column that a row lacks, is null (OASIS Genericode 1.0). References to other documents
    (`ColumnSetRef`, `CodeListRef`) are not followed. Raises `ThavelError` where identification or key are missing, and
    for a document that holds no entries but only refers to others.
    """
    identification = _first(body, "Identification", _ROOT, place=place)
    urn, version, version_urn = (
        _text(_child(identification, name)) for name in ("CanonicalUri", "Version", "CanonicalVersionUri")
    )
    column_set = _first(body, "ColumnSet", _ROOT, place=place)
    keys, label = _keys_and_label(column_set)
    if urn is None or version is None or not keys:
        raise ThavelError(f"{place}: {_lacks(body, urn, version, keys, place=place)}")
    columns = tuple(_column(element) for element in _children(column_set, "Column"))
    keys, label, messages = _known(keys, label, columns, urn, place)
    agency = _child(identification, "Agency")
    odd: Counter[str] = Counter()
    rows = list(_rows(body, tuple(column.id for column in columns), odd, place=place))
    key, choice = code_key(columns, keys, rows, urn)
    return Codelist(
        urn,
        version,
        key[0],
        rows,
        key=key,
        columns=columns,
        label=label,
        version_urn=version_urn,
        title=_german_text(identification, "LongName"),
        short_title=_german_text(identification, "ShortName"),
        publisher=_german_text(agency, "LongName") or _german_text(agency, "ShortName"),
        valid_from=_valid_from(_first(body, "Annotation", _ROOT, place=place)),
        messages=[
            *messages,
            *choice,
            *(
                Message("Warnung", code, text, urn, f"{odd[code]} Zellen")
                for code, text in _REMARKS.items()
                if odd[code]
            ),
        ],
    )


def _lacks(body: bytes, urn: str | None, version: str | None, keys: list[Key], *, place: str) -> str:
    """Why a document is no code list that can be read, as a German sentence."""
    if _first(body, "CodeListRef", "CodeListSet", place=place) is not None:
        return (
            "Das Dokument (CodeListSet) zählt Codelisten nur auf und enthält keine Einträge. Laden Sie die genannten "
            "Codelisten einzeln."
        )
    if _first(body, "ColumnSetRef", _ROOT, place=place) is not None:
        return (
            "Die Spalten der Codeliste stehen in einem anderen Dokument (ColumnSetRef), dem nicht gefolgt wird. Laden "
            "Sie die Liste in einer Fassung, die ihre Spalten selbst nennt."
        )
    missing = [
        name
        for name, value in (
            ("Identification/CanonicalUri", urn),
            ("Identification/Version", version),
            ("ColumnSet/Key/ColumnRef", keys),
        )
        if not value
    ]
    return f"Keine Codeliste nach Genericode 1.0; es fehlt {', '.join(missing)}."
