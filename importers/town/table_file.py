"""A town's file that is a table: what a user says by hand about its sheets and columns is kept with the delivery."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from catalogue.questions.places import Place
from catalogue.store.deliveries import Delivery
from importers.run.source import Fetched, KnownCatalogue, TownFile
from importers.town.spreadsheet import ByHand

# Before what was said by hand, in the kind of a delivery; the file itself does not say it.
TABLE = "Tabelle "


class TableFile(TownFile):
    """Base of sources that read a table of a town."""

    def __init__(self, path: Path | None, place: Place | None, by_hand: ByHand | None = None) -> None:
        super().__init__(path, place)
        self._by_hand = by_hand or ByHand()

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        by_hand = self._by_hand
        said = {"sheets": list(by_hand.sheets), "columns": dict(by_hand.columns)}
        kind = TABLE + json.dumps(said, ensure_ascii=False) if by_hand.sheets or by_hand.columns else "Datei"
        for fetched in super().fetch(known, done):
            yield Fetched(fetched.group, [replace(delivery, kind=kind) for delivery in fetched.deliveries])

    def by_hand_of(self, delivery: Delivery) -> ByHand:
        """Options given by hand for a delivery: now, else when it was imported."""
        if self._by_hand.sheets or self._by_hand.columns or not delivery.kind.startswith(TABLE):
            return self._by_hand
        said = json.loads(delivery.kind.removeprefix(TABLE))
        return ByHand(said["sheets"], said["columns"])
