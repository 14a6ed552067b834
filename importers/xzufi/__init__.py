"""XZuFi deliveries of the Redaktionen: cut into units, read in processes, turned into rows."""
