"""Applies a policy to findings, one decision each; it never looks at a PDF."""
