"""Says in plain words what a reason code means and what makes it go away; it never sees a word of a filing."""

from __future__ import annotations

from pipeline.cli.meaning import CHECKS, TABLE, Meaning

GENERIC: Meaning = ("prefile has no words for this code yet", "report it with the code; the source is as it was")
"""What is said of a code that the table does not know: nothing is made up."""

STEPS = {
    "accept": "accepting the source",
    "normalise": "making the plain copy",
    "read": "reading",
    "detect": "detecting",
    "decide": "deciding",
    "hold": "looking at the paper as a whole",
    "place": "placing the marks",
    "burn": "burning",
    "verify": "verifying",
    "preflight": "looking at the copy as the court would",
    "source_again": "reading the source again",
    "worker": "the worker process",
}
"""What a `fault:` code names behind the colon."""


def explain(code: str) -> Meaning:
    """Return what a code means and what makes it go away; the second may be empty."""
    parts = code.split(":")
    page = ""
    if len(parts) > 1 and parts[-1].startswith("page_") and parts[-1][5:].isdigit():
        page = f" (page {parts.pop()[5:]})"
    what, way_out = _meaning(parts)
    return what + page, way_out


def known(code: str) -> bool:
    """Tell whether the table has words for a code."""
    return _find(code.split(":")) is not None


def _meaning(parts: list[str]) -> Meaning:
    if parts[0] == "check_failed" and len(parts) > 1:
        return _check(parts[1], parts[2:])
    found = _find(parts)
    if found is None:
        return GENERIC
    what, way_out = found
    if parts[0] == "fault" and len(parts) > 1 and parts[1] in STEPS:
        what = f"a fault of prefile while {STEPS[parts[1]]}; nothing was released"
    elif parts[0] == "decision_hold" and len(parts) > 1:
        what = f"the policy leaves a finding to a person (role: {parts[1]})"
    return what, way_out


def _check(name: str, reason: list[str]) -> Meaning:
    """Return what a failed check means: what it looked at, then what it found."""
    looked_at = CHECKS.get(name.partition(".")[0])
    what = f"the check {looked_at} did not pass" if looked_at else TABLE["check_failed"][0]
    found = _find(reason) if reason else None
    if found is None:
        return what, TABLE["check_failed"][1]
    return f"{what}: {found[0]}", found[1]


def _find(parts: list[str]) -> Meaning | None:
    """Return the meaning of the longest beginning of a code that the table knows."""
    for end in range(len(parts), 0, -1):
        if (found := TABLE.get(":".join(parts[:end]))) is not None:
            return found
    family = next((f for f in ("policy_unknown", "system") if parts and parts[0].startswith(f)), None)
    return TABLE[family] if family else None
