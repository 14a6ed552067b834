"""Validation of XML documents against a kept schema, with errors that say in German where and what.

Documents of XZuFi are checked unit by unit (see `unitwise`), all others as a whole. An official schema of XZuFi checks
the whole document too, where that is small and the schema declares its root, or none of its units.
"""

import io
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lxml import etree
from xmlschema import XMLResource

from xoev_schemas.compiled import Compiled, own_profile
from xoev_schemas.errors import NumberedError, SchemaError
from xoev_schemas.fetch import cached
from xoev_schemas.lines import KEPT, lines_of
from xoev_schemas.manifest import SchemaFile, UnknownSchemaError, schema_file
from xoev_schemas.official import UnusableSchemaError, official_schema
from xoev_schemas.reasons import explain
from xoev_schemas.recognition import LOOKAHEAD, Standard, UnknownStandardError, not_read, standard_of
from xoev_schemas.units import UNITS, BrokenDocumentError, CountedFile, local_name, namespace, units
from xoev_schemas.unitwise import UnitCheck

MAX_ERRORS = 100
UNITWISE = "xzufi"
MAX_WHOLE = 64 << 20
_LOOKAHEAD_BYTES = 1 << 20


class ValidationReport(NamedTuple):
    """Errors of a document with the standard and the schema used, both None where it is no usable XML.

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
    schema = own_profile(schema_file(standard, version).path)
    if standard == UNITWISE:
        return _unitwise(document, UnitCheck(schema), limit)
    return _whole(document, schema, limit)


def examine(document: Path | bytes, *, limit: int = MAX_ERRORS, cache: Path | None = None) -> ValidationReport:
    """Check a document against the schema of the standard and version that it belongs to.

    The official schema is used where it was fetched into `cache` and is complete, else this project's own profile.
    XZuFi is checked unit by unit, at constant memory, unless there is an official schema that is about whole documents.
    Raises `UnknownStandardError` where that is none of the known ones, and what `validate` raises.
    """
    start = _start(document)
    if isinstance(start, SchemaError):
        return ValidationReport(None, None, [start])
    try:
        standard = standard_of(start)
    except UnknownStandardError:
        broken = _broken(document)
        if broken is not None:
            return ValidationReport(None, None, [broken])
        raise
    unread = not_read(standard)
    if unread is not None:
        raise UnknownSchemaError(unread)
    official = _official(cache, standard, start)
    if standard.name == UNITWISE:
        return _examine_units(document, local_name(start), standard, official, limit)
    if official.file is not None and official.schema is not None:
        return ValidationReport(standard, official.file, _whole(document, official.schema, limit))
    own = schema_file(*standard)
    return ValidationReport(standard, own, _whole(document, own_profile(own.path), limit), official.note)


class _Official(NamedTuple):
    """The official schema, or neither it nor its file, and why it is not used if it was fetched."""

    file: SchemaFile | None = None
    schema: Compiled | None = None
    note: str | None = None


def _official(cache: Path | None, standard: Standard, root: etree._Element) -> _Official:
    file = cached(cache, standard) if cache else None
    if file is None:
        return _Official()
    try:
        if not file.intact:
            raise UnusableSchemaError(f"{file.file} ist nicht mehr, was abgerufen wurde.")
        if not namespace(root):
            raise UnusableSchemaError("Das offizielle Schema ist nur auf Dokumente mit Namensraum anwendbar.")
        return _Official(file, official_schema(file.path, file.sha256, namespace(root)))
    except UnusableSchemaError as error:
        return _Official(note=str(error))


def _examine_units(
    document: Path | bytes, root: str, standard: Standard, official: _Official, limit: int
) -> ValidationReport:
    """The report of an XZuFi document whose root has this name."""
    own = schema_file(*standard)
    profile = own_profile(own.path)
    file, schema, note = official
    if file is not None and schema is not None:
        about_units = not UNITS.isdisjoint(schema.names)
        if _size(document) <= MAX_WHOLE and (root in schema.names or not about_units):
            return ValidationReport(standard, file, _whole(document, schema, limit))
        if about_units:
            check = UnitCheck(profile, schema)
            errors = _unitwise(document, check, limit)
            return ValidationReport(standard, file, errors, _note_on(check.left))
        note = f"Das offizielle Schema gilt für ganze Dokumente, und dieses ist größer als {MAX_WHOLE >> 20} MiB."
    return ValidationReport(standard, own, _unitwise(document, UnitCheck(profile), limit), note)


def _note_on(left: set[str]) -> str | None:
    if not left:
        return None
    names = ", ".join(f"„{name}“" for name in sorted(left))
    return f"Das offizielle Schema kennt {names} nicht für sich; geprüft wurde dies mit dem eigenen Profil."


def _start(document: Path | bytes) -> etree._Element | SchemaError:
    """The root element with as much of what is in it as is needed to recognise it; or why there is none."""
    root: etree._Element | None = None
    with _opened(document) as file:
        stream = CountedFile(file)
        events = etree.iterparse(
            stream,
            events=("start",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in islice(events, LOOKAHEAD):
                if root is None:
                    root = element
                    if root.getroottree().docinfo.internalDTD is not None:
                        return _dtd()
                if (element is root or local_name(element) in UNITS) and _is_known(root):
                    break
                if stream.read_bytes > _LOOKAHEAD_BYTES:
                    break
        except etree.XMLSyntaxError as error:
            return _no_xml(error)
    return SchemaError("/", None, "Das Dokument ist leer.", "xml.syntax") if root is None else root


def _is_known(root: etree._Element) -> bool:
    try:
        standard_of(root)
    except UnknownStandardError:
        return False
    return True


def _opened(document: Path | bytes) -> BinaryIO:
    return io.BytesIO(document) if isinstance(document, bytes) else document.open("rb")


def _size(document: Path | bytes) -> int:
    return len(document) if isinstance(document, bytes) else document.stat().st_size


def _dtd() -> SchemaError:
    return SchemaError("/", 1, "Das Dokument enthält eine DTD; sie ist nicht erlaubt.", "xml.dtd")


def _no_xml(error: etree.XMLSyntaxError) -> SchemaError:
    return SchemaError("/", error.lineno, f"Kein wohlgeformtes XML ({error.msg}).", "xml.syntax")


def _broken(document: Path | bytes) -> SchemaError | None:
    """The error at which reading a document of no known standard ends, None where it can be read."""
    with _opened(document) as stream:
        try:
            for _ in units(stream, frozenset()):
                pass
        except BrokenDocumentError as error:
            return SchemaError("/", error.line, error.reason, error.code)
    return None


def _unitwise(document: Path | bytes, check: UnitCheck, limit: int) -> list[SchemaError]:
    """Errors in the units of a document; one that cannot be read to its end is an error itself."""
    errors: list[NumberedError] = []
    with _opened(document) as stream:
        try:
            errors.extend(islice(check.errors(stream), limit))
        except BrokenDocumentError as error:
            errors.append(NumberedError(SchemaError("/", error.line, error.reason, error.code), error.number))
    return _with_lines(document, errors)


def _whole(document: Path | bytes, schema: Compiled, limit: int) -> list[SchemaError]:
    body = document if isinstance(document, bytes) else document.read_bytes()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        return [_no_xml(error)]
    if root.getroottree().docinfo.internalDTD is not None:
        return [_dtd()]
    if schema.fast is not None and schema.fast.validate(root):
        return []
    # lxml's types do not declare the protocol of xmlschema; its elements have it.
    resource = XMLResource(root, allow="none", defuse="always")  # type: ignore[arg-type]
    found = list(islice(schema.full.iter_errors(resource, use_location_hints=False), limit))
    errors: list[tuple[SchemaError, object]] = [
        (SchemaError(error.path or "/", error.sourceline, *explain(error)), error.elem) for error in found
    ]
    wanted = {element for error, element in errors if _is_inexact(error)}
    numbers: dict[object, int] = {}
    if wanted:
        numbers = {element: number for number, element in enumerate(root.iter("*")) if element in wanted}
    return _with_lines(body, [NumberedError(error, numbers.get(element)) for error, element in errors])


def _is_inexact(error: SchemaError) -> bool:
    return error.line is not None and error.line > KEPT


def _with_lines(document: Path | bytes, errors: Sequence[NumberedError]) -> list[SchemaError]:
    """The errors, those of inexact lines with the line of the start tag of their number."""
    numbers = {number for error, number in errors if number is not None and _is_inexact(error)}
    if not numbers:
        return [error for error, _ in errors]
    with _opened(document) as stream:
        lines = lines_of(stream, numbers)
    return [error._replace(line=lines.get(-1 if number is None else number, error.line)) for error, number in errors]
