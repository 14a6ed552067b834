"""Shared by the commands that import: their options, and a run with its progress and its report."""
