"""Every table and view, in an order in which they can be created: of the catalogue, and of the decisions beside it."""

from catalogue.schema import Relation, Table, View
from catalogue.tables import (
    abdeckung,
    angebote,
    bestand,
    codelisten,
    entscheidungen,
    fallzahlen,
    fim,
    formulare,
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
    *abdeckung.TABLES,
    *formulare.TABLES,
    *nachnutzung.TABLES,
    *verlauf.TABLES,
    *regeln.TABLES,
    *fim.TABLES,
    *prozesse.TABLES,
    *xzufi.TABLES,
)
VIEWS: tuple[View, ...] = (*angebote.VIEWS, *codelisten.VIEWS, *verlauf.VIEWS, *fim.VIEWS, *xzufi.VIEWS)
CATALOGUE: tuple[Relation, ...] = (*TABLES, *VIEWS)
DECISIONS: tuple[Relation, ...] = (*entscheidungen.TABLES, *entscheidungen.VIEWS)
RELATIONS: dict[str, Relation] = {relation.name: relation for relation in (*CATALOGUE, *DECISIONS)}
