"""The partial forms as operators of presidio-anonymizer, for programs that are built on Presidio.

`anonymizer()` returns an `AnonymizerEngine` that knows them by name (`prefile_last4`, ...).
Each operator has Presidio's `operate`, which returns how the text reads afterwards, and `cut`,
which says what is burned and what is printed on the box. Both go through `keep.KEEP`, the
table that decisions are made from, so that the two cannot differ. Presidio is
imported by this module only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import InvalidParamError
from presidio_anonymizer.operators import Operator, OperatorType

from pipeline.decide.cut import Cut, Piece
from pipeline.decide.keep import KEEP
from pipeline.decide.visible import reads
from pipeline.nouns import Action, Kind, Part

PREFIX = "prefile_"

PRESIDIO_KINDS: Mapping[str, Kind] = {
    "LOCATION": Kind.ADDRESS,
    "US_SSN": Kind.SSN,
    "US_ITIN": Kind.ITIN,
    "US_BANK_NUMBER": Kind.BANK_ACCT,
    "CREDIT_CARD": Kind.CARD,
    "US_DRIVER_LICENSE": Kind.DL,
    "US_PASSPORT": Kind.PASSPORT,
    "PHONE_NUMBER": Kind.PHONE,
    "EMAIL_ADDRESS": Kind.EMAIL,
    "DATE_TIME": Kind.DATE,
}
"""Presidio's own names of kinds; ours are taken as they are."""


class FormOperator(Operator):
    """One partial form as an operator of Presidio.

    Parameters, all optional: `kind` (a `Kind`; by default told from `entity_type`), `parts`
    (named parts, offsets into the text) and `token` (the words on the box).
    """

    action: ClassVar[Action]

    def cut(self, text: str, params: Mapping[str, Any] | None = None) -> Cut:
        """Return what is burned of `text`, and what is printed on the box."""
        params = params or {}
        parts = tuple(params.get("parts", ()))
        piece = Piece(value=text, kind=_kind(params), parts=parts, token=str(params.get("token", "")))
        return KEEP[self.action](piece)

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """Return how `text` reads once it is cut."""
        return reads(text, self.cut(text, params))

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Refuse parameters that are not this operator's.

        Raises:
            InvalidParamError: parts of another type, or a token without words.
        """
        params = params or {}
        if not all(isinstance(part, Part) for part in params.get("parts", ())):
            raise InvalidParamError("parts must be a sequence of Part")
        if self.action is Action.TOKEN and not params.get("token"):
            raise InvalidParamError("token needs its words")

    def operator_name(self) -> str:
        """Return the name the operator is registered under."""
        return PREFIX + self.action.value

    def operator_type(self) -> OperatorType:
        """Return that this operator anonymizes."""
        return OperatorType.Anonymize


def _kind(params: Mapping[str, Any]) -> Kind:
    if "kind" in params:
        return Kind(params["kind"])
    name = str(params.get("entity_type", ""))
    return PRESIDIO_KINDS.get(name) or (Kind(name) if name in set(Kind) else Kind.TERM)


def operator(action: Action) -> type[FormOperator]:
    """Return the operator class of one form."""
    return OPERATORS[action]


OPERATORS: Mapping[Action, type[FormOperator]] = {
    action: type(f"{action.name.title().replace('_', '')}Operator", (FormOperator,), {"action": action})
    for action in KEEP
}
"""One operator for each form."""


def anonymizer() -> AnonymizerEngine:
    """Return a Presidio engine that knows every form."""
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
    for made in OPERATORS.values():
        engine.add_anonymizer(made)
    return engine
