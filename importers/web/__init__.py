"""Asks hosts politely and takes bodies in: one session, manners, ways in, hardened XML."""
