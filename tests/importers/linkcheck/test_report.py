"""What a check of links says, and when it counts as failed."""

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from importers.linkcheck.report import LinkReport, links_wanted, report
from tests.command import Thavel

WANTED = "leistungsschluessel IN (SELECT leistungsschluessel FROM luecken) OR ags = '16063105'"


def test_the_results_are_one_sentence_with_every_kind() -> None:
    found = LinkReport({"ok": 3, "defekt": 1}, [])
    assert found.summary(2) == "4 Links auf 2 Servern geprüft: 3 ok, 0 umgezogen, 1 defekt, 0 nicht prüfbar."


def test_only_a_broken_link_of_the_town_makes_a_check_fail() -> None:
    assert LinkReport({"defekt": 5}, []).complaint is None
    complaint = LinkReport({"defekt": 5}, ["Hund: https://a.example – weg", "Katze: https://b.example – weg"]).complaint
    assert complaint == (
        "Von den Links der Kommune sind defekt: 2; siehe oben. Melden Sie sie der Redaktion, die den Eintrag pflegt."
    )


@pytest.mark.slow
def test_the_links_of_gaps_and_of_the_town_are_wanted_unless_checked_lately(demo: Thavel) -> None:
    db = connect(demo.folder / "katalog.db")
    try:
        of_offers = {url for (url,) in db.execute(f"SELECT DISTINCT url FROM angebote WHERE {WANTED}").fetchall()}
        wanted = links_wanted(db, max_age_days=7, everything=False, limit=None)
        assert {link.url for link in wanted} == of_offers
        assert len(links_wanted(db, max_age_days=7, everything=False, limit=3)) == 3
        assert len(links_wanted(db, max_age_days=7, everything=True, limit=None)) > len(wanted)
        assert report(db, 1) == LinkReport({}, [])
        db.execute("DELETE FROM vergleich")
        with pytest.raises(ThavelError, match="thavel compare"):
            links_wanted(db, max_age_days=7, everything=False, limit=None)
    finally:
        db.close()
