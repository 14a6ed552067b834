"""How hosts are asked and bodies taken in: one polite session, manners, ways in, hardened XML."""
