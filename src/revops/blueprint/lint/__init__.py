"""What is valid and still not well done in a blueprint: one short module per theme, one table of rules."""
