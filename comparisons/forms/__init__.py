"""What the forms and processes of Leistungen have in common, and how far they could run by themselves."""
