"""What is remembered between runs. `ledger` is the file that a client's repository holds."""
