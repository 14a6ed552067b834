"""Foreign text enters the catalogue as it can be shown, identifiers of registered objects too."""

from catalogue.records.parsed import Parsed
from catalogue.records.xzufi import RegisteredObject
from catalogue.store.store import Store
from tests.catalogue.store.saving import DAY_1, read

ODD, SHOWN = "L1.LB.1\u202e", "L1.LB.1\ufffd"


def test_the_register_of_objects_holds_identifiers_as_they_can_be_shown(store: Store) -> None:
    for gone, expected in ((False, [(SHOWN, None)]), (True, [(SHOWN, DAY_1)])):
        run = store.start("pvog", {})
        found = RegisteredObject(ODD, "L1", "LB", None, None, gone=gone)
        run.save(Parsed(objects=[found]), group="a", seen=DAY_1)
        run.finish()
        assert read(store, "SELECT id, verschwunden_am FROM xzufi_objekte") == expected
