"""Questions of commands, importers and pages to the catalogue; nothing here writes."""
