"""Which gap to close first: the criteria of the points, the candidates and whom to ask."""
