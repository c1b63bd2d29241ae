"""One case: its orders, protected people and designated documents, what is held for them, and who signed off."""

from pipeline.matter.book import (
    Address,
    Book,
    Designated,
    Exemption,
    FindingRuling,
    Order,
    Person,
    Release,
    Standing,
    Term,
)
from pipeline.matter.matter import FILE, FOLDERS, Matter

__all__ = [
    "FILE",
    "FOLDERS",
    "Address",
    "Book",
    "Designated",
    "Exemption",
    "FindingRuling",
    "Matter",
    "Order",
    "Person",
    "Release",
    "Standing",
    "Term",
]
