"""One style for blueprint files: the same values, comments and anchors, laid out as everybody else's."""
