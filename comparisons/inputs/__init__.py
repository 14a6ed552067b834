"""The facts that a comparison reads from the catalogue, as plain values."""
