"""What is different at a live service: asks for a minimum and compares it with what the parser relies on."""
