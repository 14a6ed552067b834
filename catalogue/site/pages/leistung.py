"""One Leistung: whether it is missing, what could be taken over from whom and with whom, who offers it with what."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.codes import meanings
from catalogue.site.errors import MissingPage
from catalogue.site.pages.kandidaten import with_evidence
from catalogue.site.reading import first, number, rows
from catalogue.site.selection import Selection, export_links, paging

MOST_CANDIDATES = 50

LEISTUNG = """
SELECT *
FROM leistungen JOIN leistungstitel USING (leistungsschluessel)
WHERE leistungsschluessel = :schluessel
"""

GAP = """
SELECT l.*, v.verwaltungen AS basis, v.vergleichbare AS basis_vergleichbare
FROM luecken l JOIN vergleich v
WHERE l.leistungsschluessel = :schluessel
LIMIT 1
"""

RESPONSIBILITY = """
SELECT zustaendig, zustaendig_grund, zustaendig_sicherheit, zustaendig_wer, zustaendig_regel, zustaendig_klaeren
FROM leistungsstand WHERE leistungsschluessel = :schluessel
"""

IN_TOWN = """
SELECT a.onlinedienst, a.url, a.ebene, a.ebene_grund, a.ebene_beleg,
       a.anschluss, a.anschluss_grund, a.anschluss_beleg, a.anschluss_geprueft_am,
       a.loesung,
       p.geprueft_am, p.ergebnis, p.ziel AS link_ziel, p.grund AS link_grund
FROM angebote a JOIN vergleich v ON v.ags = a.ags
LEFT JOIN linkpruefungen p ON p.url = a.url
WHERE a.leistungsschluessel = :schluessel AND a.verschwunden_am IS NULL
ORDER BY a.ebene, sortiert(a.onlinedienst)
"""

OFFER_COUNT = """
SELECT count(*) AS anzahl, coalesce(sum(verschwunden_am IS NULL), 0) AS aktuell,
       count(DISTINCT CASE WHEN verschwunden_am IS NULL THEN ags END) AS kommunen
FROM angebotsnachweise
WHERE leistungsschluessel = :schluessel
"""

OFFERS = """
SELECT a.ags, a.kommune, a.onlinedienst, a.url, a.ebene, a.ebene_grund, a.ebene_beleg,
       a.anschluss, a.anschluss_grund, a.anschluss_beleg, a.anschluss_geprueft_am,
       a.loesung, a.plattform,
       a.erstmals_gesehen, a.zuletzt_gesehen, a.verschwunden_am, o.vertrauensniveau,
       p.geprueft_am, p.ergebnis, p.ziel AS link_ziel, p.grund AS link_grund
FROM angebote a
LEFT JOIN onlinedienste o ON o.id = a.onlinedienst_id
LEFT JOIN linkpruefungen p ON p.url = a.url
WHERE a.leistungsschluessel = :schluessel
ORDER BY a.verschwunden_am IS NOT NULL,
         CASE a.ebene WHEN 'Kommune' THEN 1 WHEN 'Verwaltung' THEN 2 WHEN 'Kreis' THEN 3
                      WHEN 'unbekannt' THEN 4 ELSE 5 END,
         sortiert(a.kommune), sortiert(a.onlinedienst)
LIMIT :limit OFFSET :offset
"""

RELATED = """
SELECT l.leistungsschluessel, t.titel, l.leistungstyp,
       substr(l.leistungsschluessel, 1, 11) = substr(:schluessel, 1, 11) AS nah, u.art,
       (SELECT count(DISTINCT n.ags) FROM angebotsnachweise n
        WHERE n.leistungsschluessel = l.leistungsschluessel AND n.verschwunden_am IS NULL) AS kommunen
FROM leistungen l JOIN leistungstitel t USING (leistungsschluessel)
LEFT JOIN luecken u ON u.leistungsschluessel = l.leistungsschluessel
WHERE l.leistungsschluessel BETWEEN substr(:schluessel, 1, 8) || '000000' AND substr(:schluessel, 1, 8) || '999999'
  AND l.leistungsschluessel <> :schluessel
ORDER BY nah DESC, l.leistungsschluessel
LIMIT 60
"""

RESPONSIBLE = """
SELECT z.ags, k.name AS kommune, z.titel, coalesce(z.rolle_name, z.rolle) AS rolle, z.zuletzt_gesehen
FROM zustaendige_stellen z JOIN kommunennamen k ON k.ags = z.ags LEFT JOIN vergleich v ON v.ags = z.ags
WHERE z.leistungsschluessel = :schluessel AND z.verschwunden_am IS NULL
ORDER BY v.ags IS NULL, sortiert(k.name), z.rolle, sortiert(z.titel)
LIMIT 100
"""

PARTNERS = """
SELECT gruppe, ags, kommune, verwaltung FROM kooperationen
WHERE leistungsschluessel = :schluessel
ORDER BY gruppe, sortiert(kommune), ags
"""

FORM = """
SELECT f.*, coalesce(s.bezeichnung, s.name, s.id) AS bezeichnung
FROM formularvergleich f
JOIN datenschemata s ON s.id = f.schema_id AND s.version = f.schema_version
WHERE f.leistungsschluessel = :schluessel
"""

PROCEDURE = "SELECT * FROM automatisierung WHERE leistungsschluessel = :schluessel"

CHANGES = """
SELECT a.zeitpunkt, a.art, a.ags, coalesce(n.name, a.kommune) AS kommune, a.onlinedienst_id, a.vorher, a.nachher,
       a.lauf_id
FROM aenderungen a LEFT JOIN kommunennamen n ON n.ags = a.ags
WHERE a.leistungsschluessel = :schluessel
ORDER BY a.zeitpunkt DESC, a.id DESC
LIMIT 50
"""


async def show(request: Any, datasette: Datasette) -> Response:
    """The page of the Leistung in the path; 404 where the catalogue does not know it."""
    key = request.url_vars["schluessel"]
    params = {"schluessel": key}
    leistung = await first(datasette, LEISTUNG, params)
    if leistung is None:
        raise MissingPage(
            "Eine Leistung mit diesem Schlüssel kennt der Katalog nicht. Ein Leistungsschlüssel hat 14 Ziffern."
        )
    offers = await first(datasette, OFFER_COUNT, params) or {}
    pages = paging(request, int(offers["anzahl"]), Selection(f"/leistung/{key}"))
    found = await rows(datasette, OFFERS, {**params, **pages.params})
    candidates = await with_evidence(
        datasette, "k.leistungsschluessel = :schluessel", {**params, "limit": MOST_CANDIDATES, "offset": 0}
    )
    procedure = await first(datasette, PROCEDURE, params) or {}
    context = {
        "leistung": leistung,
        "formular": await first(datasette, FORM, params),
        "ablauf": procedure,
        "handlungsform": await meanings(datasette, "handlungsform", procedure.get("handlungsform")),
        "verfahrensart": await meanings(datasette, "verfahrensart", procedure.get("verfahrensart")),
        "luecke": await first(datasette, GAP, params),
        "zustaendigkeit": await first(datasette, RESPONSIBILITY, params),
        "vor_ort": await rows(datasette, IN_TOWN, params),
        "zaehlung": offers,
        "angebote": found,
        "vertrauensniveau": await meanings(datasette, "vertrauensniveau", *(row["vertrauensniveau"] for row in found)),
        "typisierung": await meanings(datasette, "typisierung", leistung["typisierung"]),
        "leistungstyp": await meanings(datasette, "leistungstyp", leistung["leistungstyp"]),
        "seiten": pages,
        "kandidaten": candidates,
        "mitstreiter": await rows(datasette, PARTNERS, params),
        "mitstreiter_export": export_links("kooperationen", {"leistungsschluessel": key}),
        "stellen": await rows(datasette, RESPONSIBLE, params),
        "verwandte": await rows(datasette, RELATED, params),
        "aenderungen": await rows(datasette, CHANGES, params),
        "erfasste": await number(datasette, "SELECT count(*) AS anzahl FROM abdeckung"),
        "export": export_links("angebote", {"leistungsschluessel": key}),
    }
    return Response.html(await datasette.render_template(["leistung.html"], context, request=request))
