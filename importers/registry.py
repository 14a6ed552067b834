"""Finds the sources: the only list of them."""

from importers.bereitstelldienst import Bereitstelldienst
from importers.bestand import Bestand
from importers.codeliste import Codelisten
from importers.fallzahlen import Fallzahlen
from importers.fim import Fim, FimTexte
from importers.gemeinden import Gemeinden
from importers.leika import Leika
from importers.link_check import LinkCheck
from importers.open_pvog import OpenPvog
from importers.pvog import Pvog
from importers.source import Card
from importers.xdatenfelder import XDatenfelder
from importers.xprozess import XProzess
from importers.xzufi import XZuFi


def cards() -> list[Card]:
    """The card of every source, in the order in which a new catalogue is filled."""
    sources = (Gemeinden, Leika, Codelisten, Pvog, OpenPvog, XZuFi, Bereitstelldienst, Bestand, XDatenfelder, XProzess)
    return [source.card for source in (*sources, Fallzahlen, Fim, FimTexte, LinkCheck)]
