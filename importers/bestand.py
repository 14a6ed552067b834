"""A town's own list of what it offers online (CSV with title, link and Leistungsschlüssel)."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.lookup import Place
from catalogue.records import Angebot, LeistungGenannt, Onlinedienst, Parsed, Scope
from catalogue.store import Delivery
from importers.links import is_web_link
from importers.source import Card, Fetched, FileSource, Known, csv_rows, decode, read_file

COLUMNS = ("titel", "link", "leistungsschluessel")


class Bestand(FileSource):
    """What a municipality says it offers; compared with PVOG it shows what is not reported."""

    card = Card(
        name="bestand",
        titel="Eigener Bestand der Kommune",
        herausgeber="die Kommune selbst",
        lizenz="intern",
        url="",
        standard="CSV",
        liefert="Onlinedienste der Kommune laut eigener Liste",
    )

    def __init__(self, path: Path, place: Place) -> None:
        super().__init__([path])
        self._place = place

    def extent(self) -> dict[str, Any]:
        return {**super().extent(), "ags": self._place.ags}

    def fetch(self, known: Known, done: set[str]) -> Iterator[Fetched]:
        """The list as one group named by the AGS: lists of several towns may have the same file name."""
        for path in self.paths:
            yield Fetched(self._place.ags, [replace(read_file(path), group=self._place.ags)])

    def parse(self, group: str, deliveries: Sequence[Delivery], known: Known) -> Parsed:
        (delivery,) = deliveries
        text = decode(delivery)
        separator = ";" if ";" in text.split("\n", 1)[0] else ","
        reader = csv.DictReader(io.StringIO(text), delimiter=separator)
        heading = [name.strip().lower() for name in reader.fieldnames or []]
        reader.fieldnames = heading
        if not set(COLUMNS) <= set(heading):
            raise ThavelError(f"{delivery.url}, Zeile 1: Erwartet werden die Spalten {', '.join(COLUMNS)}.")
        parsed = Parsed(stand=delivery.fetched)
        for row in csv_rows(reader, delivery.url):
            self._take(
                {name: (row.get(name) or "").strip() for name in COLUMNS},
                f"{delivery.url}, Zeile {reader.line_num}",
                parsed,
            )
        if not parsed.rejected:
            parsed.scopes.append(Scope("angebotsnachweise", {"ags": self._place.ags, "quelle": self.card.name}))
        return parsed

    def _take(self, row: dict[str, str], where: str, parsed: Parsed) -> None:
        title, link, key = (row[name] for name in COLUMNS)
        if not keys.is_leistungsschluessel(key):
            parsed.reject(
                "bestand.schluessel",
                f"„{key}“ ist kein Leistungsschlüssel (14 Ziffern). Tragen Sie den Schlüssel der Leistung ein.",
                objekt=title or None,
                ort=where,
            )
            return
        if link and not is_web_link(link):
            parsed.reject("bestand.link", f"„{link[:100]}“ ist keine Webadresse (https://…).", objekt=key, ort=where)
            return
        digest = hashlib.sha256((link or title).encode()).hexdigest()[:12]
        identifier = f"bestand.{self._place.ags}.{digest}"
        parsed.records += [
            LeistungGenannt(key, keys.leistungstyp(key), title or None),
            Onlinedienst(identifier, "bestand", title or None, link or None, None, None, self.card.name),
            Angebot(self._place.ags, key, identifier, self.card.name),
        ]
