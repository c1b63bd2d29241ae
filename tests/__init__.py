"""Tests of prefile; a package, so that `from tests.builders import filing` works from every room."""
