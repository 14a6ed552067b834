"""What a form shares with those of other Leistungen: counted by the identity of its fields, never by their names."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalogue.database import connect
from catalogue.keys import long_id
from comparisons.forms.once_only import Field, Form, FormFacts, Forms, SchemaRef, SharedField, form_rows
from importers.fim.xprozess import XProzess
from tests.importers.fim.documents import XDF2, XDF3, export, feld, gruppe, load, prozess, schema, stelle
from tests.importers.fim.documents import steckbrief as profile

DOG, CAT, BIRD, FISH = "99102013104000", "99102013104001", "99085001012000", "99085001012001"
NAME = feld("F60000000227", "Familienname", art="HAR", version="1.1.0")
STREET = feld("F60000000243", "Straße", art="HAR")
BREED = feld("F00000000005", "Rasse")
HINT = feld("F00000000006", "Hinweis").replace(">input<", ">label<")


def document(number: int, *fields: str, names: str = "", version: str = "1.0.0", namespace: str = XDF3) -> str:
    """A Datenschema with these fields; its description names the Leistung `names`."""
    identifier = f"S{number:011d}" if namespace == XDF3 else f"S00{number:06d}"
    return schema(
        "".join(stelle("1:1", field) for field in fields),
        identifier=identifier,
        version=version,
        beschreibung=f"Leistungsschlüssel: {names}" if names else "",
        namespace=namespace,
    )


def facts(katalog: Path, key: str, *own: str) -> FormFacts | None:
    db = connect(katalog)
    try:
        return Forms.of(db).facts(key, own)
    finally:
        db.close()


def names_of(found: FormFacts | None) -> list[tuple[str, tuple[str, ...]]]:
    assert found is not None
    return [(shared.field.name, shared.leistungen) for shared in found.shared]


def test_a_form_is_counted_by_places_and_by_fields_and_hints_are_no_fields(katalog: Path) -> None:
    twice = stelle("1:1", gruppe("G00000000001", "Halter", stelle("0:1", NAME)))
    load(
        katalog,
        schema(twice + twice + stelle("1:1", BREED) + stelle("1:1", HINT), beschreibung=f"Leika Schlüssel: {DOG}"),
    )
    found = facts(katalog, DOG)
    assert found == FormFacts((SchemaRef("S00000000001", "1.0.0", "Beschreibung"),), 3, 2, 1, 0, ())
    assert found.share == 0.5


def test_what_has_no_schema_has_no_facts(katalog: Path) -> None:
    load(katalog, document(1, NAME, names=DOG))
    assert facts(katalog, CAT, DOG) is None


def test_the_same_element_is_shared_whatever_its_version_label_and_standard(katalog: Path) -> None:
    old = feld("F60000227", "Nachname", version="1.0", art="HAR")
    load(
        katalog,
        document(1, NAME, STREET, BREED, names=DOG),
        document(2, old, names=CAT, version="1.0", namespace=XDF2),
        document(3, STREET, NAME, names=BIRD),
    )
    assert facts(katalog, DOG, CAT, BIRD) == FormFacts(
        (SchemaRef("S00000000001", "1.0.0", "Beschreibung"),),
        places=3,
        fields=3,
        harmonised=2,
        compared=2,
        shared=(
            SharedField(Field("F60000000227", "Familienname", harmonised=True), (BIRD, CAT)),
            SharedField(Field("F60000000243", "Straße", harmonised=True), (BIRD,)),
        ),
    )


def test_an_equal_name_alone_shares_nothing(katalog: Path) -> None:
    load(katalog, document(1, BREED, names=DOG), document(2, feld("F00000000099", "Rasse"), names=CAT))
    assert names_of(facts(katalog, DOG, CAT)) == []


def test_a_field_bound_to_a_legal_norm_is_shared_if_it_is_the_very_same_and_comes_after_the_harmonised_ones(
    katalog: Path,
) -> None:
    load(katalog, document(1, BREED, NAME, names=DOG), document(2, BREED, NAME, names=CAT))
    assert names_of(facts(katalog, DOG, CAT)) == [("Familienname", (CAT,)), ("Rasse", (CAT,))]


def test_a_leistung_shares_nothing_with_itself(katalog: Path) -> None:
    load(katalog, document(1, NAME, BREED, names=DOG), document(2, NAME, names=CAT))
    found = facts(katalog, DOG, DOG, CAT, FISH)
    assert names_of(found) == [("Familienname", (CAT,))]
    assert found is not None and found.compared == 1


def test_the_newest_version_counts_with_its_own_link_and_ten_is_newer_than_nine(katalog: Path) -> None:
    load(
        katalog,
        document(1, NAME, STREET, names=DOG, version="9.0.0"),
        document(1, NAME, names=CAT, version="10.0.0"),
        document(2, BREED, names=BIRD, version="1.0", namespace=XDF2),
        document(2, STREET, names=BIRD, version="1.0.0"),
    )
    assert facts(katalog, DOG) is None
    newest, converted = facts(katalog, CAT), facts(katalog, BIRD)
    assert newest and converted
    assert (newest.schemas, newest.fields) == ((SchemaRef("S00000000001", "10.0.0", "Beschreibung"),), 1)
    assert converted.schemas == (SchemaRef("S00000000002", "1.0.0", "Beschreibung"),)


def test_a_version_that_is_only_listed_does_not_hide_the_one_that_was_read(katalog: Path) -> None:
    load(katalog, document(1, NAME, names=DOG))
    db = connect(katalog)
    db.execute(
        "INSERT INTO datenschemata (id, version, id_xdf3, standard)"
        " VALUES ('S00000000001', '2.0.0', 'S00000000001', 'x')"
    )
    db.close()
    found = facts(katalog, DOG)
    assert found and found.schemas == (SchemaRef("S00000000001", "1.0.0", "Beschreibung"),)


def test_several_schemas_of_a_leistung_are_united_the_most_reliable_route_first(katalog: Path) -> None:
    start = schema(stelle("1:1", NAME) + stelle("1:1", BREED), identifier="S00000000001", steckbrief="D00000000007")
    load(katalog, start, document(2, NAME, STREET, names=DOG), profile(f"Anmeldung ({CAT})"))
    load(katalog, export(prozesse=prozess(DOG, formular="D00000007")), source=XProzess)
    found = facts(katalog, DOG)
    assert found == FormFacts(
        (SchemaRef("S00000000002", "1.0.0", "Beschreibung"), SchemaRef("S00000000001", "1.0.0", "Prozess")),
        4,
        3,
        2,
        0,
        (),
    )
    other = facts(katalog, CAT)
    assert other and other.schemas == (SchemaRef("S00000000001", "1.0.0", "Dokumentsteckbrief"),)


def test_rows_name_examples_and_the_closest_leistungen_and_say_nothing_where_nothing_can_be_compared(
    katalog: Path,
) -> None:
    load(
        katalog,
        document(1, NAME, STREET, BREED, names=DOG),
        document(2, NAME, names=CAT),
        document(3, STREET, NAME, names=BIRD),
    )
    db = connect(katalog)
    forms = Forms.of(db, [DOG, CAT, BIRD])
    db.close()
    common = {
        "leistungsschluessel": DOG,
        "schema_id": "S00000000001",
        "schema_version": "1.0.0",
        "verknuepfung": "Beschreibung",
        "datenschemata": 1,
        "stellen": 3,
        "felder": 3,
        "harmonisierte_felder": 2,
        "anteil_harmonisiert": 2 / 3,
    }
    assert form_rows(forms, [FISH, DOG], [CAT, BIRD], lambda key: f"Leistung {key[-1]}") == [
        {
            **common,
            "verglichene_leistungen": 2,
            "gemeinsame_felder": 2,
            "beispiele": "Familienname, Straße",
            "mit_leistungen": f"Leistung 0 ({BIRD}): 2\nLeistung 1 ({CAT}): 1",
            "vorhanden": 0,
        }
    ]
    assert form_rows(forms, [DOG], [FISH, DOG], str) == [
        {
            **common,
            "verglichene_leistungen": 0,
            "gemeinsame_felder": None,
            "beispiele": None,
            "mit_leistungen": None,
            "vorhanden": 1,
        }
    ]


def test_only_the_wanted_leistungen_are_read(katalog: Path) -> None:
    load(katalog, document(1, NAME, names=DOG), document(2, NAME, names=CAT))
    db = connect(katalog)
    forms = Forms.of(db, [DOG])
    db.close()
    assert forms.facts(CAT, []) is None
    assert forms.facts(DOG, [CAT]) is not None


# Whatever the forms are

KEYS = (DOG, CAT, BIRD, FISH)
contents = st.dictionaries(
    st.sampled_from(KEYS), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 3)), min_size=1
)


def world(places: Mapping[str, Mapping[str, int]]) -> Forms:
    fields = {letter: Field(letter, letter.upper(), letter < "e") for letter in "abcdefgh"}
    return Forms({key: Form((SchemaRef("S", "1", "Prozess"),), form) for key, form in places.items()}, fields)


@given(contents, st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_two_leistungen_share_as_many_fields_seen_from_either(
    places: dict[str, dict[str, int]], one: str, other: str
) -> None:
    forms = world(places)
    here, there = forms.facts(one, [other]), forms.facts(other, [one])
    if here and there and one != other:
        common = places[one].keys() & places[other].keys()
        assert {shared.field.id for shared in here.shared} == common == {shared.field.id for shared in there.shared}
        assert here.closest(3) == ([(other, len(common))] if common else [])


@given(contents, st.sets(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_facts_are_what_plain_sets_say(places: dict[str, dict[str, int]], own: set[str], key: str) -> None:
    found = world(places).facts(key, own)
    if key not in places:
        assert found is None
        return
    others = sorted((own & places.keys()) - {key})
    assert found is not None
    assert {shared.field.id: shared.leistungen for shared in found.shared} == {
        letter: tuple(other for other in others if letter in places[other])
        for letter in places[key]
        if any(letter in places[other] for other in others)
    }
    assert (found.places, found.fields, found.compared) == (sum(places[key].values()), len(places[key]), len(others))
    assert found.harmonised == len(places[key].keys() & set("abcd"))
    harmonised = [shared.field.harmonised for shared in found.shared]
    assert harmonised == sorted(harmonised, reverse=True)


# The real schemas

FILES = {
    "S00000000362_xdf3.xml": DOG,
    "S00000000364_xdf3.xml": CAT,
    "S07000000200_xdf3.xml": BIRD,
    "S00000094V1.0_xdf2.xml": FISH,
}


def in_document(path: Path) -> tuple[list[str], set[str]]:
    """The eleven-digit ids of all places of fields in a document, and of the harmonised ones, read by XPath alone."""
    places, harmonised = [], set()
    for field in etree.parse(path).iterfind(".//{*}datenfeld"):
        codes = {str(etree.QName(child).localname): "".join(map(str, child.itertext())).strip() for child in field}
        if codes["feldart"] != "label":
            places.append(long_id(str(field.findtext("{*}identifikation/{*}id"))))
            if codes["schemaelementart"] == "HAR":
                harmonised.add(places[-1])
    return places, harmonised


@pytest.mark.needs_shared
def test_the_real_schemas_share_what_their_documents_do(katalog: Path, shared: Path) -> None:
    paths = {key: shared / "xdatenfelder" / name for name, key in FILES.items()}
    load(katalog, *paths.values())
    db = connect(katalog)
    # Only one of them says to which Leistung it belongs; here each gets one.
    db.execute("DELETE FROM genannte_leistungen")
    for key, path in paths.items():
        db.execute("INSERT OR IGNORE INTO leistungen (leistungsschluessel) VALUES (?)", [key])
        db.execute(
            "INSERT INTO genannte_leistungen SELECT id, version, ? FROM datenschemata WHERE ? LIKE id || '%'",
            [key, path.name],
        )
    forms = Forms.of(db)
    db.close()
    documents = {key: in_document(path) for key, path in paths.items()}
    for key, (places, harmonised) in documents.items():
        found = forms.facts(key, KEYS)
        assert found is not None
        assert (found.places, found.fields, found.harmonised) == (len(places), len(set(places)), len(harmonised))
        common = {other: len(set(places) & set(documents[other][0])) for other in KEYS if other != key}
        assert dict(found.closest(9)) == common
        assert found.compared == 3


@pytest.mark.needs_shared
def test_the_documents_themselves_name_only_what_they_name(katalog: Path, shared: Path) -> None:
    load(katalog, *(shared / "xdatenfelder" / name for name in FILES))
    db = connect(katalog)
    forms = Forms.of(db)
    db.close()
    found = forms.facts("99006047261000", [])
    assert found == FormFacts((SchemaRef("S00000000364", "1.0.0", "Beschreibung"),), 14, 9, 7, 0, ())
