"""XDatenfelder 2.0 and 3.0.0: Datenschemata with their groups, fields and rules, and Dokumentsteckbriefe."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from catalogue.errors import ThavelError
from catalogue.records.fim import Datenrelation, GenannteLeistung, SchemaFeld, SchemaRegel
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from importers.fim import xdatenfelder_content as content_of
from importers.fim.documents import DocumentCollector, ElementContent, ObjectKey, day, profile_id, whole_document
from importers.fim.xdatenfelder_tree import Multiplicity, Node, Use, places
from importers.run.source import Card, FileSource, KnownCatalogue
from importers.web.right_command import what_else
from importers.web.xml import local_name, namespace_of, walk

STANDARDS = {
    "urn:xoev-de:fim:standard:xdatenfelder_2": "XDatenfelder 2.0",
    "urn:xoev-de:fim:standard:xdatenfelder_3.0.0": "XDatenfelder 3.0.0",
}
# In version 2 objects may do without a version.
VERSIONED = "XDatenfelder 3.0.0"
ROOTS = frozenset(name for name in content_of.KNOWN if name.startswith("xdatenfelder."))
PROFILES = frozenset({"dokumentsteckbrief", "dokumentensteckbrief"})
OBJECTS = frozenset({"stammdatenschema", "datenfeldgruppe", "datenfeld", "regel"})

# In the description of a Datenschema: "Leistungsschlüssel: 99…", "LeiKa-Schlüssel: 99…", "Leika Schlüssel: 99…".
_NAMED_KEY = re.compile(r"(?:Leistungs|LeiKa[- ]?)schlüssel\s*:?\s*(99[0-9]{12})(?![0-9])", re.IGNORECASE | re.ASCII)
# In the description of a Dokumentsteckbrief also in brackets.
_BRACKETED_KEY = re.compile(r"\(\s*(99[0-9]{12})\s*\)", re.ASCII)
# What the converter from XDatenfelder 2 leaves of a Dokumentsteckbrief that version 3 replaces by a placeholder.
_NAMED_PROFILE = re.compile(r"Zugeordneter Dokumentsteckbrief:\s*(D[0-9]{11}|D[0-9]{8})(?![0-9])", re.ASCII)


def named_keys(text: str | None, *, bracketed: bool = False) -> list[str]:
    """The Leistungsschlüssel that a description names, in their order."""
    found = _NAMED_KEY.findall(text or "") + (_BRACKETED_KEY.findall(text or "") if bracketed else [])
    return list(dict.fromkeys(found))


class XDatenfelder(FileSource):
    """Datenschemata with groups, fields, rules and values; Dokumentsteckbriefe."""

    has_schema = True
    card = Card(
        name="xdatenfelder",
        titel="FIM-Datenfelder",
        herausgeber="FIM-Baustein Datenfelder (FITKO); Redaktionen von Bund und Ländern",
        lizenz="nicht angegeben",
        url="https://fimportal.de/",
        standard="XDatenfelder 2.0, 3.0.0",
        liefert="Datenschemata mit Gruppen, Feldern und Regeln",
        slow=True,
    )

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        (delivery,) = deliveries
        return whole_document(
            delivery, "xdatenfelder.dokument", lambda parsed: _SchemaReader(parsed, delivery.url).read(delivery.body)
        )


@dataclass
class _Open:
    """An object whose end has not come yet, with what was found in it; `loose` are elements not yet given a place."""

    name: str
    uses: list[Use] = field(default_factory=list)
    loose: list[Node] = field(default_factory=list)
    rules: list[ObjectKey] = field(default_factory=list)
    relations: dict[content_of.ObjectRelation, None] = field(default_factory=dict)


class _SchemaReader:
    """One document, read from start to end; what is understood is emptied, so that the tree stays small."""

    def __init__(self, parsed: Parsed, place: str) -> None:
        self._parsed = parsed
        self._place = place
        self._collector = DocumentCollector(
            parsed, place, "xdatenfelder", content_of.KNOWN, content_of.ATTRIBUTES, content_of.SEVERAL
        )
        self._standard = ""
        self._open: list[_Open] = []
        self._rules: dict[tuple[ObjectKey, ObjectKey], None] = {}

    def read(self, body: bytes) -> None:
        """Read the whole document; `ThavelError` where it is none of XDatenfelder, with what it is instead."""
        other = what_else(body, "xdatenfelder")
        if other is not None:
            raise ThavelError(f"{self._place}: {other}")
        root: etree._Element | None = None
        found = 0
        for event, element in walk(body, place=self._place):
            if root is None:
                root = element
                self._begin(root)
                continue
            name = local_name(str(element.tag))
            is_object = name in OBJECTS or (name in PROFILES and element.getparent() is root)
            if event == "start":
                if is_object:
                    self._open.append(_Open(name))
                continue
            self._collector.check(element)
            if is_object:
                found += 1
                self._end(self._open.pop(), element)
                element.clear()
            elif self._open and name == "relation":
                self._relate(element)
                element.clear()
            elif self._open and name == "struktur":
                self._give_place(element)
        if not found:
            raise ThavelError(f"{self._place}: Das Dokument enthält weder ein Datenschema noch Felder.")

    def _begin(self, root: etree._Element) -> None:
        name, namespace = local_name(str(root.tag)), namespace_of(str(root.tag))
        if name not in ROOTS:
            raise ThavelError(
                f"{self._place}: Mit „{name[:100]}“ beginnt kein Dokument von XDatenfelder. "
                "Prüfen Sie, ob es die richtige Datei ist."
            )
        self._standard = STANDARDS.get(namespace, "XDatenfelder")
        if namespace not in STANDARDS:
            self._collector.warn(
                "version",
                "Die Version von XDatenfelder ist nicht bekannt; bekannt sind 2.0 und 3.0.0. "
                "Gelesen wurde, was gleich heißt.",
                root,
                namespace[:100] or None,
            )

    def _relate(self, element: etree._Element) -> None:
        relation = content_of.relation(element)
        if relation is None:
            self._collector.warn("beziehung", "Eine Beziehung nennt nicht, womit; sie wurde nicht übernommen.", element)
        else:
            self._open[-1].relations[relation] = None

    def _give_place(self, element: etree._Element) -> None:
        """A `struktur` has ended: what came loose in it stands there as often as it says."""
        anzahl, bezug = content_of.ground(element)
        holder = self._open[-1]
        if not holder.loose:
            self._collector.warn("leer", "Eine Stelle im Aufbau enthält weder Feld noch Gruppe.", element)
        if Multiplicity.of(anzahl) is None:
            self._collector.warn(
                "anzahl",
                "Wie oft ein Element vorkommt, ist nicht als mindestens:höchstens angegeben (etwa 0:1 oder 1:*).",
                element,
                holder.loose[0].id if holder.loose else None,
            )
        holder.uses += [Use(node, anzahl, bezug) for node in holder.loose]
        holder.loose.clear()

    def _end(self, ended: _Open, element: etree._Element) -> None:
        content = ElementContent(element)
        identifier, version = content_of.identity(content)
        ended.uses += [Use(node, None, None) for node in ended.loose]
        if identifier is None:
            self._collector.reject(
                "kennung",
                f"Einem Element „{ended.name}“ fehlt die Kennung; es wurde nicht übernommen, wohl aber sein Inhalt.",
                element,
            )
        key = ObjectKey(identifier or "?", version)
        if identifier is not None and self._standard == VERSIONED:
            self._collector.expect_version(key, element)
        if ended.name == "regel":
            if identifier is not None:
                self._collector.take(content_of.rule(content, key, self._standard, self._collector), element)
                if self._open:
                    self._open[-1].rules.append(key)
            return
        if identifier is not None:
            self._take(ended, content, key, element)
        if self._open and (identifier is not None or ended.name != "datenfeld"):
            self._hand_up(ended, content, key)

    def _hand_up(self, ended: _Open, content: ElementContent, key: ObjectKey) -> None:
        """Give a group or field to what it stands in; its rules hold there too."""
        self._open[-1].loose.append(
            Node(
                *key,
                content_of.label(content, key.id),
                is_field=ended.name == "datenfeld",
                harmonised=content.code("schemaelementart") == "HAR",
                uses=ended.uses,
            )
        )

    def _take(self, ended: _Open, content: ElementContent, key: ObjectKey, element: etree._Element) -> None:
        """Take over a schema, profile, group or field with its parts."""
        collector, records = self._collector, self._parsed.records
        self._rules.update(((rule, key), None) for rule in ended.rules)
        taken = False
        if ended.name == "datenfeld":
            taken = collector.take(content_of.datenfeld(content, key, self._standard, collector), element)
            if taken:
                records += content_of.values(content, key)
        elif ended.name == "datenfeldgruppe":
            taken = collector.take(content_of.group(content, key, self._standard, collector), element)
        elif ended.name in PROFILES:
            taken = collector.take(content_of.profile(content, key, self._standard, collector), element)
            if taken:
                self._link(key, named_keys(content.text("beschreibung"), bracketed=True))
        else:
            taken = self._take_schema(ended, content, key, element)
        if taken:
            records += [Datenrelation(*key, *relation) for relation in ended.relations]

    def _take_schema(self, ended: _Open, content: ElementContent, key: ObjectKey, element: etree._Element) -> bool:
        found = list(places(ended.uses))
        harmonised = sum(place.use.node.harmonised for place in found)
        record = content_of.schema(content, key, self._standard, self._collector, len(found), harmonised)
        if record.dokumentsteckbrief is None:
            named = _NAMED_PROFILE.search(record.beschreibung or "")
            record = record._replace(dokumentsteckbrief=profile_id(named[1]) if named else None)
        if not self._collector.take(record, element):
            return False
        self._parsed.stand = max(filter(None, (self._parsed.stand, day(record.stand))), default=None)
        self._link(key, named_keys(record.beschreibung))
        self._parsed.records += [
            SchemaFeld(
                schema_id=key.id,
                schema_version=key.version,
                position=position,
                feld_id=place.use.node.id,
                feld_version=place.use.node.version,
                pfad="/".join(place.path),
                pfad_text=" / ".join(place.labels),
                pfad_anzahl="/".join(place.counts),
                anzahl=place.use.anzahl,
                anzahl_gesamt=str(place.total) if place.total is not None else None,
                bezug=place.use.bezug,
            )
            for position, place in enumerate(found, start=1)
        ]
        self._parsed.records += [
            SchemaRegel(*key, position, *rule, *holder) for position, (rule, holder) in enumerate(self._rules, start=1)
        ]
        return True

    def _link(self, key: ObjectKey, leistungen: list[str]) -> None:
        for leistung in leistungen:
            self._collector.name_leistung(leistung)
            self._parsed.records.append(GenannteLeistung(*key, leistung))
