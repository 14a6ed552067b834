"""Checks XZuFi documents unit by unit: their root may have any name, and their deliveries may be of any size.

No XSD can say that a root may have any name, so each unit (`schreibe`, `loesche`, `leistung`, `ergebnisLeistung` …) is
checked on its own, as a global element of the schema. This project's profiles are XSD 1.0, which lxml knows: it says
whether a unit is valid, at more than 10 MiB a second. What it refuses is checked again by xmlschema, whose errors have
an element and a reason; where xmlschema finds none, the unit is valid. Units of very many elements, for which xmlschema
takes minutes, have lxml's errors. One unit is in memory at a time.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from lxml import etree
from xmlschema import XMLResource, XMLSchemaValidationError

from xoev_schemas.compiled import Compiled
from xoev_schemas.errors import NumberedError, SchemaError
from xoev_schemas.lines import KEPT
from xoev_schemas.reasons import explain, unexplained
from xoev_schemas.units import Unit, parts, units

# xmlschema takes a second for a unit of this many elements, and four for one of twice as many.
MAX_EXPLAINED = 30_000
_BRACES = re.compile(r"\{[^}]*\}")
_PREFIX = re.compile(r"(^|/)[^/:@]+:")
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


class UnitCheck:
    """Checks against this project's profile, or the official schema where that declares the element of a unit.

    For the profile, elements in no namespace or that of another version count as of the profile's, and types that
    documents name for themselves (`xsi:type`) are not checked. `left` fills with the names of units that the official
    schema does not declare.
    """

    def __init__(self, profile: Compiled, official: Compiled | None = None) -> None:
        self.left: set[str] = set()
        self._profile = profile
        self._official = official
        self._others = etree.XPath("descendant-or-self::*[namespace-uri() != $own]")

    def errors(self, document: BinaryIO) -> Iterator[NumberedError]:
        """Each error in each unit, in the document's order.

        Raises `BrokenDocumentError` where the document is no well-formed XML, has a DTD, nests elements too deep, or
        has a unit that is too large.
        """
        known = (self._official or self._profile).names
        for unit in units(document):
            for part in parts(unit, known):
                yield from self._check(part)

    def _check(self, unit: Unit) -> Iterator[NumberedError]:
        schema = self._schema(unit)
        if schema.fast is not None:
            if schema.fast.validate(unit.element):
                return
            if next(islice(unit.element.iter("*"), MAX_EXPLAINED, None), None) is not None:
                for entry in schema.fast.error_log:
                    said = _BRACES.sub("", entry.message)
                    yield NumberedError(SchemaError(unit.path, entry.line, unexplained(said), "schema"), None)
                return
        # lxml's types do not declare the protocol of xmlschema; its elements have it.
        resource = XMLResource(unit.element, allow="none", defuse="always")  # type: ignore[arg-type]
        for error in schema.full.iter_errors(resource, use_location_hints=False):
            line = error.sourceline
            number = _number(unit, error) if line is not None and line > KEPT else None
            yield NumberedError(SchemaError(_path(unit, error), line, *explain(error)), number)

    def _schema(self, unit: Unit) -> Compiled:
        official = self._official
        if official is not None:
            if str(unit.element.tag) == f"{{{official.namespace}}}{unit.name}" and unit.name in official.names:
                return official
            self.left.add(unit.name)
        self._move(unit.element)
        return self._profile

    def _move(self, element: etree._Element) -> None:
        own = self._profile.namespace
        etree.strip_attributes(element, _XSI_TYPE)
        for other in self._others(element, own=own):
            other.tag = f"{{{own}}}{other.tag.rpartition('}')[2]}"


def _path(unit: Unit, error: XMLSchemaValidationError) -> str:
    """Local names only: what was moved has prefixes that the document does not know."""
    _, _, inner = _BRACES.sub("", error.path or "").lstrip("/").partition("/")
    inner = _PREFIX.sub(r"\1", inner)
    return f"{unit.path}/{inner}".rstrip("/")


def _number(unit: Unit, error: XMLSchemaValidationError) -> int:
    wanted: object = error.elem
    elements = enumerate(unit.element.iter("*"), unit.number)
    return next((number for number, element in elements if element is wanted), unit.number)
