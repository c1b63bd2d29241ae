"""The sample filings: built as committed, gold that stands on the paper, and what the program makes of them."""
