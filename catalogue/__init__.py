"""The catalogue: what is known of municipalities, Leistungen and Onlinedienste, and who may change it."""
