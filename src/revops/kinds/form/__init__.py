"""Kind `form`: HubSpot's marketing forms, which have no draft (dossier I1)."""
