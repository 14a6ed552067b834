"""Record types: what importers yield and the store writes."""
