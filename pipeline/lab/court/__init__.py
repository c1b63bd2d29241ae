"""Invents court papers with every name and address marked; no person, address or case in them is real.

Everything is drawn from a seed: the same seed gives the same text on every machine. Training and
evaluation draw from disjoint names, streets, towns and templates.
"""
