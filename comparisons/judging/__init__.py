"""What holds for each Leistung: levels of its offers, who is responsible, which gap follows and what became of it."""
