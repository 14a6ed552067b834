"""Small worlds for tests: snapshots made of a few municipalities and links."""

from collections.abc import Iterable, Mapping

from comparisons.offers import Offers, assess
from comparisons.responsibility import Responsibilities, Rule, Special
from comparisons.snapshot import Defect, Leistung, Offer, Service, Snapshot, Town
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
    offers, services = [], {}
    for ags, by_key in offered.items():
        for key, url in by_key.items():
            identifier = f"L100038.OD.{url or f'{ags}-{key}'}"
            services[identifier] = Service(identifier, None, url)
            offers.append(Offer(ags, key, identifier, "pvog"))
    for ags, keys in (own_lists or {}).items():
        for key in keys:
            identifier = f"bestand.{ags}.{key}"
            services[identifier] = Service(identifier, None, f"https://example.org/{ags}/{key}")
            offers.append(Offer(ags, key, identifier, "bestand"))
    leistungen = {key: Leistung(key, f"Leistung {key}", None, None, None, described=True) for key in KEYS}
    defects = dict.fromkeys(broken, GONE)
    return Snapshot(dict(towns), offers, services, leistungen, frozenset(offered), defects=defects)


def understood(facts: Snapshot) -> Offers:
    """Its offers, without any known link pattern."""
    return assess(facts, RECOGNISER)
