"""The command line: turns words into jobs, receipts into text, and errors into exit codes.

Exit codes: 0 all released (or clean); 1 something was held, refused or found
not clean; 2 usage or configuration; 3 internal fault.
"""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
