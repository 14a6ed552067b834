"""The record of an entry of a town's own list."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, seen


class BestandEintrag(NamedTuple):
    """An entry of a town's own list; `kennung` is made of title and link, the key is None where it is not given."""

    ags: str
    kennung: str
    titel: str | None
    link: str | None
    leistungsschluessel: str | None
    quelle: str


KINDS: Kinds = {BestandEintrag: seen("bestand_eintraege", key_length=2, may_be_empty=True)}
