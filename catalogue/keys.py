"""Keys of the field: AGS and ARS of municipalities, 14-digit keys of Leistungen, identifiers of PVOG and of FIM."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

LAND_ARS = "160000000000"
# AGS of the town whose gaps are asked for where no other is named.
EISENACH = "16063105"
_ARS = re.compile(r"[0-9]{12}")
_AGS = re.compile(r"[0-9]{8}")
_LEISTUNG = re.compile(r"[0-9]{14}")
_SHORT_FIM_ID = re.compile(r"([A-Z])([0-9]{2})([0-9]{6})")
_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}")


def ags_of_ars(ars: str) -> str:
    """AGS (8 digits) of an ARS (12 digits): the ARS without its four digits of the Verband.

    Source: Destatis, Gemeindeverzeichnis, structure of the Regionalschlüssel.
    """
    return ars[:5] + ars[9:]


def is_ars(key: str) -> bool:
    """Whether the key has the form of an ARS: twelve digits."""
    return bool(_ARS.fullmatch(key))


def is_ags(key: str) -> bool:
    """Whether the key has the form of an AGS: eight digits."""
    return bool(_AGS.fullmatch(key))


def is_leistungsschluessel(key: str) -> bool:
    """Whether the key has the form of a Leistungsschlüssel: 14 digits; LeiKa keys start with 99, Länder use others."""
    return bool(_LEISTUNG.fullmatch(key))


def leistungstyp(key: str) -> Literal["LO", "LOV", "LOVD"] | None:
    """LO (object only, ...000000), LOV (with Verrichtung, ...000) or LOVD (with detail); None if it is no LeiKa key.

    Source: FIM-Baustein Leistungen, structure of the key 99|GGG|KKK|VVV|DDD.
    """
    if not is_leistungsschluessel(key) or not key.startswith("99"):
        return None
    if key.endswith("000000"):
        return "LO"
    return "LOV" if key.endswith("000") else "LOVD"


def related_keys(key: str, others: frozenset[str]) -> list[str]:
    """Those of `others` that are the LOV of this LOVD, or the LOVDs of this LOV, sorted.

    A LOV covers its LOVDs only in part, so related is never the same (FIM-Baustein Leistungen).
    """
    kind = leistungstyp(key)
    if kind == "LOVD":
        return sorted({key[:11] + "000"} & others)
    if kind == "LOV":
        return sorted(other for other in others if other[:11] == key[:11] and other != key)
    return []


def with_parents(leistungen: Iterable[str]) -> frozenset[str]:
    """These Leistungen and what they are kinds of: to each LeiKa key its LO and its LOV.

    Source: FIM-Baustein Leistungen, structure of the key 99|GGG|KKK|VVV|DDD.
    """
    wanted = set(leistungen)
    parts = [key for key in wanted if leistungstyp(key)]
    return frozenset(wanted.union((key[:8] + "000000" for key in parts), (key[:11] + "000" for key in parts)))


class PvogId(NamedTuple):
    """Parts of a PVOG identifier `<Redaktion>.<LB|OE|OD>.<local>`."""

    redaktion: str
    klasse: str
    lokal: str


def split_pvog_id(identifier: str) -> PvogId | None:
    """The parts of a PVOG identifier, or None if it does not have that form; the local part need not be numeric."""
    parts = identifier.split(".", 2)
    if len(parts) != 3 or not all(parts):
        return None
    return PvogId(*parts)


def long_id(identifier: str) -> str:
    """The eleven-digit form of a FIM identifier: `S00000371` -> `S00000000371`, `G60000220` -> `G60000000220`.

    The number range keeps its two digits and three zeros follow. Source: published XDatenfelder 3 documents, which
    name the identifier that each element had in XDatenfelder 2. Everything else is returned as it is.
    """
    found = _SHORT_FIM_ID.fullmatch(identifier)
    return f"{found[1]}{found[2]}000{found[3]}" if found else identifier


def version_numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, without zeros at its end, so that `1.1` and `1.1.0` are equal and versions order.

    Source: XDatenfelder 3 writes as `x.y.0` what XDatenfelder 2 writes as `x.y`. What is no version has none, so it
    comes before all others.
    """
    if not _VERSION.fullmatch(version):
        return ()
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
