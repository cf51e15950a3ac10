"""`python -m revops`."""

from revops.cli import main

main()
