"""Shared by the commands of all rooms: the opened catalogue, options, lists, settings, and what `-v` shows."""
