"""All that the last comparison found about a Leistung, in plain German: why it stands where it stands."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.formats import anzahl, datum, kurzname, one_line, weblink, zahl
from catalogue.german import sort_key
from catalogue.keys import leistungstyp
from catalogue.questions.leistungen import named
from catalogue.questions.reports import comparison
from catalogue.tables.anschluss import NICHT_ANGESCHLOSSEN, UNGEKLAERT
from catalogue.tables.vergleich import CLOSED_BY_REUSE

Row = Mapping[str, Any]

# So many kinds of offers, and so many municipalities of each, are named.
MAX_LINES, NAMED = 10, 5
_ONLY_REUSABLE = f"Das wird nur für Lücken der Art „{'“ und „'.join(CLOSED_BY_REUSE)}“ ermittelt."

_OFFERS = """
SELECT ebene, coalesce(ebene_beleg, 'keiner') AS beleg, json_group_array(DISTINCT kommune) AS namen,
       min(ebene_grund) AS grund, count(DISTINCT ebene_grund) AS gruende
FROM angebote a JOIN gemeldete_angebote g USING (ags, leistungsschluessel, onlinedienst_id)
WHERE leistungsschluessel = :key AND g.verschwunden_am IS NULL
GROUP BY 1, 2
ORDER BY count(DISTINCT ags) DESC, 1, 2
"""

_CONNECTIONS = """
SELECT DISTINCT a.anschluss, a.anschluss_grund FROM angebote a JOIN vergleich v ON v.ags = a.ags
WHERE a.leistungsschluessel = :key AND a.verschwunden_am IS NULL AND a.url IS NOT NULL
ORDER BY 1, 2
"""

_PEERS = """
SELECT a.kommune, EXISTS (SELECT 1 FROM angebote o WHERE o.ags = a.ags AND o.leistungsschluessel = :key
                          AND o.verschwunden_am IS NULL) AS bietet
FROM abdeckung a JOIN vergleich v ON v.ags <> a.ags
WHERE a.vergleichbar = 1
ORDER BY sortiert(a.kommune), a.ags
"""

_POINTS = """
SELECT p.*, coalesce(p.wert, p.ersatzwert) AS zaehlt, coalesce(g.bezeichnung, p.kriterium) AS bezeichnung
FROM kandidat_punkte p LEFT JOIN gewichte g ON g.kriterium = p.kriterium
WHERE p.leistungsschluessel = :key AND p.loesung_id = :loesung_id
ORDER BY p.punkte DESC, p.gewicht DESC, p.kriterium
"""

_SAME_WORK = """
SELECT bezeichnung, leistungsschluessel, rang FROM kandidaten
WHERE vorhaben = :vorhaben AND leistungsschluessel <> :key
ORDER BY rang
"""

_DONORS = "SELECT * FROM kandidat_geber WHERE leistungsschluessel = :key AND loesung_id = :loesung_id ORDER BY platz"


def explanation(db: Database, key: str) -> str:
    """Everything that the result tables say about a Leistung (key or title), as text.

    Where nothing is known, that is said. `db` has the decisions joined (`catalogue.store.joined`).

    Raises `ThavelError` for an unknown one, and where there was no comparison yet.
    """
    key, title = named(db, key)
    about = comparison(db)
    view = _View(db, key, kurzname(about["kommune"]), about)
    sections = (
        ("Zuständigkeit", _responsibility(view)),
        ("Lücke", _gap(view)),
        ("Eigene Liste", _own_list(view)),
        ("Wer sie anbietet", _offers(view)),
        ("Vergleichbare Kommunen", _peers(view)),
        *_candidates(view),
        ("Wer dieselbe Lücke hat", _partners(view)),
        ("Daten, die schon bekannt sind", _form(view)),
        ("Automatisierbarkeit", _procedure(view)),
    )
    head = [
        title,
        f"Leistungsschlüssel {key}",
        f"Verglichen für {about['kommune']} am {datum(about['zeitpunkt'])}, Datenstand {datum(about['datenstand'])}.",
    ]
    parts = ["\n".join(head)]
    for name, lines in sections:
        parts.append("\n".join([name, *(f"  {line}" for line in lines)]))
    return "\n\n".join(parts)


class _View(NamedTuple):
    """A Leistung as it is explained for the town that was compared."""

    db: Database
    key: str
    town: str
    about: Row

    def of(self, table: str) -> list[dict[str, Any]]:
        """The rows of a result table about the Leistung, in the order of its key."""
        return _read(self.db, f"SELECT * FROM [{table}] WHERE leistungsschluessel = :key ORDER BY 1, 2", self.key)

    def one(self, table: str) -> dict[str, Any]:
        """The only such row, empty where there is none."""
        return next(iter(self.of(table)), {})


def _read(db: Database, sql: str, key: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {name: one_line(value) if isinstance(value, str) else value for name, value in row.items()}
        for row in db.query(sql, {"key": key, **more})
    ]


def _responsibility(view: _View) -> Iterator[str]:
    found = view.one("luecken") or view.one("leistungsstand")
    if found:
        certainty = found["zustaendig_sicherheit"]
        known = certainty if certainty not in (None, "unbekannt") else "ohne Beleg"
        yield f"{found['zustaendig']} ({known}): {found['zustaendig_grund']}"
        if found["zustaendig_wer"]:
            yield f"Erledigt sie: {found['zustaendig_wer']}."
        if found["zustaendig_regel"]:
            yield f"Entschieden hat: {found['zustaendig_regel']}."
        if found["zustaendig_klaeren"]:
            yield f"Was es klärt: {found['zustaendig_klaeren']}"
    else:
        yield "Nicht geprüft, denn die Leistung ist weder beschrieben noch irgendwo online."


def _gap(view: _View) -> Iterator[str]:
    gap = view.one("luecken")
    if not gap:
        yield f"Keine Lücke. {_no_gap(view)}"
        return
    yield f"{gap['art']}: {gap['art_grund']}"
    yield f"Themenfeld: {gap['themenfeld'] or 'unbekannt'}."
    of_peers = f"davon {gap['vergleichbare']} von {view.about['vergleichbare']} vergleichbaren"
    if not view.about["vergleichbare"]:
        of_peers = "vergleichbare sind noch nicht erfasst"
    yield f"Online in {gap['verwaltungen']} von {view.about['verwaltungen']} anderen Verwaltungen, {of_peers}."


def _no_gap(view: _View) -> str:
    standing = view.one("leistungsstand")
    if leistungstyp(view.key) == "LO":
        return "Der Schlüssel nennt nur einen Gegenstand ohne Verrichtung; beantragen lässt sich dazu nichts."
    if not standing:
        return "Die Leistung ist weder beschrieben noch bietet eine erfasste Kommune sie online an."
    if standing["stand"] == "online":
        return " ".join((f"In {view.town} ist die Leistung online.", *_connections(view)))
    if standing["stand"] == "nirgends online":
        return "Keine erfasste Kommune bietet die Leistung online an."
    return f"Zuständig sind weder {view.town} noch der Kreis."


def _connections(view: _View) -> Iterator[str]:
    """Whether the authority is connected to what the town offers, where that is not certain."""
    for row in _read(view.db, _CONNECTIONS, view.key):
        if row["anschluss"] in (NICHT_ANGESCHLOSSEN, UNGEKLAERT):
            yield f"Anschluss {row['anschluss']}: {row['anschluss_grund']}"


def _own_list(view: _View) -> Iterator[str]:
    found = view.one("bestandsabgleich")
    if not found:
        listed = view.db["bestandsabgleich"].count
        yield "Die Leistung steht nicht darin." if listed else "Unbekannt: Es ist keine eigene Liste eingelesen."
        return
    yield f"{found['befund']}: {found['hinweis']}"
    yield f"Link laut Liste: {_link(found['link_liste'])}. Link laut PVOG: {_link(found['link_pvog'])}."


def _offers(view: _View) -> Iterator[str]:
    found = _read(view.db, _OFFERS, view.key)
    if not found:
        yield "Keine erfasste Kommune meldet dafür einen Onlinedienst. Das heißt nicht, dass es keinen gibt."
    for row in found[:MAX_LINES]:
        names = sorted((one_line(kurzname(name)) for name in json.loads(row["namen"]) if name), key=sort_key)
        places = f"{anzahl(len(names), 'Kommune', 'Kommunen')} ({_some(names)})"
        example = "Zum Beispiel: " if row["gruende"] > 1 else ""
        yield f"Ebene {row['ebene']}, Beleg {row['beleg']}: {places}. {example}{row['grund']}"
    if len(found) > MAX_LINES:
        yield f"und {len(found) - MAX_LINES} weitere Arten von Angeboten: thavel export angebote"


def _peers(view: _View) -> Iterator[str]:
    harvested = _read(view.db, _PEERS, view.key)
    offering = [kurzname(row["kommune"]) for row in harvested if row["bietet"]]
    others = [kurzname(row["kommune"]) for row in harvested if not row["bietet"]]
    wanted = one_line(view.about["vergleichskommunen"] or "").split(", ")
    missing = [name for name in wanted if name and name not in {*offering, *others}]
    yield f"Online bei: {', '.join(offering) or 'keiner'}."
    yield f"Kein Angebot bekannt bei: {', '.join(others) or 'keiner'}."
    yield f"Noch nicht erfasst: {', '.join(missing) or 'keine'}."


def _candidates(view: _View) -> Iterator[tuple[str, Iterator[str]]]:
    found = sorted(view.of("kandidaten"), key=lambda row: int(row["rang"]))
    for row in found:
        heading = f"Kandidat auf Rang {row['rang']}: {row['loesung']}, {zahl(row['punkte'], 1)} Punkte"
        yield heading, _candidate(view, row)
    if not found:
        yield "Kandidaten", iter([_no_candidate(view.one("luecken"))])


def _no_candidate(gap: Row) -> str:
    if not gap:
        return "Keine, denn es ist keine Lücke."
    if gap["art"] not in CLOSED_BY_REUSE:
        return f"Keine. {_ONLY_REUSABLE}"
    if gap["zustaendig"] == "nein":
        return "Keine, denn die Kommune ist nicht zuständig."
    return "Keine: Zu den Angeboten anderer ist keine Lösung bekannt, die sich übernehmen ließe."


def _candidate(view: _View, candidate: Row) -> Iterator[str]:
    yield f"Zu tun: {candidate['nachnutzungsweg']}"
    yield f"Plattform: {candidate['plattform']}. Aufwand: {candidate['aufwand']}. Stand: {candidate['status']}."
    yield f"Fachbereich: {candidate['fachbereich'] or 'unbekannt'}."
    also = _read(view.db, _SAME_WORK, view.key, vorhaben=candidate["vorhaben"])
    if also:
        named = (f"{row['bezeichnung']} ({row['leistungsschluessel']}, Rang {row['rang']})" for row in also)
        yield f"Dasselbe Vorhaben schließt auch: {'; '.join(named)}."
    points = _read(view.db, _POINTS, view.key, loesung_id=candidate["loesung_id"])
    whole = zahl(sum(row["gewicht"] for row in points if row["zaehlt"] is not None))
    yield f"Punkte (Wert × Gewicht × 100 ÷ {whole}, der Summe der Gewichte, die zählen; Summe auf Zehntel abgerundet):"
    for row in points:
        value, weight = zahl(row["zaehlt"], 2), zahl(row["gewicht"])
        counted = f"Wert {value}, Gewicht {weight}: {zahl(row['punkte'], 1)} Punkte"
        if row["zaehlt"] is None:
            counted = f"kein Beleg, Gewicht {weight} zählt nicht"
        elif row["wert"] is None:
            counted = f"kein Beleg, zählt wie der schlechteste {counted}"
        yield f"  {row['bezeichnung']}: {counted}. {row['erklaerung']}"
    yield f"  Summe: {zahl(sum(row['punkte'] for row in points), 1)}"
    yield "Wen fragen:"
    for row in _read(view.db, _DONORS, view.key, loesung_id=candidate["loesung_id"]):
        defect = f" Der Link war {row['link_befund']}" if row["link_befund"] else ""
        yield f"  {row['platz']}. {kurzname(row['kommune'])} ({row['naehe']}): {_link(row['url'])}{defect}"
        yield f"     Zuständige Stelle dort: {row['stelle'] or 'unbekannt'}"


def _partners(view: _View) -> Iterator[str]:
    found = view.of("kooperationen")
    for group in sorted({row["gruppe"] for row in found}):
        yield f"{group}: {', '.join(kurzname(row['kommune']) for row in found if row['gruppe'] == group)}"
    if not found:
        kind = view.one("luecken").get("art")
        asked = kind in CLOSED_BY_REUSE
        yield "Keine der erfassten Kommunen im Kreis und der erfassten vergleichbaren." if asked else _ONLY_REUSABLE


def _form(view: _View) -> Iterator[str]:
    form = view.one("formularvergleich")
    if not form:
        yield "Unbekannt: Zu dieser Leistung ist kein Datenschema im Katalog."
        return
    yield f"Angaben im Formular: {zahl(form['felder'])}, davon harmonisiert: {zahl(form['harmonisierte_felder'])}."
    if form["gemeinsame_felder"] is None:
        yield "Was davon schon abgefragt wird, ist nicht bekannt: Es gibt kein anderes Formular zum Vergleichen."
    else:
        examples = f" ({form['beispiele']})" if form["beispiele"] else ""
        yield f"Schon bei anderen Leistungen abgefragt: {zahl(form['gemeinsame_felder'])}{examples}."
    if form["mit_leistungen"]:
        yield f"Die meisten gemeinsam mit: {form['mit_leistungen']}"
    yield f"Datenschema {form['schema_id']}, bekannt durch: {form['verknuepfung']}."


def _procedure(view: _View) -> Iterator[str]:
    found = view.one("automatisierung")
    if not found:
        yield "Unbekannt: Zu dieser Leistung ist kein Prozess im Katalog."
        return
    yield str(found["hinweis"])
    if found["aktivitaeten"]:
        yield (
            f"{zahl(found['aktivitaeten'])} Aktivitäten: {zahl(found['regelgebunden'])} nach festen Regeln, "
            f"{zahl(found['ermessen'])} mit Ermessen, {zahl(found['unklar'])} unklar."
        )


def _link(url: str | None) -> str:
    return weblink(url) or "kein Link gemeldet"


def _some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" und {len(names) - NAMED} weitere" if len(names) > NAMED else "")
