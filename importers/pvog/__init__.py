"""The PVOG: Suchdienst, Dashboard (open data) and Bereitstelldienst."""
