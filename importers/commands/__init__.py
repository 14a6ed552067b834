"""Commands that import, check links, connections and documents, and ask sources; found as `catalogue/commands` says.

A module `import_*.py` or `check_*.py` names the classes of the sources that it runs, `SOURCES: tuple[type[Source], ...]
= (Pvog,)`; by that the registry finds them. So a new source needs a module `import_<name>.py` here and no list.
"""
