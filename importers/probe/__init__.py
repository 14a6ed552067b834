"""Probes of live services: asks for a minimum and compares each answer with the fields that its parser declares."""
