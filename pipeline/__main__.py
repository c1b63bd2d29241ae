"""`python -m pipeline` is `prefile`."""

from pipeline.cli import main

main()
