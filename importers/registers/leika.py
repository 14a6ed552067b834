"""Catalogues of Leistungen as CSV: the OZG catalogue with Leistungsschlüssel, or the LeiKa export of the FIM portal."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.records.leistungen import Leistung, LeistungLeika
from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from importers.run.source import Card, Fetched, FileSource, KnownCatalogue, csv_rows, decode
from importers.web.right_command import what_else

# Columns of the two known forms, by the column of the catalogue they fill.
OZG_COLUMNS = {
    "leistungsschluessel": "leika_key",
    "bezeichnung": "bezeichnung",
    "typisierung": "typisierung",
    "ozg_id": "ozg_id",
    "ozg_leistung": "ozg_leistung",
    "themenfeld": "themenfeld",
    "lage": "lage",
    "rechtsgrundlagen": "rechtsgrundlage",
}
# The edition is kept with the delivery, because the files do not name it.
EDITION = "Ausgabe "
LEIKA_COLUMNS = {"leistungsschluessel": "Schluessel", "bezeichnung": "Bezeichnung", "typisierung": "Typ"}


class Leika(FileSource):
    """Leistungen with name, Typisierung and, in the OZG form, their place in the OZG catalogue."""

    card = Card(
        name="leika",
        titel="Leistungskatalog (LeiKa / OZG-Umsetzungskatalog)",
        herausgeber="FITKO; OZG-Datenbank NRW",
        lizenz="MIT (OZG-Datenbank NRW)",
        url="https://fimportal.de/kataloge",
        standard="CSV",
        liefert="Leistungen mit OZG-Themenfeld",
        slow=True,
        replaces=True,
    )

    def __init__(self, paths: Sequence[Path], stand: str | None = None) -> None:
        """`stand` is the edition of the catalogue, which the files do not name."""
        super().__init__(paths)
        self._stand = stand

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        for fetched in super().fetch(known, done):
            kind = f"{EDITION}{self._stand}" if self._stand else "Datei"
            yield Fetched(fetched.group, [replace(delivery, kind=kind) for delivery in fetched.deliveries])

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        (delivery,) = deliveries
        other = what_else(delivery.body, "leika")
        if other is not None:
            raise ThavelError(f"{delivery.url}: {other}")
        stand = self._stand or delivery.kind.partition(EDITION)[2] or None
        parsed = Parsed(stand=stand)
        text = _text(delivery)
        first = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
        heading = reader.fieldnames or []
        columns = next((c for c in (OZG_COLUMNS, LEIKA_COLUMNS) if c["leistungsschluessel"] in heading), None)
        if columns is None:
            raise ThavelError(
                f"{delivery.url}, Zeile 1: Weder die Spalte „leika_key“ (OZG) noch „Schluessel“ (LeiKa) ist da. "
                "Prüfen Sie, ob es die richtige Datei ist und ob die Spalten mit Komma oder Semikolon getrennt sind."
            )
        parsed.stock = "Leistungskatalog" if columns is OZG_COLUMNS else "LeiKa"
        for row in csv_rows(reader, delivery.url):
            _take(row, columns, f"{delivery.url}, Zeile {reader.line_num}", stand, parsed)
        return parsed


def _text(delivery: Delivery) -> str:
    """The file's text; LeiKa exports are ISO-8859-1 and say so by their heading, everything else is UTF-8."""
    heading = delivery.body.split(b"\n", 1)[0]
    if b"Schluessel" in heading and not delivery.body.startswith(b"\xef\xbb\xbf"):
        try:
            return delivery.body.decode("utf-8")
        except UnicodeDecodeError:
            return delivery.body.decode("iso-8859-1")
    return decode(delivery)


def _take(
    row: Mapping[str, str | None], columns: Mapping[str, str], where: str, stand: str | None, parsed: Parsed
) -> None:
    values = {name: (row.get(column) or "").strip() or None for name, column in columns.items()}
    key = values["leistungsschluessel"] or ""
    if None in row or None in row.values():
        parsed.reject(
            "leika.zeile",
            "Eine Zeile des Leistungskatalogs hat nicht so viele Spalten wie die Überschrift; "
            "ist die Datei abgeschnitten?",
            objekt=key or None,
            ort=where,
        )
    elif key == "nicht im LeiKa":
        parsed.rejected += 1
        parsed.messages.append(
            Message(
                "Hinweis",
                "leika.ohne_schluessel",
                "Leistung ohne Leistungsschlüssel („nicht im LeiKa“), nicht übernommen.",
                None,
                where,
            )
        )
    elif not keys.is_leistungsschluessel(key):
        parsed.reject(
            "leika.schluessel",
            f"„{key}“ ist kein Leistungsschlüssel (14 Ziffern); die Zeile wurde nicht übernommen.",
            objekt=key or None,
            ort=where,
        )
    elif columns is LEIKA_COLUMNS:
        parsed.records.append(
            LeistungLeika(key, values["bezeichnung"], keys.leistungstyp(key), values["typisierung"], stand)
        )
    else:
        parsed.records.append(
            Leistung(
                leistungsschluessel=key,
                bezeichnung=values["bezeichnung"],
                leistungstyp=keys.leistungstyp(key),
                typisierung=values["typisierung"],
                ozg_id=values["ozg_id"],
                ozg_leistung=values["ozg_leistung"],
                themenfeld=values["themenfeld"],
                lage=values["lage"],
                rechtsgrundlagen=values["rechtsgrundlagen"],
                stand=stand,
            )
        )
