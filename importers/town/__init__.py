"""Spreadsheets of a town about itself: what it offers online, and how many cases it counts."""
