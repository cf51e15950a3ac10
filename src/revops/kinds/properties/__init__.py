"""Properties: definitions, options and formulas (dossier B)."""
