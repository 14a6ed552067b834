"""Records of code lists and their rows."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind


class Codeliste(NamedTuple):
    """A code list in one version; `spalten` is JSON, `version_sortierung` orders versions as text."""

    urn: str
    version: str
    version_urn: str | None
    bezeichnung: str | None
    kurzname: str | None
    herausgeber: str | None
    gueltig_ab: str | None
    version_sortierung: str
    code_spalte: str
    bezeichnung_spalte: str | None
    spalten: str


class CodelistenEintrag(NamedTuple):
    """A row of a code list; `position` from 1, `werte` all its columns as JSON, `verschwunden_am` None when seen."""

    urn: str
    version: str
    code: str
    position: int
    bezeichnung: str | None
    werte: str
    verschwunden_am: str | None


KINDS: Kinds = {
    Codeliste: RecordKind("codelisten", key_length=2),
    CodelistenEintrag: RecordKind("codelisten_eintraege", key_length=3, gone="verschwunden_am"),
}
