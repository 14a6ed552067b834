"""The rules about responsibility, as they stand in their tables."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.tables.zustaendigkeit import BELEGT


class Rule(NamedTuple):
    """One line of the table `zustaendigkeiten`."""

    ebene: str
    sicherheit: str
    grund: str
    quelle: str
    behoerde: str | None = None
    land: str = ""
    anfang: str = ""

    @property
    def line(self) -> str:
        """The table and the key of the line."""
        return f"zustaendigkeiten {self.land} {self.anfang}"


class Klasse(NamedTuple):
    """One line of the table `verwaltungsklassen`: the levels whose tasks it has."""

    aufgaben: frozenset[str]
    grund: str
    quelle: str


class Competence(NamedTuple):
    """One line of the table `sonderbehoerden`."""

    umfang: str | None
    sicherheit: str
    quelle: str


class Special(NamedTuple):
    """One line of the table `sonderzustaendigkeiten`; `ebene` is who does it instead, None where the rule says it."""

    zustaendig: str
    grund: str
    quelle: str
    sicherheit: str = BELEGT
    ebene: str | None = None


class RuleBook(NamedTuple):
    """The rules: by Land and beginning of keys, by Land and class, by AGS and Behörde, by AGS and beginning of keys."""

    rules: Mapping[tuple[str, str], Rule] = {}
    klassen: Mapping[tuple[str, str], Klasse] = {}
    bodies: Mapping[tuple[str, str], Competence] = {}
    special: Mapping[tuple[str, str], Special] = {}

    @classmethod
    def of(cls, db: Database) -> "RuleBook":
        """Read it from the catalogue."""
        rules = {
            (row[-2], row[-1]): Rule(*row)
            for row in db.execute(
                "SELECT ebene, sicherheit, grund, quelle, behoerde, land, schluessel_anfang FROM zustaendigkeiten"
            ).fetchall()
        }
        klassen = {
            (land, klasse): Klasse(frozenset(tasks.split(" und ")), *row)
            for land, klasse, tasks, *row in db.execute(
                "SELECT land, klasse, aufgaben, grund, quelle FROM verwaltungsklassen"
            ).fetchall()
        }
        bodies = {
            (ags, body): Competence(*row)
            for ags, body, *row in db.execute(
                "SELECT ags, behoerde, umfang, sicherheit, quelle FROM sonderbehoerden"
            ).fetchall()
        }
        special = {
            (ags, beginning): Special(*row)
            for ags, beginning, *row in db.execute(
                "SELECT ags, schluessel_anfang, zustaendig, grund, quelle, sicherheit, ebene"
                " FROM sonderzustaendigkeiten"
            ).fetchall()
        }
        return cls(rules, klassen, bodies, special)
