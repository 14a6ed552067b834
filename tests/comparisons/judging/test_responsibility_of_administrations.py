"""The bundled rules about responsibility, for every administration of Thüringen: who does what, how sure that is."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.store.rules import BUNDLED
from comparisons.inputs.authorities import authorities, authority_of
from comparisons.inputs.snapshot import Town, read_towns
from comparisons.judging.responsibility import Responsibilities

PARKING, NO_STOPPING, STREET = "99108001001000", "99108011153000", "99108012005000"
BUILDING, CAR, LICENCE, MAINTENANCE = "99012070006001", "99036020001000", "99108047001001", "99107021017000"
TRADE = "99050012104000"
HOUSING, ASSEMBLY, TAX, MOVING = "99107023037000", "99089016008000", "99102013104000", "99115005104000"


@pytest.fixture(scope="module")
def towns(fresh_register: Path) -> dict[str, Town]:
    db = connect(fresh_register)
    found = read_towns(db)
    db.close()
    return found


@pytest.fixture(scope="module")
def rules(fresh_register: Path) -> Responsibilities:
    db = connect(fresh_register)
    found = Responsibilities.of(db, [])
    db.close()
    return found


@pytest.mark.parametrize(
    ("name", "key", "answer", "sure", "who"),
    [
        ("Eisenach", PARKING, "ja", "belegt", "Eisenach"),
        ("Eisenach", NO_STOPPING, "ja", "belegt", "Eisenach"),
        ("Eisenach", STREET, "ja", "belegt", "Eisenach"),
        ("Eisenach", BUILDING, "ja", "angenommen", "Eisenach"),
        *(("Eisenach", key, "nein", "belegt", "Wartburgkreis") for key in (CAR, LICENCE, MAINTENANCE)),
        *(("Eisenach", key, "nein", "angenommen", "Wartburgkreis") for key in (HOUSING, ASSEMBLY)),
        *(
            (name, key, "ja", "belegt", name)
            for name in ("Gotha", "Nordhausen", "Mühlhausen/Thüringen", "Altenburg", "Ilmenau")
            for key in (PARKING, NO_STOPPING, BUILDING)
        ),
        ("Saalfeld/Saale", PARKING, "ja", "belegt", "Saalfeld/Saale"),
        ("Saalfeld/Saale", BUILDING, "nein", "angenommen", "Landkreis Saalfeld-Rudolstadt"),
        ("Saalfeld/Saale", HOUSING, "ja", "belegt", "Saalfeld/Saale"),
        ("Saalfeld/Saale", TRADE, "ja", "belegt", "Saalfeld/Saale"),
        ("Eisenach", TRADE, "ja", "angenommen", "Eisenach"),
        ("Arnstadt", TRADE, "nein", "belegt", "Ilm-Kreis"),
        ("Breitenworbis", TRADE, "nein", "angenommen", "Landkreis Eichsfeld"),
        ("Greiz", PARKING, "nein", "angenommen", "Landkreis Greiz"),
        ("Weimar", PARKING, "ja", "belegt", "Weimar"),
        ("Weimar", BUILDING, "ja", "belegt", "Weimar"),
        ("Weimar", ASSEMBLY, "ja", "angenommen", "Weimar"),
        ("Breitenworbis", MOVING, "ja", "belegt", "Verwaltungsgemeinschaft Eichsfeld-Wipperaue"),
        ("Leimbach", TAX, "ja", "belegt", "erfüllende Gemeinde Bad Salzungen"),
        ("Bad Salzungen", PARKING, "ja", "belegt", "Bad Salzungen"),
        ("Leimbach", PARKING, "nein", "angenommen", "Wartburgkreis"),
    ],
)
def test_who_does_what_in_which_town(
    towns: dict[str, Town], rules: Responsibilities, name: str, key: str, answer: str, sure: str, who: str
) -> None:
    (town,) = [town for town in towns.values() if town.short == name]
    verdict = rules.verdict(key, authority_of(town))
    assert (verdict.zustaendig, verdict.sicherheit, verdict.wer) == (answer, sure, who)


def test_the_extent_of_a_competence_is_told(towns: dict[str, Town], rules: Responsibilities) -> None:
    told = {ags: rules.verdict(PARKING, authority_of(towns[ags])).grund for ags in ("16063105", "16073077")}
    assert "Umfang: alle Straßen außer der Autobahn, auf Dauer (Gesetz vom 16.10.2019" in told["16063105"]
    assert "Umfang: ohne Bundesstraßen (Verordnung vom 01.12.2006" in told["16073077"]


def test_there_are_206_administrations_in_thueringen_and_each_gets_an_answer(
    towns: dict[str, Town], rules: Responsibilities
) -> None:
    everybody = authorities(towns.values())
    assert Counter(len(authority.key) for authority in everybody) == {8: 110, 9: 79, 5: 17}
    assert Counter(authority.klasse for authority in everybody) == {
        "Gemeinde": 99,
        "kreisfreie Stadt": 5,
        "Große Kreisstadt": 1,
        "große kreisangehörige Stadt": 5,
        "Verwaltungsgemeinschaft": 42,
        "erfüllende Gemeinde": 37,
        "Landkreis": 17,
    }
    assert {ags for authority in everybody if len(authority.key) > 5 for ags in authority.places} == set(towns)
    roads = Counter((authority.klasse, rules.verdict(PARKING, authority).zustaendig) for authority in everybody)
    # 26 towns are Straßenverkehrsbehörde, four of them erfüllende Gemeinden.
    assert roads == {
        ("Gemeinde", "ja"): 16,
        ("Gemeinde", "nein"): 83,
        ("kreisfreie Stadt", "ja"): 5,
        ("Große Kreisstadt", "ja"): 1,
        ("große kreisangehörige Stadt", "ja"): 5,
        ("Verwaltungsgemeinschaft", "nein"): 42,
        ("erfüllende Gemeinde", "ja"): 4,
        ("erfüllende Gemeinde", "nein"): 33,
        ("Landkreis", "ja"): 17,
    }
    moving = Counter((len(authority.key), rules.verdict(MOVING, authority).zustaendig) for authority in everybody)
    assert moving == {(8, "ja"): 110, (9, "ja"): 79, (5, "nein"): 17}


def lines(name: str) -> Iterator[dict[str, str]]:
    with (BUNDLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def test_what_is_proven_names_a_law_a_regulation_or_the_page_of_an_authority() -> None:
    proof = ("§", "Gesetz", "erordnung", "Seite „", "Zuständigkeitsfinder")
    tables = ("zustaendigkeiten", "sonderbehoerden", "sonderzustaendigkeiten")
    unproven = [
        line
        for name in tables
        for line in lines(name)
        if line["sicherheit"] == "belegt"
        and (not any(word in line["quelle"] for word in proof) or "nicht eingesehen" in line["quelle"])
    ]
    assert unproven == []
    assert not any(
        line["quelle"].startswith("Presse") for line in lines("sonderbehoerden") if line["sicherheit"] == "belegt"
    )


@pytest.mark.needs_shared
def test_a_line_about_more_than_twenty_leistungen_names_three_that_were_checked(shared: Path) -> None:
    with (shared / "leika" / "ozg_katalog_2019_leika.csv").open(encoding="utf-8-sig", newline="") as file:
        catalogue = {row["leika_key"] for row in csv.DictReader(file)}
    for line in lines("zustaendigkeiten"):
        covered = sum(key.startswith(line["schluessel_anfang"]) for key in catalogue)
        checked = [key for key in line["geprueft"].split(", ") if key]
        assert covered <= 20 or len(set(checked)) >= 3, line


@pytest.mark.needs_shared
def test_nothing_that_the_bund_executes_itself_is_said_to_be_proven_as_a_municipal_task(
    shared: Path, rules: Responsibilities, towns: dict[str, Town]
) -> None:
    weimar = authority_of(towns["16055000"])
    with (shared / "leika" / "ozg_katalog_2019_leika.csv").open(encoding="utf-8-sig", newline="") as file:
        of_the_bund = [row["leika_key"] for row in csv.DictReader(file) if row["typisierung"] == "1"]
    verdicts = {key: rules.verdict(key, weimar) for key in of_the_bund}
    assert len(verdicts) > 500
    assert [key for key, found in verdicts.items() if found.zustaendig == "ja" and found.sicherheit == "belegt"] == []


@pytest.mark.needs_shared
def test_the_special_authorities_are_those_of_the_regulations(shared: Path) -> None:
    with (shared / "gebiete" / "strassenverkehrsbehoerden_th.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file, delimiter=";"))
    found = {(line["ags"], line["behoerde"]): line["umfang"] for line in lines("sonderbehoerden")}
    assert {ags for ags, body in found if body == "Straßenverkehrsbehörde"} == {row["ags"] for row in wanted}
    for row in wanted:
        assert ("ohne Bundesstraßen" in row["umfang"]) == (
            "ohne Bundesstraßen" in found[row["ags"], "Straßenverkehrsbehörde"]
        )
        building = "untere Bauaufsicht" in row["umfang"] or row["gemeinde"] == "Eisenach"
        assert ((row["ags"], "untere Bauaufsichtsbehörde") in found) == building


PLACES = {"L100038.ZU.1": "16063105", "L100038.ZU.2": "160630000000", "L100038.ZU.3": "160670029029"}
OFFICES = {"L100038.ZU.1": "Stadt Eisenach", "L100038.ZU.2": "Landratsamt Wartburgkreis", "L100038.ZU.3": "Stadt Gotha"}


def test_who_is_responsible_by_a_delivery_is_that_of_the_smallest_area(register: Path) -> None:
    db = connect(register)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("INSERT INTO leistungen (leistungsschluessel) VALUES (?)", [ASSEMBLY])
    db.execute(
        "INSERT INTO leistungsbeschreibungen"
        " (id, redaktion, leistungsschluessel, quelle, erstmals_gesehen, zuletzt_gesehen)"
        " VALUES ('L100038.LB.1', 'L100038', ?, 'xzufi', '2026', '2026')",
        [ASSEMBLY],
    )
    for place, area in PLACES.items():
        office = place.replace("ZU", "OE")
        db.execute(
            "INSERT INTO organisationseinheiten (id, redaktion, name) VALUES (?, 'L100038', ?)",
            [office, OFFICES[place]],
        )
        db.execute(
            "INSERT INTO xzufi_zustaendigkeiten (id, redaktion, objekt_id, leistung_id, rolle)"
            " VALUES (?, 'L100038', ?, 'L100038.LB.1', '01')",
            [place, office],
        )
        db.execute("INSERT INTO zustaendigkeitsgebiete VALUES (?, 1, ?, NULL)", [place, area])
    towns = read_towns(db)
    rules = Responsibilities.of(db, ["16063105", "16063003", "16067029", "16062041"])
    db.close()
    found = {town.short: rules.verdict(ASSEMBLY, authority_of(town)) for town in towns.values()}
    assert {name: found[name][:1] + found[name][3:5] for name in ("Eisenach", "Bad Salzungen", "Nordhausen")} == {
        "Eisenach": ("ja", "gemeldet", "Eisenach"),
        "Bad Salzungen": ("nein", "gemeldet", "Wartburgkreis"),
        "Nordhausen": ("nein", "angenommen", "Landkreis Nordhausen"),
    }
    assert found["Eisenach"].grund.startswith(
        "XZuFi nennt als zuständige Stelle: Stadt Eisenach. Die Regel sagt es anders"
    )
    assert found["Gotha"].zustaendig == "ja"
