"""Validation of XML documents against the schema of their standard, for imports with `--strict`."""

from collections.abc import Iterator
from pathlib import Path

from catalogue.records.parsed import Message
from catalogue.store.deliveries import Delivery


def checked(delivery: Delivery, cache: Path) -> Iterator[Message]:
    """Messages about a document: the schema that was used and, of level Fehler, each error; none for what is no XML.

    The official schema is used where it was fetched into `cache`, else the project's own reading profile.
    """
    document = delivery.file or delivery.body
    if delivery.status == 404 or _is_other(document):
        return
    # Here, because xmlschema takes longer to load than all the rest of an import.
    from xoev_schemas.fetch import FetchError  # noqa: PLC0415
    from xoev_schemas.manifest import UnknownSchemaError  # noqa: PLC0415
    from xoev_schemas.recognition import UnknownStandardError  # noqa: PLC0415
    from xoev_schemas.validation import examine  # noqa: PLC0415

    try:
        report = examine(document, cache=cache)
    except (UnknownStandardError, UnknownSchemaError, FetchError) as error:
        yield Message("Fehler", "schema.unbekannt", str(error), None, delivery.url)
        return
    if report.schema is not None:
        used = f"Geprüft mit {report.schema.file} ({report.schema.provenance}), {report.standard}."
        yield Message("Hinweis", "schema.geprueft", used, None, delivery.url)
    if report.note is not None:
        yield Message("Hinweis", "schema.hinweis", report.note, None, delivery.url)
    for found in report.errors:
        place = f"{delivery.url}, Zeile {found.line}" if found.line else delivery.url
        yield Message("Fehler", f"schema.{found.code}", f"{found.path}: {found.reason}", None, place)


def _is_other(document: bytes | Path) -> bool:
    """Whether a document is no XML: a body that begins with something else, a file of JSON."""
    if isinstance(document, bytes):
        return not document.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    with document.open("rb") as file:
        return file.read(1) in (b"{", b"[")
