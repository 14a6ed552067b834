"""Schema files by standard and version, and validation of documents against them."""
