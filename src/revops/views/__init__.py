"""Values to text, from one outline; no engine, no hub, no files."""
