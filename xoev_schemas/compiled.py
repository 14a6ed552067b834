"""Schemas as the two validators know them: one says fast whether something is valid, the other says in full why not."""

from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from lxml import etree
from xmlschema import XMLSchema10, XMLSchema11

VERSIONING = "{http://www.w3.org/2007/XMLSchema-versioning}minVersion"


class Compiled(NamedTuple):
    """A schema of a namespace with the names of its global elements; `fast` is None where lxml cannot use it."""

    full: XMLSchema10 | XMLSchema11
    fast: etree.XMLSchema | None
    namespace: str
    names: frozenset[str]


def compiled(path: Path, *, version11: bool, allow: Literal["local", "sandbox"] = "sandbox") -> Compiled:
    """Build a schema from a file; `allow` says which other files it may refer to. Raises `XMLSchemaException`."""
    full = (XMLSchema11 if version11 else XMLSchema10)(str(path), allow=allow, defuse="always")
    return Compiled(full, None if version11 else _fast(path), full.target_namespace, frozenset(full.elements))


@lru_cache(maxsize=16)
def own_profile(path: Path) -> Compiled:
    """A schema file of this package."""
    return compiled(path, version11=etree.parse(path).getroot().get(VERSIONING) == "1.1")


def _fast(path: Path) -> etree.XMLSchema | None:
    """The schema of lxml, or None where it cannot use the file: it knows XSD 1.0 only, and not all of it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.XMLSchema(etree.parse(path, parser))
    except etree.XMLSchemaParseError:
        return None
