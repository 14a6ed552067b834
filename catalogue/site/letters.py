"""Datasette's queries with German letters: what it orders and compares by bytes it orders and searches as people do."""

import re

from catalogue.export import order_by
from catalogue.german import FOLDING, SORTING
from catalogue.schema import Table
from catalogue.tables import RELATIONS

# A list of Datasette: „select … from kommunen where … order by name desc, ags limit 51“.
_ORDERED = re.compile(
    r"(?P<query>.* from (?P<table>\[?\w+\]?) .*)order by (?P<column>\[?\w+\]?)(?P<down> desc)?(?P<keys>,[^\n()]+?)?"
    r"(?P<limit> limit \d+(?: offset \d+)?)",
    re.DOTALL,
)
_FACET = re.compile(r"(order by count(?:\(\*\))? desc, )value (limit \d+)")
_LIKE = re.compile(r'("\w+") (not )?like :(\w+)')


def german(sql: str) -> str:
    """The query with texts ordered by `sortiert`, from one page of a list to the next too, and LIKE on folded texts.

    Rows of a table that are the same in what they are ordered by stand in the order of its key, on each page. The order
    of a table's key itself, in which its rows stand, stays. Queries that Datasette did not make stay as they are.
    """
    return _FACET.sub(rf"\1{SORTING}(value) \2", ordered(folded(sql)))


def folded(sql: str) -> str:
    """The query or condition, which Datasette made, with LIKE on folded texts."""
    return _LIKE.sub(rf"{FOLDING}(\1) \2like {FOLDING}(:\3)", sql)


def ordered(sql: str) -> str:
    """The query of a list with texts in German order."""
    found = _ORDERED.fullmatch(sql)
    relation = RELATIONS.get(found["table"].strip("[]")) if found else None
    if not found or not relation:
        return sql
    name = found["column"].strip("[]")
    keys = found["keys"] or ("".join(f", [{key}]" for key in relation.key) if isinstance(relation, Table) else "")
    query, term = found["query"], order_by(relation, name)
    if term.startswith(SORTING):
        column = re.escape(found["column"])
        query = re.sub(
            rf"\({column} ([<>]) :(p\d+)(?=(?: or {column} is null)? or \({column} = :\2 and )",
            rf"({term} \1 {SORTING}(:\2)",
            query,
        )
    return f"{query}order by {term}{found['down'] or ''}{keys}{found['limit']}"
