"""Two Datenschemata field by field: fields that only one of them has, and those that both have in different ways."""

import difflib
import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.keys import is_leistungsschluessel, long_id, version_numbers
from comparisons.forms.once_only import newest_links, newest_versions

SAME, OTHER, SUGGESTED, ONLY_A, ONLY_B = "gleich", "verschieden", "Vorschlag", "nur in A", "nur in B"
FINDINGS = (OTHER, SUGGESTED, ONLY_A, ONLY_B, SAME)
TRAITS = ("Version", "Art", "Feldart", "Datentyp", "Präzisierung", "Werteliste", "Anzahl")
NOTHING = "keine Angabe"
LONGEST = 120

_SCHEMA_ID = re.compile(r"(S[0-9]+)(?::(.*))?", re.IGNORECASE | re.ASCII | re.DOTALL)

_PLACES = """
SELECT f.feld_id, f.feld_version, coalesce(d.id_xdf3, f.feld_id), coalesce(d.bezeichnung, d.name, f.feld_id),
       coalesce(d.name, ''), d.schemaelementart, d.feldart, d.datentyp, d.praezisierung, d.codeliste_urn,
       d.codeliste_version, f.pfad_text, coalesce(f.anzahl_gesamt, f.anzahl)
FROM schema_felder f
LEFT JOIN datenfelder d ON d.id = f.feld_id AND d.version = f.feld_version
WHERE f.schema_id = ? AND f.schema_version = ?
ORDER BY f.position
"""
_VALUES = """
SELECT w.feld_id, w.feld_version, w.code, w.name
FROM (SELECT DISTINCT feld_id, feld_version FROM schema_felder WHERE schema_id = ? AND schema_version = ?) f
JOIN datenfeld_werte w ON w.feld_id = f.feld_id AND w.feld_version = f.feld_version
ORDER BY w.feld_id, w.feld_version, w.position
"""


class _FieldPosition(NamedTuple):
    """A place of a field in a Datenschema, as of `_PLACES`."""

    feld_id: str
    feld_version: str
    id_xdf3: str
    label: str
    name: str
    schemaelementart: str | None
    feldart: str | None
    datentyp: str | None
    praezisierung: str | None
    codeliste_urn: str | None
    codeliste_version: str | None
    pfad_text: str
    anzahl: str | None


class Element(NamedTuple):
    """A field as one side uses it; `traits` hold the different values of each of TRAITS, sorted.

    `places` counts where it stands, `path` is the first of these in words, `keys` are (path, name) of all of them.
    """

    id: str
    label: str
    harmonised: bool
    places: int
    path: str
    keys: frozenset[tuple[str, str]]
    traits: Mapping[str, tuple[str, ...]]


class Side(NamedTuple):
    """One of the two that are compared: a Datenschema, or all of a Leistung; `elements` by their eleven-digit id."""

    title: str
    elements: Mapping[str, Element]


class FieldPair(NamedTuple):
    """A field in A and in B; None where it is missing. `suggested`: they only have place and name in common."""

    a: Element | None
    b: Element | None
    suggested: bool = False

    @property
    def finding(self) -> str:
        """One of FINDINGS."""
        if self.a is None:
            return ONLY_B
        if self.b is None:
            return ONLY_A
        if self.suggested:
            return SUGGESTED
        return OTHER if self.differences else SAME

    @property
    def harmonised(self) -> bool:
        """Whether it is harmonised, on either side."""
        return any(element.harmonised for element in (self.a, self.b) if element)

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """The traits that differ: name, value in A, value in B. The number of places of a field does not count."""
        if self.a is None or self.b is None:
            return []
        found = [("Kennung", self.a.id, self.b.id)] if self.suggested else []
        for name in TRAITS:
            of_a, of_b = self.a.traits.get(name, ()), self.b.traits.get(name, ())
            if of_a != of_b:
                found.append((name, shown(of_a, of_b), shown(of_b, of_a)))
        return found


def shown(values: Sequence[str], others: Sequence[str]) -> str:
    """The values of a trait as one text that fits into a cell; of many only those that are not among `others`."""
    text = ", ".join(values) or NOTHING
    if len(text) <= LONGEST:
        return text
    known = set(others)
    own = ", ".join(value for value in values if value not in known) or NOTHING
    return f"{len(values)}, nur hier: {own if len(own) <= LONGEST else f'{own[:LONGEST]} …'}"


def diff(a: Side, b: Side) -> list[FieldPair]:
    """Every field of both sides once: in the order of A, then what only B has in its order.

    Fields are the same by their identifier alone (see `once_only.Forms`). Of the others two are suggested to
    be the same where path and name in words are equal, and no other of these fields has the same on its side.
    """
    suggested = _suggestions(
        [element for key, element in a.elements.items() if key not in b.elements],
        [element for key, element in b.elements.items() if key not in a.elements],
    )
    taken = {element.id for element in suggested.values()}
    pairs = [
        FieldPair(element, suggested[key], suggested=True)
        if key in suggested
        else FieldPair(element, b.elements.get(key))
        for key, element in a.elements.items()
    ]
    only_b = (element for key, element in b.elements.items() if key not in a.elements and key not in taken)
    return pairs + [FieldPair(None, element) for element in only_b]


def _suggestions(of_a: Iterable[Element], of_b: Iterable[Element]) -> dict[str, Element]:
    """The field of B that each field of A may be, by the id of the latter."""
    by_key = _unambiguous(of_a), _unambiguous(of_b)
    found: dict[str, Element] = {}
    taken: set[str] = set()
    # In the order of the texts, so that the result is the same whichever side is called A.
    for key in sorted(by_key[0].keys() & by_key[1].keys()):
        first, second = by_key[0][key], by_key[1][key]
        if first.id not in found and second.id not in taken:
            found[first.id] = second
            taken.add(second.id)
    return found


def _unambiguous(elements: Iterable[Element]) -> dict[tuple[str, str], Element]:
    found: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in elements:
        for key in element.keys:
            found[key].append(element)
    return {key: several[0] for key, several in found.items() if len(several) == 1}


class Totals(NamedTuple):
    """The number of fields of each finding."""

    both: int
    harmonised: int
    same: int
    other: int
    suggested: int
    only_a: int
    only_b: int


def totals(pairs: Iterable[FieldPair]) -> Totals:
    """Count the findings; `harmonised` are those of the fields in both that are harmonised."""
    counts = dict.fromkeys(FINDINGS, 0)
    harmonised = 0
    for pair in pairs:
        counts[pair.finding] += 1
        harmonised += pair.harmonised and pair.finding in (SAME, OTHER)
    both = counts[SAME] + counts[OTHER]
    return Totals(both, harmonised, *(counts[kind] for kind in (SAME, OTHER, SUGGESTED, ONLY_A, ONLY_B)))


def diff_rows(pairs: Iterable[FieldPair], *, everything: bool = False) -> list[dict[str, Any]]:
    """The pairs as rows for people, without those that are the same unless `everything` is wanted."""
    return [_row(pair) for pair in pairs if everything or pair.finding != SAME]


def _row(pair: FieldPair) -> dict[str, Any]:
    a, b = pair.a, pair.b
    either = a or b
    return {
        "befund": pair.finding,
        "feld": either.label if either else "",
        "harmonisiert": "ja" if pair.harmonised else "nein",
        "unterschiede": "; ".join(f"{name}: {before} → {after}" for name, before, after in pair.differences),
        "pfad_a": a.path if a else None,
        "pfad_b": b.path if b else None,
        "feld_a": a.id if a else None,
        "feld_b": b.id if b else None,
        "stellen_a": a.places if a else 0,
        "stellen_b": b.places if b else 0,
    }


def read_side(db: Database, wanted: str) -> Side:
    """The fields of the Datenschema `wanted` (`S…`, with `:version`, else the newest), or of all of a Leistung.

    Raises `ThavelError` with what is similar where there is none.
    """
    found = _SCHEMA_ID.fullmatch(wanted.strip())
    if found:
        keys = [_schema(db, long_id(found[1].upper()), found[2])]
        title = _title(db, keys[0])
    elif is_leistungsschluessel(wanted.strip()):
        keys = _of_leistung(db, wanted.strip())
        title = f"Leistung {wanted.strip()} ({', '.join(schema for schema, _ in keys)})"
    else:
        raise ThavelError(
            f"„{wanted}“ ist weder die Kennung eines Datenschemas (S und Ziffern, dahinter bei Bedarf „:Version“) noch "
            f"ein Leistungsschlüssel (14 Ziffern).{_similar(wanted, _names(db))}"
        )
    return Side(title, _elements(db, keys))


def _title(db: Database, schema: tuple[str, str]) -> str:
    row = db.execute(
        "SELECT coalesce(bezeichnung, name, '') FROM datenschemata WHERE id = ? AND version = ?", schema
    ).fetchone()
    return f"{schema[0]} Version {schema[1] or NOTHING} „{row[0]}“"


def _schema(db: Database, full: str, version: str | None) -> tuple[str, str]:
    rows = db.execute("SELECT id, version, felder FROM datenschemata WHERE id_xdf3 = ?", [full]).fetchall()
    if not rows:
        raise ThavelError(f"Ein Datenschema {full} kennt der Katalog nicht.{_similar(full, _names(db))}")
    read = [(schema, known) for schema, known, fields in rows if fields is not None]
    if not read:
        raise ThavelError(
            f"Vom Datenschema {full} ist nur bekannt, dass es das gibt; seine Felder sind nicht im Katalog. "
            "Importieren Sie sie: thavel import fim"
        )
    if version is None:
        return newest_versions(db)[full]
    exact = [key for key in read if key[1] == version]
    equal = [key for key in read if version_numbers(version) and version_numbers(key[1]) == version_numbers(version)]
    if not exact and not equal:
        known = ", ".join(sorted(key[1] or "ohne Version" for key in read))
        raise ThavelError(f"Vom Datenschema {full} kennt der Katalog keine Version „{version}“, aber diese: {known}.")
    return max(exact or equal)


def _of_leistung(db: Database, key: str) -> list[tuple[str, str]]:
    links = newest_links(db)
    if key not in links:
        raise ThavelError(
            f"Zur Leistung {key} ist kein Datenschema bekannt. Nennen Sie das Datenschema selbst, "
            f"oder eine Leistung, die eines hat.{_similar(key, links)}"
        )
    return [(ref.id, ref.version) for ref in links[key]]


def _names(db: Database) -> list[str]:
    rows = db.execute("SELECT DISTINCT id_xdf3 FROM datenschemata WHERE felder IS NOT NULL ORDER BY id_xdf3").fetchall()
    return [name for (name,) in rows]


def _similar(wanted: str, names: Iterable[str]) -> str:
    found = difflib.get_close_matches(wanted[:LONGEST].upper(), list(names), n=3, cutoff=0.7)
    if found:
        return f" Ähnlich: {', '.join(found)}."
    return " Welche es gibt, zeigt: thavel export datenschemata --format csv"


def _elements(db: Database, schemas: Iterable[tuple[str, str]]) -> dict[str, Element]:
    """The fields of some Datenschemata by their eleven-digit id, in the order of the documents."""
    places: dict[str, list[_FieldPosition]] = defaultdict(list)
    values: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for schema in schemas:
        for place in itertools.starmap(_FieldPosition, db.execute(_PLACES, schema).fetchall()):
            places[place.id_xdf3].append(place)
        for field, version, code, name in db.execute(_VALUES, schema).fetchall():
            values[field, version][f"{code or NOTHING} {name or ''}".strip()] = None
    return {identifier: _element(found, values) for identifier, found in places.items()}


def _element(places: Sequence[_FieldPosition], values: Mapping[tuple[str, str], Mapping[str, None]]) -> Element:
    """The field that stands at these places, in the order of the documents; `values` are those that it lists itself."""
    traits: dict[str, set[str]] = {name: set() for name in TRAITS}
    keys = set()
    for place in places:
        if place.codeliste_urn:
            lists = [" ".join(filter(None, (place.codeliste_urn, place.codeliste_version)))]
        else:
            lists = list(values.get((place.feld_id, place.feld_version), ()))
        found: dict[str, Sequence[str | None]] = {
            "Version": [canonical(place.feld_version)],
            "Art": [place.schemaelementart],
            "Feldart": [place.feldart],
            "Datentyp": [place.datentyp],
            "Präzisierung": precisions(place.praezisierung),
            "Werteliste": lists,
            "Anzahl": [place.anzahl],
        }
        for trait, several in found.items():
            traits[trait].update(filter(None, several))
        keys.add((_plain(place.pfad_text), _plain(place.name)))
    return Element(
        places[0].id_xdf3,
        places[0].label,
        "HAR" in traits["Art"],
        len(places),
        places[0].pfad_text,
        frozenset(keys),
        {name: tuple(sorted(several)) for name, several in traits.items()},
    )


def canonical(version: str) -> str:
    """A version as XDatenfelder 3 writes it (`1.1` -> `1.1.0`); what is none as it is."""
    numbers = version_numbers(version)
    return ".".join(map(str, (*numbers, 0, 0, 0)[: max(3, len(numbers))])) if numbers else version


def precisions(text: str | None) -> list[str]:
    """Limits and pattern of a value, one by one: `{"maxLength": "5"}` -> `maxLength 5`; other text as it is."""
    if text is None:
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return [text]
    if not isinstance(found, dict):
        return [text]
    return [f"{name} {value}" for name, value in found.items() if value not in (None, "")]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
