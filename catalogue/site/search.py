"""The search of a list: what people type as a query of SQLite's full text search."""

import itertools
import re

from catalogue.german import folded

_TYPED = re.compile(r'"([^"]*)"|([^\s"]+)')
# The search index knows ä as a, and keeps ß; see `catalogue/database.py`.
_INDEXED = {"ae": "a", "oe": "o", "ue": "u", "ss": "ß"}
_DIGRAPHS = re.compile(r"(ae|oe|ue|ss)")
# So many places of a word are tried both ways; no German word has more.
_MOST = 5


def query(text: str) -> str:
    """The query for rows that have each word and each "phrase" of the text, however their umlauts are written.

    A text without a word becomes a query that finds nothing. Never raises and never is a query that SQLite refuses.
    """
    found = [_spellings(phrase or word) for phrase, word in _TYPED.findall(text.replace("\0", " "))]
    return " AND ".join(each for each in found if each) or '""'


def _spellings(text: str) -> str:
    """The text or any of its spellings in the index, „Muehle“ for „Mühle“ and the other way round."""
    parts = _DIGRAPHS.split(folded(text))
    if not re.search(r"\w", text):
        return ""
    if len(parts) > 2 * _MOST + 1:
        return f'"{text}"'
    choices = [(part, _INDEXED[part]) if part in _INDEXED else (part,) for part in parts]
    spellings = dict.fromkeys(f'"{spelling}"' for spelling in map("".join, itertools.product(*choices)))
    return f"({' OR '.join(spellings)})"
