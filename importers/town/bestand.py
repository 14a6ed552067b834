"""A town's own list of what it offers online (CSV or XLSX with title, link and, where it is known, key)."""

import hashlib
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from catalogue import keys
from catalogue.records.angebote import Angebot, Onlinedienst
from catalogue.records.bestand import BestandEintrag
from catalogue.records.leistungen import LeistungGenannt
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from catalogue.weblinks import is_web_link
from importers.run.source import Card, KnownCatalogue, town_of
from importers.town.cells import read_keys, read_links, says_nothing
from importers.town.columns import KEY, LINK, TITLE, Columns
from importers.town.spreadsheet import Row, read_table
from importers.town.table_file import TableFile

COLUMNS = Columns((TITLE, LINK, KEY), needed="titel")
MAX_TITLE = 500


class _ListEntry(NamedTuple):
    """An entry of the list; each of its texts is empty where there is none."""

    titel: str
    link: str
    schluessel: str


class Bestand(TableFile):
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
        table = read_table(delivery, COLUMNS, self.by_hand_of(delivery))
        parsed = Parsed(stand=delivery.fetched, messages=table.messages)
        entries: set[_ListEntry] = set()
        for row in table.rows:
            where = row.place(delivery.url)
            found = _entries(row, where, parsed)
            repeated = [entry for entry in found if entry in entries]
            if repeated:
                text = "Eine Zeile wiederholt eine frühere; sie zählt einmal."
                name = repeated[0].titel or repeated[0].schluessel
                parsed.messages.append(Message("Hinweis", "bestand.doppelt", text, name, where))
            entries.update(found)
        ags = town_of(group)
        self._take(ags, sorted(entries), parsed)
        if not parsed.rejected:
            for table_name in ("angebotsnachweise", "bestand_eintraege"):
                parsed.scopes.append(Scope(table_name, {"ags": ags, "quelle": self.card.name}))
        return parsed

    def _take(self, ags: str, entries: Sequence[_ListEntry], parsed: Parsed) -> None:
        """Add the records of the entries, which are sorted.

        An entry is known by title and link, so that a key can be added later. Where several have the same, they are
        numbered.
        """
        numbers = dict[str, int]()
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


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def _entries(row: Row, where: str, parsed: Parsed) -> list[_ListEntry]:
    """The entries of a row, one for each key and link that it names; none where it is rejected."""
    title, written = row.values["titel"], row.values.get("link", "")
    named, links = read_keys(row.values.get("leistungsschluessel", "")), read_links(written)
    targets = [row.targets.get(column, "") for column in ("link", "leistungsschluessel", "titel")]
    behind = next((target for target in targets if is_web_link(target)), None)
    found = (behind,) if behind and (row.targets.get("link") == behind or not links.links) else links.links
    objekt = (named.keys[0] if named.keys else title[:MAX_TITLE]) or None
    if named.fault:
        text = f"{named.fault} Ist er nicht bekannt, lassen Sie das Feld leer; dann wird die Leistung am Titel erkannt."
        parsed.reject("bestand.schluessel", text, objekt=title[:MAX_TITLE] or None, ort=where)
    elif links.beside and not found:
        text = (
            f"„{written[:100]}“ ist keine Webadresse (https://…). Tragen Sie die Adresse selbst ein, keinen Linktext."
        )
        parsed.reject("bestand.link", text, objekt=objekt, ort=where)
    elif len(title) > MAX_TITLE:
        text = f"Ein Titel hat mehr als {MAX_TITLE} Zeichen. Fehlt ein Anführungszeichen, oder ist es ein Text?"
        parsed.reject("bestand.titel", text, objekt=title[:60], ort=where)
    elif says_nothing(title) and not named.keys:
        text = "Eine Zeile nennt weder Titel noch Schlüssel. Tragen Sie eines von beiden ein."
        parsed.reject("bestand.titel", text, objekt=written or None, ort=where)
    else:
        _tell(row, where, objekt, parsed)
        title = "" if says_nothing(title) else title
        return [_ListEntry(title, link, key) for link, key in product(found or ("",), named.keys or ("",))]
    return []


def _tell(row: Row, where: str, objekt: str | None, parsed: Parsed) -> None:
    """Tell what of a row that is taken was completed, stands for nothing, or was left aside."""
    written, key = row.values.get("link", ""), row.values.get("leistungsschluessel", "")
    links, named = read_links(written), read_keys(key)
    if row.targets.get("link") or not links.beside:
        beside = named.beside
    else:
        beside = " ".join(filter(None, (links.beside, named.beside)))
    told = [
        (
            bool(written) and says_nothing(written),
            "bestand.kein_link",
            f"„{written[:30]}“ in der Spalte des Links heißt: kein Link.",
        ),
        (
            links.completed and not row.targets.get("link"),
            "bestand.link_ergaenzt",
            "Links ohne https:// wurden um https:// ergänzt. Prüfen Sie, ob sie so erreichbar sind.",
        ),
        (
            len(links.links) > 1 or len(named.keys) > 1,
            "bestand.mehrere",
            "Eine Zeile nennt mehrere Schlüssel oder Links; jeder wurde ein Eintrag unter demselben Titel.",
        ),
    ]
    parsed.messages += [Message("Hinweis", code, text, objekt, where) for is_so, code, text in told if is_so]
    if beside:
        text = f"Neben Link oder Schlüssel steht „{beside[:100]}“; das wurde nicht übernommen."
        parsed.messages.append(Message("Warnung", "bestand.daneben", text, objekt, where))
