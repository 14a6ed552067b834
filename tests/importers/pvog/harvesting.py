"""A small PVOG and the import from it, for tests of harvesting."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue import keys
from catalogue.questions.places import Place
from importers.pvog.suchdienst import Pvog, SuchdienstEndpoints
from importers.run.runner import Options, RunResult, run_import
from importers.sample.world import Area, Description, Service, World
from importers.web.manners import Manners
from tests.reading import Row, rows

QUICK = Manners(rate=0, retries=1, backoff=0, connect_timeout=5, read_timeout=10)
# Long enough for a good answer of a busy machine; what must not come in time comes after `TIMEOUT_SECONDS`.
IMPATIENT = replace(QUICK, connect_timeout=0.5, read_timeout=1.5)

ERFURT, GERA, WEIMAR, EISENACH = "160510000000", "160520000000", "160550000000", "160630105105"

HUND = Description("L100038.LB.215864084", "99102013104000", "Hundesteuer", "Hundesteuer anmelden", "160000000000")
GEBURT = Description(
    "L100038.LB.354790", "99027002012000", "Geburtsurkunde", "Geburtsurkunde beantragen", "160000000000"
)
EHE = Description("L100038.LB.713907", "99059004012000", "Eheurkunde", "Eheurkunde beantragen", "160000000000")
PASS = Description("L100038.LB.355220", "99085001012000", "Reisepass", "Reisepass beantragen", "160000000000")

HUND_ONLINE = Service("L100038.OD.1", "Hundesteuer", "https://thavelp.thueringen.de/thavelp/go/a/2080", (HUND,))
URKUNDEN = Service("L100038.OD.2", "Urkunden", "https://erfurt.de/od000008", (GEBURT, EHE))
ERFURT_SMALL = Area((HUND_ONLINE, URKUNDEN), (HUND, GEBURT, EHE, PASS))
SMALL: World = {ERFURT: ERFURT_SMALL}


def numbered(number: int) -> Service:
    """One of many services with a Leistung of its own."""
    description = Description(
        f"L100038.LB.{9000 + number}",
        f"99{200 + number:03}001001000",
        f"Name {number}",
        f"Titel {number}",
        "160000000000",
    )
    return Service(f"L100038.OD.{9000 + number}", f"Dienst {number}", f"https://beispiel.de/{number}", (description,))


def area(*services: Service) -> Area:
    """A municipality with these services and the descriptions they serve."""
    return Area(services, tuple(dict.fromkeys(d for service in services for d in service.descriptions)))


def without(original: Area, *identifiers: str) -> Area:
    """The same municipality without these services."""
    return replace(original, services=tuple(s for s in original.services if s.id not in identifiers))


def pvog(base_url: str, *ars: str, also: Collection[str] = ()) -> Pvog:
    """The source for these municipalities."""
    places = [Place(keys.ags_of_ars(key), key, key) for key in ars or (ERFURT,)]
    impatient = any(f"/!{name}" in base_url for name in ("timeout", "stall", "drip"))
    manners = IMPATIENT if impatient else QUICK
    return Pvog(places, endpoints=SuchdienstEndpoints(base_url), manners=manners, also=also)


def harvest(katalog: Path, base_url: str, *ars: str, also: Collection[str] = (), **options: Any) -> RunResult:
    """Import these municipalities, or Erfurt."""
    return run_import(katalog, pvog(base_url, *ars, also=also), Options(**options))


def offers(katalog: Path) -> list[Row]:
    """Municipality, Leistung, service and when it disappeared, of every offer ever seen."""
    return rows(
        katalog,
        "SELECT ags, leistungsschluessel, onlinedienst_id, verschwunden_am FROM angebotsnachweise ORDER BY 1, 2, 3",
    )


def changes(katalog: Path) -> list[Row]:
    """Kind, municipality, Leistung, service, before and after of every change, in order."""
    return rows(
        katalog, "SELECT art, ags, leistungsschluessel, onlinedienst_id, vorher, nachher FROM aenderungen ORDER BY id"
    )
