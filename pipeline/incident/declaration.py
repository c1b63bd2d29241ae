"""A declaration on what was done about an incident, filled from the matter's record and left unsigned.

It states what the record states, each step with its time. What the person knows
and did, and what was exposed, the person must write; it repeats no word of a paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.incident.case import LIMIT, Done, Incident, Step
from pipeline.record.certificate import BLANK, CLOSE, wrapped
from pipeline.record.chain import Chain

HEADING = """\
DECLARATION ON A FILING THAT SHOULD NOT HAVE BEEN PUBLIC (28 U.S.C. 1746)
Form filled from the matter's record. Not signed. Counsel must review it before use."""

SAID = {
    Step.CLERK_CALLED: "the clerk was called and asked to restrict access to the document",
    Step.COURT_NOTIFIED: "the court was told by a paper filed for that purpose",
    Step.OPPONENT_NOTIFIED: "the other side was told",
    Step.PERSON_NOTIFIED: "the person whom the information is about was told",
    Step.CLIENT_NOTIFIED: "the client was told",
    Step.ACCESS_RESTRICTED: "the court restricted access to the document",
    Step.REPLACED: (
        "a replacement was made and compared with the document by a program: it has the same pages, looks the same "
        "outside of its new boxes, and holds nothing of what they cover"
    ),
}


def declaration(incident: Incident, chain: Chain) -> str:
    """Return the declaration of one incident; `chain` is the evidence that the record is sound.

    A record that is not sound is said to be so in the form itself, since the duty to report does not wait for it.
    """
    body = [f"{number}. {text}" for number, text in enumerate(_paragraphs(incident, chain), start=1)]
    laid_out = [HEADING, *(wrapped(text, indent="   ") for text in body)]
    laid_out += [wrapped(text) for text in CLOSE.format(blank=BLANK).split("\n\n")]
    return "\n\n".join(laid_out) + "\n"


def _paragraphs(incident: Incident, chain: Chain) -> Iterator[str]:
    yield f"I, {BLANK}, state as follows. My position is {BLANK}. I know these facts because {BLANK}."
    yield (
        f"On {incident.discovered:%Y-%m-%d} at {incident.discovered:%H:%M} UTC, {incident.by} found that the document "
        f"with docket number {incident.docket} should not have been filed as it was. It shows: {BLANK} [say of what "
        f"kind; do not repeat it]. It had been on the public docket since {BLANK}."
    )
    yield f"This is how it came to be filed: {BLANK}. These steps had been taken so that it would not be: {BLANK}."
    for done in incident.steps:
        yield _step(done)
    if incident.missing:
        yield f"These steps are not on record yet: {', '.join(str(step) for step in incident.missing)}."
    if incident.closed:
        days = (incident.closed - incident.discovered).days
        late = incident.closed > incident.due
        when = f"more than {LIMIT.days} days after" if late else f"within {LIMIT.days} days of"
        yield f"The incident was closed {when} the discovery ({days} full days)."
    yield f"So that it does not happen again, {BLANK}. The program now asks for two people for every release."
    state = "none was found changed" if chain.passed else f"THE RECORD IS NOT SOUND ({chain.reason})"
    yield f"These times are from a record that is a chain of digests; {chain.entries} entries were read and {state}."


def _step(done: Done) -> str:
    minutes = int(done.after.total_seconds()) // 60
    docket = f" (docket number {done.docket})" if done.docket else ""
    after = f"{minutes // 60} hours and {minutes % 60} minutes after the discovery"
    return f"On {done.time:%Y-%m-%d} at {done.time:%H:%M} UTC, {after}, {SAID[done.step]}{docket}, by {done.by}."
