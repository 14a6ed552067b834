"""What commands and pages ask the catalogue; nothing here writes."""
