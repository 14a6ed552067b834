"""Judgements on each Leistung: the level of its offers, who is responsible, which gap follows, what became of gaps."""
