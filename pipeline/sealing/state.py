"""What state a sealing kit and its documents are in; a step that skips another is refused.

    held -> seal_requested -> seal_granted
      ^------- seal_denied -------|

A request is not an order: `seal_requested` lifts nothing. Each step after the
first takes the docket number and the name of the person who puts it on record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pipeline.errors import UsageError
from pipeline.roles import Record

HELD = "held"
REQUESTED = "seal_requested"
GRANTED = "seal_granted"
DENIED = "seal_denied"

BUILT = "seal_kit"
"""The event that begins a kit."""
FAILED = "seal_kit_failed"
"""The event that says that a kit was begun and could not be written; it is as if it had not been, and still held."""

NEXT = MappingProxyType({HELD: (REQUESTED,), REQUESTED: (GRANTED, DENIED), DENIED: (REQUESTED,), GRANTED: ()})
"""Which steps a kit may take from each state."""

WAY_OUT = MappingProxyType(
    {
        HELD: "file the request, then `prefile seal request MATTER KIT --docket N --by NAME`",
        REQUESTED: "wait for the order, then `prefile seal grant` or `deny` with its docket number",
        DENIED: "file a new request, or release a redacted copy as the rule allows",
        GRANTED: "the documents are sealed by order; only another order changes that",
    }
)
"""What can be done in each state."""

DOCKET = re.compile(r"\d{1,5}(?:-\d{1,3})?")
"""A docket number, with an attachment's number: `57`, `57-2`."""


@dataclass(frozen=True, slots=True)
class Kit:
    """One kit as the matter's record tells it."""

    number: int
    court: str
    documents: tuple[str, ...]
    """SHA-256 of each source; document 1 is the first."""
    state: str
    docket: str = ""
    """Docket number of the last step; empty while it is held."""
    by: str = ""
    time: str = ""


def kits(record: Record) -> tuple[Kit, ...]:
    """Return every kit of a matter in the order in which they were built."""
    found: dict[int, Kit] = {}
    for event in record.events():
        name = str(event.get("event"))
        if name == FAILED:
            found.pop(int(event["kit"]), None)
        elif name == BUILT:
            number = int(event["kit"])
            begun = found.get(number, Kit(number, str(event["court"]), (), HELD))
            found[number] = _after(replace(begun, documents=(*begun.documents, str(event["document"]))), event)
        elif name in (REQUESTED, GRANTED, DENIED):
            found[int(event["kit"])] = _after(found[int(event["kit"])], event)
    return tuple(found[number] for number in sorted(found))


def _after(kit_: Kit, event: Mapping[str, Any]) -> Kit:
    """Return a kit after an event of its own."""
    docket, time = str(event.get("docket", "")), str(event.get("time_utc", ""))
    return replace(kit_, state=str(event["state"]), docket=docket, by=str(event["by"]), time=time)


def kit(record: Record, number: int) -> Kit:
    """Return one kit.

    Raises:
        UsageError: there is none with this number.
    """
    known = kits(record)
    found = next((each for each in known if each.number == number), None)
    if found is None:
        has = f"kits on record: {', '.join(str(k.number) for k in known)}" if known else "`prefile seal kit` makes one"
        raise UsageError(f"no sealing kit {number} in this matter", reason="seal_kit_missing", hint=has)
    return found


def begin(record: Record, documents: tuple[str, ...], *, court: str, by: str) -> int:
    """Put a new kit on record, its documents held, and return its number."""
    number = max((k.number for k in kits(record)), default=0) + 1
    for sha256 in documents:
        record.record(BUILT, by=by, kit=number, court=court, document=sha256, state=HELD)
    return number


def fail(record: Record, number: int, *, by: str) -> None:
    """Put on record that a kit was begun and could not be written."""
    record.record(FAILED, by=by, kit=number)


def move(record: Record, number: int, to: str, *, docket: str, by: str) -> Kit:
    """Put a step of a kit on record, for each of its documents.

    Raises:
        UsageError: the kit is not on record, the step is not the next one, or what it takes is missing.
    """
    before = kit(record, number)
    if not DOCKET.fullmatch(docket):
        raise UsageError(
            "a step of a sealing kit takes the docket number of the paper it rests on",
            reason="seal_docket",
            hint="give --docket, as in 57 or 57-2",
        )
    if to not in NEXT[before.state]:
        raise UsageError(
            f"kit {number} is {before.state}, which cannot become {to}",
            reason="seal_order",
            hint=WAY_OUT[before.state],
        )
    for sha256 in before.documents:
        record.record(to, by=by, kit=number, document=sha256, state=to, docket=docket)
    return kit(record, number)
