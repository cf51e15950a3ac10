"""Kind `object`: custom objects and the roles of their properties."""
