"""`thavel import codeliste`, `xzufi` and `fim` as a user of the command sees them."""

import json

from tests.command import Thavel
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.xzufi.documents import FULL, transfer
from tests.simulators.fim import FimService
from tests.simulators.xrepository import XRepository


def test_code_lists_are_imported_and_a_bad_urn_is_refused(thavel: Thavel) -> None:
    thavel("init")
    path = thavel.folder / "farben.xml"
    path.write_text(LIST, encoding="utf-8")
    outcome = thavel("import", "codeliste", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert "3 neu, 0 geändert" in outcome.err
    outcome = thavel("import", "codeliste", "urn:kaputt")
    assert outcome.code == 1
    assert "„urn:kaputt“ ist keine URN" in outcome.err


def test_every_code_list_that_is_used_is_asked_for(thavel: Thavel) -> None:
    thavel("init")
    xrepository = XRepository()
    with xrepository as base_url:
        outcome = thavel("import", "codeliste", "--used", "--base-url", base_url, "--rate", "0")
    assert outcome.code == 1
    asked = {path.removeprefix("/api/codeliste/").removesuffix("/gueltigeVersion") for path in xrepository.asked}
    assert len(asked) == 8
    assert {"urn:de:fim:leika:typisierung", "urn:xoev-de:fim:codeliste:vertrauensniveau"} <= asked
    outcome = thavel("import", "codeliste")
    assert (outcome.code, "oder --used" in outcome.err) == (2, True)


def test_a_delivery_of_xzufi_is_imported_twice(thavel: Thavel) -> None:
    thavel("init")
    delivery = thavel.folder / "lieferung"
    delivery.mkdir()
    (delivery / "a.xml").write_bytes(transfer(*FULL))
    (delivery / "index.txt").write_bytes(b"a.xml\r\n")
    first, again = thavel("import", "xzufi", delivery), thavel("import", "xzufi", delivery, "--strict")
    assert (first.code, again.code) == (0, 0)
    assert "8 neu, 0 geändert, 0 unverändert" in first.err
    assert "0 neu, 0 geändert, 8 unverändert" in again.err
    assert "Geprüft mit xzufi/2.2.0/xzufi.xsd (eigenes Leseprofil), xzufi 2.2.0." in again.err


def test_a_delivery_of_xzufi_that_is_not_there_is_told(thavel: Thavel) -> None:
    thavel("init")
    outcome = thavel("import", "xzufi", "fehlt.xml")
    assert outcome.code == 1
    assert "„fehlt.xml“ gibt es nicht. Prüfen Sie den Pfad." in outcome.err


def test_the_fim_portal_is_imported_in_two_runs(thavel: Thavel) -> None:
    assert thavel("init").code == 0
    with FimService() as url:
        outcome = thavel("import", "fim", "--base-url", url, "--rate", "0", "--all")
        assert (outcome.code, "Lauf 1 fertig" in outcome.err, "Lauf 2 fertig" in outcome.err) == (0, True, True)
        outcome = thavel("import", "fim", "--base-url", url, "--rate", "0", "--only", "steckbriefe")
        assert (outcome.code, "Lauf 4" in outcome.err) == (1, False)
        assert "Importieren Sie zuerst „thavel import pvog“, oder holen Sie mit --all alles." in outcome.err
        assert "Der Import ist fehlgeschlagen" in outcome.err
    found = json.loads(thavel("export", "leistungssteckbriefe", "--format", "json").out)
    assert [row["freigabestatus"] for row in found] == ["6"] * 4
