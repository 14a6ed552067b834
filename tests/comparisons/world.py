"""Small worlds for tests: snapshots made of a few municipalities and links."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from comparisons.forms.once_only import Forms
from comparisons.inputs.rulebook import Klasse, Rule, RuleBook, Special
from comparisons.inputs.snapshot import Defect, ListedOffer, Snapshot, SnapshotLeistung, Town
from comparisons.judging.gaps import Gap, gap_of
from comparisons.judging.offers import LeistungOffers, Offers
from comparisons.judging.responsibility import Responsibilities
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.candidates import Candidate, Settings, candidates_of, ranked
from comparisons.ranking.criteria import Circumstances, RankingFacts
from comparisons.ranking.demand import Demand
from comparisons.ranking.drafts import drafts_of
from comparisons.ranking.maturity import Maturity
from comparisons.ranking.reference import ReferenceGroup
from comparisons.ranking.trend import Trend
from comparisons.solutions.recogniser import Recogniser

EISENACH = Town("16063105", "Eisenach, Stadt", "Stadt", "16063", "160630105", 40747, "Wartburgkreis")
GOTHA = Town("16067029", "Gotha, Stadt", "Stadt", "16067", "160670029", 46400, "Gotha")
ERFURT = Town("16051000", "Erfurt, Stadt", "Kreisfreie Stadt", "16051", "160510000", 218793, "Erfurt, Stadt")
JENA = Town("16053000", "Jena, Stadt", "Kreisfreie Stadt", "16053", "160530000", 109725, "Jena, Stadt")
SUHL = Town("16054000", "Suhl, Stadt", "Kreisfreie Stadt", "16054", "160540000", 34685, "Suhl, Stadt")
SALZUNGEN = Town("16063003", "Bad Salzungen, Stadt", "Stadt", "16063", "160635051", 22557, "Wartburgkreis")
ILMENAU = Town("16070029", "Ilmenau, Stadt", "Stadt", "16070", "160700029", 38834, "Ilm-Kreis")
TOWNS = {town.ags: town for town in (EISENACH, GOTHA, ERFURT, JENA, SUHL)}

LOV, LOVD = "99115005104000", "99115005104001"
TAX, KREIS_TASK, LAND_TASK, OTHER = "99102013104000", "99036020001000", "99019003016000", "99107022012000"
KEYS = (LOV, LOVD, TAX, KREIS_TASK, LAND_TASK, OTHER)

GEMEINDE, KREIS = frozenset({"Gemeinde"}), frozenset({"Kreis"})
KLASSEN = {
    ("16", "kreisfreie Stadt"): Klasse(GEMEINDE | KREIS, "Kreisfreie Städte tun auch, was der Kreis tut.", "§ 6"),
    ("16", "Große Kreisstadt"): Klasse(GEMEINDE, "Sie gehört zum Kreis.", "§ 6"),
    ("16", "Gemeinde"): Klasse(GEMEINDE, "Gemeinden tun das Ihre.", "§ 2"),
    ("16", "Verwaltungsgemeinschaft"): Klasse(GEMEINDE, "Sie handelt für ihre Mitglieder.", "§ 47"),
    ("16", "erfüllende Gemeinde"): Klasse(GEMEINDE, "Sie handelt wie eine Verwaltungsgemeinschaft.", "§ 51"),
    ("16", "Landkreis"): Klasse(KREIS, "Das Landratsamt handelt.", "§ 111"),
}
RULES = Responsibilities(
    RuleBook(
        {
            ("16", "99102"): Rule("Gemeinde", "belegt", "Steuer.", "ThürKAG"),
            ("16", "99115"): Rule("Gemeinde", "belegt", "Melden.", "BMG"),
            ("16", "99036"): Rule("Kreis", "belegt", "Zulassung.", "FZV"),
            ("16", "99019"): Rule("Land", "belegt", "Anerkennung.", "BQFG"),
        },
        KLASSEN,
        special={(SUHL.ags, "99102"): Special("nein", "Macht der Zweckverband.", "Satzung")},
    )
)
GONE = Defect("2026-11-26T03:17:00Z", "Die Seite gibt es nicht (404).")
RECOGNISER = Recogniser([], [])
NOTHING_KNOWN = RankingFacts(Demand({}), Maturity({}), Trend({}, 0), frozenset())


@dataclass(frozen=True)
class World(Snapshot):
    """A snapshot with the offers themselves."""

    listed: tuple[ListedOffer, ...] = ()


def snapshot(
    offered: Mapping[str, Mapping[str, str | None]],
    *,
    own_lists: Mapping[str, Iterable[str]] | None = None,
    broken: Iterable[str] = (),
    towns: Mapping[str, Town] = TOWNS,
) -> World:
    """A snapshot from links by town (AGS) and Leistung; the same link is the same service, None is a missing link.

    The links in `broken` were found broken.
    """
    places: dict[tuple[str, str, str | None], set[str]] = {}
    for ags, by_key in offered.items():
        for key, url in by_key.items():
            places.setdefault((key, f"L100038.OD.{url or f'{ags}-{key}'}", url), set()).add(ags)
    listed = sorted(ListedOffer(*service, frozenset(found)) for service, found in places.items())
    leistungen = {key: SnapshotLeistung(key, f"Leistung {key}", None, None, None, described=True) for key in KEYS}
    defects = dict.fromkeys(broken, GONE)

    def working(ags: str) -> frozenset[str]:
        return frozenset(
            offer.leistung for offer in listed if ags in offer.places and offer.url and offer.url not in defects
        )

    lists = {ags: frozenset(keys) for ags, keys in (own_lists or {}).items()}
    return World(
        dict(towns),
        leistungen,
        frozenset(offered),
        working,
        own_lists=lists,
        defects=defects,
        listed=tuple(listed),
    )


def understood(facts: World, recogniser: Recogniser = RECOGNISER, also: Collection[str] = ()) -> list[LeistungOffers]:
    """The offers of each Leistung that is offered, and of `also`, by key."""
    listed: dict[str, list[ListedOffer]] = defaultdict(list, {key: [] for key in also})
    for offer in facts.listed:
        listed[offer.leistung].append(offer)
    offers = Offers(facts, recogniser)
    return [offers.of(key, listed[key]) for key in sorted(listed)]


def find_gaps(facts: World, look: Viewpoint, recogniser: Recogniser = RECOGNISER) -> list[Gap]:
    """All gaps of the town, by key."""
    found = (gap_of(here, look) for here in understood(facts, recogniser, look.own_list))
    return [gap for gap in found if gap]


def circumstances(
    look: Viewpoint, facts: RankingFacts = NOTHING_KNOWN, efforts: Mapping[str, float | None] | None = None
) -> Circumstances:
    """What criteria look at where no forms are known, and of the rest what `facts` and `efforts` say."""
    return Circumstances(look, ReferenceGroup.of(look), efforts or {}, facts, Forms({}, {}), look.held)


def find_candidates(
    facts: World, look: Viewpoint, settings: Settings, recogniser: Recogniser = RECOGNISER
) -> list[Candidate]:
    """All candidates, best first, where nothing but the offers is known."""
    known = circumstances(look, efforts=settings.efforts)
    gaps = {gap.key: gap for gap in find_gaps(facts, look, recogniser)}
    return ranked(
        candidate
        for here in understood(facts, recogniser)
        if here.key in gaps
        for candidate in candidates_of(drafts_of(gaps[here.key], here, look, known.group), known, settings)
    )


def in_another_order(facts: World, chance: random.Random) -> World:
    """The same with the services of each Leistung in another order."""
    shuffled = list(facts.listed)
    chance.shuffle(shuffled)
    return replace(facts, listed=tuple(shuffled))


def together(first: World, second: World) -> World:
    """The first with the offers of the second beside its own."""
    listed = tuple(sorted([*first.listed, *second.listed], key=lambda offer: (offer.leistung, offer.service)))
    return replace(first, listed=listed, working=lambda ags: first.working(ags) | second.working(ags))
