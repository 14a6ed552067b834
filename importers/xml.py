"""The one XML reader: streaming, no entities, no network, no DTD; every importer of XML goes through it."""

import io
from collections.abc import Iterator

from lxml import etree

from catalogue.errors import ThavelError


def local_name(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def elements(body: bytes, name: str, *, place: str) -> Iterator[etree._Element]:
    """Yield each element with this local name, in any namespace; it is emptied once the caller asks for the next.

    Raises `ThavelError` naming `place` and line where the document is no well-formed XML or declares entities.
    """
    events = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        tag=("{*}" + name,),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            if element.getroottree().docinfo.internalDTD is not None:
                raise ThavelError(f"{place}: Das Dokument enthält eine DTD. Solche Dokumente werden nicht eingelesen.")
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise ThavelError(
            f"{place}, Zeile {line}: Kein wohlgeformtes XML ({error.msg}). Laden Sie die Datei noch einmal."
        ) from error
