"""One import from start to end: what a source is, what is fetched, kept, checked, parsed and handed to the store."""
