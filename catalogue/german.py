"""German letters and their order: the one folding by which text is searched and the one key by which names are sorted.

SQL has both as functions on a connection that `register` has seen. No table, index, trigger or view may use them, so
that a catalogue stays readable and writable with any SQLite.
"""

import sqlite3
import unicodedata
from functools import lru_cache

FOLDING, SORTING = "gefaltet", "sortiert"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """The text as it is searched: small letters, ä as ae, ß as ss, no other accents.

    „MÜHLHAUSEN“, „Mühlhausen“ and „Muehlhausen“ become the same.
    """
    return _plain(unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS))


@lru_cache(maxsize=1 << 16)
def sort_key(text: str) -> str:
    """The key by which names are sorted as in a German dictionary: ä like a, ß like ss, capitals like small letters.

    Sömmerda comes before Suhl. Names that differ in nothing else are kept apart by their own letters. Source: DIN
    5007-1.
    """
    return f"{_plain(text.casefold())}\t{text}"


def _plain(text: str) -> str:
    """The text without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def register(connection: sqlite3.Connection) -> None:
    """Give SQL the functions `gefaltet(text)` and `sortiert(text)`; what is no text stays as it is."""
    for name, function in ((FOLDING, folded), (SORTING, sort_key)):
        connection.create_function(
            name, 1, lambda value, of=function: of(value) if isinstance(value, str) else value, deterministic=True
        )
