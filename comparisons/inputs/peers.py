"""The municipalities comparable with a town: same status, half to double its population, and named exceptions."""

from collections.abc import Collection, Iterable, Mapping

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.german import sort_key
from comparisons.inputs.snapshot import Town, read_towns

FACTOR = 2.0


def comparable(town: Town, towns: Iterable[Town], exceptions: Mapping[str, str]) -> list[Town]:
    """Municipalities comparable with `town`, largest first; `exceptions` maps an AGS to ja (include) or nein.

    Raises `ThavelError` where the register gives no population for the town and no exception names anyone.
    """
    size = town.einwohner
    if size is None and "ja" not in exceptions.values():
        raise ThavelError(
            f"Für {town.short} ist keine Einwohnerzahl bekannt. "
            "Importieren Sie das Gemeindeverzeichnis (GV100AD) oder nennen Sie --peers."
        )
    found = []
    for other in towns:
        if other.ags == town.ags:
            continue
        alike = (
            size is not None
            and other.einwohner is not None
            and other.independent == town.independent
            and size / FACTOR <= other.einwohner <= size * FACTOR
        )
        if exceptions.get(other.ags, "ja" if alike else "nein") == "ja":
            found.append(other)
    return sorted(found, key=lambda other: (-(other.einwohner or 0), other.ags))


def exceptions_of(db: Database, ags: str) -> dict[str, str]:
    """The town's lines of the table `vergleichskommunen`."""
    return dict(
        db.execute("SELECT vergleich_ags, vergleichbar FROM vergleichskommunen WHERE ags = ?", [ags]).fetchall()
    )


def chosen_peers(db: Database, town: Town, towns: Mapping[str, Town], named: Collection[str]) -> list[Town]:
    """The municipalities to compare a town with: those `named` (AGS) by name, or by the rule where none are."""
    if named:
        return sorted((towns[ags] for ags in set(named) - {town.ags}), key=lambda peer: sort_key(peer.name))
    return comparable(town, towns.values(), exceptions_of(db, town.ags))


def comparable_ags(db: Database, ags: str) -> list[str]:
    """AGS of the town and of the municipalities comparable with it, the town first."""
    towns = read_towns(db)
    return [ags, *(town.ags for town in comparable(towns[ags], towns.values(), exceptions_of(db, ags)))]
