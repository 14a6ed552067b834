import sqlite3
from pathlib import Path

import pytest

from catalogue.check import findings
from catalogue.database import connect

OLD = "PVOG: zuletzt vollständig geholt am 2020-01-01, das ist älter als 14 Tage."


@pytest.mark.parametrize(("slow", "found"), [({"leika"}, [OLD]), ({"leika", "pvog"}, [])])
def test_old_data_is_told_of_sources_that_are_often_renewed(katalog: Path, slow: set[str], found: list[str]) -> None:
    with sqlite3.connect(katalog) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO quellen (name, titel, stand) VALUES"
            " ('pvog', 'PVOG', '2020-01-01'), ('leika', 'LeiKa', '2020-01-01'), ('fim', 'FIM', NULL)"
        )
    connection.close()
    db = connect(katalog)
    assert findings(db, katalog, lambda: slow, max_age_days=14) == found
    db.close()
