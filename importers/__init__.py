"""Importers: one module per source that fetches raw deliveries and parses them into records."""
