"""What `scripts/chaos` runs: applies that are disturbed and killed, and what must hold after each of them."""
