"""The words of titles, and which Leistung a title means."""
