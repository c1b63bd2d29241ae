"""Proves a draft from its saved bytes with a second library; it never repairs what it finds."""
