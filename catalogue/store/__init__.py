"""The only writers: of what was imported, what was compared, what was decided, and of the rules."""
