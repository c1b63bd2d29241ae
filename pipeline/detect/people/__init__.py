"""Finds who is named in a filing, what each person is in it, and every mention; it never decides what is burned."""

from pipeline.detect.people.resolve import resolve

__all__ = ["resolve"]
