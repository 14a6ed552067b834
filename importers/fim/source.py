"""The FIM portal: Steckbriefe, Datenschemata, Dokumentsteckbriefe, processes and code lists; Stammtexte as XZuFi."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from importers.codelisten.source import Codelisten
from importers.fim.entries import SOURCE, read_list
from importers.fim.lists import CHOICES, DEFAULT, PORTAL_LISTS, PortalList
from importers.fim.portal import LISTS, Portal
from importers.fim.xdatenfelder import XDatenfelder
from importers.fim.xprozess import XProzess
from importers.run.source import Card, Fetched, KnownCatalogue
from importers.web.answers import NotUnderstoodError, parse_json
from importers.xzufi.source import XZuFi, reader_version

# Their documents are XZuFi, which is read from files and with a register of its own.
TEXTS = ("stammtexte", "onlinedienste")


def _chosen(only: Sequence[str], *, texts: bool) -> list[PortalList]:
    """The lists that choices mean, those in XZuFi or the others."""
    names = [name for choice in only or DEFAULT for name in CHOICES[choice]]
    return [PORTAL_LISTS[name] for name in dict.fromkeys(names) if (name in TEXTS) is texts]


def _extent(portal: Portal, lists: Sequence[PortalList]) -> dict[str, Any]:
    return {
        "url": portal.endpoints.base,
        "listen": [portal_list.name for portal_list in lists],
        "alles": portal.everything,
        "von_vorn": portal.from_start,
    }


def _list_of(group: str) -> PortalList:
    return PORTAL_LISTS[group.partition(" ")[0]]


class Fim:
    """Lists of the portal and its documents in XDatenfelder, XProzess and Genericode, each of them a group."""

    card = Card(
        name=SOURCE,
        titel="FIM-Portal",
        herausgeber="FITKO; Redaktionen von Bund und Ländern",
        lizenz="nicht angegeben",
        url="https://fimportal.de",
        standard="FIM-Portal v0, v1; XDatenfelder 2.0, 3.0.0; XProzess 2.0; Genericode 1.0",
        liefert="Leistungssteckbriefe, Datenschemata, Dokumentsteckbriefe, Prozesse, Codelisten",
    )

    reader: str | None = None
    has_schema = True

    def __init__(self, portal: Portal, only: Sequence[str] = ()) -> None:
        """`only` are choices of `lists.CHOICES`; without any the usual ones."""
        self._portal = portal
        self.lists = _chosen(only, texts=False)
        self._readers: Mapping[str, XDatenfelder | XProzess | Codelisten] = {
            "datenschemata": XDatenfelder(()),
            "dokumentsteckbriefe": XDatenfelder(()),
            "prozessklassen": XProzess(()),
            "prozesse": XProzess(()),
            "codelisten": Codelisten(()),
        }

    def extent(self) -> dict[str, Any]:
        return _extent(self._portal, self.lists)

    def groups(self) -> int:
        """How many documents there are is not known before their lists are read."""
        return len(self.lists)

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield documents and lists, one list after the other; a fatal error ends the run."""
        for portal_list in self.lists:
            yield from self._portal.fetch(portal_list, known, done)

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        """The records of a list, or of a document as the reader of its standard understands it."""
        portal_list = _list_of(group)
        if deliveries[0].kind in LISTS:
            return read_list(portal_list, deliveries, self._portal.wanted(known))
        (document,) = deliveries
        if document.status == 404:
            return _missing(portal_list, group, deliveries)
        group = group.partition(" ")[2] if portal_list.link else group
        return self._readers[portal_list.name].parse(group, [_as_xml(document)], known)


class FimTexte(XZuFi):
    """Stammtexte and Onlinedienste of the portal, read as XZuFi. Groups as of `Fim`."""

    card = Card(
        name="fim_texte",
        titel="FIM-Portal, Stammtexte und Onlinedienste",
        herausgeber="FITKO; Redaktionen von Bund und Ländern",
        lizenz="nicht angegeben",
        url="https://fimportal.de",
        standard="FIM-Portal v0, v1; XZuFi 2.2.0, 2.3.1",
        liefert="Leistungsbeschreibungen, auf Wunsch Onlinedienste",
    )

    def __init__(self, portal: Portal, only: Sequence[str] = ()) -> None:
        """`only` as of `Fim`."""
        super().__init__((), processes=0)
        self._portal = portal
        self.lists = _chosen(only, texts=True)
        self.reader = f"{reader_version()} je Redaktion"

    def extent(self) -> dict[str, Any]:
        return _extent(self._portal, self.lists)

    def groups(self) -> int:
        """How many documents there are is not known before their lists are read."""
        return len(self.lists)

    def redaktion_of(self, group: str) -> str | None:
        """The Redaktion that the portal names, for identifiers in the document that name none."""
        return group.split(" ")[1]

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """As of `Fim`; documents are files for as long as the group is looked at."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "dokument.xml"
            for portal_list in self.lists:
                for fetched in self._portal.fetch(portal_list, known, done, Path(folder)):
                    yield replace(fetched, deliveries=[_filed(d, file) for d in fetched.deliveries])

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Iterator[Parsed]:
        """As XZuFi; of lists what is odd about them."""
        if deliveries[0].kind in LISTS:
            yield read_list(_list_of(group), deliveries, self._portal.wanted(known))
        elif deliveries[0].status == 404:
            yield _missing(_list_of(group), group, deliveries)
        else:
            yield from super().parse(group, deliveries, known)


def _filed(delivery: Delivery, file: Path) -> Delivery:
    """A document as a file; lists and what is missing stay as they are."""
    if delivery.kind in LISTS or delivery.status == 404:
        return delivery
    file.write_bytes(delivery.body)
    return replace(delivery, body=b"", file=file)


def _missing(portal_list: PortalList, group: str, deliveries: Sequence[Delivery]) -> Parsed:
    text = f"Zu einem Eintrag der Art {portal_list.titel} gibt es im FIM-Portal kein Dokument (404)."
    return Parsed(messages=[Message("Hinweis", "fim.ohne_dokument", text, group, deliveries[0].url)])


def _as_xml(document: Delivery) -> Delivery:
    """A document that comes as a text in JSON, as the OpenAPI says of process classes, as that text."""
    if not document.body.lstrip().startswith(b'"'):
        return document
    try:
        text = parse_json(document.body, SOURCE)
    except NotUnderstoodError:
        return document
    return replace(document, body=str(text).encode())
