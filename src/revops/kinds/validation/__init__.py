"""Kind `validation`: rules that a property's values must meet (dossier D6)."""
