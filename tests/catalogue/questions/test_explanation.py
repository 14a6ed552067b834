"""The reasoning about a Leistung, from result tables alone: what is known, and that something is not."""

from pathlib import Path
from typing import Any

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.questions.explanation import explanation
from catalogue.store.joined import join_decisions
from tests.catalogue.site.test_site_reuse import DONORS, MORE_TOWNS, OWN_LIST, PARTNERS, PASS, of_one_work
from tests.catalogue.site.world import DOG, DOG_RELATED, FORM, HOSTILE, PROCEDURE, RESULTS, ROWS, SCHEMA, fill

OBJECT = "99102013000000"


def explain(path: Path, key: str = DOG) -> str:
    db = connect(path)
    try:
        join_decisions(db.conn, path)
        return explanation(db, key)
    finally:
        db.close()


def sections(text: str) -> dict[str, list[str]]:
    """The lines under each heading, without those of the head."""
    parts = [part.split("\n") for part in text.split("\n\n")[1:]]
    return {name: [line.removeprefix("  ") for line in lines] for name, *lines in parts}


def standing(key: str, state: str, responsible: str = "ja", certainty: str | None = "gemeldet") -> dict[str, Any]:
    return {
        "leistungsschluessel": key, "bezeichnung": "Abmelden", "zustaendig": responsible, "zustaendig_grund": "Grund.",
        "zustaendig_sicherheit": certainty, "stand": state, "verwaltungen": 1,
    }  # fmt: skip


@pytest.fixture
def filled(katalog: Path) -> Path:
    fill(
        katalog,
        ROWS,
        RESULTS,
        {
            "kommunen": MORE_TOWNS, "kandidat_geber": DONORS, "kooperationen": PARTNERS, "bestandsabgleich": OWN_LIST,
            "datenschemata": [SCHEMA], "formularvergleich": [FORM], "automatisierung": [PROCEDURE],
        },
    )  # fmt: skip
    return katalog


def test_everything_that_is_known_is_told(filled: Path) -> None:
    script = "<script>alert(1)</script>"
    assert sections(explain(filled)) == {
        "Zuständigkeit": ["ja (ohne Beleg): ThürKAG"],
        "Lücke": [
            "fehlt: Andere bieten sie an.",
            "Themenfeld: Steuern.",
            "Online in 3 von 4 anderen Verwaltungen, vergleichbare sind noch nicht erfasst.",
        ],
        "Eigene Liste": [
            "anderer Link: Hinweis zu anderer Link.",
            "Link laut Liste: https://eisenach.example/hund. Link laut PVOG: https://pvog.example/hund.",
        ],
        "Wer sie anbietet": ["Ebene Kommune, Beleg Verbreitung: 1 Kommune (Jena). Der Link kommt nur in Jena vor."],
        "Vergleichbare Kommunen": [
            "Online bei: keiner.",
            "Kein Angebot bekannt bei: keiner.",
            "Noch nicht erfasst: keine.",
        ],
        "Kandidat auf Rang 1: ThAVEL-Verfahren, 56,5 Punkte": [
            "Zu tun: App holen",
            "Plattform: ThAVEL. Aufwand: gering. Stand: offen.",
            "Fachbereich: Steuern.",
            "Punkte (Wert × Gewicht × 100 ÷ 65, der Summe der Gewichte, die zählen; Summe auf Zehntel abgerundet):",
            "  Verbreitung: Wert 0,75, Gewicht 30: 32,5 Punkte. Erklärung",
            "  Aufwand: Wert 0,80, Gewicht 30: 24,0 Punkte. Erklärung",
            "  Pflicht: kein Beleg, Gewicht 10 zählt nicht. Erklärung",
            "  Link: kein Beleg, zählt wie der schlechteste Wert 0,00, Gewicht 5: 0,0 Punkte. Erklärung",
            "  Summe: 56,5",
            "Wen fragen:",
            "  1. Jena (vergleichbar, 110.502 Einwohner): https://0.example/hund",
            f"     Zuständige Stelle dort: Steueramt {script}",
            "  2. Erfurt (kreisfrei): kein Link gemeldet",
            "     Zuständige Stelle dort: unbekannt",
            "  3. Gera (kreisfrei): https://2.example/hund "
            "Der Link war am 26.11.2026 defekt: Seite nicht gefunden (404).",
            "     Zuständige Stelle dort: unbekannt",
            f"  4. Weimar {script} (kreisfrei): https://3.example/hund",
            "     Zuständige Stelle dort: unbekannt",
            "  5. Suhl (kreisfrei): kein Link gemeldet",
            "     Zuständige Stelle dort: unbekannt",
        ],
        "Wer dieselbe Lücke hat": ["Kreis: Bad Salzungen", "vergleichbar: Gotha"],
        "Daten, die schon bekannt sind": [
            "Angaben im Formular: 20, davon harmonisiert: 15.",
            f"Schon bei anderen Leistungen abgefragt: 12 (Familienname, {script}).",
            "Die meisten gemeinsam mit: Pass (99085001012000): 12; Umzug (99115005104000): 3",
            "Datenschema S00000000001, bekannt durch: Prozess.",
        ],
        "Automatisierbarkeit": [
            "Nach festen Regeln laufen mindestens 7 von 12 Aktivitäten ab.",
            "12 Aktivitäten: 7 nach festen Regeln, 1 mit Ermessen, 4 unklar.",
        ],
    }


def test_what_one_work_closes_beside_is_told_under_each_key(katalog: Path) -> None:
    results = of_one_work()
    fill(katalog, ROWS, {"leistungen": results.pop("leistungen")}, {**RESULTS, **results})
    dog, passport = (sections(explain(katalog, key)) for key in (DOG, PASS))
    assert (
        f"Dasselbe Vorhaben schließt auch: Pass <script>alert(1)</script> ({PASS}, Rang 2)."
        in dog["Kandidat auf Rang 1: ThAVEL-Verfahren, 56,5 Punkte"]
    )
    assert (
        f"Dasselbe Vorhaben schließt auch: Hundesteuer anmelden ({DOG}, Rang 1)."
        in passport["Kandidat auf Rang 2: ThAVEL-Verfahren, 40,0 Punkte"]
    )


@pytest.mark.parametrize(
    ("key", "rows", "gap", "responsible"),
    [
        (
            DOG_RELATED, [standing(DOG_RELATED, "online")], "In Eisenach ist die Leistung online.",
            "ja (gemeldet): Grund.",
        ),
        (
            DOG_RELATED, [standing(DOG_RELATED, "nirgends online", "unklar", "unbekannt")],
            "Keine erfasste Kommune bietet die Leistung online an.", "unklar (ohne Beleg): Grund.",
        ),
        (
            DOG_RELATED, [standing(DOG_RELATED, "nur anderswo online", "nein", "belegt")],
            "Zuständig sind weder Eisenach noch der Kreis.", "nein (belegt): Grund.",
        ),
        (
            DOG_RELATED, [{
                **standing(DOG_RELATED, "nur anderswo online", "nein", "angenommen"), "zustaendig_wer": "Wartburgkreis",
                "zustaendig_regel": "zustaendigkeiten 16 99102", "zustaendig_klaeren": "Fragen Sie Eisenach.",
            }],
            "Zuständig sind weder Eisenach noch der Kreis.",
            "nein (angenommen): Grund.\nErledigt sie: Wartburgkreis.\n"
            "Entschieden hat: zustaendigkeiten 16 99102.\nWas es klärt: Fragen Sie Eisenach.",
        ),
        (
            DOG_RELATED, [], "Die Leistung ist weder beschrieben noch bietet eine erfasste Kommune sie online an.",
            "Nicht geprüft, denn die Leistung ist weder beschrieben noch irgendwo online.",
        ),
        (
            OBJECT, [],
            "Der Schlüssel nennt nur einen Gegenstand ohne Verrichtung; beantragen lässt sich dazu nichts.",
            "Nicht geprüft, denn die Leistung ist weder beschrieben noch irgendwo online.",
        ),
    ],
)  # fmt: skip
def test_why_something_is_no_gap_is_told(
    katalog: Path, key: str, rows: list[dict[str, Any]], gap: str, responsible: str
) -> None:
    fill(katalog, ROWS, RESULTS, {"leistungsstand": rows, "leistungen": [{"leistungsschluessel": OBJECT}]})
    told = sections(explain(katalog, key))
    assert told["Lücke"] == [f"Keine Lücke. {gap}"]
    assert told["Zuständigkeit"] == responsible.splitlines()
    assert told["Kandidaten"] == ["Keine, denn es ist keine Lücke."]
    assert told["Wer sie anbietet"] == [
        "Keine erfasste Kommune meldet dafür einen Onlinedienst. Das heißt nicht, dass es keinen gibt."
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"art": "nicht gemeldet"},
            "Keine. Das wird nur für Lücken der Art „fehlt“ und „verwandte Leistung online“ ermittelt.",
        ),
        ({"zustaendig": "nein"}, "Keine, denn die Kommune ist nicht zuständig."),
        ({}, "Keine: Zu den Angeboten anderer ist keine Lösung bekannt, die sich übernehmen ließe."),
    ],
)  # fmt: skip
def test_why_there_is_no_candidate_is_told(katalog: Path, changed: dict[str, str], reason: str) -> None:
    gaps = [{**RESULTS["luecken"][0], **changed}]
    fill(katalog, ROWS, {"vergleich": RESULTS["vergleich"], "luecken": gaps})
    assert sections(explain(katalog))["Kandidaten"] == [reason]


def test_of_many_municipalities_five_are_named_and_the_own_list_is_no_offer(katalog: Path) -> None:
    towns = [{"ags": f"1607{number:04}", "name": f"Ort {number}, Stadt"} for number in range(7)]
    offer = ROWS["angebotsnachweise"][0]
    offers = [{**offer, "ags": town["ags"]} for town in towns]
    fill(katalog, ROWS, RESULTS, {"kommunen": towns, "angebotsnachweise": offers})
    fill(katalog, {"angebotsnachweise": [{**offer, "ags": "16063105", "quelle": "bestand"}]})
    assert sections(explain(katalog))["Wer sie anbietet"] == [
        "Ebene Kommune, Beleg Verbreitung: 8 Kommunen (Jena, Ort 0, Ort 1, Ort 2, Ort 3 und 3 weitere). "
        "Der Link kommt nur in Jena vor."
    ]


def test_a_title_is_one_line_and_commands_no_terminal(katalog: Path) -> None:
    title = "Hund\x1b[2J\u202e\nsteuer\r\n\x07"
    fill(katalog, ROWS, {"vergleich": RESULTS["vergleich"]})
    db = connect(katalog)
    with db.atomic():
        db.execute("UPDATE leistungen SET bezeichnung = ? WHERE leistungsschluessel = ?", [title, HOSTILE])
    db.close()
    assert explain(katalog, HOSTILE).splitlines()[:2] == ["Hund [2J ; steuer;  ", f"Leistungsschlüssel {HOSTILE}"]


def test_before_any_comparison_the_way_to_one_is_told(katalog: Path) -> None:
    fill(katalog, ROWS)
    with pytest.raises(ThavelError, match="Rufen Sie zuerst auf: thavel compare"):
        explain(katalog)
