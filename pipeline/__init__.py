"""prefile: find, burn and prove redactions in court filings before they are filed.

The two calls here are the ones the command line uses:

- `redact` reads one PDF and writes one proven sanitized copy;
- `find` looks at plain text and says what would be found and decided.
"""

from pipeline.api import Found, find, redact

__all__ = ["Found", "__version__", "find", "redact"]

__version__ = "0.1.0"
