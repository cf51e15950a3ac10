"""Kind `association`: what a record is to another one, and how many of them it may have."""
