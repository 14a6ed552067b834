"""Code lists: Genericode and JSON, from files or XRepository."""
