"""Commands that compare, and those that show what follows from a comparison; found as `catalogue/commands` says."""
