"""Writes the ledger, receipts and logs; it never holds a word of a filing."""

from pipeline.record.chain import Chain, entries, verify_chain
from pipeline.record.entry import box_entries
from pipeline.record.ledger import FileLedger
from pipeline.record.receipt import ReceiptStore, from_json, to_json
from pipeline.record.released import placed, settle, unfinished

__all__ = [
    "Chain",
    "FileLedger",
    "ReceiptStore",
    "box_entries",
    "entries",
    "from_json",
    "placed",
    "settle",
    "to_json",
    "unfinished",
    "verify_chain",
]
