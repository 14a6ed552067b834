"""The order in which to close gaps: criteria, candidates with their points, and whom to ask."""
