"""Which links are to be checked, and in which order."""

from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.questions.links import CheckedLink, links_to_check
from tests.catalogue.site.world import DOG, HOSTILE, RESULTS, ROWS, SEEN, fill

JENA = "https://jena.example/hund"
OWN, OTHER, GONE, GIVER = (f"https://{name}.example/" for name in ("eisenach", "anderes", "weg", "geber"))
NOW = "2026-11-26T03:17:00Z"


def _offer(ags: str, leistung: str, number: int, url: str | None, gone: str | None = None) -> None:
    seen = {"quelle": "pvog", "erstmals_gesehen": SEEN, "zuletzt_gesehen": SEEN, "verschwunden_am": gone}
    service = f"TH.OD.{number}"
    MORE["onlinedienste"].append({"id": service, "redaktion": "TH", "url": url, **seen, "verschwunden_am": None})
    MORE["angebotsnachweise"].append({"ags": ags, "leistungsschluessel": leistung, "onlinedienst_id": service, **seen})


MORE: dict[str, list[dict[str, object]]] = {"onlinedienste": [], "angebotsnachweise": []}
_offer("16063105", HOSTILE, 11, OWN)
_offer("16053000", HOSTILE, 12, OTHER)
_offer("16053000", DOG, 13, GONE, SEEN)
_offer("16053000", DOG, 14, None)
_offer("16063105", DOG, 15, JENA)


@pytest.fixture
def filled(katalog: Path) -> Path:
    fill(katalog, ROWS, RESULTS, MORE)
    db = connect(katalog)
    db.execute("DELETE FROM luecken WHERE leistungsschluessel = ?", [HOSTILE])
    db.execute("UPDATE kandidaten SET geber_url = ?", [GIVER])
    db.close()
    return katalog


def _urls(path: Path, *, everything: bool = False, limit: int | None = None, before: str = NOW) -> list[str]:
    db = connect(path)
    found = links_to_check(db, before=before, everything=everything, limit=limit)
    db.close()
    return [link.url for link in found]


def test_links_of_gaps_givers_and_the_town_are_to_be_checked_each_once(filled: Path) -> None:
    assert _urls(filled) == [OWN, GIVER, JENA]


def test_on_demand_all_links_of_current_offers_are(filled: Path) -> None:
    assert _urls(filled, everything=True) == [OTHER, OWN, GIVER, JENA]


def test_links_that_were_checked_lately_are_not_and_the_longest_ago_come_first(filled: Path) -> None:
    checked = {"ergebnis": "defekt", "http_status": 404, "grund": "Weg.", "seit": "2026-11-01T00:00:00Z"}
    times = {OWN: "2026-11-26T03:16:59Z", GIVER: "2026-11-19T03:00:00Z", JENA: "2026-11-02T00:00:00Z"}
    rows = [{"url": url, "geprueft_am": at, **checked, "quelle": "links"} for url, at in times.items()]
    fill(filled, {"linkpruefungen": rows})
    assert _urls(filled) == [JENA, GIVER, OWN]
    assert _urls(filled, limit=1) == [JENA]
    assert _urls(filled, before="2026-11-19T03:00:00Z") == [JENA, GIVER]
    db = connect(filled)
    assert links_to_check(db, before=NOW, limit=1) == [
        CheckedLink(JENA, "2026-11-02T00:00:00Z", "defekt", 404, "2026-11-01T00:00:00Z")
    ]
    db.close()
