"""A portal's raw answers: which are read, how people are replaced, and the document that holds them."""
