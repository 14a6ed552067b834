import json

import pytest

from catalogue.questions.extents import Extent, extent_of

ERFURT, GERA = "160510000000", "160520000000"
THERE = frozenset({ERFURT, GERA})


def of(**asked: object) -> Extent:
    return extent_of(json.dumps(asked))


@pytest.mark.parametrize(
    ("larger", "smaller"),
    [
        ({"ars": [ERFURT, GERA]}, {"ars": [GERA]}),
        ({"ars": [ERFURT], "basis": "http://127.0.0.1:1"}, {"ars": [ERFURT], "basis": "http://127.0.0.1:2"}),
        ({"ars": [ERFURT], "dazu": ["responsible"]}, {"ars": [ERFURT]}),
        ({"ars": [ERFURT]}, {"ars": [ERFURT, "160000000001"]}),  # dissolved since
        ({"links": "alle"}, {"links": "Lücken und Kandidaten"}),
        ({"listen": ["xdf", "texte"], "von_vorn": False}, {"listen": ["xdf"], "von_vorn": True}),
        ({"listen": ["xdf"], "alles": True}, {"listen": ["xdf"], "alles": False}),
        ({"dateien": ["neu.csv"], "ags": "16063105"}, {"dateien": ["alt.csv"], "ags": "16063105"}),
        ({"orte": ["https://x.example:8443/xzufi/"]}, {"orte": ["https://x.example/xzufi/"]}),
        ({"ars": [ERFURT]}, {"ars": [ERFURT], "aus_rohlieferungen": True}),
        ({"url": "https://a.example/v3?ars=16%25&index="}, {"url": "https://b.example/v2?ars=16%25&index="}),
    ],
)
def test_an_extent_covers_what_is_asked_for_in_it(larger: dict[str, object], smaller: dict[str, object]) -> None:
    assert of(**larger).covers(of(**smaller), THERE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"ars": [GERA]}, {"ars": [ERFURT, GERA]}),
        ({"ars": [ERFURT]}, {"ars": [ERFURT], "dazu": ["responsible"]}),
        ({"ars": [ERFURT], "aus_rohlieferungen": True}, {"ars": [ERFURT]}),
        ({"links": "Lücken und Kandidaten"}, {"links": "alle"}),
        ({"dateien": ["a.txt"]}, {"dateien": ["b.txt"]}),
        ({"ags": "16051000", "dateien": ["a.csv"]}, {"ags": "16063105", "dateien": ["a.csv"]}),
        ({"orte": ["a.zip"], "vollständig": False}, {"orte": ["a.zip"], "vollständig": True}),
    ],
)
def test_less_or_something_else_does_not_cover_it(one: dict[str, object], other: dict[str, object]) -> None:
    assert not of(**one).covers(of(**other), THERE)


@pytest.mark.parametrize(
    ("asked", "delivered"),
    [
        ({"ars": [ERFURT]}, False),
        ({"dateien": ["gv.txt"]}, True),
        ({"ags": "16063105", "dateien": ["liste.csv"]}, True),
        ({"orte": ["lieferung.zip"]}, True),
        ({"orte": ["https://x.example/"]}, False),
        ({"codelisten": ["urn:de:a"], "basis": "https://x.example"}, False),
        ({"codelisten": ["liste.xml"], "basis": "https://x.example"}, True),
        ({"listen": ["xdf"]}, False),
        ({}, False),
    ],
)
def test_what_somebody_hands_in_is_no_harvest(asked: dict[str, object], delivered: bool) -> None:
    assert of(**asked).delivered == delivered
