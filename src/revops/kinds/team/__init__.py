"""Teams of a portal, and the people behind roles (dossier I)."""
