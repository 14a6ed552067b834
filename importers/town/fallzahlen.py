"""Cases per year of each Leistung in a town (CSV or XLSX with key, year and number)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.records.fallzahlen import Fallzahl
from catalogue.records.leistungen import LeistungGenannt
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from catalogue.tables.fallzahlen import EXACT, ROUNDED, UPPER_BOUND
from importers.run.source import Card, KnownCatalogue, town_of
from importers.town.bestand import MAX_TITLE
from importers.town.cells import read_keys, says_nothing
from importers.town.columns import KEY, TITLE, Columns, SheetColumn
from importers.town.spreadsheet import Row, read_table
from importers.town.table_file import TableFile

NEEDED = {"jahr": "Jahr", "faelle": "Fälle"}
# More than there are people to ask for anything: rather a key in the wrong column.
MAX_CASES = 100_000_000

_YEAR = r"((?:19|20)[0-9]{2})"
_YEARS = tuple(
    re.compile(form)
    for form in (
        rf"(?:jahr\s*)?{_YEAR}(?:[.,]0+)?",
        # The year in which 2024/25 and 2024-2025 begin.
        rf"{_YEAR}\s*[/–-]\s*(?:20)?[0-9]{{2}}",
        rf"[0-9]{{1,2}}\.\s?[0-9]{{1,2}}\.\s?{_YEAR}",
        rf"[0-9]{{1,2}}[./]\s?{_YEAR}",
        rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}(?: [0-9:.]+)?",
    )
)
_YEAR_HEADING = re.compile(
    rf"(?:(?:jahr|fälle|fallzahl(?:en)?|anzahl|anträge)\s*:?\s*)?{_YEAR}(?:\s*\(.*\))?", re.IGNORECASE
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[. '’][0-9]{3})+(?:,0+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,]0{1,2})?")
_LESS = re.compile(r"(?:<|≤|<=|unter|weniger als|höchstens|bis zu|max\.?|maximal)\s*([0-9].*)", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:ca\.?|circa|zirka|etwa|rund|rd\.?|ungefähr|ungef\.|~|≈|um die|geschätzt)\s*([0-9].*)", re.IGNORECASE
)


class _CountedEntry(NamedTuple):
    schluessel: str
    jahr: int
    faelle: int
    art: str
    titel: str | None
    bemerkung: str | None
    amt: str


class _Line(NamedTuple):
    """The number of a row for one year, and where it stands."""

    row: Row
    year: int
    written: str
    merged: bool
    where: str


class Fallzahlen(TableFile):
    """Cases per year, as the town counted them; they say how many people a Leistung concerns. No personal data."""

    card = Card(
        name="fallzahlen",
        titel="Fallzahlen der Kommune",
        herausgeber="die Kommune selbst",
        lizenz="intern",
        url="",
        standard="CSV, XLSX",
        liefert="Fälle je Leistung und Jahr laut eigener Zählung",
        slow=True,
    )

    def group_of(self, ags: str, path: Path) -> str:
        """AGS and file: each year may have a file of its own."""
        return f"{ags}/{path.name}"

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Iterator[Parsed]:
        """First what concerns no single year, then each year as a complete set of its own."""
        (delivery,) = deliveries
        ags = town_of(group)
        table = read_table(delivery, COLUMNS, self.by_hand_of(delivery))
        general = Parsed(stand=delivery.fetched, messages=table.messages)
        if not table.rows:
            text = "Unter der Überschrift steht keine Zeile. Tragen Sie die Fallzahlen ein, eine Zeile je Leistung."
            general.messages.append(Message("Fehler", "fallzahlen.leer", text, None, delivery.url))
        years: dict[int, _Year] = {}
        for row in table.rows:
            for line in _lines(row, delivery, general):
                years.setdefault(line.year, _Year()).take(line)
        yield general
        for number, year in sorted(years.items()):
            parsed = year.parsed
            parsed.records += [record for entry in year.entries() for record in self._records(ags, entry)]
            if not general.rejected and not parsed.rejected:
                values = {"ags": ags, "jahr": str(number), "quelle": self.card.name}
                parsed.scopes.append(Scope("fallzahlen", values))
            yield parsed

    def _records(self, ags: str, entry: _CountedEntry) -> tuple[LeistungGenannt, Fallzahl]:
        key = entry.schluessel
        return (
            LeistungGenannt(key, keys.leistungstyp(key), entry.titel),
            Fallzahl(ags, key, entry.jahr, entry.faelle, entry.art, entry.bemerkung, self.card.name),
        )


def cases(written: str) -> int | None:
    """The number that a cell says, with German separators of thousands or as a spreadsheet's number; None if none.

    `1.234`, `1 234`, `1'234`, `1234`, `1234,0` and `1234.0` are numbers, `12.5`, `1,234` and `-1` are not.
    """
    if _GROUPED.fullmatch(written):
        return int(re.sub(r"[. '’]", "", written.partition(",")[0]))
    return int(re.split(r"[.,]", written)[0]) if len(written) < 20 and _PLAIN.fullmatch(written) else None


class Count(NamedTuple):
    """A number of cases, and how it is to be read: exact, an upper bound, or rounded."""

    faelle: int
    art: str


def count(written: str) -> Count | None:
    """The number of cases that a cell tells, and how exact it is; None where it tells none.

    `<5` counts as 5 and is an upper bound, `ca. 1.200` as 1200 and is rounded.
    """
    for form, art in ((_LESS, UPPER_BOUND), (_ABOUT, ROUNDED)):
        marked = form.fullmatch(written)
        number = cases(marked[1]) if marked else None
        if number is not None:
            return Count(number, art)
    number = cases(written)
    return None if number is None else Count(number, EXACT)


def year_of(written: str) -> int | None:
    """The year that a cell names: itself, that of a date, or in which a period such as 2024/25 begins."""
    for form in _YEARS:
        found = form.fullmatch(written.lower())
        if found:
            return int(found[1])
    return None


def _year_column(heading: str) -> str | None:
    """The year whose cases a column holds, as its name; None where it is no such column."""
    found = _YEAR_HEADING.fullmatch(heading)
    year = int(found[1]) if found else year_of(heading)
    return str(year) if year else None


COLUMNS = Columns(
    (
        KEY,
        SheetColumn(
            "jahr",
            "Jahr",
            ("jahr", "kalenderjahr", "berichtsjahr"),
            ("jahr|zeitraum|stichtag",),
            holds=lambda cell: year_of(cell.text) is not None,
        ),
        SheetColumn(
            "faelle",
            "Fälle",
            ("faelle", "fallzahl", "fallzahlen", "anzahl", "anzahlfaelle", "anzahlderfaelle", "antraege"),
            (
                "fael+e|fallzahl",
                "anzahl|antraege|vorgaenge|menge|zahl|stueck|eingaenge",
            ),
            holds=lambda cell: count(cell.text) is not None,
        ),
        TITLE,
        SheetColumn(
            "amt",
            "Amt",
            (
                "amt",
                "dienststelle",
                "fachbereich",
                "abteilung",
                "sachgebiet",
                "stelle",
                "standort",
                "organisationseinheit",
            ),
            ("(?<!ges)amt$|stelle|abteilung|fachbereich|sachgebiet|behoerde|standort|organisation",),
        ),
        SheetColumn(
            "bemerkung",
            "Bemerkung",
            ("bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "kommentar"),
            ("bemerk|anmerk|kommentar|hinweis|notiz|erlaeuter",),
        ),
    ),
    needed="leistungsschluessel",
    headed=_year_column,
)


def _lines(row: Row, delivery: Delivery, general: Parsed) -> Iterator[_Line]:
    """The numbers of a row by year: one where it names its year, several where each year has a column.

    Raises `ThavelError` where a column is missing without which no row can be understood.
    """
    where = row.place(delivery.url)
    columns = [] if {"jahr", "faelle"} <= row.values.keys() else [name for name in row.values if name.isdecimal()]
    missing = [heading for name, heading in NEEDED.items() if name not in row.values]
    if missing and not columns:
        raise ThavelError(
            f"{delivery.url}: Es fehlt an Spalten: {', '.join(missing)}. Gebraucht werden die Spalten "
            "Leistungsschlüssel, Jahr und Fälle, oder statt der beiden letzten eine Spalte je Jahr; "
            "Titel, Amt und Bemerkung dürfen fehlen."
        )
    for column in columns or ["faelle"]:
        written = column if columns else row.values["jahr"]
        year = year_of(written)
        if year is None or year > int(delivery.fetched[:4]):
            text = (
                f"„{written[:30]}“ ist kein vergangenes oder laufendes Jahr. Tragen Sie das Jahr mit vier Ziffern ein."
            )
            general.reject("fallzahlen.jahr", text, objekt=_named(row), ort=where)
            continue
        if not written.startswith(str(year)) or len(written) > len("2024,0"):
            text = f"Aus „{written[:30]}“ wurde das Jahr {year}."
            general.messages.append(Message("Hinweis", "fallzahlen.jahr_gelesen", text, _named(row), where))
        yield _Line(row, year, row.values[column], column in row.merged, where)


class _Year:
    """The entries of a year, with the offices that counted them, and what is told of it."""

    def __init__(self) -> None:
        self.parsed = Parsed()
        self._entries: dict[str, dict[str, tuple[_CountedEntry, _Line]]] = {}
        self._unknown: dict[str, list[str]] = {}

    def take(self, line: _Line) -> None:
        """Add what a row says, or tell why not."""
        entry = _entry(line, self.parsed)
        if entry is None:
            return
        if entry.faelle < 0:
            self._unknown.setdefault(entry.schluessel, []).append(entry.amt)
            return
        offices = self._entries.setdefault(entry.schluessel, {})
        earlier = offices.get(entry.amt)
        if earlier:
            _tell_repeated(entry, earlier, line, self.parsed)
        else:
            offices[entry.amt] = entry, line

    def entries(self) -> Iterator[_CountedEntry]:
        """The entries, those of several offices added up."""
        for key, offices in self._entries.items():
            counted = [entry for entry, _ in offices.values()]
            first, line = next(iter(offices.values()))
            if len(counted) > 1:
                text = f"Fallzahlen von {len(counted)} Ämtern zur selben Leistung wurden zusammengezählt."
                self.parsed.messages.append(Message("Hinweis", "fallzahlen.summe", text, key, line.where))
            without = [office for office in self._unknown.get(key, ()) if office not in offices]
            if without:
                text = f"In der Zahl der Fälle von {key} fehlt, was nicht bekannt ist: {', '.join(without)[:200]}."
                self.parsed.messages.append(
                    Message("Warnung", "fallzahlen.summe_unvollstaendig", text, key, line.where)
                )
            kinds = {entry.art for entry in counted}
            yield first._replace(
                faelle=sum(entry.faelle for entry in counted),
                art=next((kind for kind in (UPPER_BOUND, ROUNDED) if kind in kinds), EXACT),
                titel=next((entry.titel for entry in counted if entry.titel), None),
                bemerkung="; ".join(dict.fromkeys(entry.bemerkung for entry in counted if entry.bemerkung)) or None,
            )


# In place of a number that is not known.
_UNKNOWN = Count(-1, EXACT)


def _entry(line: _Line, parsed: Parsed) -> _CountedEntry | None:
    """The entry of a row; None where it is rejected. A number below 0 stands for one that is not known."""
    row, where, written = line.row, line.where, line.written
    title, remark = row.values.get("titel", ""), row.values.get("bemerkung", "")
    named = read_keys(row.values["leistungsschluessel"])
    fault = named.fault or _count_of_keys(named.keys, title)
    number = _UNKNOWN if says_nothing(written) else count(written)
    if fault:
        parsed.reject("fallzahlen.schluessel", fault, objekt=_named(row), ort=where)
        return None
    key = named.keys[0]
    if max(len(title), len(remark)) > MAX_TITLE:
        text = f"Ein Feld hat mehr als {MAX_TITLE} Zeichen. Fehlt ein Anführungszeichen?"
        parsed.reject("fallzahlen.text", text, objekt=key, ort=where)
    elif line.merged:
        text = (
            "Eine Fallzahl gilt für mehrere Zeilen (verbundene Zellen). Heben Sie die Verbindung auf und tragen Sie in "
            "jede Zeile ihre Zahl ein."
        )
        parsed.reject("fallzahlen.verbunden", text, objekt=key, ort=where)
    elif number is None or number.faelle > MAX_CASES:
        text = (
            f"„{written[:30]}“ ist keine Fallzahl (ganze Zahl ab 0, etwa 1234 oder 1.234; auch <5 oder ca. 1.200). "
            "Berichtigen Sie sie; ist die Zahl unbekannt, lassen Sie das Feld leer."
        )
        parsed.reject("fallzahlen.faelle", text, objekt=key, ort=where)
    else:
        _tell_marked(line, key, number, parsed)
        return _CountedEntry(key, line.year, *number, title or None, remark or None, row.values.get("amt", ""))
    return None


def _tell_marked(line: _Line, key: str, number: Count, parsed: Parsed) -> None:
    """Tell of a number that is unknown or not exact; the text names the row, so that each is told and not counted."""
    written = line.written[:30]
    if number is _UNKNOWN:
        said = f"„{written}“ ist keine Zahl; die Fallzahl" if written else "Die Fallzahl fehlt; sie"
        text = f"Zeile {line.row.number}: {said} gilt als unbekannt und wurde übergangen."
        parsed.messages.append(Message("Hinweis", "fallzahlen.unbekannt", text, key, line.where))
    elif number.art != EXACT:
        text = (
            f"Zeile {line.row.number}: „{written}“ zählt als {number.faelle} und ist als {number.art} gekennzeichnet."
        )
        parsed.messages.append(Message("Hinweis", "fallzahlen.gekennzeichnet", text, key, line.where))


def _count_of_keys(found: Sequence[str], title: str) -> str | None:
    """German sentence where a row does not name exactly one key, and what to do."""
    if len(found) > 1:
        return (
            f"Eine Zeile nennt {len(found)} Leistungsschlüssel und nur eine Fallzahl. Machen Sie daraus eine Zeile für "
            "jeden Schlüssel mit seiner eigenen Zahl."
        )
    if not found:
        named = f"Zu „{title[:100]}“" if title else "In einer Zeile"
        return (
            f"{named} fehlt der Leistungsschlüssel (14 Ziffern); die Zeile wurde nicht übernommen. "
            "Ergänzen Sie ihn; er steht im Katalog auf der Seite der Leistung."
        )
    return None


def _tell_repeated(entry: _CountedEntry, earlier: tuple[_CountedEntry, _Line], line: _Line, parsed: Parsed) -> None:
    first, before = earlier
    if first.faelle == entry.faelle:
        text = "Eine Zeile wiederholt eine frühere; sie zählt einmal."
        parsed.messages.append(Message("Hinweis", "fallzahlen.doppelt", text, entry.schluessel, line.where))
    else:
        text = (
            f"Zur selben Leistung und zum Jahr {entry.jahr} steht in Zeile {before.row.number} eine andere Fallzahl "
            f"({first.faelle} statt {entry.faelle}); sie gilt. Zählen Sie beide zusammen, löschen Sie eine, oder "
            "nennen Sie in einer Spalte „Amt“, wer sie gezählt hat."
        )
        parsed.reject("fallzahlen.widerspruch", text, objekt=entry.schluessel, ort=line.where)


def _named(row: Row) -> str | None:
    """Name of a row in messages: its key, else its title."""
    return (row.values["leistungsschluessel"] or row.values.get("titel", ""))[:MAX_TITLE] or None
