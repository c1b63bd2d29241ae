"""What a person can do about a paper that is held: redact and release, ask to seal and wait, or leave it out."""

from __future__ import annotations

from collections.abc import Iterable

RELEASE = "redact and release where the rule allows: `prefile matter rule --release-redacted --because ...`"
RELEASE_BY_ORDER = "redact and release where the order allows: `prefile matter rule --release-redacted --because ...`"
SEAL = "ask the court to seal it before it is filed, and wait: `prefile seal kit`"
LEAVE_OUT = "leave it out: `prefile matter rule --leave-out`"
BY_ORDER = "the designation ends only by an order: `prefile matter undesignate --order NUMBER`"

PLAIN = (RELEASE, SEAL, LEAVE_OUT)
ORDERED = (RELEASE_BY_ORDER, SEAL, LEAVE_OUT, BY_ORDER)

WAYS: dict[str, tuple[str, ...]] = {
    "legend": PLAIN,
    "sealed_type": PLAIN,
    "names_juror": PLAIN,
    "designated": ORDERED,
    "confidential_copy": ORDERED,
    "confidential_folder": (
        "put a copy into the matter's inbox, where it is held until a person rules on it",
        SEAL,
    ),
    "package_held": ("rule on the paper of this package that is held", "leave that paper out: `... rule --leave-out`"),
    "awaiting_approval": (
        "read the copy in held/drafts, then `prefile matter approve MATTER_DIR RUN --by NAME --bar NUMBER`",
    ),
    "second_reviewer": ("have another person stand behind it too: --second NAME",),
}
"""For each reason, by its part before the details."""


def out(reasons: Iterable[str]) -> list[str]:
    """Return the ways out of a hold, each once; empty for reasons that are not about the paper as a whole."""
    return list(dict.fromkeys(way for reason in reasons for way in WAYS.get(reason.partition(":")[0], ())))
