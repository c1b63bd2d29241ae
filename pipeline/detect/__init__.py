"""Finds names, addresses and identifiers in a reading; it never decides what happens to them."""
