"""Finds the sources: the only list of them."""

from importers.bestand import Bestand
from importers.codeliste import Codelisten
from importers.gemeinden import Gemeinden
from importers.leika import Leika
from importers.pvog import Pvog
from importers.source import Card
from importers.xdatenfelder import XDatenfelder
from importers.xprozess import XProzess


def cards() -> list[Card]:
    """The card of every source, in the order in which a new catalogue is filled."""
    return [Gemeinden.card, Leika.card, Codelisten.card, Pvog.card, Bestand.card, XDatenfelder.card, XProzess.card]
