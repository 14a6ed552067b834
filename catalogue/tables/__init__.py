"""Every table and view of the catalogue, in an order in which they can be created."""

from catalogue.schema import Relation, Table, View
from catalogue.tables import angebote, gebiete, laeufe, regeln, vergleich

TABLES: tuple[Table, ...] = (
    *laeufe.TABLES,
    *gebiete.TABLES,
    *angebote.TABLES,
    *vergleich.TABLES,
    *regeln.TABLES,
)
VIEWS: tuple[View, ...] = angebote.VIEWS
_ALL: tuple[Relation, ...] = (*TABLES, *VIEWS)
RELATIONS: dict[str, Relation] = {relation.name: relation for relation in _ALL}
