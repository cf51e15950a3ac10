"""One file (or folder) = one kind. To add one: write it, name it here."""
