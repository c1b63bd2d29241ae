"""Tests of the room that records."""
