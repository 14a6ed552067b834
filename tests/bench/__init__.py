"""Measurements (`make bench`): each against a baseline of the same run, as a ratio. No test asserts a time."""
