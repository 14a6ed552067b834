"""Small worlds for tests: snapshots made of a few municipalities and links."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace

from comparisons.offers import Offers, assess
from comparisons.responsibility import Responsibilities, Rule, Special
from comparisons.snapshot import Defect, Leistung, Pair, Snapshot, Town
from comparisons.solutions import Recogniser

EISENACH = Town("16063105", "Eisenach, Stadt", "Stadt", "16063", "160630105", 40747, "Wartburgkreis")
GOTHA = Town("16067029", "Gotha, Stadt", "Stadt", "16067", "160670029", 46400, "Gotha")
ERFURT = Town("16051000", "Erfurt, Stadt", "Kreisfreie Stadt", "16051", "160510000", 218793, "Erfurt, Stadt")
JENA = Town("16053000", "Jena, Stadt", "Kreisfreie Stadt", "16053", "160530000", 109725, "Jena, Stadt")
SUHL = Town("16054000", "Suhl, Stadt", "Kreisfreie Stadt", "16054", "160540000", 34685, "Suhl, Stadt")
TOWNS = {town.ags: town for town in (EISENACH, GOTHA, ERFURT, JENA, SUHL)}

LOV, LOVD = "99115005104000", "99115005104001"
TAX, KREIS_TASK, LAND_TASK, OTHER = "99102013104000", "99036020001000", "99019003016000", "99107022012000"
KEYS = (LOV, LOVD, TAX, KREIS_TASK, LAND_TASK, OTHER)

RULES = Responsibilities(
    {
        "99102": Rule("Gemeinde", "belegt", "Steuer.", "ThürKAG"),
        "99115": Rule("Gemeinde", "belegt", "Melden.", "BMG"),
        "99036": Rule("Kreis", "belegt", "Zulassung.", "FZV"),
        "99019": Rule("Land", "belegt", "Anerkennung.", "BQFG"),
    },
    {(SUHL.ags, "99102"): Special("nein", "Macht der Zweckverband.", "Satzung")},
)
GONE = Defect("2026-11-26T03:17:00Z", "Die Seite gibt es nicht (404).")
RECOGNISER = Recogniser([], [])


def snapshot(
    offered: Mapping[str, Mapping[str, str | None]],
    *,
    own_lists: Mapping[str, Iterable[str]] | None = None,
    broken: Iterable[str] = (),
    towns: Mapping[str, Town] = TOWNS,
) -> Snapshot:
    """A snapshot from links by town (AGS) and Leistung; the same link is the same service, None is a missing link.

    The links in `broken` were found broken.
    """
    places: dict[tuple[str, str, str | None], set[str]] = {}
    for ags, by_key in offered.items():
        for key, url in by_key.items():
            places.setdefault((key, f"L100038.OD.{url or f'{ags}-{key}'}", url), set()).add(ags)
    pairs = sorted(Pair(*service, frozenset(found)) for service, found in places.items())
    leistungen = {key: Leistung(key, f"Leistung {key}", None, None, None, described=True) for key in KEYS}
    defects = dict.fromkeys(broken, GONE)

    def working(ags: str) -> frozenset[str]:
        return frozenset(pair.leistung for pair in pairs if ags in pair.places and pair.url and pair.url not in defects)

    lists = {ags: frozenset(keys) for ags, keys in (own_lists or {}).items()}
    return Snapshot(
        dict(towns), leistungen, frozenset(offered), lambda: pairs, working, own_lists=lists, defects=defects
    )


def understood(facts: Snapshot) -> Offers:
    """Its offers, without any known link pattern."""
    return assess(facts, RECOGNISER)


def in_another_order(facts: Snapshot, chance: random.Random) -> Snapshot:
    """The same with the services of each Leistung in another order."""
    shuffled = list(facts.pairs())
    chance.shuffle(shuffled)
    shuffled.sort(key=lambda pair: pair.leistung)
    return replace(facts, pairs=lambda: shuffled)


def together(first: Snapshot, second: Snapshot) -> Snapshot:
    """The first with the offers of the second beside its own."""
    pairs = sorted([*first.pairs(), *second.pairs()], key=lambda pair: (pair.leistung, pair.service))
    return replace(first, pairs=lambda: pairs, working=lambda ags: first.working(ags) | second.working(ags))
