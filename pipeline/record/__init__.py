"""Writes the ledger, receipts and logs; it never holds a word of a filing."""
