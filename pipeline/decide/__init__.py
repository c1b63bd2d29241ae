"""Applies a policy to findings, one decision each; it never looks at a PDF.

>>> from pipeline.decide import PolicyDecider
>>> PolicyDecider.of("frcp-5.2", ["strict-ssn"]).name
'frcp-5.2.v1+strict-ssn.v1'
"""

from pipeline.decide.decide import PolicyDecider
from pipeline.decide.policy import Policy, Rule
from pipeline.decide.rulings import Exempt, Protected, Ruled, Rulings
from pipeline.decide.shelf import Shelf
from pipeline.decide.show import cards, diff, rows
from pipeline.decide.visible import visible

__all__ = [
    "Exempt",
    "Policy",
    "PolicyDecider",
    "Protected",
    "Rule",
    "Ruled",
    "Rulings",
    "Shelf",
    "cards",
    "diff",
    "rows",
    "visible",
]
