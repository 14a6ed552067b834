"""`thavel compare`: for which town, and with whom it is compared."""

import json
import sqlite3
from pathlib import Path

from tests.command import Thavel


def test_another_town_can_be_the_reference(demo: Thavel) -> None:
    outcome = demo("compare", "--ags", "16051000")
    assert outcome.code == 0
    assert "Erfurt" in outcome.out
    assert {row["leistungsschluessel"] for row in json.loads(demo("gaps", "--format", "json").out)} >= {
        "99102013104000"
    }


def test_the_old_key_of_eisenach_still_names_it(demo: Thavel) -> None:
    assert "Eisenach" in demo("compare", "--ags", "160560000000").out


def test_peers_can_be_named(demo: Thavel) -> None:
    assert demo("compare", "--peers", "16055000", "--peers", "16052000").code == 0
    with sqlite3.connect("katalog.db") as connection:
        named = connection.execute("SELECT vergleichskommunen, vergleichbare FROM vergleich").fetchone()
    assert named == ("Gera, Weimar", 2)


def test_the_date_of_the_data_is_not_that_of_the_own_list(demo: Thavel) -> None:
    Path("eigen.csv").write_text("titel;link;leistungsschluessel\nX;https://www.eisenach.de/x;99102013104000\n")
    demo("import", "bestand", "eigen.csv")
    demo("compare")
    with sqlite3.connect("katalog.db") as connection:
        assert connection.execute("SELECT datenstand, datenstand_ab FROM vergleich").fetchone() == (
            "2026-10-04T00:00:00Z",
            "2026-10-04T00:00:00Z",
        )
