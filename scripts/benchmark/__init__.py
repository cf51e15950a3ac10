"""The numbers of `scripts/bench`: how many requests, how long, how much memory, beside two peers."""
