"""Pipeline rules and stage permissions (beta; dossier D5)."""
