"""Genericode 1.0 code lists, as XRepository publishes them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from catalogue.errors import ThavelError
from catalogue.records.parsed import Message
from importers.web.xml import elements, local_name

LABEL_NAMES = (
    "bezeichnung", "name", "label", "codename", "titel", "title", "beschreibung", "description", "langtext", "text",
    "wert", "value",
)  # fmt: skip

_REMARKS = {
    "codeliste.spalte": "Eine Zelle gehört zu einer Spalte, die die Liste nicht vereinbart; sie ist übernommen.",
    "codeliste.zelle_doppelt": "Eine Zeile nennt dieselbe Spalte zweimal; übernommen ist der erste Wert.",
    "codeliste.wert_zusammengesetzt": "Ein zusammengesetzter Wert (ComplexValue) ist nicht übernommen; die Zelle ist "
    "leer.",
}


@dataclass(frozen=True)
class CodelistColumn:
    """A column of a code list: its id, its short and long name, and its language where it is in one."""

    id: str
    short: str | None = None
    long: str | None = None
    language: str | None = None

    def is_called(self, name: str) -> bool:
        """Whether id or name are this word, whatever the case, alone or with a language: `description-de-DE`."""
        return any((text or "").casefold().replace("_", "-").split("-")[0] == name for text in (self.id, self.short))

    @property
    def is_foreign(self) -> bool:
        """Whether the column is in another language than German, by its declaration or the end of its id."""
        ending = self.id.replace("_", "-").partition("-")[2]
        language = self.language or (ending if len(ending) in (2, 5) else "")
        return bool(language) and not language.lower().startswith("de")


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

    @property
    def label_column(self) -> str | None:
        """The column whose value says what a code means, or None where there is nothing but codes.

        1. The column that the list marks itself (XÖV profile of Genericode: key with `xoev-codename`);
        2. else the first of `LABEL_NAMES` that is the id or the short name of a column, alone or followed by a
           language; of several the German one;
        3. else the first column that is not part of the code.
        """
        others = [column for column in self.columns if column.id not in self.key]
        if self.label is not None and self.label not in self.key:
            return self.label
        for name in LABEL_NAMES:
            called = sorted((c for c in others if c.is_called(name)), key=lambda column: column.is_foreign)
            if called:
                return called[0].id
        return others[0].id if others else None


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next((child for child in _children(element, name)), None)


def _children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        yield from (child for child in element if local_name(str(child.tag)) == name)


def _text(element: etree._Element | None) -> str | None:
    return (element.text or "").strip() or None if element is not None else None


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
        element.get("Id", ""), _text(_child(element, "ShortName")), _text(_child(element, "LongName")), language
    )


def _key_and_label(column_set: etree._Element | None) -> tuple[tuple[str, ...], str | None]:
    """The columns of the code and the marked column of the label.

    The code is the key that the XÖV profile marks (`recommendedKeyColumn`, before 1.2 `xoev-code`), else the first key
    of one column that is not marked as the label, else the first key.
    """
    keys: list[tuple[bool, int, int, tuple[str, ...]]] = []
    label = None
    for position, key in enumerate(_children(column_set, "Key")):
        columns = tuple(filter(None, (reference.get("Ref") for reference in _children(key, "ColumnRef"))))
        marks = {local_name(str(mark.tag)) for mark in _children(_child(key, "Annotation"), "AppInfo") for mark in mark}
        if columns and "xoev-codename" in marks:
            label = label or columns[0]
        elif columns:
            keys.append((not marks & {"recommendedKeyColumn", "xoev-code"}, len(columns), position, columns))
    return min(keys)[3] if keys else (), label


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

    The code column is named differently in every list and is taken from `ColumnSet/Key/ColumnRef`; a `Value` without
    `SimpleValue`, and a column that a row lacks, is null (OASIS Genericode 1.0). References to other documents
    (`ColumnSetRef`, `CodeListRef`) are not followed. Raises `ThavelError` where identification or key are missing.
    """
    identification = _first(body, "Identification", "CodeList", place=place)
    urn, version, version_urn, title, short_title = (
        _text(_child(identification, name))
        for name in ("CanonicalUri", "Version", "CanonicalVersionUri", "LongName", "ShortName")
    )
    column_set = _first(body, "ColumnSet", "CodeList", place=place)
    key, label = _key_and_label(column_set)
    if urn is None or version is None or not key:
        missing = [
            name
            for name, value in (
                ("Identification/CanonicalUri", urn),
                ("Identification/Version", version),
                ("ColumnSet/Key/ColumnRef", key),
            )
            if not value
        ]
        raise ThavelError(f"{place}: Keine Codeliste nach Genericode 1.0; es fehlt {', '.join(missing)}.")
    columns = tuple(_column(element) for element in _children(column_set, "Column"))
    agency = _child(identification, "Agency")
    odd: Counter[str] = Counter()
    rows = list(_rows(body, tuple(column.id for column in columns), odd, place=place))
    return Codelist(
        urn,
        version,
        key[0],
        rows,
        key=key,
        columns=columns,
        label=label,
        version_urn=version_urn,
        title=title,
        short_title=short_title,
        publisher=_text(_child(agency, "LongName")) or _text(_child(agency, "ShortName")),
        valid_from=_valid_from(_first(body, "Annotation", "CodeList", place=place)),
        messages=[
            Message("Warnung", code, text, urn, f"{odd[code]} Zellen") for code, text in _REMARKS.items() if odd[code]
        ],
    )
