"""Runs jobs on one process, on several, or on a cluster."""
