"""What a town says of itself in a spreadsheet: what it offers, and how many cases it counts."""
