"""A schema built from the ZIP that a standard's publisher offers, without asking any other place."""

import tempfile
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import quoteattr

from lxml import etree
from xmlschema import XMLSchemaException

from xoev_schemas.archive import ArchiveError, schema_members
from xoev_schemas.compiled import VERSIONING, Compiled, compiled

_XS = "{http://www.w3.org/2001/XMLSchema}"
_WHOLE = "alle-schemadateien.xsd"


class UnusableSchemaError(Exception):
    """Official schema files that cannot be used; `str(error)` is a complete German sentence."""


@lru_cache(maxsize=8)
def official_schema(path: Path, sha256: str, namespace: str) -> Compiled:
    """The schema of a namespace from a cached ZIP; `sha256` only tells a renewed ZIP from the one before.

    Raises `UnusableSchemaError` where the ZIP has nothing for the namespace or is incomplete.
    """
    try:
        members = schema_members(path.read_bytes())
        trees = {name: etree.fromstring(body, _parser()) for name, body in members.items()}
    except (OSError, ArchiveError, etree.XMLSyntaxError) as error:
        raise UnusableSchemaError(f"Die offiziellen Schemadateien sind unlesbar ({error}).") from error
    entries = [name for name, root in trees.items() if root.get("targetNamespace") == namespace]
    if not entries:
        raise UnusableSchemaError(f"Die offiziellen Schemadateien enthalten nichts für {namespace}.")
    version11 = any(root.get(VERSIONING) == "1.1" for root in trees.values())
    with tempfile.TemporaryDirectory() as folder:
        for name, root in trees.items():
            _keep_inside(name, root, trees)
            target = Path(folder, *PurePosixPath(name).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(etree.tostring(root))
        includes = "".join(f"<xs:include schemaLocation={quoteattr(quote(name))}/>" for name in entries)
        whole = Path(folder, _WHOLE)
        whole.write_text(
            f'<xs:schema xmlns:xs="{_XS[1:-1]}" targetNamespace={quoteattr(namespace)}>{includes}</xs:schema>',
            encoding="utf-8",
        )
        try:
            # Not "sandbox", which ends at the folder of the file that refers; `_keep_inside` has seen every reference.
            return compiled(whole, version11=version11, allow="local")
        except XMLSchemaException as error:
            reason = str(error).strip().splitlines()[0]
            raise UnusableSchemaError(f"Die offiziellen Schemadateien sind unvollständig ({reason}).") from error


def _parser() -> etree.XMLParser[etree._Element]:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _keep_inside(name: str, root: etree._Element, trees: dict[str, etree._Element]) -> None:
    """Turn references to other places into references to the same file of the ZIP, or to nothing."""
    here = PurePosixPath(name).parent
    for reference in root.iterchildren(f"{_XS}import", f"{_XS}include", f"{_XS}redefine", f"{_XS}override"):
        location = reference.get("schemaLocation")
        if location is None or (not urlsplit(location).scheme and _joined(here, location) in trees):
            continue
        wanted = PurePosixPath(urlsplit(location).path).name
        namespace = reference.get("namespace")
        found = [
            other
            for other, tree in trees.items()
            if PurePosixPath(other).name == wanted or (namespace and tree.get("targetNamespace") == namespace)
        ]
        del reference.attrib["schemaLocation"]
        if found:
            reference.set("schemaLocation", "../" * len(here.parts) + quote(found[0]))
        elif reference.tag != f"{_XS}import":
            root.remove(reference)


def _joined(folder: PurePosixPath, location: str) -> str:
    """The path that a relative reference leads to, as members of the ZIP are named."""
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(location).parts):
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
