"""Which standard and version a document belongs to, by its root element: namespace, else what XZuFi says of itself."""

import re
from typing import NamedTuple

from lxml import etree

# Namespaces as the standards spell them; XDatenfelder 2 and XProzess 2 name no minor version.
_NAMESPACES = (
    (r"http://docs\.oasis-open\.org/codelist/ns/genericode/(1\.0)/", "genericode"),
    (r"http://xoev\.de/schemata/xzufi/([0-9]+_[0-9]+_[0-9]+)", "xzufi"),
    (r"urn:xoev-de:fim:standard:xdatenfelder_([0-9]+(?:\.[0-9]+)*)", "xdatenfelder"),
    (r"http://www\.regierung-mv\.de/xprozess/([0-9]+)", "xprozess"),
)
# Root of the reports of XZuFi 2.1, some of which are in no namespace.
_REPORT = "leistungsverzeichnis"


class Standard(NamedTuple):
    """A standard in a version, as the manifest spells them."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class UnknownStandardError(LookupError):
    """A document of no standard that is known here; `str(error)` is a complete German sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


def standard_of(root: etree._Element) -> Standard:
    """The standard and version of a document. Raises `UnknownStandardError` where its namespace is none of theirs."""
    name = etree.QName(root)
    for pattern, standard in _NAMESPACES:
        found = re.fullmatch(pattern, name.namespace or "")
        if found:
            version = found.group(1).replace("_", ".")
            return Standard(standard, version if "." in version else f"{version}.0")
    if not name.namespace:
        version = root.get("xzufiVersion")
        if version and re.fullmatch(r"[0-9]+\.[0-9]+(?:\.[0-9]+)?", version):
            return Standard("xzufi", version if version.count(".") == 2 else f"{version}.0")
        if name.localname.startswith(_REPORT):
            return Standard("xzufi", "2.1.0")
    names = ", ".join(standard for _, standard in _NAMESPACES)
    described = f"den Namensraum „{name.namespace}“" if name.namespace else "keinen Namensraum"
    raise UnknownStandardError(
        f"Das Dokument beginnt mit „{name.localname}“ und nennt {described}; daran ist kein Standard zu erkennen. "
        f"Bekannt sind {names}."
    )
