"""A source with a town and its offers, and a run that saves them, for tests."""

from collections.abc import Sequence

from catalogue.records.angebote import Angebot, Onlinedienst
from catalogue.records.gebiete import Kommune, Kreis, Verwaltung
from catalogue.records.kind import Record
from catalogue.records.leistungen import LeistungGenannt
from catalogue.records.parsed import Parsed, Scope
from catalogue.store.run import Run
from catalogue.store.store import Store

DAY_1, DAY_2, DAY_3 = "2026-10-04T03:00:00Z", "2026-10-05T03:00:00Z", "2026-10-06T03:00:00Z"


CARD = {
    "name": "pvog",
    "titel": "PVOG",
    "herausgeber": "FITKO",
    "lizenz": None,
    "url": "https://pvog.fitko.net",
    "standard": "Suchdienst",
}


EISENACH = "16063105"


OFFERS = Scope("angebotsnachweise", {"ags": EISENACH, "quelle": "pvog"})


PLACE: tuple[Record, ...] = (
    Kreis("16063", "Wartburgkreis", "Landkreis", "Bad Salzungen", "2026-02-28"),
    Verwaltung("160630105", "Eisenach, Stadt", "Verbandsfreie Gemeinde", None, "16063", "2026-02-28"),
    Kommune(
        ags=EISENACH,
        ars="160630105105",
        name="Eisenach, Stadt",
        typ="Stadt",
        kreis="Wartburgkreis",
        kreis_ags="16063",
        verwaltung="Eisenach, Stadt",
        verwaltung_schluessel="160630105",
        einwohner=40747,
        flaeche_ha=10417,
        plz="99817",
        lat=50.97,
        lon=10.32,
        gueltig_bis=None,
        stand="2026-02-28",
    ),
)


def leistung(number: int, title: str = "Hundesteuer") -> LeistungGenannt:
    return LeistungGenannt(f"991020131{number:05}", "LOVD", title)


def service(
    number: int, *, name: str = "Hundesteuer online", url: str | None = "https://example.org/hund"
) -> Onlinedienst:
    return Onlinedienst(f"L100038.OD.{number}", "L100038", name, url, None, None, "pvog")


def offer(number: int) -> Angebot:
    return Angebot(EISENACH, f"991020131{number:05}", f"L100038.OD.{number}", "pvog")


def offers(numbers: Sequence[int]) -> Parsed:
    records: list[Record] = [*PLACE]
    for number in numbers:
        records += [leistung(number), service(number), offer(number)]
    return Parsed(records=records, scopes=[OFFERS])


def save(store: Store, parsed: Parsed, *, seen: str = DAY_1, group: str = "a", confirm: bool = False) -> Run:
    """One whole run that saves one group."""
    run = store.start("pvog", {"ars": ["a"]}, confirm_deletions=confirm)
    run.save(parsed, group=group, seen=seen)
    run.finish()
    return run


def read(store: Store, sql: str) -> list[tuple[object, ...]]:
    return store.db.execute(sql).fetchall()
