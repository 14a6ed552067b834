import logging
import re
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.records.leistungen import LeistungGenannt
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from catalogue.store.store import Store

NOW = "2026-10-04T03:00:00Z"
CARD = dict.fromkeys(("titel", "herausgeber", "lizenz", "url", "standard"), "") | {"name": "pvog"}
KEY = "99102013104000"


def test_deliveries_and_steps_of_a_run_are_logged_without_secrets(
    katalog: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "catalogue")
    db = connect(katalog)
    store = Store(db, katalog)
    store.register_source(CARD)
    run = store.start("pvog", {})
    run.keep([Delivery("https://wer:geheim@example.org/a?token=geheim#b", b"12345", NOW, "16063105")])
    run.save(Parsed([LeistungGenannt(KEY, "LOVD", "Hundesteuer")]), group="16063105", seen=NOW)
    run.finish()
    db.close()
    told = [re.sub("in [0-9]+ ms", "in # ms", record.getMessage()) for record in caplog.records]
    assert told == [
        "run 1: 16063105 delivered 5 bytes, https://example.org/a",
        "run 1: 16063105 stored in # ms, 1 neu",
        "run 1 of pvog: fertig, 1 lieferungen, 1 neu",
    ]
