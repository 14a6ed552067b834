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
from importers.run.source import Card, KnownCatalogue, TownFile
from importers.town.bestand import COLUMNS as OF_LISTS
from importers.town.bestand import MAX_TITLE, is_damaged
from importers.town.spreadsheet import Row, read_table

# Headings that the columns may have, best first.
COLUMNS = {
    "leistungsschluessel": OF_LISTS["leistungsschluessel"],
    "jahr": ("jahr", "kalenderjahr", "berichtsjahr"),
    "faelle": ("faelle", "fallzahl", "fallzahlen", "anzahl", "anzahlfaelle", "anzahlderfaelle", "antraege"),
    "titel": OF_LISTS["titel"],
    "bemerkung": ("bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "kommentar"),
}
NEEDED = {"jahr": "Jahr", "faelle": "Fälle"}
# More than there are people to ask for anything: rather a key in the wrong column.
MAX_CASES = 100_000_000

_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:[.,]0+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+(?:,0+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,]0{1,2})?")


class _Entry(NamedTuple):
    schluessel: str
    jahr: int
    faelle: int
    titel: str | None
    bemerkung: str | None


class Fallzahlen(TownFile):
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

    def group_of(self, path: Path) -> str:
        """AGS and file: each year may have a file of its own."""
        return f"{self.place.ags}/{path.name}"

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Iterator[Parsed]:
        """First what concerns no single year, then each year as a complete set of its own."""
        (delivery,) = deliveries
        table = read_table(delivery, COLUMNS)
        general = Parsed(stand=delivery.fetched, messages=table.messages)
        if not table.rows:
            text = "Unter der Überschrift steht keine Zeile. Tragen Sie die Fallzahlen ein, eine Zeile je Leistung."
            general.messages.append(Message("Fehler", "fallzahlen.leer", text, None, delivery.url))
        _check_columns(table.rows, delivery.url)
        years: dict[int, Parsed] = {}
        entries: dict[tuple[str, int], tuple[_Entry, int]] = {}
        for row in table.rows:
            where = f"{delivery.url}, Zeile {row.number}"
            year = _year(row, delivery.fetched, where, general)
            if year is None:
                continue
            parsed = years.setdefault(year, Parsed())
            entry = _entry(row, year, where, parsed)
            if entry:
                earlier = entries.setdefault((entry.schluessel, year), (entry, row.number))
                if earlier[1] == row.number:
                    parsed.records += self._records(entry)
                else:
                    _tell_repeated(entry, earlier, where, parsed)
        yield general
        for year, parsed in sorted(years.items()):
            if not general.rejected and not parsed.rejected:
                values = {"ags": self.place.ags, "jahr": str(year), "quelle": self.card.name}
                parsed.scopes.append(Scope("fallzahlen", values))
            yield parsed

    def _records(self, entry: _Entry) -> tuple[LeistungGenannt, Fallzahl]:
        key = entry.schluessel
        return (
            LeistungGenannt(key, keys.leistungstyp(key), entry.titel),
            Fallzahl(self.place.ags, key, entry.jahr, entry.faelle, entry.bemerkung, self.card.name),
        )


def cases(written: str) -> int | None:
    """The number that a cell says, with German separators of thousands or as a spreadsheet's number; None if none.

    `1.234`, `1 234`, `1234`, `1234,0` and `1234.0` are numbers, `12.5`, `1,234` and `-1` are not.
    """
    if _GROUPED.fullmatch(written):
        return int(re.sub(r"[. ]", "", written.partition(",")[0]))
    return int(re.split(r"[.,]", written)[0]) if len(written) < 20 and _PLAIN.fullmatch(written) else None


def _check_columns(rows: Sequence[Row], place: str) -> None:
    """Raises `ThavelError` where a column is missing without which no row can be understood."""
    missing = [heading for name, heading in NEEDED.items() if rows and name not in rows[0].values]
    if missing:
        raise ThavelError(
            f"{place}: Es fehlt an Spalten: {', '.join(missing)}. "
            "Gebraucht werden die Spalten Leistungsschlüssel, Jahr und Fälle; Titel und Bemerkung dürfen fehlen."
        )


def _year(row: Row, fetched: str, where: str, parsed: Parsed) -> int | None:
    """The year of a row; None where it is rejected."""
    written = row.values["jahr"]
    found = _YEAR.fullmatch(written)
    if found and int(found[1]) <= int(fetched[:4]):
        return int(found[1])
    text = f"„{written[:30]}“ ist kein vergangenes oder laufendes Jahr. Tragen Sie das Jahr mit vier Ziffern ein."
    parsed.reject("fallzahlen.jahr", text, objekt=_named(row), ort=where)
    return None


def _entry(row: Row, year: int, where: str, parsed: Parsed) -> _Entry | None:
    """The entry of a row; None where it is rejected or says nothing."""
    key, written = row.values["leistungsschluessel"].replace(" ", ""), row.values["faelle"]
    title, remark = row.values.get("titel", ""), row.values.get("bemerkung", "")
    fault = _key_fault(key, title)
    number = cases(written)
    if fault:
        parsed.reject("fallzahlen.schluessel", fault, objekt=_named(row), ort=where)
    elif max(len(title), len(remark)) > MAX_TITLE:
        text = f"Ein Feld hat mehr als {MAX_TITLE} Zeichen. Fehlt ein Anführungszeichen?"
        parsed.reject("fallzahlen.text", text, objekt=key, ort=where)
    elif not written:
        text = "Eine Zeile nennt keine Fallzahl; sie gilt als unbekannt und wurde übergangen."
        parsed.messages.append(Message("Hinweis", "fallzahlen.unbekannt", text, key, where))
    elif number is None or number > MAX_CASES:
        text = (
            f"„{written[:30]}“ ist keine Fallzahl (ganze Zahl ab 0, etwa 1234 oder 1.234). "
            "Berichtigen Sie sie; ist die Zahl unbekannt, lassen Sie das Feld leer."
        )
        parsed.reject("fallzahlen.faelle", text, objekt=key, ort=where)
    else:
        return _Entry(key, year, number, title or None, remark or None)
    return None


def _key_fault(key: str, title: str) -> str | None:
    """German sentence about a faulty key and what to do; None where it is right."""
    if not key:
        named = f"Zu „{title[:100]}“" if title else "In einer Zeile"
        return (
            f"{named} fehlt der Leistungsschlüssel (14 Ziffern); die Zeile wurde nicht übernommen. "
            "Ergänzen Sie ihn; er steht im Katalog auf der Seite der Leistung."
        )
    if is_damaged(key):
        return (
            f"„{key[:30]}“ ist ein Leistungsschlüssel, den die Tabellenkalkulation als Zahl gelesen und verändert hat. "
            "Stellen Sie die Spalte auf „Text“ und tragen Sie die 14 Ziffern neu ein."
        )
    if not keys.is_leistungsschluessel(key):
        return f"„{key[:30]}“ ist kein Leistungsschlüssel (14 Ziffern). Tragen Sie den Schlüssel der Leistung ein."
    return None


def _tell_repeated(entry: _Entry, earlier: tuple[_Entry, int], where: str, parsed: Parsed) -> None:
    first, line = earlier
    if first.faelle == entry.faelle:
        text = "Eine Zeile wiederholt eine frühere; sie zählt einmal."
        parsed.messages.append(Message("Hinweis", "fallzahlen.doppelt", text, entry.schluessel, where))
    else:
        text = (
            f"Zur selben Leistung und zum Jahr {entry.jahr} steht in Zeile {line} eine andere Fallzahl "
            f"({first.faelle} statt {entry.faelle}); sie gilt. Zählen Sie beide zusammen oder löschen Sie eine."
        )
        parsed.reject("fallzahlen.widerspruch", text, objekt=entry.schluessel, ort=where)


def _named(row: Row) -> str | None:
    """Name of a row in messages: its key, else its title."""
    return (row.values["leistungsschluessel"] or row.values.get("titel", ""))[:MAX_TITLE] or None
