"""From YAML files to resources, all errors at once, and back into the files."""
