"""Which data a citizen enters again: the fields of each Leistung's forms, and which of them other services ask for."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.keys import version_numbers
from catalogue.tables.fim import WEGE

EXAMPLES = 8
OTHERS_NAMED = 3

# Static texts of a form: nothing is entered there.
_LABEL = "label"

_FIELDS = f"""
SELECT f.schema_id, f.schema_version, coalesce(d.id_xdf3, f.feld_id), coalesce(d.bezeichnung, d.name, f.feld_id),
       d.schemaelementart IS 'HAR', count(*)
FROM json_each(?) w
CROSS JOIN schema_felder f
  ON f.schema_id = json_extract(w.value, '$[0]') AND f.schema_version = json_extract(w.value, '$[1]')
LEFT JOIN datenfelder d ON d.id = f.feld_id AND d.version = f.feld_version
WHERE d.feldart IS NOT '{_LABEL}'
GROUP BY f.schema_id, f.schema_version, f.feld_id, f.feld_version
ORDER BY f.schema_id, f.schema_version, f.feld_id, f.feld_version
"""


class SchemaRef(NamedTuple):
    """A Datenschema and the route (`catalogue.tables.fim.WEGE`) by which it is known to belong to a Leistung."""

    id: str
    version: str
    verknuepfung: str


class Field(NamedTuple):
    """What a form asks for; `id` has eleven digits, `places` is how often it stands in the form."""

    id: str
    name: str
    harmonised: bool
    places: int


class Form(NamedTuple):
    """The Datenschemata of one Leistung, united; `fields` by their id."""

    schemas: tuple[SchemaRef, ...]
    fields: Mapping[str, Field]


class SharedField(NamedTuple):
    """A field that the forms of other Leistungen (their keys, sorted) ask for too."""

    id: str
    name: str
    harmonised: bool
    leistungen: tuple[str, ...]


class FormFacts(NamedTuple):
    """What is known of the forms of one Leistung.

    `places` counts where something is entered, `fields` the different fields, `harmonised` those of them that are
    harmonised. `compared` are the other Leistungen with a Datenschema that `shared` was looked for in.
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

    def by_leistung(self) -> list[tuple[str, int]]:
        """Number of shared fields with each other Leistung, most first."""
        counts = Counter(chain.from_iterable(field.leistungen for field in self.shared))
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


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

    def __init__(self, forms: Mapping[str, Form]) -> None:
        """`forms` by Leistungsschlüssel."""
        self._forms = forms
        self._known: tuple[frozenset[str], Mapping[str, tuple[str, ...]]] = (frozenset(), {})

    @classmethod
    def of(cls, db: Database, wanted: Collection[str] | None = None) -> "Forms":
        """Read the forms of the Leistungen `wanted`, or of all, from the catalogue."""
        links = newest_links(db, wanted)
        refs = sorted({(ref.id, ref.version) for refs in links.values() for ref in refs})
        fields: dict[tuple[str, str], list[Field]] = defaultdict(list)
        for schema, version, *field in db.execute(_FIELDS, [json.dumps(refs)]).fetchall():
            fields[schema, version].append(Field(field[0], field[1], bool(field[2]), field[3]))
        return cls(
            {
                key: Form(tuple(refs), united(fields.get((ref.id, ref.version), ()) for ref in refs))
                for key, refs in links.items()
            }
        )

    def facts(self, key: str, own: Collection[str]) -> FormFacts | None:
        """What is known of the forms of the Leistung `key`, and what they share with those of the Leistungen `own`.

        None where no Datenschema belongs to it.
        """
        form = self._forms.get(key)
        if form is None:
            return None
        own = frozenset(own)
        askers = self._askers(own)
        shared = []
        for field in form.fields.values():
            others = askers.get(field.id, ())
            if key in own:
                others = tuple(other for other in others if other != key)
            if others:
                shared.append(SharedField(field.id, field.name, field.harmonised, others))
        shared.sort(key=lambda field: (not field.harmonised, -len(field.leistungen), field.name, field.id))
        return FormFacts(
            form.schemas,
            sum(field.places for field in form.fields.values()),
            len(form.fields),
            sum(field.harmonised for field in form.fields.values()),
            len((own & self._forms.keys()) - {key}),
            tuple(shared),
        )

    def _askers(self, own: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        """The Leistungen of `own` that ask for each field, by its id; made once as long as `own` stays the same."""
        if self._known[0] != own:
            askers: dict[str, list[str]] = defaultdict(list)
            for key in sorted(own & self._forms.keys()):
                for identifier in self._forms[key].fields:
                    askers[identifier].append(key)
            self._known = own, {identifier: tuple(keys) for identifier, keys in askers.items()}
        return self._known[1]


def united(forms: Iterable[Iterable[Field]]) -> dict[str, Field]:
    """The fields of several schemas, or of several versions in one, each id once: harmonised if any of them is."""
    found: dict[str, Field] = {}
    for field in chain.from_iterable(forms):
        before = found.get(field.id)
        if before is None:
            found[field.id] = field
        else:
            found[field.id] = before._replace(
                harmonised=before.harmonised or field.harmonised, places=before.places + field.places
            )
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
            rows.append(_row(key, facts, title))
    return rows


def _row(key: str, facts: FormFacts, title: Callable[[str], str]) -> dict[str, Any]:
    first = facts.schemas[0]
    names = dict.fromkeys(field.name for field in facts.shared)
    others = [f"{title(other)} ({other}): {number}" for other, number in facts.by_leistung()[:OTHERS_NAMED]]
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
