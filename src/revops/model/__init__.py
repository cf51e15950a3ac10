"""The nouns of the tool: frozen values with no I/O, no clock and no imports from the rest of the project."""
