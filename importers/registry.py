"""Finds the sources: the only list of them."""

from importers.codelisten.source import Codelisten
from importers.fim.source import Fim, FimTexte
from importers.fim.xdatenfelder import XDatenfelder
from importers.fim.xprozess import XProzess
from importers.linkcheck.check import LinkCheck
from importers.pvog.bereitstelldienst import Bereitstelldienst
from importers.pvog.dashboard import OpenPvog
from importers.pvog.suchdienst import Pvog
from importers.registers.gemeinden import Gemeinden
from importers.registers.leika import Leika
from importers.run.source import Card
from importers.town.bestand import Bestand
from importers.town.fallzahlen import Fallzahlen
from importers.xzufi.source import XZuFi


def cards() -> list[Card]:
    """The card of every source, in the order in which a new catalogue is filled."""
    sources = (Gemeinden, Leika, Codelisten, Pvog, OpenPvog, XZuFi, Bereitstelldienst, Bestand, XDatenfelder, XProzess)
    return [source.card for source in (*sources, Fallzahlen, Fim, FimTexte, LinkCheck)]
