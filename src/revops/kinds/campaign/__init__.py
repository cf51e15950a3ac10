"""The kind `campaign`: what marketing e-mails and other assets are counted under (dossier I)."""
