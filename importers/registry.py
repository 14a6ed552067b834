"""Finds the sources: the only list of them."""

from importers.bestand import Bestand
from importers.gemeinden import Gemeinden
from importers.leika import Leika
from importers.pvog import Pvog
from importers.source import Card


def cards() -> list[Card]:
    """The card of every source, in the order in which a new catalogue is filled."""
    return [Gemeinden.card, Leika.card, Pvog.card, Bestand.card]
