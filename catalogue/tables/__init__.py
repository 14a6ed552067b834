"""Every table and view of the catalogue, in an order in which they can be created."""

from catalogue.schema import Relation, Table, View
from catalogue.tables import (
    angebote,
    bestand,
    codelisten,
    fallzahlen,
    fim,
    gebiete,
    laeufe,
    linkpruefungen,
    nachnutzung,
    prozesse,
    regeln,
    vergleich,
    verlauf,
    xzufi,
)

TABLES: tuple[Table, ...] = (
    *laeufe.TABLES,
    *gebiete.TABLES,
    *angebote.TABLES,
    *bestand.TABLES,
    *fallzahlen.TABLES,
    *codelisten.TABLES,
    *linkpruefungen.TABLES,
    *vergleich.TABLES,
    *nachnutzung.TABLES,
    *verlauf.TABLES,
    *regeln.TABLES,
    *fim.TABLES,
    *prozesse.TABLES,
    *xzufi.TABLES,
)
VIEWS: tuple[View, ...] = (*angebote.VIEWS, *codelisten.VIEWS, *verlauf.VIEWS, *fim.VIEWS, *xzufi.VIEWS)
_ALL: tuple[Relation, ...] = (*TABLES, *VIEWS)
RELATIONS: dict[str, Relation] = {relation.name: relation for relation in _ALL}
