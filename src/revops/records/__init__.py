"""Records of a portal: read page by page, and what this tool computes for them."""
