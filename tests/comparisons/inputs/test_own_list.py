"""Entries of a town's own list without a key: suggested, taken unasked, confirmed, rejected, forgotten again."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.questions.places import resolve
from catalogue.store.assignments import Assignment, decide, decided, forget
from comparisons.compare import compare
from comparisons.inputs.own_list import (
    KeyedEntry,
    ListedEntry,
    OwnList,
    Proposal,
    asked_about,
    points,
    read_own_list,
    suggestion_rows,
)
from comparisons.titles.matching import Matcher
from importers.run.runner import Options, run_import
from importers.town.bestand import Bestand
from tests.reading import rows

EISENACH, GERA = "16063105", "16052000"
DOG, BIRTH, MARRIAGE = "99102013104000", "99027002012000", "99059004012000"
LINK = "https://www.eisenach.de/hund"
LIST = f"""Titel;Link;Schlüssel
Hundesteuer anmelden;{LINK};
Hund melden;{LINK};
Urkunden;https://www.eisenach.de/u;{BIRTH}
"""
ASSIGNMENTS = "SELECT ags, titel, leistungsschluessel, art, person, zeitpunkt FROM zuordnungen ORDER BY 2, 3"


def imported(path: Path, text: str = LIST, ags: str = EISENACH) -> None:
    db = connect(path)
    place = resolve(db, [ags])[0]
    db.close()
    file = path.with_name("liste.csv")
    file.write_text(text, encoding="utf-8")
    run_import(path, Bestand(file, place), Options(confirm_deletions=True))


@pytest.fixture
def db(sample_catalogue: Path) -> Iterator[Database]:
    imported(sample_catalogue)
    db = connect(sample_catalogue)
    yield db
    db.close()


def states(listed: OwnList) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {proposal.title: (proposal.state, proposal.keys) for proposal in listed.proposals}


def test_an_exact_title_is_taken_and_another_waits_with_suggestions(db: Database) -> None:
    listed = read_own_list(db, EISENACH)
    assert listed.entries == [
        ListedEntry("Hund melden", LINK, None),
        ListedEntry("Hundesteuer anmelden", LINK, None),
        ListedEntry("Urkunden", "https://www.eisenach.de/u", BIRTH),
    ]
    assert states(listed) == {"Hundesteuer anmelden": ("automatisch", (DOG,)), "Hund melden": ("offen", ())}
    assert 1 <= len(listed.proposals[0].matches) <= 3
    assert listed.named == {
        DOG: [KeyedEntry(LINK, "automatisch")],
        BIRTH: [KeyedEntry("https://www.eisenach.de/u", "Schlüssel laut Liste")],
    }
    assert listed.automatic == [Assignment("hundesteuer anmelden", DOG, "automatisch", 1.0)]


def test_a_town_without_a_list_has_nothing(db: Database) -> None:
    assert read_own_list(db, GERA) == OwnList([], [])


def test_what_a_person_confirms_counts_for_every_way_to_write_the_title_and_survives_imports(
    db: Database, sample_catalogue: Path
) -> None:
    title = asked_about(db, EISENACH, "  HUND   melden")
    decide(db, EISENACH, Assignment(title, DOG, "bestätigt", points(db, title, DOG)), "A. B.")
    decide(db, EISENACH, Assignment(title, MARRIAGE, "bestätigt", None), "A. B.")
    imported(sample_catalogue, LIST.replace("Hund melden", "Hund  Melden"))
    assert states(read_own_list(db, EISENACH))["Hund Melden"] == ("bestätigt", (MARRIAGE, DOG))
    assert read_own_list(db, EISENACH).named.keys() == {DOG, BIRTH, MARRIAGE}


def test_what_a_person_rejects_is_neither_taken_nor_suggested(db: Database) -> None:
    decide(db, EISENACH, Assignment("hundesteuer anmelden", DOG, "abgelehnt", 1.0), "A. B.")
    proposal = read_own_list(db, EISENACH).proposals[1]
    assert (proposal.state, proposal.keys) == ("offen", ())
    assert DOG not in [match.key for match in proposal.matches]
    assert decided(db, GERA) == []


def test_a_later_decision_replaces_an_earlier_one_and_can_be_taken_back(
    db: Database, sample_catalogue: Path, at: Callable[[str], None]
) -> None:
    at("2026-11-24T08:00:00Z")
    decide(db, EISENACH, Assignment("hund melden", DOG, "bestätigt", 0.5), "A. B.")
    at("2026-11-24T09:00:00Z")
    decide(db, EISENACH, Assignment("hund melden", DOG, "abgelehnt", 0.5), "C. D.")
    assert rows(sample_catalogue, ASSIGNMENTS) == [
        (EISENACH, "hund melden", DOG, "abgelehnt", "C. D.", "2026-11-24T09:00:00Z")
    ]
    assert (forget(db, EISENACH, "hund melden", BIRTH), forget(db, GERA, "hund melden", None)) == (0, 0)
    assert forget(db, EISENACH, "hund melden", DOG) == 1
    assert rows(sample_catalogue, ASSIGNMENTS) == []


def test_a_title_that_is_not_asked_about_or_an_unknown_leistung_is_refused(db: Database) -> None:
    for title in ("Urkunden", "Wohngeld"):
        with pytest.raises(ThavelError, match=f"Einen Eintrag „{title}“ ohne Leistungsschlüssel gibt es"):
            asked_about(db, EISENACH, title)
    with pytest.raises(ThavelError, match="„99000000000001“ kennt der Katalog nicht"):
        decide(db, EISENACH, Assignment("hund melden", "99000000000001", "bestätigt", None), "A. B.")


def test_comparing_writes_what_was_taken_unasked_anew_and_leaves_decisions(
    sample_catalogue: Path, at: Callable[[str], None]
) -> None:
    at("2026-11-24T08:00:00Z")
    imported(sample_catalogue)
    db = connect(sample_catalogue)
    decide(db, EISENACH, Assignment("hund melden", DOG, "bestätigt", 0.5), "A. B.")
    db.close()
    compare(sample_catalogue)
    confirmed = (EISENACH, "hund melden", DOG, "bestätigt", "A. B.", "2026-11-24T08:00:00Z")
    assert rows(sample_catalogue, ASSIGNMENTS) == [
        confirmed,
        (EISENACH, "hundesteuer anmelden", DOG, "automatisch", None, "2026-11-24T08:00:00Z"),
    ]
    assert rows(sample_catalogue, "SELECT art FROM luecken WHERE leistungsschluessel = ?", DOG) == [("nicht gemeldet",)]
    imported(sample_catalogue, LIST.replace("Hundesteuer anmelden", "Ganz anderes"))
    compare(sample_catalogue)
    assert rows(sample_catalogue, ASSIGNMENTS) == [confirmed]


def test_a_row_is_shown_for_each_suggestion_and_says_which_is_taken(db: Database) -> None:
    found = suggestion_rows(read_own_list(db, EISENACH).proposals)
    assert found[-1] == {
        "titel": "Hundesteuer anmelden",
        "link": LINK,
        "stand": "automatisch",
        "leistungsschluessel": DOG,
        "leistung": "Hundesteuer anmelden",
        "punkte": 1.0,
        "begruendung": "Der Titel stimmt überein.",
    }
    assert {row["stand"] for row in found if row["titel"] == "Hund melden"} == {"offen"}
    assert suggestion_rows([Proposal("Xyz", None, "offen", (), ())]) == [
        {
            "titel": "Xyz",
            "link": None,
            "stand": "offen",
            "leistungsschluessel": None,
            "leistung": None,
            "punkte": None,
            "begruendung": "Nichts Ähnliches im Katalog.",
        }
    ]


def test_what_was_recognised_is_not_matched_again_where_only_offers_changed(
    db: Database, sample_catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(db, EISENACH, Assignment("hund melden", MARRIAGE, "bestätigt", None), "kg")
    compare(sample_catalogue)
    first = rows(sample_catalogue, ASSIGNMENTS.replace(", zeitpunkt", ""))
    found = rows(sample_catalogue, "SELECT * FROM bestandsabgleich ORDER BY 2")
    assert found
    with monkeypatch.context() as patched:
        patched.setattr(Matcher, "of", lambda db: pytest.fail("matched again"))
        db.execute(
            "UPDATE angebotsnachweise SET verschwunden_am = '2026-11-26T03:17:00Z'"
            " WHERE rowid = (SELECT max(rowid) FROM angebotsnachweise WHERE ags = ?)",
            [GERA],
        )
        compare(sample_catalogue)
    assert rows(sample_catalogue, ASSIGNMENTS.replace(", zeitpunkt", "")) == first
    assert rows(sample_catalogue, "SELECT * FROM bestandsabgleich ORDER BY 2") == found
    forget(db, EISENACH, "hund melden", None)
    compare(sample_catalogue)
    assert rows(sample_catalogue, ASSIGNMENTS.replace(", zeitpunkt", "")) != first


def test_each_title_is_matched_once_and_shown_while_it_is(db: Database) -> None:
    shown: list[str] = []

    def seen(titles: Collection[str]) -> Iterator[str]:
        shown.extend(titles)
        yield from titles

    assert read_own_list(db, EISENACH, seen=seen) == read_own_list(db, EISENACH)
    assert len(shown) == len(set(shown)) > 0
