"""Documents of XDatenfelder and XProzess: texts and codes of their elements, each object once, the unknown reported."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.records.fim import (
    Datenfeld,
    Datenfeldgruppe,
    Datenregel,
    Datenschema,
    Dokumentsteckbrief,
    Prozess,
    Prozessklasse,
)
from catalogue.records.leistungen import LeistungGenannt
from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from importers.web.xml import local_name

FimObject = Datenschema | Dokumentsteckbrief | Datenfeldgruppe | Datenfeld | Datenregel | Prozessklasse | Prozess

# Stands in XDatenfelder 3 where version 2 had a Dokumentsteckbrief that the converter could not name.
PLACEHOLDER = "D99000000001"
_LONG = 100
_CODED = frozenset({"listURI", "listVersionID", "listName", "listAgencyID"})
_LONG_ID = re.compile(r"[A-Z][0-9]{11}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ObjectKey(NamedTuple):
    """Identifies an object of FIM; the version is '' where the document names none."""

    id: str
    version: str


def profile_id(identifier: str | None) -> str | None:
    """The eleven-digit form of a Dokumentsteckbrief's identifier, None for anything else and for the placeholder."""
    full = keys.long_id(identifier or "")
    return full if full[:1] == "D" and _LONG_ID.fullmatch(full) and full != PLACEHOLDER else None


def day(text: str | None) -> str | None:
    """The date that a point in time starts with, if it does."""
    found = _DATE.match(text or "")
    return found[0] if found else None


def lines(texts: Iterable[str | None]) -> str | None:
    """Several texts, one a line."""
    return "\n".join(text for text in texts if text) or None


def text_of(element: etree._Element) -> str | None:
    """The text of an element without blanks around it; None where there is none."""
    return (element.text or "").strip() or None


class ElementContent:
    """The children of an element by name, looked at once, so that thousands of them cost no more than their number."""

    def __init__(self, element: etree._Element | None) -> None:
        self._children: dict[str, list[etree._Element]] = defaultdict(list)
        for child in element if element is not None else ():
            self._children[local_name(str(child.tag))].append(child)

    def all(self, name: str) -> list[etree._Element]:
        """Every child of this name."""
        return self._children.get(name, [])

    def get(self, name: str) -> "ElementContent":
        """The content of the first child of this name; empty where there is none."""
        return ElementContent(next(iter(self.all(name)), None))

    def text(self, *names: str) -> str | None:
        """The first text that any child of these names has, the first name first."""
        found = (text_of(child) for name in names for child in self.all(name))
        return next((text for text in found if text), None)

    def texts(self, name: str) -> str | None:
        """The texts of all children of this name, one a line."""
        return lines(text_of(child) for child in self.all(name))

    def code(self, name: str) -> str | None:
        """The code in the first child of this name; a child without `code` holds the code itself."""
        return next((found for child in self.all(name) if (found := code_of(child))), None)


def code_of(element: etree._Element) -> str | None:
    """The code that a coded element holds."""
    return ElementContent(element).text("code") or text_of(element)


def name_of_code(element: etree._Element) -> str | None:
    """The name of the code, where the document gives it."""
    return ElementContent(element).text("name")


def whole_document(delivery: Delivery, code: str, read: Callable[[Parsed], None]) -> Parsed:
    """All records that `read` adds; a document that cannot be read to its end is one rejected object and no records."""
    parsed = Parsed()
    try:
        read(parsed)
    except ThavelError as error:
        parsed = Parsed()
        parsed.reject(code, str(error), ort=delivery.url)
    return parsed


class DocumentCollector:
    """Collects the records of one document and reports what is odd.

    `known` lists the children of each element by its name, `attributes` its attributes beside those of code lists;
    `several` are the children that may stand several times in an element.

    An object may stand in a document many times; the first of equal identity is taken.
    """

    def __init__(
        self,
        parsed: Parsed,
        place: str,
        prefix: str,
        known: Mapping[str, frozenset[str]],
        attributes: Mapping[str, frozenset[str]],
        several: frozenset[str],
    ) -> None:
        self.parsed = parsed
        self._place = place
        self._prefix = prefix
        self._known = known
        self._attributes = attributes
        self._several = several
        self._taken: dict[tuple[object, ...], FimObject] = {}
        self._named: set[str] = set()

    def where(self, element: etree._Element) -> str:
        """File and line."""
        return f"{self._place}, Zeile {element.sourceline}"

    def warn(self, code: str, text: str, element: etree._Element, objekt: str | None = None) -> None:
        """Report something odd that is taken over nevertheless."""
        self.parsed.messages.append(Message("Warnung", f"{self._prefix}.{code}", text, objekt, self.where(element)))

    def reject(self, code: str, text: str, element: etree._Element) -> None:
        """Leave an object out."""
        self.parsed.reject(f"{self._prefix}.{code}", text, ort=self.where(element))

    def check(self, element: etree._Element) -> None:
        """Report children and attributes that are not known, and children that stand there more often than they may.

        The same one is one message with its count.
        """
        name = local_name(str(element.tag))
        known = self._known.get(name)
        if known is None:
            return
        once: set[str] = set()
        for child in element:
            found = local_name(str(child.tag))
            if found in once:
                self.warn(
                    "mehrfach",
                    f"Das Element „{found[:_LONG]}“ steht mehrfach in „{name}“; übernommen ist das erste, das etwas "
                    "enthält.",
                    child,
                )
            elif found in known and found not in self._several:
                once.add(found)
            elif found not in known:
                self.warn(
                    "element",
                    f"Das Element „{found[:_LONG]}“ in „{name}“ ist nicht bekannt; es wurde nicht übernommen.",
                    child,
                )
        for attribute in element.attrib:
            found = str(attribute)
            if found.startswith("{") or found in _CODED or found in self._attributes.get(name, ()):
                continue
            self.warn(
                "attribut",
                f"Das Attribut „{found[:_LONG]}“ an „{name}“ ist nicht bekannt; es wurde nicht übernommen.",
                element,
            )

    def code(self, content: ElementContent, name: str, allowed: Collection[str]) -> str | None:
        """A code from a known list; one that is not in it is taken over and reported."""
        code = content.code(name)
        if code is not None and code not in allowed:
            self.warn(
                "code",
                f"Der Code „{code[:_LONG]}“ für „{name}“ ist nicht bekannt; er wurde übernommen, wie er da steht.",
                content.all(name)[0],
            )
        return code

    def expect_version(self, key: ObjectKey, element: etree._Element) -> None:
        """Report an object without a version, which its standard asks for."""
        if not key.version:
            self.warn(
                "ohne_version",
                "Einem Element fehlt die Version; es ist ohne sie übernommen und von anderen Versionen seiner Kennung "
                "nicht zu unterscheiden.",
                element,
                key.id,
            )

    def take(self, record: FimObject, element: etree._Element) -> bool:
        """Take an object over; False if one of the same identity was there before, which is reported if it differs."""
        detail = record.detaillierungsstufe if isinstance(record, Prozess) else None
        key = (type(record), record.id, record.version, detail)
        before = self._taken.setdefault(key, record)
        if before is record:
            self.parsed.records.append(record)
            return True
        if before != record:
            self.warn(
                "doppelt",
                "Dieselbe Kennung und Version steht im Dokument mit verschiedenem Inhalt; übernommen ist der erste.",
                element,
                record.id,
            )
        return False

    def name_leistung(self, key: str, bezeichnung: str | None = None) -> None:
        """Let the catalogue know a Leistung that the document names."""
        if key not in self._named:
            self._named.add(key)
            self.parsed.records.append(LeistungGenannt(key, keys.leistungstyp(key), bezeichnung))
