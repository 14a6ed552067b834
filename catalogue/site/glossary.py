"""The terms the pages use, each explained once in plain German."""

from typing import NamedTuple


class Term(NamedTuple):
    """A term with its anchor on the help page."""

    anchor: str
    name: str
    text: str


TERMS = (
    Term(
        "leistung",
        "Leistung",
        "Was eine Verwaltung für Bürgerinnen, Bürger und Unternehmen tut, etwa „Hundesteuer anmelden“.",
    ),
    Term(
        "leistungsschluessel",
        "Leistungsschlüssel",
        "Vierzehn Ziffern, die eine Leistung bundesweit eindeutig benennen. Gleiche erste elf Ziffern: dieselbe "
        "Leistung in anderer Ausprägung. Gleiche erste acht Ziffern: derselbe Gegenstand.",
    ),
    Term("leika", "LeiKa", "Der Leistungskatalog der öffentlichen Verwaltung. Er vergibt die Leistungsschlüssel."),
    Term(
        "ozg",
        "OZG",
        "Das Onlinezugangsgesetz. Sein Katalog fasst Leistungen zu OZG-Leistungen und Themenfeldern zusammen.",
    ),
    Term(
        "onlinedienst",
        "Onlinedienst",
        "Ein Angebot im Netz, mit dem sich eine Leistung beantragen oder erledigen lässt.",
    ),
    Term(
        "ebene",
        "Ebene",
        "Wer einen Onlinedienst anbietet: Bund, Land, Kreis, Verwaltung oder Kommune. "
        "„Unbekannt“ heißt: dafür gibt es keinen Beleg.",
    ),
    Term(
        "anschluss",
        "Anschluss",
        "Ob die Behörde, die eine Leistung erledigt, Anträge aus einem Onlinedienst bekommt. Wo Bund oder Land die "
        "Arbeit tun, ist keiner nötig. Eine Adresse, die alle öffnen können, belegt ihn nicht: Ohne Beleg "
        "steht „ungeklärt“.",
    ),
    Term(
        "verwaltung",
        "Verwaltung",
        "Wer die Geschäfte einer Gemeinde führt: sie selbst, eine Verwaltungsgemeinschaft oder eine erfüllende "
        "Gemeinde. Verbreitung wird je Verwaltung gezählt.",
    ),
    Term(
        "zustaendigkeit",
        "Zuständigkeit",
        "Wer eine Leistung erbringen muss. „Ja“ und „nein“ stehen nur da, wo eine Meldung oder eine Regel es sagt, mit "
        "der Sicherheit dabei; sonst steht „unklar“.",
    ),
    Term(
        "sicherheit",
        "Sicherheit der Zuständigkeit",
        "„gemeldet“: PVOG oder XZuFi nennt die zuständige Stelle. „belegt“: ein Gesetz, eine Verordnung oder die "
        "Stelle selbst sagt es. „angenommen“: eine Regel sagt es, ist aber noch zu bestätigen. „vermutet“: es spricht "
        "nur dafür, wer die Leistung "
        "anbietet oder wer sie laut Typisierung vollzieht. „ohne Beleg“: es gibt keinen Anhalt.",
    ),
    Term(
        "beleg",
        "Beleg der Ebene",
        "Woran die Ebene erkannt ist: an der Zuständigkeit laut XZuFi, am Eintrag im Dashboard, an der Verbreitung "
        "desselben Links, am Muster des Links oder am Gebiet der Leistungsbeschreibung.",
    ),
    Term("luecke", "Lücke", "Eine Leistung, die andere Kommunen online anbieten und die verglichene Kommune nicht."),
    Term(
        "kandidat",
        "Kandidat",
        "Eine vorhandene Lösung, mit der sich eine Lücke schließen lässt, mit der Kommune, von der sie kommt.",
    ),
    Term(
        "vorhaben",
        "Vorhaben",
        "Was in einem Zug übernommen wird. Dieselbe Lösung für mehrere Leistungen ist ein einziges Vorhaben, und ein "
        "Verfahren auch dann, wenn eine Leistung mehrere Schlüssel hat.",
    ),
    Term(
        "punkte",
        "Punkte",
        "Ordnen die Kandidaten, höchstens 100. Jedes Kriterium zählt Wert mal Gewicht. "
        "Ein Kriterium ohne Beleg zählt wie der schlechteste Wert, sobald es bei einer anderen Lösung derselben "
        "Leistung belegt ist; sonst zählt es weder dafür noch dagegen.",
    ),
    Term(
        "geber",
        "Geber",
        "Eine Kommune, die eine Lösung schon nutzt und die Sie danach fragen können. Die nächsten stehen zuerst: "
        "vergleichbare, dann Nachbarn im Kreis, gleicher Status, ähnliche Größe.",
    ),
    Term(
        "trichter",
        "Trichter",
        "Zeigt den Weg einer Leistung in vier Schritten: zuständig, beschrieben, online und auf welchem Weg online. "
        "Das Ziel sind alle.",
    ),
    Term(
        "herkunft",
        "Geerbt, nachgenutzt, eigen",
        "Geerbt: online durch Bund, Land oder Kreis, auch wenn die Ebene unbekannt ist. Nachgenutzt: mit einer Lösung, "
        "die auch andere nutzen. Eigen: mit einer Lösung, die nur hier vorkommt.",
    ),
    Term("loesung", "Lösung", "Die Software hinter dem Link eines Onlinedienstes, erkannt am Link."),
    Term(
        "nachnutzung",
        "Nachnutzung",
        "Eine vorhandene Lösung übernehmen, statt eine eigene zu bauen. "
        "Bei jedem Kandidaten steht, was dafür zu tun ist.",
    ),
    Term(
        "onceonly",
        "Once-only",
        "„Nur einmal“: Was eine Verwaltung schon weiß, soll sie nicht noch einmal abfragen (Onlinezugangsgesetz).",
    ),
    Term(
        "harmonisiert",
        "Harmonisiertes Datenfeld",
        "Ein Feld, das FIM für viele Formulare gleich festlegt, etwa Familienname oder Postleitzahl.",
    ),
    Term(
        "pvog",
        "PVOG",
        "Das Portalverbund Online-Gateway der FITKO. Es sammelt, welche Leistungen und Onlinedienste "
        "Bund, Länder und Kommunen melden.",
    ),
    Term(
        "thavel",
        "ThAVEL",
        "Das Thüringer Antragssystem für Verwaltungsleistungen, die Plattform des Landes für Onlinedienste.",
    ),
    Term("efa", "EfA", "„Einer für alle“: Ein Land entwickelt einen Onlinedienst, die anderen schließen sich an."),
)
BY_ANCHOR = {term.anchor: term for term in TERMS}

KINDS = {
    "fehlt": "Andere bieten die Leistung online an, die verglichene Kommune nicht.",
    "verwandte Leistung online": "Die Leistung fehlt, aber eine nah verwandte ist schon online.",
    "nicht angeschlossen": (
        "Es gibt eine Adresse für alle, aber die Behörde, die die Arbeit tut, ist nach einer Prüfung nicht "
        "angeschlossen. Der Weg geht über das Land."
    ),
    "Anschluss ungeklärt": (
        "Es gibt eine Adresse für alle; ob die Behörde, die die Arbeit tut, angeschlossen ist, ist nicht belegt. Der "
        "Weg geht über das Land."
    ),
    "landesweit verfügbar": (
        "Das Land oder der Bund bietet die Leistung an; sie muss hier nur noch eingetragen werden."
    ),
    "Aufgabe des Kreises": "Zuständig ist der Landkreis, nicht die Kommune.",
    "nicht gemeldet": "Die Kommune bietet die Leistung selbst an, hat sie aber nicht gemeldet.",
    "Link defekt": "Die Leistung ist gemeldet, aber ihr Link fehlt oder führt nicht zum Ziel.",
}

FINDINGS = {
    "nicht gemeldet": "Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.",
    "nicht verlinkt": "PVOG kennt einen Dienst der Kommune, die Liste nennt ihn nicht oder ohne Link.",
    "stimmt überein": "Liste und PVOG führen zum selben Dienst.",
    "anderer Link": "Liste und PVOG führen zu verschiedenen Adressen, oder PVOG hat keinen gültigen Link.",
}
