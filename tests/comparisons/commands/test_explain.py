"""`thavel compare --explain`: the whole reasoning about one Leistung as a user of the command sees it."""

from collections.abc import Callable

import pytest

from tests.command import Thavel

DOG, TRADE = "99102013104000", "99050012104000"
WHOLE_TEXT = """
Hundesteuer anmelden
Leistungsschlüssel 99102013104000
Verglichen für Eisenach, Stadt am 26.11.2026, Datenstand 04.10.2026.

Zuständigkeit
  ja (belegt): Die Hundesteuer ist eine Steuer der Gemeinde. (§ 5 ThürKAG; Art. 105 Abs. 2a GG)
  Erledigt sie: Eisenach.
  Entschieden hat: zustaendigkeiten 16 99102013.

Lücke
  fehlt: Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet.
  Themenfeld: Engagement & Hobby.
  Online in 1 von 4 anderen Verwaltungen, davon 1 von 1 vergleichbaren.

Eigene Liste
  Unbekannt: Es ist keine eigene Liste eingelesen.

Wer sie anbietet
  Ebene Kommune, Beleg Verbreitung: 1 Kommune (Weimar). Der Link kommt nur in Weimar vor, und Weimar ist kreisfrei.

Vergleichbare Kommunen
  Online bei: Weimar.
  Kein Angebot bekannt bei: keiner.
  Noch nicht erfasst: Gotha.

Kandidat auf Rang 13: ThAVEL-Verfahren: Hundesteuer anmelden, 56,5 Punkte
  Zu tun: GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder \
eintragen, auf der eigenen Website verlinken.
  Plattform: ThAVEL. Aufwand: gering. Stand: offen.
  Fachbereich: Finanzen und Steuern.
  Punkte (Wert × Gewicht × 100 ÷ 100, der Summe der Gewichte, die zählen; Summe auf Zehntel abgerundet):
    Aufwand: Wert 0,80, Gewicht 30: 24,0 Punkte. Aufwand der Übernahme: gering.
    Pflicht: Wert 1,00, Gewicht 10: 10,0 Punkte. OZG-Leistung „Hundehaltung“, wie die übrigen Leistungen zum selben \
Gegenstand.
    Zuständigkeit: Wert 1,00, Gewicht 10: 10,0 Punkte. Zuständig: Die Hundesteuer ist eine Steuer der Gemeinde. \
(§ 5 ThürKAG; Art. 105 Abs. 2a GG)
    Verbreitung: Wert 0,25, Gewicht 30: 7,5 Punkte. 1 von 4 erfassten anderen Verwaltungen bietet die Leistung online \
an.
    Bewährung: Wert 0,25, Gewicht 20: 5,0 Punkte. 1 von 4 nutzt dafür diese Lösung.
    Nachfrage: kein Beleg, Gewicht 15 zählt nicht. Fallzahlen der Kommune sind nicht bekannt.
    Daten nur einmal: kein Beleg, Gewicht 5 zählt nicht. Zu vergleichende Datenschemata sind nicht bekannt.
    Link: kein Beleg, Gewicht 5 zählt nicht. Ob ein Link zum Ziel führt, ist nicht geprüft.
    Reife: kein Beleg, Gewicht 5 zählt nicht. FIM-Bausteine dieser Leistung sind nicht bekannt.
    Trend: kein Beleg, Gewicht 5 zählt nicht. Noch keine Verwaltung ist lange genug beobachtet.
    Summe: 56,5
  Wen fragen:
    1. Weimar (vergleichbar, kreisfrei, 65.954 Einwohner): https://thavelp.thueringen.de/thavelp/go/a/2080
       Zuständige Stelle dort: unbekannt

Wer dieselbe Lücke hat
  Keine der erfassten Kommunen im Kreis und der erfassten vergleichbaren.

Daten, die schon bekannt sind
  Unbekannt: Zu dieser Leistung ist kein Datenschema im Katalog.

Automatisierbarkeit
  Unbekannt: Zu dieser Leistung ist kein Prozess im Katalog.
"""


def test_the_whole_reasoning_about_a_leistung_is_printed_after_the_comparison(
    demo: Thavel, at: Callable[[str], None]
) -> None:
    at("2026-11-26T03:17:00Z")
    outcome = demo("compare", "--peers", "16055000", "--peers", "16067029", "--explain", DOG)
    assert outcome.code == 0
    summary, text = outcome.out.split("thavel changes\n")
    assert "Eisenach, Stadt: Von 30 Leistungen" in summary
    assert text == WHOLE_TEXT


@pytest.mark.parametrize("option", [("--explain", DOG), ("--fresh",)])
def test_schemata_have_nothing_to_explain_or_to_judge_anew(thavel: Thavel, option: tuple[str, ...]) -> None:
    outcome = thavel("compare", *option, "schemas", DOG, TRADE)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--explain und --fresh gehören zum Vergleich der Kommunen, nicht zu „schemas“." in outcome.err


def test_why_something_is_no_gap_is_told_too(demo: Thavel) -> None:
    text = demo("compare", "--explain", TRADE).out
    assert (
        "Lücke\n  Keine Lücke. In Eisenach ist die Leistung online. Anschluss ungeklärt: Die Adresse gilt im " in text
    )
    assert " (angenommen). Ob sie es hier ist, ist nicht belegt.\n" in text
    assert "Kandidaten\n  Keine, denn es ist keine Lücke.\n" in text
    assert "  Ebene Land, Beleg Verbreitung: 4 Kommunen (Eisenach, Erfurt, Gera, Jena). " in text
    assert "  Noch nicht erfasst: Gotha, Nordhausen, " in text


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("hund", "„hund“ ist kein Leistungsschlüssel. Er hat 14 Ziffern, etwa 99102013104000."),
        ("9910201310400", "„9910201310400“ ist kein Leistungsschlüssel."),
        (
            "99999999999999",
            "Die Leistung 99999999999999 kennt der Katalog nicht. Welche er kennt, zeigt: thavel export",
        ),
        ("", "„“ ist kein Leistungsschlüssel."),
    ],
)
def test_a_key_that_nobody_knows_is_refused_before_anything_is_compared(demo: Thavel, key: str, message: str) -> None:
    outcome = demo("compare", "--explain", key)
    assert (outcome.code, outcome.out, message in outcome.err) == (1, "", True)
