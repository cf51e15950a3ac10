"""The kind `email`: marketing e-mails that workflows send, drafted and published (dossier I)."""
