"""One module for each sample filing; `make()` returns its PDF. Every person, place and number in them is invented."""
