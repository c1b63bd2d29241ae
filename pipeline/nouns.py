"""The frozen values that travel down the corridor, each made in one room.

    Job -> Filing -> NormalForm -> Reading(Page...) -> Finding -> Decision -> Mark -> Draft -> Check -> Receipt

Only `Page`, `Reading`, `Secret`, `Known` and `Job.terms` hold words of a filing, and they hide them from
`repr`. Everything later points in by offset, so that logs, receipts and errors
have nothing to leak.

Coordinates, everywhere after normalisation, are in **page space**: points
(1/72 inch), origin at the top left corner of the page, x to the right, y down.
A normal form has `/Rotate 0`, `/UserUnit 1`, `/MediaBox [0 0 W H]` and no crop
box, so that PyMuPDF's (x, y) is pdfium's (x, H - y) and nothing else is needed.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NewType

import numpy as np
import numpy.typing as npt

Digest = NewType("Digest", str)
"""A SHA-256 digest, 64 lower-case hexadecimal digits."""

Quad = tuple[float, float, float, float, float, float, float, float]
"""Upper left, upper right, lower left, lower right corner *as the text runs* (x, y each), points, page space."""

QuadArray = npt.NDArray[np.float32]
"""Shape (n, 8), points in page space: upper left, upper right, lower left, lower right
corner of each character *as the text runs* (x, y each); a row of NaN for a character that has no place."""


class Kind(StrEnum):
    """What a finding is. The names are those of the policy tables."""

    PERSON = "PERSON"
    ADDRESS = "ADDRESS"
    SSN = "SSN"
    ITIN = "ITIN"
    EIN = "EIN"
    DOB = "DOB"
    BANK_ACCT = "BANK_ACCT"
    CARD = "CARD"
    INS_POLICY = "INS_POLICY"
    DL = "DL"
    PASSPORT = "PASSPORT"
    PLATE = "PLATE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    DATE = "DATE"
    CODE = "CODE"
    PLACE = "PLACE"
    """A town, county, region or country: no address. It is looked for, as the next three and dates and codes are,
    only where a policy says something of it."""
    ORG = "ORG"
    """An organisation."""
    TRAIT = "TRAIT"
    """What somebody is: nationality, faith, age, occupation."""
    AMOUNT = "AMOUNT"
    """A sum of money, or a number of things."""
    TERM = "TERM"
    """A text that the user asked to burn (`--term`, a matter's protected term)."""
    LOOKALIKE = "LOOKALIKE"
    """An unlabelled number with the shape of an identifier: listed, never boxed by itself."""
    EXISTING = "EXISTING"
    """Live content under somebody's earlier, failed redaction."""


class Role(StrEnum):
    """What a person or an address is in this filing. `NONE` for every other kind."""

    NONE = "none"
    # people
    PRIVATE = "private"
    MINOR = "minor"
    JUROR = "juror"
    VICTIM = "victim"
    PARTY = "party"
    JUDGE = "judge"
    COURT_STAFF = "court_staff"
    COUNSEL = "counsel"
    OFFICIAL = "official"
    EXPERT = "expert"
    WITNESS = "witness"
    CITED = "cited"
    AUTHOR = "author"
    GUARDIAN = "guardian"
    """A guardian ad litem."""
    NOTARY = "notary"
    PROCESS_SERVER = "process_server"
    ENTITY = "entity"
    """A company or agency that looked like a person, kept on record so that it is never spread."""
    # addresses (COUNSEL and ENTITY are shared)
    HOME = "home"
    COURT = "court"
    BUSINESS = "business"
    AGENCY = "agency"
    SCENE = "scene"
    PRO_SE = "pro_se"
    """The caption address of a party without counsel: flagged, never boxed by itself."""
    UNKNOWN = "unknown"
    """An address of no known kind: treated as a home."""


class Action(StrEnum):
    """What a policy does with a finding. `KEEP` and `ADVISE` burn nothing."""

    KEEP = "keep"
    ADVISE = "advise"
    LAST4 = "last4"
    YEAR = "year"
    INITIALS = "initials"
    CITY_STATE = "city_state"
    FULL = "full"
    X_EACH = "x_each"
    TOKEN = "token"  # noqa: S105 - the name of an action
    TRUNC = "trunc"
    HOLD = "hold"
    """Nothing is burned; the filing waits for a person."""


class Ground(StrEnum):
    """Why something is boxed, held or kept."""

    RULE = "rule"
    ORDER = "order"
    REQUEST = "request"
    DISCRETION = "discretion"
    EXISTING = "existing-redaction"


class Outcome(StrEnum):
    """How a filing ended."""

    RELEASED = "released"
    HELD = "held"
    REFUSED = "refused"
    SCANNED = "scanned"
    """Looked at only: nothing was burned or written."""


class HowRead(StrEnum):
    """How the words of a page were read."""

    NATIVE = "native"
    OCR = "ocr"
    MIXED = "mixed"
    BLANK = "blank"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom a filing names, or a home in it, for the other filings of its matter.

    It is kept in memory and sent to workers, and never written.
    """

    kind: Kind
    role: Role
    why: str
    """Reason code of the role; empty when no role goes along."""
    names: tuple[tuple[tuple[str, str], ...], ...] = field(repr=False)
    """Each form it has: (label, words) of its parts, with the labels of `Part`."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the filings of one matter tell each other."""

    digest: str = ""
    """SHA-256 of the kit and of the digests of all filings that were asked; empty: a filing is done by itself."""
    files: int = 0
    """How many filings could be read for it."""
    known: tuple[Known, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Job:
    """One filing to be done. Picklable, so that it can travel to a worker."""

    source: Path
    destination: Path
    policy: str = "private"
    """The name of a policy in `models/policies/`, or the path of a policy file."""
    overlays: tuple[str, ...] = ()
    matter: Path | None = None
    terms: tuple[str, ...] = field(default=(), repr=False)
    """Texts to burn wherever they stand."""
    keep_terms: tuple[str, ...] = field(default=(), repr=False)
    """Texts to keep wherever they stand."""
    password: str = field(default="", repr=False)
    force: bool = False
    allow_discretion: bool = False
    box: str = "black"
    """`black` or `white`."""
    operator: str = ""
    """Who runs the program, for the record."""
    scan_only: bool = False
    """Find and decide, burn nothing, write nothing."""
    rename: bool = False
    """The destination's name was derived from the source's: when it tells what was burned, a neutral one is used."""
    approved_by: str = ""
    """Who signs for the release of this output; in a matter nothing is released without."""
    bar_no: str = ""
    second: str = ""
    """The second reviewer, whom a strict matter asks for."""
    court: str = ""
    """The court whose filing system must take the copy, as in `models/courts.yaml`; empty: none is asked."""
    max_mb: float = 0.0
    """Another size limit than the table's, megabytes of 1,000,000 bytes; 0: the table's."""
    split: bool = False
    """Split a copy that is too large for the court by pages, into parts that are released one by one."""
    knowledge: Knowledge = Knowledge()
    """What the other filings of the matter tell."""
    survey: bool = False
    """Read and find only, for what this filing tells the others (`Proof.known`); nothing is written or recorded."""
    lodging: bool = False
    """The copy is made for a sealing kit and can only go below the matter's `sealed/`, so that what holds a paper as a
    whole does not keep it from being made, and nobody signs for it."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A source that was accepted: a regular, readable PDF within the limits."""

    path: Path
    sha256: Digest
    size: int
    """Bytes."""
    page_count: int
    encrypted: bool = False
    repaired: bool = False
    signed: bool = False
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NormalForm:
    """A copy of a filing in which every page is plain: see the module's words on page space."""

    path: Path
    sha256: Digest
    page_sizes: tuple[tuple[float, float], ...]
    """(width, height) of each page, points."""
    removed: Mapping[str, int] = field(default_factory=dict)
    """What was taken away beside the pages, by class (`attachment`, `javascript`, `hidden_layer`...), counted."""
    baked: Mapping[str, int] = field(default_factory=dict)
    """What became page content (`annotation`, `field`), counted."""
    asked: tuple[tuple[int, Quad], ...] = ()
    """(page, quad in page space) of each redaction that somebody marked in the source and never applied."""


STAND_IN = "\ufffc"
"""Stands in a page's text for an area: its quad is the area, and holds whatever is burned with it."""


@dataclass(frozen=True, slots=True)
class Veil:
    """A stretch of a page's text, or of a reading's, that an earlier redaction covers and did not take out."""

    start: int
    end: int
    why: str
    """Reason code: `text_under_box`, `image_under_box`, `redaction_not_applied`..."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The words of one page as a person reads them, each character with its place.

    `text` is the running text first (`text[:body_end]`), then page furniture
    (running heads, feet, docket stamps, Bates stamps, gutter numbers are dropped).
    Paragraphs are flowed: a line end inside a paragraph is one space, a word
    hyphenated at a line end is joined, blocks are separated by a newline, table
    cells by a tab.
    """

    number: int
    """From 0."""
    width: float
    height: float
    text: str = field(repr=False)
    quads: QuadArray = field(repr=False)
    """One row for each character of `text`; NaN for separators that extraction made."""
    glyphs: npt.NDArray[np.int32] = field(repr=False)
    """For each character the number of the glyph that draws it (-1 for none). Characters
    of one ligature share a number; a glyph is burned whole."""
    body_end: int
    extras: tuple[tuple[int, tuple[float, ...]], ...] = field(default=(), repr=False)
    """Glyphs that the running text leaves out (a hyphen at a line end): (index of the
    character before it, its 8 quad values). Burned when the characters on both sides are."""
    how: HowRead = HowRead.NATIVE
    unread: tuple[str, ...] = ()
    """Why this page, or a part of it, could not be read: reason codes. Not empty means: hold."""
    notes: tuple[tuple[str, int], ...] = ()
    """Coverage counts, such as (`images`, 3), (`images_read`, 2)."""
    veils: tuple[Veil, ...] = ()
    """What lies under earlier redactions. It stands behind all other text, and no sentence runs through it."""
    images_burnable: bool = True
    hands: tuple[tuple[float, float, float, float], ...] = ()
    """Rectangles around ink that was not read and does not hold the page: signatures of office, stray marks."""
    recognised: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_), repr=False)
    """Which characters of `text` were read with confidence from the pictures of a scan that has no text layer, or a
    denied one; empty for a page that is no such scan."""
    denied: bool = False
    """The page's own text layer does not say what its pictures show: it goes, and what they show is written instead."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a `Reading` that comes from one page."""

    start: int
    """Offset into the reading's text."""
    length: int
    page: int
    page_start: int
    """Offset into the page's text."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The whole filing as one text: the bodies of all pages, then all page furniture.

    A sentence that runs over a page end runs on here. Every offset of a `Finding`
    or `Decision` points into `text`.
    """

    text: str = field(repr=False)
    segments: tuple[Segment, ...]
    """In order of `start`; what lies between two segments is a separator."""
    pages: tuple[Page, ...]
    body_end: int
    """Where page furniture begins."""

    def where(self, offset: int) -> tuple[int, int] | None:
        """Return (page number, offset into that page's text), or None on a separator."""
        index = bisect.bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        if index < 0:
            return None
        segment = self.segments[index]
        if offset >= segment.start + segment.length:
            return None
        return segment.page, segment.page_start + offset - segment.start

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield (page number, page start, page end) for each stretch of pages under `start:end`."""
        index = max(0, bisect.bisect_right(self.segments, start, key=lambda s: s.start) - 1)
        for segment in self.segments[index:]:
            if segment.start >= end:
                return
            first = max(start, segment.start)
            last = min(end, segment.start + segment.length)
            if first < last:
                shift = segment.page_start - segment.start
                yield segment.page, first + shift, last + shift

    def veils(self) -> Iterator[Veil]:
        """Yield what lies under earlier redactions, by offsets into `text`."""
        for segment in self.segments:
            for veil in self.pages[segment.page].veils:
                if segment.page_start <= veil.start < segment.page_start + segment.length:
                    shift = segment.start - segment.page_start
                    yield Veil(veil.start + shift, veil.end + shift, veil.why)

    @classmethod
    def of(cls, pages: tuple[Page, ...]) -> Reading:
        """Join pages into one text."""
        parts: list[str] = []
        segments: list[Segment] = []
        at = 0

        def add(page: Page, first: int, last: int) -> None:
            nonlocal at
            if last <= first:
                return
            segments.append(Segment(start=at, length=last - first, page=page.number, page_start=first))
            parts.append(page.text[first:last])
            parts.append("\n")
            at += last - first + 1

        for page in pages:
            add(page, 0, page.body_end)
        body_end = at
        for page in pages:
            add(page, page.body_end, len(page.text))
        return cls(text="".join(parts), segments=tuple(segments), pages=pages, body_end=body_end)


@dataclass(frozen=True, slots=True)
class Part:
    """A named piece of a finding, such as the ZIP of an address.

    Labels: ADDRESS `number` `street` `unit` `box` `city` `state` `zip` `care_of` `name`;
    PERSON `title` `given` `middle` `surname` `suffix`; DOB and DATE `month` `day` `year`.
    """

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found, by offsets into the `Reading`'s text."""

    start: int
    end: int
    kind: Kind
    score: float
    by: str
    """Name and version of what found it: `ssn.v1`."""
    role: Role = Role.NONE
    why: str = ""
    """Reason code for the role or kind: `caption`, `after_title`, `signature_block`."""
    entity: int = -1
    """Number of the person or address in this filing that this mentions; -1 for none."""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with one finding, and why."""

    finding: Finding
    action: Action
    burn: tuple[tuple[int, int], ...] = ()
    """Spans of the reading's text to burn, in order, not touching; empty for keep, advise and hold."""
    overlay: str = field(default="", repr=False)
    """Text to print on the box (initials, a token, X's); empty for the policy's label."""
    label: str = ""
    """The policy's label, printed where it fits."""
    ground: Ground = Ground.RULE
    cite: str = ""
    """The rule or order that grounds it, `Fed. R. Civ. P. 5.2(a)(1)`."""
    order: str = ""
    """Docket number of the order, for ground `order`."""
    by: str = "auto"
    """`auto`, or who ruled."""
    remnant: str = ""
    """What form may still be read: `last4`, `year`, `initials`, `city_state`, `none`."""
    note: str = ""
    """A reason code for the reader, such as `conflict_rule_11a`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One box on one page: pure geometry and what is printed on it."""

    page: int
    quad: Quad
    decision: int
    """Index of the decision it comes from."""
    number: int
    """The box's number in the filing, from 1; marks of one decision on several lines share it."""
    overlay: tuple[str, ...] = field(default=(), repr=False)
    """Texts to print, the most wanted first; the first that fits legibly is printed, none if none does."""
    whole: bool = False
    """It is an area: everything in it goes, of whatever line, and the box is as large as the quad."""
    bare: bool = False
    """Only text goes, which nobody can see there, and no box is drawn: the page looks as it did."""

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """The upright rectangle (x0, y0, x1, y1) around the quad."""
        xs, ys = self.quad[0::2], self.quad[1::2]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Draft:
    """A burned copy that nobody has vouched for yet."""

    path: Path
    sha256: Digest
    marks: tuple[Mark, ...]
    """The marks as they were burned (a burner may widen one to a whole glyph)."""
    flattened: tuple[int, ...] = ()
    """Numbers of pages that were replaced by a picture, because their content could not be trusted."""
    scrubbed: Mapping[str, int] = field(default_factory=dict)
    layered: tuple[int, ...] = ()
    """Numbers of scanned pages that were given a text layer: the words read outside the marks."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One of the files into which a copy is split that is too large for its court."""

    draft: Draft
    """Its marks count pages from the volume's own first one."""
    first: int
    """The page of the whole copy with which it begins, from 0."""
    pages: int
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """One value that was burned, for the second reader to hunt. Never leaves the process."""

    value: str = field(repr=False)
    """The words of the finding, whole, as in the reading's text."""
    burned: tuple[str, ...] = field(repr=False)
    """The pieces of it that were burned."""
    decision: int
    expected: int
    """How often `value` may still stand in the saved pages, because other decisions keep those places."""


@dataclass(frozen=True, slots=True)
class Check:
    """Evidence of one check of the saved bytes. `passed` is never true when nothing was looked at."""

    name: str
    """Name and version: `text_under_marks.v1`."""
    passed: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    """What was looked at and what was found."""
    reason: str = ""
    """Reason code when not passed; `not_checked:...` when it could not look."""
    pages: tuple[int, ...] = ()
    """Pages (from 0) where it failed."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What happened to one filing. Holds no word of it."""

    run_id: str
    outcome: Outcome
    reasons: tuple[str, ...]
    """Why it is held or refused; empty when released. `unread_page:3` counts pages from 1."""
    source_sha256: str
    output_sha256: str
    pages: int
    policy: str
    policy_sha256: str
    kit: Mapping[str, str]
    """Versions and digests of what it was made with."""
    found: Mapping[str, int]
    """Findings by kind."""
    decided: Mapping[str, int]
    """Decisions by action."""
    boxes: int
    checks: tuple[Check, ...]
    coverage: Mapping[str, int]
    """Pages read natively, by OCR, blank, unread; images read and not read; what was taken away unread (`removed_...`,
    of the pages those with text or art out of sight) and what became page content (`baked_...`)."""
    started: str
    finished: str
    """UTC, ISO 8601."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Time by step."""
    source_id: str = ""
    """A document id for people; never the file's name when that holds a finding."""
    warnings: tuple[str, ...] = ()
    """Reason codes of things to know (`signature_removed`, `conflict_rule_11a`)."""
    recipe: str = ""
    """Keyed digest of everything besides the source that decides the output: policy, options, terms, kit.
    A later run with the same source and recipe gives the same output, so it may be skipped."""
    approved_by: str = ""
    """In a matter: who approved the release, with the bar number and, in a strict matter, the second reviewer."""
    bar_no: str = ""
    reviewer: str = ""
    notice: str = ""
    """In a matter: whose duty the filing is."""
    part: int = 0
    """Number of this part, from 1, where a copy was split for its court; 0 where it was not."""
    parts: int = 0
    knowledge_sha256: str = ""
    """`Knowledge.digest`, where the filing was done together with others of its matter; empty where it was not."""
    knowledge_files: int = 0
    """How many filings told of their people and homes."""
    copy_of: str = ""
    """Run whose output was copied, because the source is a duplicate; empty otherwise."""
