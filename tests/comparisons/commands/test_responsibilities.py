"""`thavel responsibilities`: figures for any administration, open questions, and answers that become rules."""

import csv
import json
from pathlib import Path

from importers import sample
from tests.command import Thavel
from tests.reading import rows

CATALOGUE = Path("katalog.db")
UNKNOWN = "99019003016000"
OPEN_LINE = f"16063105;{UNKNOWN};unklar;;angenommen;Noch nicht beantwortet: "


def figures(thavel: Thavel, key: str) -> dict[str, list[int]]:
    outcome = thavel("responsibilities", "--ags", key, "--format", "json")
    assert outcome.code == 0
    return {row.pop("umfang"): list(row.values()) for row in json.loads(outcome.out)}


def online_anywhere() -> int:
    with (sample.FOLDER / "angebote.csv").open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file, delimiter=";")
        return sum(any(row[town] not in ("", "-") for town in ("Erfurt", "Gera", "Jena", "Weimar")) for row in found)


def test_what_is_online_anywhere_is_decided_for_each_kind_of_administration(demo: Thavel) -> None:
    total = online_anywhere()
    for key in ("16063105", "160550000000", "16053000", "160615006", "16063"):
        known = figures(demo, key)
        assert (known["irgendwo online"][0], known["irgendwo online"][-1]) == (total, 0)
        for count, *by_certainty in known.values():
            assert sum(by_certainty) == count
        assert known["nirgends online"][-1] == 1, "of one Leistung nothing is known"
    assert "(Verwaltungsgemeinschaft, 5 Gemeinden)" in demo("responsibilities", "--ags", "160615006").err
    assert "für sie handelt: erfüllende Gemeinde Bad Salzungen" in demo("responsibilities", "--ags", "16063051").err


def test_what_is_unclear_is_listed_with_whom_to_ask_and_what_is_assumed_only_if_wished(demo: Thavel) -> None:
    (question,) = json.loads(demo("responsibilities", "unclear", "--format", "json").out)
    assert question["leistungsschluessel"] == UNKNOWN
    assert question["zustaendig_klaeren"].startswith("Fragen Sie Eisenach oder Wartburgkreis, wer sie erledigt")
    more = json.loads(demo("responsibilities", "unclear", "--assumed", "--format", "json").out)
    assert more[0] == question
    assert {row["zustaendig_sicherheit"] for row in more[1:]} == {"angenommen"}
    assert {"99089016008000", "99012070006001"} < {row["leistungsschluessel"] for row in more}
    short = demo("responsibilities", "unclear", "--assumed", "--limit", "2")
    assert f"Nicht gezeigt sind {len(more) - 2} weitere." in short.err


def test_an_answer_that_is_filled_in_is_the_rule_from_then_on(demo: Thavel) -> None:
    file = Path("regeln/sonderzustaendigkeiten.csv")
    demo("rules", "copy", "regeln")
    before = file.read_text(encoding="utf-8").splitlines()
    assert demo("--rules", "regeln", "responsibilities", "unclear", "-o", file).code == 0
    written = file.read_text(encoding="utf-8-sig").splitlines()
    assert written[: len(before)] == before
    assert written[len(before)].startswith(OPEN_LINE)
    assert demo("--rules", "regeln", "compare").code == 0
    stands = f"SELECT zustaendig, zustaendig_sicherheit FROM leistungsstand WHERE leistungsschluessel = '{UNKNOWN}'"
    assert rows(CATALOGUE, stands) in ([("unklar", "angenommen")], [])
    assert figures(demo, "16063105")["nirgends online"][-1] == 1, "a question is no answer"
    assert demo("--rules", "regeln", "responsibilities", "unclear", "-o", file).code == 0
    assert file.read_text(encoding="utf-8-sig").splitlines() == written, "it is asked once"
    answered = file.read_text(encoding="utf-8-sig").replace(
        f"{UNKNOWN};unklar;;angenommen;", f"{UNKNOWN};nein;Land;belegt;"
    )
    file.write_text(answered, encoding="utf-8")
    assert demo("--rules", "regeln", "compare").code == 0
    assert figures(demo, "16063105")["nirgends online"][-1] == 0
    assert demo("responsibilities", "unclear").out == "Nichts gefunden.\n"


def test_another_file_is_not_written_over_and_an_unknown_key_is_told(demo: Thavel) -> None:
    Path("notizen.csv").write_text("wichtig\n", encoding="utf-8")
    outcome = demo("responsibilities", "unclear", "-o", "notizen.csv")
    assert (outcome.code, "gibt es schon" in outcome.err) == (1, True)
    assert Path("notizen.csv").read_text(encoding="utf-8") == "wichtig\n"
    assert demo("responsibilities", "--ags", "16999").err.startswith("Fehler: Einen Landkreis (5 Ziffern)")
    assert demo("responsibilities", "--ags", "Eisenach").code == 1
