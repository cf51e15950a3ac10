"""Taking in answers that were recorded from a portal: one by one, or a whole snapshot."""
