"""Comparisons: what follows from the catalogue for one town. Pure functions and SQL, no network, no files."""
