"""The demo's catalogue: made from the bundled sample through the real importers, beside a simulated PVOG."""

from collections.abc import Iterator
from pathlib import Path

from catalogue.database import connect, explained, reading
from catalogue.errors import ThavelError
from catalogue.questions.places import resolve
from catalogue.questions.reports import source_note
from catalogue.store.rules import sync_rules
from catalogue.store.store import Store
from importers.pvog.suchdienst import Pvog, SuchdienstEndpoints
from importers.registers.gemeinden import Gemeinden
from importers.registers.leika import Leika
from importers.run.source import Source
from importers.sample import LEISTUNGEN
from importers.sample.register import register_lines
from importers.sample.simulator import Simulator
from importers.sample.world import SAMPLE_DATE, SAMPLE_NOTE, sample_world
from importers.web.manners import Manners


def prepare(catalogue: Path, rules: Path | None) -> None:
    """Create the demo's catalogue and the file of its register beside it, or renew them.

    Raises `ThavelError` where the file is a catalogue of real data.
    """
    with explained(catalogue):
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        db = connect(catalogue, create=True)
        try:
            if db["laeufe"].count and source_note(db, Pvog.card.name) != SAMPLE_NOTE:
                raise ThavelError(
                    f"{catalogue} ist kein Katalog der Demonstration. Wählen Sie mit --dir einen anderen Ordner."
                )
            sync_rules(db, rules)
            store = Store(db, catalogue)
            store.register_source(Pvog.card.row())
            store.note_source(Pvog.card.name, SAMPLE_NOTE)
        finally:
            db.close()
        _register(catalogue).write_bytes(register_lines())


def _register(catalogue: Path) -> Path:
    return catalogue.with_name("gemeindeverzeichnis.txt")


def sample_sources(catalogue: Path) -> Iterator[Source]:
    """The sources of a prepared catalogue, each to be imported before the next is asked for."""
    yield Gemeinden([_register(catalogue)])
    yield Leika([LEISTUNGEN], "2019")
    world = sample_world()
    db = reading(catalogue)
    try:
        wanted = resolve(db, world)
    finally:
        db.close()
    with Simulator(world) as base_url:
        yield Pvog(
            wanted, endpoints=SuchdienstEndpoints(base_url), manners=Manners(rate=0), as_of=f"{SAMPLE_DATE}T00:00:00Z"
        )
