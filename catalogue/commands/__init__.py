"""Commands of the catalogue: one module per command, found by its name and loaded when it is called.

The module `gaps.py` of a room's `commands` holds `thavel gaps` as the click command `gaps`. An underscore parts a group
from its command: `check_links.py` holds `thavel check links`, `import_open_pvog.py` holds `thavel import open-pvog`, in
whatever room they lie. What commands share is in `console`. `cli.py` names the rooms.
"""
