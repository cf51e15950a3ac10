"""Pipelines and their stages; HubSpot keeps lifecycle stages as a pipeline too (dossier C1, D)."""
