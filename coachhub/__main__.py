"""`python -m coachhub` is the `coachhub` command."""

from coachhub.cli import main

main()
