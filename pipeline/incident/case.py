"""Keeps the record of an incident: who did what and when, counted from its discovery. It never says what was exposed.

An incident is opened when something protected was found in a paper on file. It
stays open until the clerk was called, the court and the other side know, and a
replacement was proven to be the same paper, or until a named person says why a
step does not apply. While one is open, and after it, the matter is strict.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.digest import digest_of
from pipeline.errors import HeldError, InputError, UsageError
from pipeline.matter import Matter
from pipeline.matter.acts import make_strict
from pipeline.nouns import Check
from pipeline.verify.replacement import replacement

OPENED = "incident_opened"
LOGGED = "incident_step"
CLOSED = "incident_closed"

LIMIT = timedelta(days=7)
"""How long an incident may stay open before it counts as late: a week to cure, which is prompt by any measure."""


class Step(StrEnum):
    """What is done about an incident."""

    CLERK_CALLED = "clerk_called"
    """The clerk was asked to restrict access at once."""
    COURT_NOTIFIED = "court_notified"
    """A notice of the error, or a motion, was filed."""
    OPPONENT_NOTIFIED = "opponent_notified"
    PERSON_NOTIFIED = "person_notified"
    """Whoever the exposed information is about."""
    CLIENT_NOTIFIED = "client_notified"
    ACCESS_RESTRICTED = "access_restricted"
    """The court took the paper out of public view."""
    REPLACED = "replaced"
    """A replacement was proven; only `replace_filed` records this one."""


NEEDED = (Step.CLERK_CALLED, Step.COURT_NOTIFIED, Step.OPPONENT_NOTIFIED, Step.REPLACED)
"""What an incident is not closed without."""


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was taken."""

    step: Step
    time: datetime
    by: str
    docket: str = ""
    after: timedelta = timedelta()
    """From the discovery to this step."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as the matter's record tells it."""

    number: int
    docket: str
    """Docket number of the paper on file."""
    discovered: datetime
    by: str
    filed_sha256: str = ""
    """Digest of the paper as it was sent, when it is at hand."""
    steps: tuple[Done, ...] = ()
    closed: datetime | None = None

    @property
    def due(self) -> datetime:
        """When it counts as late."""
        return self.discovered + LIMIT

    @property
    def missing(self) -> tuple[Step, ...]:
        """The steps that it is not closed without and that nobody has taken."""
        taken = {done.step for done in self.steps}
        return tuple(step for step in NEEDED if step not in taken)

    def late(self, now: datetime) -> bool:
        """Tell whether it was open for longer than it may be."""
        return (self.closed or now) > self.due


def incidents(matter: Matter) -> tuple[Incident, ...]:
    """Return every incident of a matter in the order in which they were opened."""
    found: dict[int, Incident] = {}
    for event in matter.events():
        if event.get("event") == OPENED:
            found[event["incident"]] = Incident(
                number=event["incident"],
                docket=event["docket"],
                discovered=_read(event["at"]),
                by=event["by"],
                filed_sha256=event.get("document", ""),
            )
        elif event.get("event") in (LOGGED, CLOSED):
            found[event["incident"]] = _with(found[event["incident"]], event)
    return tuple(found.values())


def _with(incident: Incident, event: dict[str, Any]) -> Incident:
    time = _read(event["at"])
    if event["event"] == CLOSED:
        return dataclasses.replace(incident, closed=time)
    done = Done(Step(event["step"]), time, event["by"], event.get("docket", ""), time - incident.discovered)
    return dataclasses.replace(incident, steps=(*incident.steps, done))


def incident_of(matter: Matter, number: int, *, to_change: bool = False) -> Incident:
    """Return one incident.

    Raises:
        UsageError: there is none with this number, or it is closed and `to_change`.
    """
    found = next((each for each in incidents(matter) if each.number == number), None)
    if found is None:
        raise UsageError(
            f"no incident {number} in this matter",
            reason="incident_missing",
            hint="`prefile incident status` lists them; `prefile incident open` begins one",
        )
    if to_change and found.closed:
        raise UsageError(
            f"incident {number} is closed", reason="incident_closed", hint="`prefile incident open` begins another"
        )
    return found


def open_(
    matter: Matter, *, docket: str, by: str, discovered: datetime | None = None, filed: Path | None = None
) -> Incident:
    """Open an incident and make the matter strict; `filed` is the paper as it was sent, if it is at hand.

    Raises:
        UsageError: no docket number, or the discovery lies in the future.
        InputError: `filed` cannot be read.
    """
    if not docket.strip():
        raise UsageError(
            "an incident is about a paper on file",
            reason="incident_docket",
            hint="give its docket number with --docket",
        )
    at = _time(matter, discovered)
    number = max((i.number for i in incidents(matter)), default=0) + 1
    fields: dict[str, Any] = {"document": _digest(filed), "state": "incident"} if filed else {}
    matter.record(OPENED, by=by, incident=number, docket=docket.strip(), at=_written(at), **fields)
    if not matter.book.strict:
        make_strict(matter, by=by, incident=number)
    return incident_of(matter, number)


def log(matter: Matter, number: int, step: Step, *, by: str, docket: str = "", at: datetime | None = None) -> Incident:
    """Put a step on record.

    Raises:
        UsageError: there is no such open incident, the step is one that must be proven, or its time cannot be.
    """
    incident = incident_of(matter, number, to_change=True)
    if step is Step.REPLACED:
        raise UsageError(
            "a replacement is proven, not reported",
            reason="incident_unproven",
            hint="`prefile incident replace MATTER N NEW.pdf --filed OLD.pdf --by NAME` proves and records it",
        )
    time = _time(matter, at, after=incident.discovered)
    matter.record(LOGGED, by=by, incident=number, step=str(step), docket=docket.strip(), at=_written(time))
    return incident_of(matter, number)


def replace_filed(matter: Matter, number: int, new: Path, *, filed: Path, by: str) -> tuple[Incident, Check]:
    """Prove that `new` is the filed paper with more boxes and nothing else changed, and put it on record.

    Raises:
        UsageError: there is no such open incident.
        InputError: `filed` is not the paper that the incident was opened for.
        HeldError: `new` is another paper, differs outside its boxes, or its boxes do not hold.
    """
    incident = incident_of(matter, number, to_change=True)
    before, after = _digest(filed), _digest(new)
    if incident.filed_sha256 and before != incident.filed_sha256:
        raise InputError(
            "this is not the paper that the incident was opened for",
            reason="incident_other_paper",
            hint="give the file as it was sent to the court",
        )
    check = replacement(new, filed)
    if not check.passed:
        raise HeldError(
            "the replacement is not the filed paper with only the boxes added",
            reason=f"check_failed:{check.name}:{check.reason}",
            hint="make it from the very file that was sent: `prefile redact FILED.pdf`",
        )
    matter.record(
        LOGGED,
        by=by,
        incident=number,
        step=str(Step.REPLACED),
        at=_written(_time(matter, None)),
        document=before,
        state="incident",
        output_sha256=after,
        counts=dict(check.counts),
    )
    return incident_of(matter, number), check


def close(matter: Matter, number: int, *, by: str, without: Sequence[Step] = (), why: str = "") -> Incident:
    """Close an incident. The matter stays strict.

    Raises:
        UsageError: a needed step is missing and not named in `without`, or `without` is given and no `why`.
    """
    incident = incident_of(matter, number, to_change=True)
    if without and not why.strip():
        raise UsageError(
            "a step is left out for a reason", reason="incident_why", hint="give --why; name no one and quote nothing"
        )
    if missing := [step for step in incident.missing if step not in without]:
        raise UsageError(
            f"incident {number} lacks: {', '.join(missing)}",
            reason="incident_unfinished",
            hint="record them with `prefile incident log` or `replace`, or say --without STEP --why REASON",
        )
    fields: dict[str, Any] = {"document": incident.filed_sha256, "state": CLOSED} if incident.filed_sha256 else {}
    matter.record(
        CLOSED,
        by=by,
        incident=number,
        at=_written(_time(matter, None)),
        without=[str(step) for step in without],
        why=why.strip(),
        **fields,
    )
    return incident_of(matter, number)


def _time(matter: Matter, given: datetime | None, *, after: datetime | None = None) -> datetime:
    """Return a time that can be: not in the future, not before the discovery; by default now."""
    now = _read(matter.now())
    if given is None:
        return now
    made = given.replace(tzinfo=given.tzinfo or UTC)
    if made > now or (after is not None and made < after):
        raise UsageError(
            "this time lies in the future or before the discovery",
            reason="incident_time",
            hint="give it in UTC, as in 2026-11-24T09:30",
        )
    return made


def _written(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")


def _read(time: str) -> datetime:
    return datetime.fromisoformat(time)


def _digest(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError:
        raise InputError(f"cannot read {path}", reason="unreadable", hint="check the path") from None
