"""Measures speed, memory and endurance of the real program; no figure of it is asserted by a test."""
