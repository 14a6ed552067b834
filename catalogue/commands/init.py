"""`thavel init`."""

import click

from catalogue.commands.console.context import Context
from catalogue.database import connect, explained, lost
from catalogue.store.rules import sync_rules
from catalogue.store.store import Store


@click.command()
@click.pass_obj
def init(context: Context) -> None:
    """Create the catalogue, or bring an older one up to date."""
    with explained(context.db):
        new = not context.db.exists()
        empty = lost(context.db)
        context.db.parent.mkdir(parents=True, exist_ok=True)
        db = connect(context.db, create=True)
        try:
            changed = sync_rules(db, context.rules, context.say)
            store = Store(db, context.db)
            for row in context.handed.sources():
                store.register_source(row)
        finally:
            db.close()
    if empty:
        context.say(f"Es fehlte und ist neu angelegt, Tabellen leer: {', '.join(empty)}.", error=True)
    if new:
        context.say(
            f"Neu angelegt: {context.db}. Der Katalog ist noch leer; füllen Sie ihn: thavel import gemeinden PFAD"
        )
        return
    context.say(f"Katalog {context.db} ist bereit" + (f"; Regeln erneuert: {', '.join(changed)}." if changed else "."))
