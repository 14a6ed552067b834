"""The funnel: how far the town is from responsible to online, beside comparable ones, in all and by Themenfeld."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.formats import kurzname, zahl
from catalogue.german import sort_key
from catalogue.site.reading import DATABASE, Row, first, rows
from catalogue.site.selection import Filter, export_links, selected, with_query
from catalogue.tables.nachnutzung import UNKNOWN_FIELD, WHOLE

# So many comparable ones are named at a step; the rest are counted.
NAMED = 4

FILTERS = (Filter("themenfeld", "Themenfeld", everything="Alle Themenfelder", default=WHOLE),)

OF_FIELD = """
SELECT t.*, t.ags = v.ags AS selbst
FROM trichter t JOIN vergleich v
WHERE t.themenfeld = :themenfeld
ORDER BY selbst DESC, t.online DESC, sortiert(t.kommune)
"""

FIELDS = """
WITH andere AS (
  SELECT t.themenfeld, t.kommune, t.online,
         row_number() OVER (PARTITION BY t.themenfeld ORDER BY t.online DESC, sortiert(t.kommune)) AS platz
  FROM trichter t JOIN vergleich v ON v.ags <> t.ags
)
SELECT t.*, a.kommune AS beste, a.online AS hoechste
FROM trichter t JOIN vergleich v ON v.ags = t.ags
LEFT JOIN andere a ON a.themenfeld = t.themenfeld AND a.platz = 1
WHERE t.themenfeld <> :themenfeld
ORDER BY t.zustaendig DESC, sortiert(t.themenfeld)
"""

PEERS = "SELECT vergleichskommunen AS namen FROM vergleich LIMIT 1"


class FunnelStep(NamedTuple):
    """A step of the funnel: how many Leistungen of the town came so far, and of comparable ones in words.

    `zeilen` is the path of the Leistungen behind the number, None where no list has them.
    """

    name: str
    anzahl: int
    andere: str
    stufe: int
    zeilen: str | None


STEPS = (
    ("zustaendig", "Zuständig", 0), ("beschrieben", "Beschrieben", 0), ("online", "Online", 0),
    ("geerbt", "davon geerbt", 1), ("nachgenutzt", "davon nachgenutzt", 1), ("eigen", "davon eigen", 1),
)  # fmt: skip


# The steps whose Leistungen are those of `leistungsstand` with these values.
STANDINGS = {"zustaendig": {"zustaendig": "ja"}, "online": {"zustaendig": "ja", "stand": "online"}}


def leistungen(own: Row) -> dict[str, str]:
    """Paths of the Leistungen behind the numbers of the town's own row, by step."""
    field = {"themenfeld": own["themenfeld"]}
    if own["themenfeld"] in (WHOLE, UNKNOWN_FIELD):
        field = {} if own["themenfeld"] == WHOLE else {"themenfeld__isnull": "1"}
    return {name: with_query(f"/{DATABASE}/leistungsstand", {**known, **field}) for name, known in STANDINGS.items()}


def steps_of(own: Row, peers: Sequence[Row]) -> list[FunnelStep]:
    """The steps of the town with the numbers of its peers, each by name."""
    behind = leistungen(own)
    return [
        FunnelStep(title, own[name], _numbers(name, own, peers), depth, behind.get(name))
        for name, title, depth in STEPS
    ]


def _numbers(name: str, own: Row, peers: Sequence[Row]) -> str:
    if peers and all(peer[name] == own[name] for peer in peers):
        return "bei allen gleich"
    most = sorted(peers, key=lambda peer: (-peer[name], sort_key(peer["kommune"])))
    shown = [f"{kurzname(peer['kommune'])} {zahl(peer[name])}" for peer in most[:NAMED]]
    return ", ".join(shown) + (f" und {len(most) - NAMED} weitere" if len(most) > NAMED else "")


async def funnel(datasette: Datasette) -> dict[str, Any] | None:
    """The funnel over all fields for the start page; None where the town is responsible for nothing that is known."""
    found = await rows(datasette, OF_FIELD, {"themenfeld": WHOLE})
    if not found or not found[0]["selbst"]:
        return None
    peers = found[1:]
    return {
        "selbst": found[0],
        "schritte": steps_of(found[0], peers),
        "vergleichbare": len(peers),
        "namen": (await first(datasette, PEERS) or {}).get("namen"),
    }


async def show(request: Any, datasette: Datasette) -> Response:
    """The funnel by Themenfeld, and the municipalities for the Themenfeld that was chosen."""
    chosen = selected(request, "/trichter", FILTERS)
    whole = await funnel(datasette)
    fields = await rows(datasette, FIELDS, {"themenfeld": WHOLE})
    context = {
        "trichter": whole,
        "felder": [{**row, "zeilen": leistungen(row)} for row in fields],
        "auswahl": chosen,
        "wahl": {"themenfeld": [row["themenfeld"] for row in fields]},
        "kommunen": [
            {**row, "zeilen": leistungen(row) if row["selbst"] else {}}
            for row in await rows(datasette, OF_FIELD, chosen.params)
        ],
        "export_felder": export_links(
            "trichter", {"ags": whole["selbst"]["ags"] if whole else None, "themenfeld__not": WHOLE}
        ),
        "export": chosen.export("trichter"),
    }
    return Response.html(await datasette.render_template(["trichter.html"], context, request=request))
