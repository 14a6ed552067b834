"""A town's own list of what it offers online (CSV or XLSX with title, link and, where it is known, key)."""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from catalogue import keys
from catalogue.records.angebote import Angebot, Onlinedienst
from catalogue.records.bestand import BestandEintrag
from catalogue.records.leistungen import LeistungGenannt
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from importers.run.source import Card, KnownCatalogue, TownFile
from importers.town.spreadsheet import Row, read_table
from importers.web.links import is_web_link

# Headings that the columns of a list may have, best first.
COLUMNS = {
    "titel": ("titel", "bezeichnung", "leistung", "leistungsbezeichnung", "onlinedienst", "name"),
    "link": ("link", "url", "adresse", "internetadresse", "webadresse"),
    "leistungsschluessel": ("leistungsschluessel", "schluessel", "leika", "leikaschluessel", "leikaid"),
}
MAX_TITLE = 500

# What a spreadsheet makes of a key that it takes for a number: 9,91E+13 or 99102013104000,00.
_DAMAGED = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+|[0-9]{14}[.,][0-9]+", re.IGNORECASE)


class _Entry(NamedTuple):
    """An entry of the list; each of its texts is empty where there is none."""

    titel: str
    link: str
    schluessel: str


class Bestand(TownFile):
    """A municipality's own list of its online services; compared with PVOG it shows what is not reported."""

    card = Card(
        name="bestand",
        titel="Eigener Bestand der Kommune",
        herausgeber="die Kommune selbst",
        lizenz="intern",
        url="",
        standard="CSV, XLSX",
        liefert="Onlinedienste der Kommune laut eigener Liste",
        slow=True,
    )

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        (delivery,) = deliveries
        table = read_table(delivery, COLUMNS)
        parsed = Parsed(stand=delivery.fetched, messages=table.messages)
        entries: dict[_Entry, int] = {}
        for row in table.rows:
            where = f"{delivery.url}, Zeile {row.number}"
            entry = _entry(row, where, parsed)
            if entry is not None and entry in entries:
                text = "Eine Zeile wiederholt eine frühere; sie zählt einmal."
                parsed.messages.append(
                    Message("Hinweis", "bestand.doppelt", text, entry.titel or entry.schluessel, where)
                )
            elif entry:
                entries[entry] = row.number
        self._take(sorted(entries), parsed)
        if not parsed.rejected:
            for table_name in ("angebotsnachweise", "bestand_eintraege"):
                parsed.scopes.append(Scope(table_name, {"ags": self.place.ags, "quelle": self.card.name}))
        return parsed

    def _take(self, entries: Sequence[_Entry], parsed: Parsed) -> None:
        """Add the records of the entries, which are sorted.

        An entry is known by title and link, so that a key can be added later. Where several have the same, they are
        numbered.
        """
        ags, numbers = self.place.ags, dict[str, int]()
        for title, link, key in entries:
            same = _digest(title, link)
            numbers[same] = numbers.get(same, 0) + 1
            parsed.records.append(
                BestandEintrag(ags, f"{same}.{numbers[same]}", title or None, link or None, key or None, self.card.name)
            )
            if key:
                identifier = f"bestand.{ags}.{_digest(link or title)[:12]}"
                parsed.records += [
                    LeistungGenannt(key, keys.leistungstyp(key), title or None),
                    Onlinedienst(identifier, "bestand", title or None, link or None, None, None, self.card.name),
                    Angebot(ags, key, identifier, self.card.name),
                ]


def is_damaged(key: str) -> bool:
    """Whether this is what a spreadsheet makes of a key that it takes for a number."""
    return bool(_DAMAGED.fullmatch(key)) or (key.startswith("99") and key.endswith("000000000") and len(key) == 14)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def _entry(row: Row, where: str, parsed: Parsed) -> _Entry | None:
    """The entry of a row; None where the row is rejected."""
    title, link = row.values["titel"], row.values.get("link", "")
    written = row.values.get("leistungsschluessel", "")
    key = written.replace(" ", "")
    fault = _key_fault(key, written) if key else None
    if fault:
        parsed.reject("bestand.schluessel", fault, objekt=title[:MAX_TITLE] or None, ort=where)
    elif link and not is_web_link(link):
        text = f"„{link[:100]}“ ist keine Webadresse (https://…). Tragen Sie die Adresse selbst ein, keinen Linktext."
        parsed.reject("bestand.link", text, objekt=key or title[:MAX_TITLE], ort=where)
    elif len(title) > MAX_TITLE:
        text = f"Ein Titel hat mehr als {MAX_TITLE} Zeichen. Fehlt ein Anführungszeichen, oder ist es ein Text?"
        parsed.reject("bestand.titel", text, objekt=title[:60], ort=where)
    elif not title and not key:
        text = "Eine Zeile nennt weder Titel noch Schlüssel. Tragen Sie eines von beiden ein."
        parsed.reject("bestand.titel", text, objekt=link or None, ort=where)
    else:
        return _Entry(title, link, key)
    return None


def _key_fault(key: str, written: str) -> str | None:
    """German sentence about a faulty key and what to do; None where it is right."""
    if is_damaged(key):
        return (
            f"„{written[:30]}“ ist ein Leistungsschlüssel, den die Tabellenkalkulation als Zahl gelesen und verändert "
            "hat. Stellen Sie die Spalte auf „Text“ und tragen Sie die 14 Ziffern neu ein."
        )
    if not keys.is_leistungsschluessel(key):
        return (
            f"„{written[:30]}“ ist kein Leistungsschlüssel (14 Ziffern). Tragen Sie den Schlüssel der Leistung ein "
            "oder lassen Sie das Feld leer; dann wird sie am Titel erkannt."
        )
    return None
