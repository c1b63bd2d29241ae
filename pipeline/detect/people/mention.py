"""The values that the steps of this room pass on: a mention of a name, and the reasons for a role."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.detect.people.name import Name
from pipeline.nouns import Role

OTHER = "other_file"
"""What a reason code begins with that another filing of the matter gave."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a role, and how strong it is."""

    role: Role
    why: str
    """Reason code, such as `caption`."""
    weight: int = 2
    """1 a hint, 2 a usual sign, 3 beyond doubt."""


@dataclass(slots=True, eq=False)
class Mention:
    """One name at one place."""

    name: Name
    by: str
    score: float
    reasons: list[Reason] = field(default_factory=list)
    sure: bool = True
    """Whether the place alone proves a name; a doubtful mention needs another one of the same name."""
    entity: int = -1
    cited: bool = False
    """Whether it stands in a citation."""
    gone: bool = False
    """Whether a longer mention took its place."""
    away: bool = False
    """Whether it stands in another filing of the matter."""
    pieces: tuple[tuple[int, int], ...] = ()
    """Its stretches, where another column stands between the rows of a name; empty for one."""

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.name.start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.name.end
