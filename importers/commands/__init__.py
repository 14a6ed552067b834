"""Commands that import, check links, ask sources and check documents; found as `catalogue/commands` says.

A module that runs sources names their classes, `SOURCES: tuple[type[Source], ...] = (Pvog,)`; by that the registry
finds them. So a new source needs a module `import_<name>.py` here and no entry in any list.
"""
