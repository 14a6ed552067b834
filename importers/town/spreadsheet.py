"""Tables that people keep in a spreadsheet (CSV, XLSX): which sheet, columns and rows are taken, and what is told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from catalogue.errors import ThavelError
from catalogue.records.parsed import Message
from catalogue.store.deliveries import Delivery
from importers.town.cells import Cell, has_key, has_link, is_remark, is_total
from importers.town.columns import NOTHING_FOUND, SIMILAR, Columns, Found, find_columns
from importers.town.delimited import SEPARATORS, Line, csv_lines, decoded
from importers.town.workbook import Sheet, sheets

# All far beyond any list that a town hall keeps.
MAX_BYTES = 64 << 20
MAX_ROWS = 20_000
MAX_COLUMNS = 50
# The heading is looked for in so many rows that are not empty; above it there may be a title.
HEADING_WITHIN = 20
# So many rows show what a column holds.
SAMPLE = 200
NAMED = 5


class Row(NamedTuple):
    """A row: its number from 1 as the spreadsheet shows it, and the text of each wanted column, empty if none.

    `targets` are links behind the text of a column, `merged` the columns whose cell is one with the cell above.
    """

    number: int
    values: Mapping[str, str]
    targets: Mapping[str, str] = {}
    merged: frozenset[str] = frozenset()
    sheet: str = ""

    def place(self, file: str) -> str:
        """Where the row is, as messages say it."""
        return f"{file}, Blatt „{self.sheet}“, Zeile {self.number}" if self.sheet else f"{file}, Zeile {self.number}"


class SheetRows(NamedTuple):
    """The rows below the heading that are not empty, and what is to be told about the file."""

    rows: list[Row]
    messages: list[Message]


@dataclass(frozen=True)
class ByHand:
    """What a user says about a table: its sheets, all of which are read, and the heading of columns by their name."""

    sheets: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


class _Table(NamedTuple):
    """A table that may be read: its name (of its sheet, empty for a CSV), its lines, its heading, and its columns."""

    name: str
    lines: Callable[[], Iterator[Line]]
    number: int
    heading: Sequence[Cell]
    found: Found
    sheet: Sheet | None = None


def read_table(delivery: Delivery, columns: Columns, by_hand: ByHand | None = None) -> SheetRows:
    """Read a CSV (`;`, `,`, `|` or tab; UTF-8, UTF-16, Windows-1252 or DOS), or the fitting sheet of an XLSX.

    The sheet is the one whose heading fits best among those that are shown, or those that were named; what is taken
    and what is not is in the messages. Of formulas, the values that were saved with them are read. Raises `ThavelError`
    naming the file and, where there is one, the line, where it cannot be read.
    """
    by_hand = by_hand or ByHand()
    columns.check(by_hand.columns)
    if len(delivery.body) > MAX_BYTES:
        raise ThavelError(f"{delivery.url}: Die Datei ist größer als {MAX_BYTES >> 20} MB; das ist keine Liste.")
    if delivery.body.startswith(b"\xd0\xcf\x11\xe0"):
        raise ThavelError(
            f"{delivery.url}: Das ist eine alte (.xls) oder verschlüsselte Excel-Datei. "
            "Speichern Sie sie ohne Kennwort als .xlsx oder als „CSV UTF-8“."
        )
    if delivery.body.startswith(b"PK\x03\x04"):
        with sheets(delivery, MAX_BYTES, MAX_COLUMNS + 1) as found:
            return _of_sheets(found, delivery.url, columns, by_hand)
    if by_hand.sheets:
        raise ThavelError(f"{delivery.url}: Eine CSV-Datei hat keine Blätter. Lassen Sie --sheet weg.")
    text, messages = decoded(delivery)
    choices = [_table(_csv(text, separator, delivery.url), columns, by_hand) for separator in SEPARATORS]
    best = max(choices, key=lambda table: table.found.score)
    if not best.found.places:
        heading = max(choices, key=lambda table: len(table.heading)).heading
        raise _no_heading(f"{delivery.url}, Zeile 1", columns, heading)
    rows = _below(best, delivery.url, columns, messages, named=False)
    return SheetRows(rows, messages)


def _csv(text: str, separator: str, place: str) -> Callable[[], Iterator[Line]]:
    return lambda: csv_lines(text, separator, place, MAX_COLUMNS + 1)


def _table(
    lines: Callable[[], Iterator[Line]], columns: Columns, by_hand: ByHand, sheet: Sheet | None = None
) -> _Table:
    """The table with the row as its heading for which the most speaks among the first ones; of equals the first."""
    filled = (line for line in lines() if any(cell.text for cell in line[1]))
    head = list(islice(filled, HEADING_WITHIN + SAMPLE))
    name = sheet.name if sheet else ""
    best = _Table(name, lines, 0, max((cells for _, cells in head[:3]), key=_filled, default=()), NOTHING_FOUND, sheet)
    for at, (number, cells) in enumerate(head[:HEADING_WITHIN]):
        below = [row for _, row in head[at + 1 : at + 1 + SAMPLE]]
        found = find_columns(cells, below, columns, by_hand.columns)
        if found.places and (found.score, _filled(cells)) > (best.found.score, _filled(best.heading)):
            best = _Table(name, lines, number, cells, found, sheet)
    return best


def _filled(cells: Sequence[Cell]) -> int:
    return sum(bool(cell.text) for cell in cells)


def _of_sheets(found: Sequence[Sheet], file: str, columns: Columns, by_hand: ByHand) -> SheetRows:
    messages: list[Message] = []
    tables = [_table(sheet.lines, columns, by_hand, sheet) for sheet in found]
    fitting = [table for table in tables if table.found.places]
    shown = [table for table in fitting if table.sheet and not table.sheet.hidden]
    if by_hand.sheets:
        taken = [_named_sheet(name, tables, file, columns) for name in by_hand.sheets]
    elif shown:
        taken = [max(shown, key=lambda table: table.found.score)]
    elif fitting:
        names = ", ".join(f"„{table.name}“" for table in fitting)
        raise ThavelError(
            f"{file}: Nur ausgeblendete Blätter haben eine passende Überschrift: {names}. "
            "Blenden Sie das richtige ein, oder nennen Sie es mit --sheet."
        )
    else:
        raise _no_heading(file, columns, max((table.heading for table in tables), key=_filled, default=()))
    _tell_other_sheets(tables, taken, file, messages)
    rows: list[Row] = []
    for table in taken:
        rows += _below(table, file, columns, messages, named=len(taken) > 1)
    return SheetRows(rows, messages)


def _named_sheet(name: str, tables: Sequence[_Table], file: str, columns: Columns) -> _Table:
    for table in tables:
        if table.name.casefold() == name.strip().casefold():
            if not table.found.places:
                raise _no_heading(f"{file}, Blatt „{table.name}“", columns, table.heading)
            return table
    names = ", ".join(f"„{table.name}“" for table in tables)
    raise ThavelError(f"{file}: Ein Blatt „{name}“ gibt es nicht. Vorhanden sind: {names}.")


def _tell_other_sheets(tables: Sequence[_Table], taken: Sequence[_Table], file: str, messages: list[Message]) -> None:
    left = [table for table in tables if table not in taken and table.heading]
    for table in left:
        named = f"Blatt „{table.name}“"
        if table.sheet and table.sheet.hidden:
            text = f'{named} ist ausgeblendet und wurde nicht gelesen. Soll es gelesen werden: --sheet "{table.name}"'
            messages.append(Message("Hinweis", "tabelle.blatt_ausgeblendet", text, table.name, file))
        elif table.found.score > SIMILAR:
            text = (
                f"{named} hat auch eine passende Überschrift und wurde nicht gelesen. Gehört es dazu, nennen Sie alle "
                "Blätter: " + " ".join(f'--sheet "{one.name}"' for one in (*taken, table))
            )
            messages.append(Message("Warnung", "tabelle.blatt", text, table.name, file))
        else:
            text = f"{named} hat keine passende Überschrift und wurde nicht gelesen."
            messages.append(Message("Hinweis", "tabelle.blatt_ohne_liste", text, table.name, file))


def _below(table: _Table, file: str, columns: Columns, messages: list[Message], *, named: bool) -> list[Row]:
    """The rows below the heading, without those that are none of a list; `messages` get what is to be told."""
    rows: list[Row] = []
    told = _ToldTable(table, file, messages)
    places = table.found.places
    for number, cells in table.lines():
        if number <= table.number or not any(cell.text or cell.target or cell.formula for cell in cells):
            continue
        if len(rows) == MAX_ROWS:
            where = f"{file}, Blatt „{table.name}“" if table.name else file
            raise ThavelError(f"{where}: Die Liste hat mehr als {MAX_ROWS} Zeilen. Prüfen Sie, ob es die richtige ist.")
        if told.left_out(number, cells):
            continue
        told.see(number, cells)
        at = {name: cells[place] if place < len(cells) else Cell("") for name, place in places.items()}
        rows.append(
            Row(
                number,
                {name: cell.text for name, cell in at.items()},
                {name: cell.target for name, cell in at.items() if cell.target},
                frozenset(name for name, cell in at.items() if cell.merged),
                table.name if named else "",
            )
        )
    told.tell(rows, columns)
    return rows


class _ToldTable:
    """Messages about a table, gathered while its rows are read."""

    def __init__(self, table: _Table, file: str, messages: list[Message]) -> None:
        self._table = table
        self._place = f"{file}, Blatt „{table.name}“" if table.name else file
        self._messages = messages
        self._hidden: list[int] = []
        self._merged: list[int] = []
        self._used: set[int] = set()

    def left_out(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether a row is none of the list's entries; then it is told."""
        filled = [(at, cell) for at, cell in enumerate(cells) if cell.text]
        if not filled:
            return False
        text = filled[0][1].text
        wanted = set(self._table.found.places.values())
        spanned = self._table.sheet.spanned(number) if self._table.sheet else []
        alone = len(filled) == 1
        if [cell.text for cell in cells] == [cell.text for cell in self._table.heading]:
            kind = "wiederholt die Überschrift"
        elif is_total(text):
            kind = "ist eine Summe"
        elif alone and is_remark(text):
            kind = "ist eine Anmerkung unter der Tabelle"
        elif alone and any(len(wanted & set(range(first, last + 1))) > 1 for first, last in spanned):
            kind = "ist eine Zwischenüberschrift"
        else:
            return False
        if any(has_key(cell) or has_link(cell) for cell in cells):
            return False
        told = f"Die Zeile „{text[:60]}“ {kind} und wurde ausgelassen."
        self._messages.append(Message("Hinweis", "tabelle.zeile", told, None, f"{self._place}, Zeile {number}"))
        return True

    def see(self, number: int, cells: Sequence[Cell]) -> None:
        """Note what is remarkable in a row that is read."""
        self._used.update(at for at, cell in enumerate(cells) if cell.text or cell.target)
        places = self._table.found.places
        if self._table.sheet and number in self._table.sheet.beside.hidden_rows:
            self._hidden.append(number)
        for name, at in places.items():
            cell = cells[at] if at < len(cells) else Cell("")
            if cell.merged and number not in self._merged:
                self._merged.append(number)
            if cell.formula:
                text = (
                    f"Eine Formel in der Spalte „{self._table.heading[at].text or name}“ hat kein gespeichertes "
                    "Ergebnis; die Zelle gilt als leer. Öffnen Sie die Datei in Excel, speichern Sie sie und "
                    "importieren Sie sie noch einmal."
                )
                where = f"{self._place}, Zeile {number}"
                self._messages.append(Message("Warnung", "tabelle.formel", text, None, where))

    def tell(self, rows: Sequence[Row], columns: Columns) -> None:
        """Add what is told of the whole table: what was read, and what was not."""
        places, heading = self._table.found.places, self._table.heading
        titles = {column.name: column.title for column in columns.wanted}
        named = [f"{title} aus „{heading[places[name]].text}“" for name, title in titles.items() if name in places]
        others = [heading[at].text for name, at in places.items() if name not in titles]
        named += [f"außerdem {', '.join(f'„{text}“' for text in others)}"] if others else []
        text = f"Gelesen wurden {len(rows)} Zeilen" if len(rows) != 1 else "Gelesen wurde 1 Zeile"
        text += f" unter der Überschrift in Zeile {self._table.number}: {'; '.join(named)}."
        self._add("Hinweis", "tabelle.gelesen", text)
        by_content = [heading[places[name]].text for name in self._table.found.by_content]
        if by_content:
            text = f"Am Inhalt erkannt wurden die Spalten {_quoted(by_content)}. Ist das falsch, so nennen Sie "
            self._add("Hinweis", "tabelle.inhalt", text + "die richtigen: --column link=ÜBERSCHRIFT")
        unread = [at for at in range(MAX_COLUMNS) if at not in places.values() and self._is_used(at)]
        if unread:
            called = _quoted([self._called(at) for at in unread])
            text = (
                f"Nicht verstanden und nicht gelesen: {called}. "
                f"Wird eine davon gebraucht, ordnen Sie sie zu: --column {columns.needed}=ÜBERSCHRIFT (möglich: "
                f"{', '.join(titles)})."
            )
            self._add("Warnung", "tabelle.spalten", text)
        if self._is_used(MAX_COLUMNS):
            self._add("Warnung", "tabelle.breit", f"Spalten ab der {MAX_COLUMNS + 1}. wurden nicht gelesen.")
        if self._hidden:
            text = f"Ausgeblendete oder weggefilterte Zeilen wurden mitgelesen: {_numbers(self._hidden)}. Löschen Sie, "
            self._add("Hinweis", "tabelle.zeilen_ausgeblendet", text + "was nicht mehr gilt.")
        hidden = self._table.sheet.beside.hidden_columns if self._table.sheet else set()
        covered = [heading[at].text for at in places.values() if at + 1 in hidden]
        if covered:
            self._add("Hinweis", "tabelle.spalten_ausgeblendet", f"Ausgeblendet und gelesen: {_quoted(covered)}.")
        if self._merged:
            text = f"Verbundene Zellen gelten für alle ihre Zeilen: {_numbers(self._merged)}."
            self._add("Hinweis", "tabelle.verbunden", text)

    def _is_used(self, at: int) -> bool:
        heading = self._table.heading
        return at in self._used or (at < len(heading) and bool(heading[at].text))

    def _called(self, at: int) -> str:
        heading = self._table.heading
        return (heading[at].text if at < len(heading) else "") or f"{at + 1}. Spalte, ohne Überschrift"

    def _add(self, level: str, code: str, text: str) -> None:
        self._messages.append(Message(level, code, text, None, self._place))


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"„{text[:60]}“" for text in texts)


def _numbers(numbers: Sequence[int]) -> str:
    more = f" und {len(numbers) - NAMED} weitere" if len(numbers) > NAMED else ""
    return "Zeile " + ", ".join(map(str, numbers[:NAMED])) + more


def _no_heading(place: str, columns: Columns, heading: Sequence[Cell]) -> ThavelError:
    names = "; ".join(
        " oder ".join(usual.capitalize() for usual in column.usual[:3])
        for column in sorted(columns.wanted, key=lambda column: column.name != columns.needed)
    )
    seen = [cell.text for cell in heading if cell.text]
    hint = (
        f" Gefunden wurde: {_quoted(seen[:12])}. Ordnen Sie zu, was gemeint ist: --column {columns.needed}=ÜBERSCHRIFT"
        if seen
        else ""
    )
    return ThavelError(
        f"{place}: Eine Überschrift mit diesen Spalten wurde nicht gefunden: {names}. "
        f"Die erste muss da sein, die anderen dürfen fehlen.{hint}"
    )
