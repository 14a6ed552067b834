"""Forms and processes of Leistungen: the data they share, and the part that follows fixed rules."""
