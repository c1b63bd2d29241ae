"""Tests of the sealing room."""
