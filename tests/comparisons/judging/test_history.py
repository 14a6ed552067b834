"""What became of gaps: events between two comparisons of a town, in the table and as a pure function."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.database import connect
from catalogue.records.verlauf import GapEvent, LoggedGap, LoggedResult, LoggedStanding
from catalogue.store.gap_log import History
from catalogue.store.results import Results, replacing
from catalogue.tables.vergleich import LUECKENARTEN, ZUSTAENDIG
from comparisons.judging.history import events
from tests.reading import rows

EISENACH, GERA = "16063105", "16052000"
DOG, BIRTH, MARRIAGE = "99102013104000", "99027002012000", "99059004012000"
LOG = "SELECT zeitpunkt, ags, leistungsschluessel, ereignis, vorher, nachher, grund FROM lueckenverlauf ORDER BY id"
NO_LINE = dict.fromkeys(("zustaendig_wer", "zustaendig_regel", "zustaendig_klaeren"))
STATE = "SELECT ags, leistungsschluessel, art, zustaendig FROM lueckenstand ORDER BY 1, 2"


def compared(
    path: Path,
    day: str,
    gaps: Mapping[str, tuple[str, str]],
    standing: Mapping[str, tuple[str, str]] | None = None,
    ags: str = EISENACH,
) -> History:
    """Store the result of a comparison: kind and responsibility of gaps, and how Leistungen stand."""
    everything = {**{key: ("nur anderswo online", own) for key, (_, own) in gaps.items()}, **(standing or {})}
    town: dict[str, Any] = {
        "ags": ags, "kommune": "Stadt", "zeitpunkt": f"{day}T03:17:00Z", "datenstand": None, "datenstand_ab": None,
        "regeln_geaendert": 0, "grundlage": None, "verwaltungen": 4, "vergleichbare": 0, "vergleichskommunen": None,
        "hinweis": None,
    }  # fmt: skip
    db = connect(path)
    for key in everything:
        db.execute("INSERT OR IGNORE INTO leistungen (leistungsschluessel) VALUES (?)", [key])
    result = Results(
        {
            "vergleich": [town],
            "luecken": (
                {
                    "leistungsschluessel": key, "bezeichnung": f"Titel {key}", "themenfeld": None, "art": kind,
                    "art_grund": f"weil {kind}", "zustaendig": own, "zustaendig_grund": f"denn {own}",
                    "zustaendig_sicherheit": "belegt", **NO_LINE,
                    "verwaltungen": 1, "vergleichbare": 0, "kommunen": 1, "beispiele": None,
                }
                for key, (kind, own) in gaps.items()
            ),
            "leistungsstand": (
                {
                    "leistungsschluessel": key, "bezeichnung": key, "themenfeld": None, "zustaendig": own,
                    "zustaendig_grund": "denn", "zustaendig_sicherheit": None, **NO_LINE, "stand": stand,
                    "verwaltungen": 0,
                }
                for key, (stand, own) in everything.items()
            ),
        },
    )  # fmt: skip
    try:
        with replacing(db) as replacement:
            return replacement.write(result, events)
    finally:
        db.close()


MISSING = ("fehlt", "ja")


def test_the_first_comparison_is_the_base_and_opens_nothing(register: Path) -> None:
    assert compared(register, "2026-11-01", {DOG: MISSING, BIRTH: MISSING}) == History(first=True)
    assert rows(register, LOG) == [("2026-11-01T03:17:00Z", EISENACH, None, "Erstvergleich", None, "2 Lücken", None)]
    assert rows(register, STATE) == [(EISENACH, BIRTH, "fehlt", "ja"), (EISENACH, DOG, "fehlt", "ja")]


def test_a_town_without_gaps_at_first_has_opened_ones_later(register: Path) -> None:
    compared(register, "2026-11-01", {}, {DOG: ("nirgends online", "ja")})
    assert compared(register, "2026-11-02", {DOG: MISSING}) == History(False, opened=1)


def test_comparing_again_without_a_change_records_nothing(register: Path) -> None:
    compared(register, "2026-11-01", {DOG: MISSING})
    before = rows(register, LOG), rows(register, STATE)
    assert compared(register, "2026-11-02", {DOG: MISSING}) == History(first=False)
    assert (rows(register, LOG), rows(register, STATE)) == before


def test_opened_closed_and_changed_gaps_are_recorded_with_their_reasons(register: Path) -> None:
    compared(register, "2026-11-01", {DOG: MISSING, BIRTH: ("fehlt", "unklar")}, {MARRIAGE: ("online", "ja")})
    now = {BIRTH: ("verwandte Leistung online", "ja"), MARRIAGE: MISSING}
    assert compared(register, "2026-11-02", now, {DOG: ("online", "ja")}) == History(False, 1, 1, 1)
    time = "2026-11-02T03:17:00Z"
    assert rows(register, LOG)[1:] == [
        (
            time, EISENACH, BIRTH, "Art geändert", "fehlt", "verwandte Leistung online",
            "weil verwandte Leistung online",
        ),
        (time, EISENACH, BIRTH, "Zuständigkeit geändert", "unklar", "ja", "denn ja"),
        (time, EISENACH, MARRIAGE, "geöffnet", None, "fehlt", "nicht mehr online in der Kommune"),
        (time, EISENACH, DOG, "geschlossen", "fehlt", None, "neu online in der Kommune"),
    ]  # fmt: skip


def test_a_comparison_for_another_town_in_between_makes_no_event(register: Path) -> None:
    compared(register, "2026-11-01", {DOG: MISSING})
    assert compared(register, "2026-11-02", {BIRTH: MISSING}, ags=GERA) == History(first=True)
    assert compared(register, "2026-11-03", {DOG: MISSING}) == History(first=False)
    assert compared(register, "2026-11-04", {BIRTH: MISSING, MARRIAGE: MISSING}, ags=GERA) == History(False, opened=1)
    assert [row[1:] for row in rows(register, LOG)] == [
        (EISENACH, None, "Erstvergleich", None, "1 Lücke", None),
        (GERA, None, "Erstvergleich", None, "1 Lücke", None),
        # How Leistungen stood in Gera before is not known any more: so neither is the reason.
        (GERA, MARRIAGE, "geöffnet", None, "fehlt", None),
    ]


def test_the_result_of_an_older_program_is_the_base(register: Path) -> None:
    compared(register, "2026-11-01", {DOG: MISSING})
    db = connect(register)
    db.execute("DELETE FROM lueckenverlauf")
    db.execute("DELETE FROM lueckenstand")
    db.close()
    assert compared(register, "2026-11-02", {}, {DOG: ("online", "ja")}) == History(False, closed=1)
    assert [row[0] for row in rows(register, LOG)] == ["2026-11-01T03:17:00Z", "2026-11-02T03:17:00Z"]


def test_a_comparison_that_fails_leaves_no_event(register: Path) -> None:
    compared(register, "2026-11-01", {DOG: MISSING})
    before = rows(register, LOG), rows(register, STATE)
    with pytest.raises(Exception, match="CHECK constraint failed"):
        compared(register, "2026-11-02", {BIRTH: ("gibt es nicht", "ja")})
    assert (rows(register, LOG), rows(register, STATE)) == before


ONLINE, ELSEWHERE, NOWHERE = "online", "nur anderswo online", "nirgends online"


@pytest.mark.parametrize(
    ("kind", "standing", "reason"),
    [
        ("fehlt", LoggedStanding(ONLINE, "ja"), "neu online in der Kommune"),
        ("landesweit verfügbar", LoggedStanding(ONLINE, "ja"), "neu online in der Kommune"),
        ("nicht gemeldet", LoggedStanding(ONLINE, "ja"), "inzwischen gemeldet"),
        ("Link defekt", LoggedStanding(ONLINE, "ja"), "Link der Kommune geht wieder"),
        ("fehlt", LoggedStanding(NOWHERE, "ja"), "nirgends mehr online"),
        ("fehlt", None, "nirgends mehr online"),
        ("nicht gemeldet", None, "nicht mehr in der eigenen Liste"),
        ("fehlt", LoggedStanding(ELSEWHERE, "nein"), "Zuständigkeit"),
        ("fehlt", LoggedStanding(ELSEWHERE, "ja"), None),
    ],
)
def test_why_a_gap_closed(kind: str, standing: LoggedStanding | None, reason: str | None) -> None:
    stands = {DOG: standing} if standing else {}
    assert events(LoggedResult({DOG: LoggedGap("Hund", kind, "ja")}, {}), LoggedResult({}, stands)) == [
        GapEvent(DOG, "Hund", "geschlossen", kind, None, reason)
    ]


@pytest.mark.parametrize(
    ("kind", "stood", "reason"),
    [
        ("Link defekt", None, "Link der Kommune defekt"),
        ("fehlt", None, None),
        ("fehlt", {DOG: LoggedStanding(ONLINE, "ja")}, "nicht mehr online in der Kommune"),
        ("fehlt", {DOG: LoggedStanding(NOWHERE, "ja")}, "neu online in anderen Kommunen"),
        ("fehlt", {}, "neu online in anderen Kommunen"),
        ("nicht gemeldet", {}, "neu in der eigenen Liste"),
        ("fehlt", {DOG: LoggedStanding(ELSEWHERE, "nein")}, "Zuständigkeit"),
        ("fehlt", {DOG: LoggedStanding(ELSEWHERE, "ja")}, None),
    ],
)
def test_why_a_gap_opened(kind: str, stood: Mapping[str, LoggedStanding] | None, reason: str | None) -> None:
    assert events(LoggedResult({}, stood), LoggedResult({DOG: LoggedGap("Hund", kind, "ja")}, {})) == [
        GapEvent(DOG, "Hund", "geöffnet", None, kind, reason)
    ]


GAPS = st.dictionaries(
    st.sampled_from([DOG, BIRTH, MARRIAGE, "99107022012000", "99036020001000"]),
    st.tuples(st.just("Titel"), st.sampled_from(LUECKENARTEN), st.sampled_from(ZUSTAENDIG)).map(
        lambda row: LoggedGap(*row)
    ),
)


@given(GAPS, GAPS, st.booleans())
def test_opened_minus_closed_is_new_minus_old(
    old: dict[str, LoggedGap], new: dict[str, LoggedGap], known: bool
) -> None:
    found = events(LoggedResult(old, {} if known else None), LoggedResult(new, {}))
    kinds = [event.ereignis for event in found]
    assert kinds.count("geöffnet") - kinds.count("geschlossen") == len(new) - len(old)
    assert {event.leistungsschluessel for event in found} == {
        k for k in old.keys() | new.keys() if old.get(k) != new.get(k)
    }


@given(GAPS, GAPS)
def test_the_events_lead_from_the_old_gaps_to_the_new_ones(
    old: dict[str, LoggedGap], new: dict[str, LoggedGap]
) -> None:
    replayed = dict(old)
    for event in events(LoggedResult(old, None), LoggedResult(new, {})):
        key = event.leistungsschluessel
        if event.ereignis == "geschlossen":
            del replayed[key]
        elif event.ereignis == "geöffnet":
            replayed[key] = LoggedGap(event.leistung, str(event.nachher), new[key].zustaendig)
        elif event.ereignis == "Art geändert":
            replayed[key] = replayed[key]._replace(art=str(event.nachher))
        else:
            replayed[key] = replayed[key]._replace(zustaendig=str(event.nachher))
    assert replayed == new
