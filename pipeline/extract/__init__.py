"""Accepts or refuses a source and reads a normal form as a person reads; it never writes a PDF."""
