"""The inputs of a comparison: whose view it takes, the facts beside the offers, and whether all is judged anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.errors import ThavelError
from catalogue.questions.places import Place, resolve
from catalogue.store.assignments import decided
from comparisons.basis import basis, last_basis
from comparisons.inputs.own_list import OwnList, read_own_list
from comparisons.inputs.peers import chosen_peers
from comparisons.inputs.snapshot import Snapshot, Town, read_snapshot
from comparisons.judging.responsibility import Responsibilities
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.criteria import RankingFacts
from comparisons.ranking.reference import ReferenceGroup

_CONNECTIONS = "SELECT leistungsschluessel, anschluss FROM anschlussbelege WHERE ags = ?"


class Ground(NamedTuple):
    """The inputs of a comparison beside the offers.

    `group` is whom shares refer to; `alike` are all comparable municipalities, harvested or not; `checksum` is that of
    all that counts beside the offers; `fresh` says that all Leistungen are judged anew.
    """

    look: Viewpoint
    group: ReferenceGroup
    alike: Sequence[Town]
    own_list: OwnList
    facts: RankingFacts
    checksum: str
    fresh: bool

    def row(self) -> dict[str, Any]:
        """The row of the table `vergleich`."""
        snapshot, town = self.look.snapshot, self.look.town
        others = snapshot.administrations_of(snapshot.harvested) - {town.administration}
        peers = snapshot.administrations_of(snapshot.harvested & self.look.peers) - {town.administration}
        return {
            "ags": town.ags,
            "kommune": town.name,
            "zeitpunkt": clock.now(),
            "datenstand": snapshot.newest,
            "datenstand_ab": snapshot.oldest,
            "regeln_geaendert": 0,
            "grundlage": self.checksum,
            "verwaltungen": len(others),
            "vergleichbare": len(peers),
            "vergleichskommunen": ", ".join(peer.short for peer in self.alike) or None,
            "hinweis": snapshot.note,
        }


def read_ground(db: Database, ags: str, peers: Sequence[str], *, fresh: bool) -> Ground:
    """Read it from the catalogue for the town `ags`; `peers` as of `compare`.

    All is judged anew where that is asked for, or where anything but offers has changed since the last comparison.
    """
    place = resolve(db, [ags])[0]
    named = [peer.ags for peer in resolve(db, peers)] if peers else []
    snapshot = read_snapshot(db)
    town = _harvested(snapshot, place)
    if ags not in (place.ags, place.ars):
        note = f"{ags} ist heute {town.short} ({place.ags})."
        snapshot = replace(snapshot, note=" ".join(filter(None, (note, snapshot.note))))
    alike = chosen_peers(db, town, snapshot.towns, named)
    alike_ags = frozenset(peer.ags for peer in alike)
    facts = RankingFacts.of(db, town.ags)
    connections = dict(db.execute(_CONNECTIONS, [town.ags]).fetchall())
    checksum = basis(
        db, town.ags, sorted(alike_ags), sorted(snapshot.harvested), sorted(snapshot.working(town.ags)),
        sorted(snapshot.own_lists.get(town.ags, ())), decided(db, town.ags),
        facts.trend.observed, sorted(connections.items()),
    )  # fmt: skip
    fresh = fresh or last_basis(db) != checksum
    own_list = read_own_list(db, town.ags, anew=fresh)
    kreis = {other.ags for other in snapshot.towns.values() if other.kreis_ags == town.kreis_ags}
    rules = Responsibilities.of(db, {town.ags, *kreis, *alike_ags} & snapshot.harvested)
    look = replace(Viewpoint.of(snapshot, town, alike_ags, rules, own_list.named), connections=connections)
    return Ground(look, ReferenceGroup.of(look), alike, own_list, facts, checksum, fresh)


def _harvested(snapshot: Snapshot, place: Place) -> Town:
    """The town at `place`; raises `ThavelError` where nothing is known of what it offers."""
    if not snapshot.harvested:
        raise ThavelError(
            "Es sind noch keine Angebote im Katalog. Importieren Sie zuerst: thavel import pvog --comparable"
        )
    town = snapshot.towns[place.ags]
    if town.ags not in snapshot.harvested:
        raise ThavelError(
            f"{town.short} ist noch nicht erfasst, ein Vergleich wäre falsch. "
            f"Importieren Sie zuerst: thavel import pvog --ars {place.ars}"
        )
    return town
