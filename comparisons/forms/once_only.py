"""The data that a citizen enters again: fields of the form of a Leistung that other forms ask for too."""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.keys import version_numbers
from catalogue.tables.fim import WEGE

EXAMPLES = 8
OTHERS_NAMED = 3

_PLACES = "SELECT feld_id, feld_version FROM schema_felder WHERE schema_id = ? AND schema_version = ? ORDER BY position"
_FIELDS = """
SELECT d.id, d.version, d.id_xdf3, coalesce(d.bezeichnung, d.name, d.id), d.schemaelementart IS 'HAR',
       d.feldart IS 'label'
FROM json_each(?) w
CROSS JOIN datenfelder d ON d.id = json_extract(w.value, '$[0]') AND d.version = json_extract(w.value, '$[1]')
"""


class SchemaRef(NamedTuple):
    """A Datenschema and the route (`catalogue.tables.fim.WEGE`) by which it is known to belong to a Leistung."""

    id: str
    version: str
    verknuepfung: str


class Field(NamedTuple):
    """A field by its eleven-digit id, as its newest version calls it; harmonised if any of its versions is."""

    id: str
    name: str
    harmonised: bool


class _FieldRow(NamedTuple):
    """A version of a field, as of `_FIELDS`."""

    id: str
    version: str
    id_xdf3: str
    name: str
    harmonised: int
    label: int


class Form(NamedTuple):
    """The Datenschemata of one Leistung, united.

    `places` says how often each field is asked for, by its eleven-digit id, in the order of the form.
    """

    schemas: tuple[SchemaRef, ...]
    places: Mapping[str, int]


class SharedField(NamedTuple):
    """A field that the forms of other Leistungen (their keys, sorted) ask for too."""

    field: Field
    leistungen: tuple[str, ...]


class FormFacts(NamedTuple):
    """The forms of one Leistung, and the fields that they share with those of others.

    `places` counts where something is entered, `fields` the different fields, `harmonised` those of them that are
    harmonised. `compared` are the other Leistungen with a Datenschema that `shared` was looked for in; harmonised and
    widely shared fields come first, else they stand as in the form.
    """

    schemas: tuple[SchemaRef, ...]
    places: int
    fields: int
    harmonised: int
    compared: int
    shared: tuple[SharedField, ...]

    @property
    def share(self) -> float | None:
        """Share of the fields that are harmonised, 0 to 1; None where there are no fields."""
        return self.harmonised / self.fields if self.fields else None

    def closest(self, number: int) -> list[tuple[str, int]]:
        """The other Leistungen with the most shared fields, at most `number`, with how many these are."""
        counts = Counter(chain.from_iterable(found.leistungen for found in self.shared))
        return nsmallest(number, counts.items(), key=lambda item: (-item[1], item[0]))


class Forms:
    """The forms of Leistungen.

    Two fields are the same if they have the same identifier in its eleven-digit form (`F60000227` of XDatenfelder 2
    is `F60000000227` of XDatenfelder 3), whatever their version, their label and their place. Equal names are not
    enough. A harmonised field (schemaelementart HAR) is made to be shared; one that is bound to a legal norm (RNG) or
    abstract (ABS) is shared only where both schemas use the very same one. Static texts (feldart label) do not count:
    nothing is entered there.

    Of each Datenschema the newest version counts whose document was read, with what links that version to a Leistung:
    its own description, its Dokumentsteckbrief, or a process. Nothing is concluded from titles.
    """

    def __init__(self, forms: Mapping[str, Form], fields: Mapping[str, Field]) -> None:
        """`forms` by Leistungsschlüssel, `fields` by their eleven-digit id."""
        self._forms = forms
        self._fields = fields
        self._asked: tuple[frozenset[str], Mapping[str, tuple[str, ...]]] = (frozenset(), {})

    @classmethod
    def of(cls, db: Database, wanted: Collection[str] | None = None) -> "Forms":
        """Read the forms of the Leistungen `wanted`, or of all, from the catalogue."""
        links = newest_links(db, wanted)
        schemas = {(ref.id, ref.version) for ref in chain.from_iterable(links.values())}
        places = {schema: Counter(db.execute(_PLACES, schema).fetchall()) for schema in schemas}
        ids: dict[tuple[str, str], str] = {}
        fields: dict[str, Field] = {}
        asked = json.dumps(list(set(chain.from_iterable(places.values()))))
        found = [_FieldRow(*row) for row in db.execute(_FIELDS, [asked]).fetchall()]
        numbers = {row.version: version_numbers(row.version) for row in found}
        # The newest version last: a field is called as in that.
        for row in sorted(found, key=lambda row: (numbers[row.version], row.version, row.id)):
            if not row.label:
                ids[row.id, row.version] = row.id_xdf3
                known = fields.get(row.id_xdf3)
                harmonised = bool(row.harmonised) or (known is not None and known.harmonised)
                fields[row.id_xdf3] = Field(row.id_xdf3, row.name, harmonised)
        by_id = {schema: _by_id(counts, ids) for schema, counts in places.items()}
        forms = {
            key: Form(tuple(refs), _united([by_id[ref.id, ref.version] for ref in refs])) for key, refs in links.items()
        }
        return cls(forms, fields)

    def facts(self, key: str, own: Collection[str]) -> FormFacts | None:
        """The forms of the Leistung `key`, and the fields that they share with those of the Leistungen `own`.

        None where no Datenschema belongs to it.
        """
        form = self._forms.get(key)
        if form is None:
            return None
        own = frozenset(own)
        asked = self._askers(own)
        # A Leistung of `own` is itself among those that ask for its fields.
        itself = int(key in own)
        shared = [
            SharedField(self._fields[identifier], _without(key, others) if itself else others)
            for identifier in form.places
            if len(others := asked.get(identifier, ())) > itself
        ]
        shared.sort(key=lambda found: (not found.field.harmonised, -len(found.leistungen)))
        return FormFacts(
            form.schemas,
            sum(form.places.values()),
            len(form.places),
            sum(self._fields[identifier].harmonised for identifier in form.places),
            len((own & self._forms.keys()) - {key}),
            tuple(shared),
        )

    def _askers(self, own: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        """The Leistungen of `own` that ask for each field, sorted; made once as long as `own` stays the same."""
        if self._asked[0] != own:
            found: dict[str, list[str]] = defaultdict(list)
            for key in sorted(own & self._forms.keys()):
                for identifier in self._forms[key].places:
                    found[identifier].append(key)
            self._asked = own, {identifier: tuple(keys) for identifier, keys in found.items()}
        return self._asked[1]


def _without(key: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Sorted `keys` without one of them."""
    place = bisect_left(keys, key)
    return keys[:place] + keys[place + 1 :]


def _by_id(counts: Mapping[tuple[str, str], int], ids: Mapping[tuple[str, str], str]) -> dict[str, int]:
    """The number of places of each field in a schema, its versions together, without fields that are not in `ids`."""
    found: dict[str, int] = {}
    for version, number in counts.items():
        identifier = ids.get(version)
        if identifier is not None:
            found[identifier] = found.get(identifier, 0) + number
    return found


def _united(forms: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    """The fields of several schemas, in their order."""
    if len(forms) == 1:
        return forms[0]
    found: Counter[str] = Counter()
    for form in forms:
        found.update(form)
    return found


def newest_versions(db: Database) -> dict[str, tuple[str, str]]:
    """Id and version of the newest version of each Datenschema whose document was read, by its eleven-digit id."""
    newest: dict[str, tuple[str, str]] = {}
    for identifier, version, full in db.execute(
        "SELECT id, version, id_xdf3 FROM datenschemata WHERE felder IS NOT NULL"
    ):
        before = newest.get(full)
        if before is None or _age(version, identifier) > _age(before[1], before[0]):
            newest[full] = (identifier, version)
    return newest


def _age(version: str, identifier: str) -> tuple[tuple[int, ...], str, str]:
    """Orders the versions of a schema; of 1.0 in XDatenfelder 2 and 1.0.0 in 3 the latter comes last."""
    return version_numbers(version), version, identifier


def newest_links(db: Database, wanted: Collection[str] | None = None) -> dict[str, list[SchemaRef]]:
    """The newest Datenschemata of each Leistung, the most reliable route first, each by its most reliable route."""
    newest = set(newest_versions(db).values())
    best: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for schema, version, key, route in db.execute("SELECT * FROM schema_leistungen").fetchall():
        if (schema, version) in newest and (wanted is None or key in wanted):
            place = WEGE.index(route)
            known = best[key].get((schema, version), place)
            best[key][schema, version] = min(place, known)
    return {
        key: [SchemaRef(*schema, WEGE[place]) for place, schema in sorted((p, s) for s, p in routes.items())]
        for key, routes in best.items()
    }


def form_rows(
    forms: Forms, keys: Iterable[str], own: Collection[str], title: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Rows of the table `formularvergleich` for those of the Leistungen `keys` that have a Datenschema."""
    own = frozenset(own)
    rows = []
    for key in sorted(keys):
        facts = forms.facts(key, own)
        if facts is not None:
            rows.append({**_row(key, facts, title), "vorhanden": int(key in own)})
    return rows


def _row(key: str, facts: FormFacts, title: Callable[[str], str]) -> dict[str, Any]:
    first = facts.schemas[0]
    names = dict.fromkeys(found.field.name for found in facts.shared)
    others = [f"{title(other)} ({other}): {number}" for other, number in facts.closest(OTHERS_NAMED)]
    return {
        "leistungsschluessel": key,
        "schema_id": first.id,
        "schema_version": first.version,
        "verknuepfung": first.verknuepfung,
        "datenschemata": len(facts.schemas),
        "stellen": facts.places,
        "felder": facts.fields,
        "harmonisierte_felder": facts.harmonised,
        "anteil_harmonisiert": facts.share,
        "verglichene_leistungen": facts.compared,
        "gemeinsame_felder": len(facts.shared) if facts.compared else None,
        "beispiele": ", ".join(list(names)[:EXAMPLES]) or None,
        "mit_leistungen": "\n".join(others) or None,
    }
