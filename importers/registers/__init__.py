"""Registers that others keep: municipalities (GV100AD, Regionalschlüssel) and Leistungen (LeiKa, OZG)."""
