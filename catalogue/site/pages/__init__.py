"""The pages of the site and the paths they answer."""

from catalogue.site.pages import (
    aenderungen,
    daten,
    eigene_liste,
    gesund,
    hilfe,
    kandidaten,
    kommunen,
    laeufe,
    leistung,
    luecken,
    start,
    trichter,
)
from catalogue.site.reading import DATABASE, DECISIONS

ROUTES = [
    (r"/$", start.show),
    (r"/trichter$", trichter.show),
    (r"/luecken$", luecken.show),
    (r"/kandidaten$", kandidaten.show),
    (r"/leistung/(?P<schluessel>[^/]+)$", leistung.show),
    (r"/kommunen$", kommunen.show_all),
    (r"/kommune/(?P<schluessel>[^/]+)$", kommunen.show),
    (r"/aenderungen$", aenderungen.show),
    (r"/eigene-liste$", eigene_liste.show),
    (r"/laeufe$", laeufe.show_all),
    (r"/lauf/(?P<nummer>[^/]+)$", laeufe.show),
    (r"/regeln$", hilfe.show_rules),
    (r"/hilfe$", hilfe.show),
    (rf"/(?P<database>{DATABASE}|{DECISIONS})$", daten.show),
    (r"/-/gesund$", gesund.show),
]
