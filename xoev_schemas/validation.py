"""Validation of XML documents against a kept schema, with errors that say in German where and what."""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lxml import etree
from xmlschema import (
    XMLResource,
    XMLSchema10,
    XMLSchema11,
    XMLSchemaChildrenValidationError,
    XMLSchemaDecodeError,
    XMLSchemaValidationError,
)
from xmlschema.validators import XsdElement

from xoev_schemas.fetch import cached
from xoev_schemas.manifest import SchemaFile, schema_file
from xoev_schemas.official import UnusableSchemaError, official_schema
from xoev_schemas.recognition import Standard, UnknownStandardError, standard_of
from xoev_schemas.units import BrokenDocumentError, unit_errors

MAX_ERRORS = 100
# XZuFi fixes no name of its root, and its deliveries may be of any size.
UNITWISE = "xzufi"
MAX_WHOLE = 64 << 20
_MINIMUM_VERSION = "{http://www.w3.org/2007/XMLSchema-versioning}minVersion"


class SchemaError(NamedTuple):
    """Where a document differs from its schema: XPath, line (from 1, None if unknown), German reason, stable code."""

    path: str
    line: int | None
    reason: str
    code: str

    def __str__(self) -> str:
        place = f"Zeile {self.line}, {self.path}" if self.line else self.path
        return f"{place}: {self.reason}"


class Report(NamedTuple):
    """What a check found: the standard and the schema used, both None where the document is no usable XML.

    `note` says why the official schema was not used although it was fetched.
    """

    standard: Standard | None
    schema: SchemaFile | None
    errors: list[SchemaError]
    note: str | None = None


def validate(document: Path | bytes, standard: str, version: str, *, limit: int = MAX_ERRORS) -> list[SchemaError]:
    """Check a document against the schema of a standard, e.g. `genericode`, `1.0`; at most `limit` errors, in order.

    Nothing is fetched: no DTD, no entity, no schema that the document names. A document that is no well-formed XML
    yields one error. Raises `UnknownSchemaError` where no schema is kept and `OSError` where the file is unreadable.
    """
    schema = schema_file(standard, version)
    root = _root(document)
    return [root] if isinstance(root, SchemaError) else _check(root, _schema(schema.path), limit)


def examine(document: Path | bytes, *, limit: int = MAX_ERRORS, cache: Path | None = None) -> Report:
    """Check a document against the schema of the standard and version that its root element belongs to.

    The official schema is used where it was fetched into `cache` and is complete, else this project's own profile.
    XZuFi is checked unit by unit, at constant memory, unless the official schema is there and the document is small.
    Raises `UnknownStandardError` where that is none of the known ones, and what `validate` raises.
    """
    start = _start(document)
    if isinstance(start, SchemaError):
        return Report(None, None, [start])
    try:
        standard = standard_of(start)
    except UnknownStandardError:
        root = _root(document)
        if isinstance(root, SchemaError):
            return Report(None, None, [root])
        raise
    unitwise = standard.name == UNITWISE
    official = cached(cache, standard) if cache else None
    note = None
    if official is not None and unitwise and _size(document) > MAX_WHOLE:
        note = f"Das Dokument ist größer als {MAX_WHOLE >> 20} MiB und wurde mit dem eigenen Profil geprüft."
        official = None
    if official is not None:
        try:
            if not official.intact:
                raise UnusableSchemaError(f"{official.file} ist nicht mehr, was abgerufen wurde.")
            schema = official_schema(official.path, official.sha256, etree.QName(start).namespace or "")
            return Report(standard, official, _whole(document, schema, limit))
        except UnusableSchemaError as error:
            note = str(error)
    own = schema_file(*standard)
    errors = _units(document, own.path, limit) if unitwise else _whole(document, _schema(own.path), limit)
    return Report(standard, own, errors, note)


def _start(document: Path | bytes) -> etree._Element | SchemaError:
    """The root element with its attributes, before anything in it is read; or why there is none."""
    with _opened(document) as stream:
        events = etree.iterparse(stream, events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
        try:
            for _, root in events:
                return _without_dtd(root)
        except etree.XMLSyntaxError as error:
            return _no_xml(error)
    return SchemaError("/", None, "Das Dokument ist leer.", "xml.syntax")


def _opened(document: Path | bytes) -> BinaryIO:
    return io.BytesIO(document) if isinstance(document, bytes) else document.open("rb")


def _size(document: Path | bytes) -> int:
    return len(document) if isinstance(document, bytes) else document.stat().st_size


def _without_dtd(root: etree._Element) -> etree._Element | SchemaError:
    if root.getroottree().docinfo.internalDTD is not None:
        return SchemaError("/", 1, "Das Dokument enthält eine DTD; sie ist nicht erlaubt.", "xml.dtd")
    return root


def _no_xml(error: etree.XMLSyntaxError) -> SchemaError:
    return SchemaError("/", error.lineno, f"Kein wohlgeformtes XML ({error.msg}).", "xml.syntax")


def _whole(document: Path | bytes, schema: XMLSchema10 | XMLSchema11, limit: int) -> list[SchemaError]:
    root = _root(document)
    return [root] if isinstance(root, SchemaError) else _check(root, schema, limit)


def _units(document: Path | bytes, schema: Path, limit: int) -> list[SchemaError]:
    """Errors in the units of a document; one that cannot be read to its end is an error itself."""
    namespace = etree.parse(schema).getroot().get("targetNamespace", "")
    errors: list[SchemaError] = []
    with _opened(document) as stream:
        try:
            for place, error in islice(unit_errors(stream, schema, namespace), limit):
                code, reason = _explain(error)
                inner = re.sub(r"\{[^}]*\}", "", error.path or "").partition("/")[2].partition("/")[2]
                errors.append(SchemaError(f"{place}/{inner}".rstrip("/"), error.sourceline, reason, code))
        except BrokenDocumentError as error:
            line, reason, code = error.args
            errors.append(SchemaError("/", line, reason, code))
    return errors


def _root(document: Path | bytes) -> etree._Element | SchemaError:
    body = document if isinstance(document, bytes) else document.read_bytes()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return _without_dtd(etree.fromstring(body, parser))
    except etree.XMLSyntaxError as error:
        return _no_xml(error)


def _check(root: etree._Element, schema: XMLSchema10 | XMLSchema11, limit: int) -> list[SchemaError]:
    # lxml's types do not declare the protocol of xmlschema; its elements have it.
    resource = XMLResource(root, allow="none", defuse="always")  # type: ignore[arg-type]
    return list(islice(_errors(schema, resource), limit))


@lru_cache(maxsize=8)
def _schema(path: Path) -> XMLSchema10 | XMLSchema11:
    version = etree.parse(path).getroot().get(_MINIMUM_VERSION)
    kind = XMLSchema11 if version == "1.1" else XMLSchema10
    return kind(str(path), allow="sandbox", defuse="always")


def _errors(schema: XMLSchema10 | XMLSchema11, resource: XMLResource) -> Iterator[SchemaError]:
    for error in schema.iter_errors(resource, use_location_hints=False):
        code, reason = _explain(error)
        yield SchemaError(error.path or "/", error.sourceline, reason, code)


def _explain(error: XMLSchemaValidationError) -> tuple[str, str]:
    """Code and German reason of an error of xmlschema, whose own reasons are English."""
    if isinstance(error, XMLSchemaChildrenValidationError):
        return _explain_children(error)
    reason = error.reason or ""
    for pattern, code, text in _REASONS:
        found = re.search(pattern, reason)
        if found:
            return code, text.format(*(group.replace("z:", "") for group in found.groups()))
    if isinstance(error, XMLSchemaDecodeError) or "Facet" in type(error.validator).__name__:
        return "wert.ungueltig", f"Der Wert „{_value(error)}“ ist hier nicht erlaubt ({reason})."
    return "schema", f"Das Dokument entspricht nicht dem Schema ({reason})."


_REASONS = (
    (r"missing key field 'z:id/@schemeAgencyID'", "redaktion", "Die Kennung nennt keine Redaktion (schemeAgencyID)."),
    (r"missing key field '([^']+)'", "element.fehlt", "Es fehlt „{}“."),
    (r"missing required attribute '([^']+)'", "attribut.fehlt", "Das Attribut „{}“ fehlt."),
    (r"'([^']+)' attribute not allowed", "attribut.unerwartet", "Das Attribut „{}“ ist hier nicht erlaubt."),
    (
        r"'([^']+)' is not an element of the schema",
        "wurzel",
        "Mit „{}“ beginnt kein Dokument dieses Standards.",
    ),
    (r"value length cannot be lesser than 1$", "wert.leer", "Der Wert ist leer."),
    (r"value \('(.*)',\) not found for", "verweis", "Der Verweis „{}“ führt ins Leere."),
    (r"duplicated value \('(.*)',\)", "doppelt", "Der Wert „{}“ kommt mehrfach vor und muss eindeutig sein."),
    (r"character data between child elements", "text.unerwartet", "Zwischen den Elementen steht Text."),
)


def _explain_children(error: XMLSchemaChildrenValidationError) -> tuple[str, str]:
    names = [particle.local_name for particle in error.expected or () if isinstance(particle, XsdElement)]
    wanted = " oder ".join(f"„{name}“" for name in names)
    if error.invalid_tag is None:
        return "element.fehlt", f"Es fehlt das Element {wanted or 'eines weiteren Inhalts'}."
    found = f"Das Element „{error.invalid_tag.rpartition('}')[2]}“ steht hier falsch"
    return "element.unerwartet", f"{found}; erwartet wird {wanted}." if wanted else f"{found}."


def _value(error: XMLSchemaValidationError) -> str:
    text = error.obj if isinstance(error.obj, str) else getattr(error.elem, "text", None)
    return (text or "")[:100]
