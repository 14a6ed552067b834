import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.tables import RELATIONS
from importers.run.runner import Options, RunResult, run_import
from importers.xzufi import processes as xzufi_processes
from importers.xzufi import source
from importers.xzufi.source import ALONE, XZuFi
from tests.bench.transfer import write_transfer
from tests.importers.xzufi.documents import (
    FULL,
    KEY,
    STELLE,
    leistung,
    loesche,
    transfer,
    write,
)
from tests.reading import Row, content, messages, rows, texts

STOCK = frozenset(
    "leistungsbeschreibungen weitere_leistungen leistungstexte objektlinks leistungsfristen leistungskosten"
    " spezialisierungen organisationseinheiten anschriften kommunikationswege xzufi_zustaendigkeiten"
    " zustaendigkeitsgebiete formulare onlinedienste leistungen".split()
)
WHEN = frozenset({"erstmals_gesehen", "zuletzt_gesehen", "verschwunden_am"})


def take(katalog: Path, *places: str, **options: Any) -> RunResult:
    return run_import(katalog, XZuFi(places), Options(**options))


def taken(katalog: Path, body: bytes, name: str = "a.xml", **options: Any) -> RunResult:
    return take(katalog, write(katalog.parent / name, body), **options)


def stock(katalog: Path) -> dict[str, list[Row]]:
    """Everything that an import of XZuFi writes but for when it was seen."""
    found = {}
    for table, stored in content(katalog).items():
        if table in STOCK:
            names = [column.name for column in RELATIONS[table].columns]
            kept = [place for place, name in enumerate(names) if name not in WHEN]
            found[table] = sorted((tuple(row[at] for at in kept) for row in stored), key=repr)
    return found


def counts(result: RunResult) -> tuple[int, int, int, int, int]:
    c = result.counts
    return c.neu, c.geaendert, c.unveraendert, c.verschwunden, c.abgelehnt


def of_leistung(katalog: Path, table: str, columns: str) -> list[Row]:
    """Rows of a table about the Leistung that says everything, in their order."""
    return rows(katalog, f"SELECT {columns} FROM {table} WHERE objekt_id = 'L100038.LB.354824' ORDER BY position")


# What changes


def test_importing_twice_changes_nothing(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    before = stock(katalog)
    again = taken(katalog, transfer(*FULL))
    assert counts(again) == (0, 0, 8, 0, 0)
    assert stock(katalog) == before
    assert rows(katalog, "SELECT gleich_lieferung_id FROM lieferungen ORDER BY id") == [(None,), (1,)]


def test_a_changed_title_is_one_change(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    result = taken(katalog, transfer(*FULL).replace(b"Hundesteuer anmelden", b"Hund anmelden"))
    assert counts(result) == (0, 1, 7, 0, 0)
    assert rows(katalog, "SELECT art, leistungsschluessel, vorher, nachher FROM aenderungen") == [
        ("geändert", KEY, "Hundesteuer anmelden", "Hund anmelden")
    ]


def test_a_changed_text_is_one_change_without_a_row_in_the_log(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    result = taken(katalog, transfer(*FULL).replace(b"Register a dog", b"Register your dog"))
    assert counts(result) == (0, 1, 7, 0, 0)
    assert rows(katalog, "SELECT * FROM aenderungen") == []
    assert rows(katalog, "SELECT inhalt FROM leistungstexte WHERE sprache = 'en'") == [("Register your dog",)]


def test_another_delivery_between_two_equal_ones_does_not_make_them_unchanged(katalog: Path) -> None:
    taken(katalog, transfer(leistung(1, "Alt")))
    taken(katalog, transfer(leistung(1, "Neu")), "b.xml")
    again = taken(katalog, transfer(leistung(1, "Alt")))
    assert counts(again) == (0, 1, 0, 0, 0)
    assert rows(katalog, "SELECT bezeichnung FROM leistungsbeschreibungen") == [("Alt",)]


def test_the_last_word_on_an_object_counts(katalog: Path) -> None:
    taken(katalog, transfer(leistung(1, "Erst"), leistung(2), leistung(1, "Dann")))
    assert rows(katalog, "SELECT bezeichnung FROM leistungsbeschreibungen ORDER BY id") == [("Dann",), ("Titel",)]
    assert [row[1] for row in messages(katalog)] == ["xzufi.mehrfach"]


def test_the_last_word_counts_when_it_is_what_was_stored_before(katalog: Path) -> None:
    taken(katalog, transfer(leistung(1, "Alt"), leistung(2)))
    result = taken(katalog, transfer(leistung(1, "Neu"), leistung(2), leistung(1, "Alt")))
    assert rows(katalog, "SELECT bezeichnung FROM leistungsbeschreibungen ORDER BY id") == [("Alt",), ("Titel",)]
    assert counts(result) == (0, 0, 2, 0, 0)


# What goes


def test_what_is_deleted_is_marked_in_the_order_of_the_delivery(katalog: Path) -> None:
    taken(katalog, transfer(*(leistung(number) for number in (1, 2, 3))))
    result = taken(
        katalog,
        transfer(
            loesche("Leistung", 1), leistung(2, "Neu"), loesche("Leistung", 2), loesche("Leistung", 3), leistung(3)
        ),
        "b.xml",
    )
    assert counts(result) == (0, 0, 1, 2, 0)
    assert rows(katalog, "SELECT id FROM leistungsbeschreibungen WHERE verschwunden_am IS NULL") == [("L100038.LB.3",)]


def test_what_was_deleted_comes_back(katalog: Path) -> None:
    taken(katalog, transfer(leistung(1)))
    taken(katalog, transfer(loesche("Leistung", 1)), "b.xml")
    assert counts(taken(katalog, transfer(leistung(1)))) == (0, 1, 0, 0, 0)
    assert rows(katalog, "SELECT verschwunden_am FROM leistungsbeschreibungen") == [(None,)]


def test_deleting_what_is_not_known_is_counted_and_no_error(katalog: Path) -> None:
    result = taken(katalog, transfer(leistung(1), *(loesche("Zustaendigkeit", number) for number in range(9))))
    assert counts(result) == (1, 0, 0, 0, 0)
    assert [row[:2] + row[4:] for row in messages(katalog)] == [("Hinweis", "loeschen.unbekannt", 9)]


def test_an_authority_takes_its_responsibilities_along(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    result = taken(katalog, transfer(loesche("Organisationseinheit", 900)), "b.xml")
    assert counts(result) == (0, 0, 0, 2, 0)
    assert rows(katalog, "SELECT id FROM xzufi_zustaendigkeiten WHERE verschwunden_am IS NULL") == [("L100038.ZU.2",)]


def test_a_responsibility_that_an_authority_lacks_now_is_gone(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    start, end = STELLE.index(" <zustaendigkeit>"), STELLE.index("</organisationseinheit>")
    result = taken(katalog, transfer(STELLE[:start] + STELLE[end:]), "b.xml")
    assert result.counts.verschwunden == 1
    assert rows(katalog, "SELECT id FROM xzufi_zustaendigkeiten WHERE verschwunden_am IS NOT NULL") == [
        ("L100038.ZU.1",)
    ]


def delivery(folder: Path, *bodies: bytes) -> str:
    """A folder with an index, as the Sammlerdienst has it."""
    folder.mkdir(exist_ok=True)
    for number, body in enumerate(bodies):
        (folder / f"{number}.xml").write_bytes(body)
    lines = "\r\n".join(f"{number}.xml" for number in range(len(bodies)))
    (folder / "index.txt").write_bytes(b"\xef\xbb\xbf" + lines.encode() + b"\r\n")
    return str(folder)


def test_what_a_complete_delivery_lacks_is_gone(katalog: Path, tmp_path: Path) -> None:
    many = [leistung(number) for number in range(10)]
    take(katalog, delivery(tmp_path / "d", transfer(*many[:5]), transfer(*many[5:])))
    result = take(katalog, delivery(tmp_path / "d", transfer(*many[:5]), transfer(*many[6:])))
    assert counts(result) == (0, 0, 9, 1, 0)
    assert rows(katalog, "SELECT id FROM leistungsbeschreibungen WHERE verschwunden_am IS NOT NULL") == [
        ("L100038.LB.5",)
    ]


def test_a_complete_delivery_says_nothing_of_another_redaktion(katalog: Path, tmp_path: Path) -> None:
    taken(katalog, transfer(*(leistung(number, agency="B100019") for number in range(9))))
    result = take(katalog, delivery(tmp_path / "d", transfer(leistung(1))))
    assert counts(result) == (1, 0, 0, 0, 0)


def of_day(day: str, *objects: str) -> bytes:
    """A transfer message that was made on a day."""
    return transfer(*objects).replace(b"2026-11-20T", f"{day}T".encode())


def test_an_older_complete_delivery_is_refused_unless_it_is_wanted(katalog: Path, tmp_path: Path) -> None:
    many = [leistung(number) for number in range(10)]
    take(katalog, delivery(tmp_path / "neu", of_day("2026-11-20", *many)))
    before = stock(katalog)
    older = delivery(tmp_path / "alt", of_day("2026-11-19", leistung(0, "Alt"), *many[1:]))
    refused = take(katalog, older)
    assert (refused.failed, refused.status, stock(katalog)) == (True, "fehlgeschlagen", before)
    assert "den Stand 2026-11-19, im Katalog ist schon der Stand 2026-11-20 (Redaktion L100038)" in texts(katalog)
    assert counts(take(katalog, older, older=True)) == (0, 1, 9, 0, 0)
    assert take(katalog, delivery(tmp_path / "anders", of_day("2026-11-01", leistung(0, agency="B1")))).failed is False


def test_a_complete_delivery_of_unknown_date_says_which_date_it_replaces(katalog: Path, tmp_path: Path) -> None:
    take(katalog, delivery(tmp_path / "neu", of_day("2026-11-20", leistung(1))))
    undated = transfer(leistung(1, "Anders")).replace(
        b"<erstelltDatumZeit>2026-11-20T04:00:00</erstelltDatumZeit>", b""
    )
    take(katalog, delivery(tmp_path / "ohne", undated))
    assert "den Stand 2026-11-20 hatte (Redaktion L100038)" in texts(katalog)


def test_a_partial_delivery_may_be_older(katalog: Path, tmp_path: Path) -> None:
    take(katalog, delivery(tmp_path / "neu", of_day("2026-11-20", leistung(1))))
    assert taken(katalog, of_day("2026-11-01", leistung(2))).failed is False


def test_a_delivery_that_lacks_more_than_a_fifth_is_refused_until_it_is_confirmed(
    katalog: Path, tmp_path: Path
) -> None:
    many = [leistung(number) for number in range(20)]
    take(katalog, delivery(tmp_path / "d", transfer(*many)))
    before = stock(katalog)
    place = delivery(tmp_path / "d", transfer(leistung(0, "Neu"), *many[1:15]))
    refused = take(katalog, place)
    assert (refused.failed, refused.status) == (True, "fehlgeschlagen")
    assert "fehlen 5 von 20 Objekten (Klasse Leistung, Redaktion L100038)" in texts(katalog)
    assert "--confirm-deletions" in texts(katalog)
    assert stock(katalog) == before
    assert counts(take(katalog, place, confirm_deletions=True)) == (0, 1, 14, 5, 0)


def test_a_class_that_a_complete_delivery_lacks_altogether_stays(katalog: Path, tmp_path: Path) -> None:
    take(katalog, delivery(tmp_path / "d", transfer(leistung(1), *FULL[3:5])))
    result = take(katalog, delivery(tmp_path / "d", transfer(leistung(1))))
    assert result.counts.verschwunden == 0
    assert "enthält eine Klasse von Objekten gar nicht" in texts(katalog)


# From what was kept


def test_kept_deliveries_are_read_again_without_the_files(katalog: Path, tmp_path: Path) -> None:
    place = delivery(tmp_path / "d", transfer(*FULL))
    take(katalog, place)
    before = stock(katalog)
    (tmp_path / "d" / "0.xml").unlink()
    result = take(katalog, place, from_raw=True)
    assert counts(result) == (0, 0, 8, 0, 0)
    assert stock(katalog) == before


def test_a_dry_run_writes_nothing(katalog: Path) -> None:
    before = content(katalog, without=frozenset())
    result = taken(katalog, transfer(*FULL), dry_run=True)
    assert counts(result) == (8, 0, 0, 0, 0)
    assert content(katalog, without=frozenset()) == before


# Strict


def test_a_strict_import_says_which_schema_was_used(katalog: Path) -> None:
    result = taken(katalog, transfer(*FULL), strict=True)
    assert (result.failed, result.status) == (False, "fertig")
    assert texts(katalog) == "Geprüft mit xzufi/2.2.0/xzufi.xsd (eigenes Leseprofil), xzufi 2.2.0."


def test_a_strict_import_fails_where_a_document_differs_from_its_schema(katalog: Path) -> None:
    body = transfer(*FULL).replace(b"<uri>https://www.eisenach.de/hund</uri>", b"")
    result = taken(katalog, body, strict=True)
    assert result.failed
    assert [row[:2] + row[3:] for row in messages(katalog)] == [
        ("Hinweis", "schema.geprueft", "a.xml", 1),
        ("Fehler", "schema.element.fehlt", "a.xml, Zeile 20", 1),
    ]


# Large deliveries are read in processes of their own


@pytest.mark.slow
def test_a_large_delivery_gives_the_same_rows_however_many_processes_read_it(katalog: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "gross.xml", tmp_path / "anders" / "gross.xml"
    other.parent.mkdir()
    write_transfer(file, 400)
    write_transfer(other, 400, changed=0.01)
    assert file.stat().st_size > ALONE
    alone = tmp_path / "allein.db"
    connect(alone, create=True).close()
    for path, expected in ((file, (2800, 0, 0, 0, 0)), (other, (0, 28, 2772, 0, 0))):
        for processes, target in ((2, katalog), (0, alone)):
            result = run_import(target, XZuFi([str(path)], processes=processes), Options())
            assert counts(result) == expected
    assert stock(katalog) == stock(alone)


def test_a_reading_process_that_ends_leaves_nothing_of_the_delivery(
    katalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "gross.xml"
    write_transfer(file, 400)
    monkeypatch.setattr(xzufi_processes, "_COMMAND", [sys.executable, "-c", "import sys; sys.stdin.buffer.read(9)"])
    with pytest.raises(ThavelError, match="Ein Leseprozess wurde von außen beendet"):
        take(katalog, str(file))
    assert rows(katalog, "SELECT count(*) FROM leistungsbeschreibungen") == [(0,)]
    assert rows(katalog, "SELECT status FROM laeufe") == [("fehlgeschlagen",)]


def test_the_fingerprint_of_the_reader_covers_all_modules_that_its_processes_import() -> None:
    script = """
import sys, importers.xzufi.read
print(*sorted(
    name for name, module in sys.modules.items()
    if name.startswith(("catalogue.", "importers.")) and not hasattr(module, "__path__")
))
"""
    ran = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    # Errors, the store's view of a record type and the look-up of checksums decide no row.
    others = {"catalogue.errors", "catalogue.records.kind", "catalogue.store.checksums"}
    imported = set(ran.stdout.split()) - others
    assert imported == {module.__name__ for module in source._MODULES}
