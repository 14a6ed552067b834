"""The record of an entry of a town's own list."""

from typing import NamedTuple


class BestandEintrag(NamedTuple):
    """An entry of a town's own list; `kennung` is made of title and link, the key is None where it is not given."""

    ags: str
    kennung: str
    titel: str | None
    link: str | None
    leistungsschluessel: str | None
    quelle: str
