"""Which code lists are used."""

from pathlib import Path

from catalogue.database import connect
from catalogue.questions.code_lists import used_code_lists


def test_the_lists_of_processes_are_used_as_soon_as_there_is_one(katalog: Path) -> None:
    db = connect(katalog)
    before = used_code_lists(db)
    assert not [urn for urn in before if "handlungsform" in urn]
    db.execute("INSERT INTO prozessklassen (id, version) VALUES ('99102013104000', '01.00.00')")
    assert set(used_code_lists(db)) - set(before) == {
        f"urn:xoev-de:xprozess:codeliste:{name}"
        for name in ("operativesziel", "handlungsform", "verfahrensart", "entscheidungsart")
    }
    db.close()
