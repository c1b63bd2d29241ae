"""Tells from the rows around a name what its owner is: counsel, judge, clerk, notary, party, declarant.

It looks at signature blocks, counsel blocks, service lists and dockets, and marks the stretches
that belong to counsel, so that their addresses are known too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.row import BAR, Row, rows
from pipeline.detect.people.token import titles
from pipeline.nouns import Role

BY = "block.v1"
BELOW = 420
"""Characters below a name in which its block may say what its owner is: some eight rows."""

COUNSEL = (
    r"(?:[Aa]ttorneys?|ATTORNEYS?)[ \n]+(?:[Ff]or|FOR|[Aa]t [Ll]aw|AT LAW|[Oo]f [Rr]ecord|OF RECORD|TO BE NOTICED"
    r"|to be noticed|in [Cc]harge)\b"
    r"|\b(?:[Cc]ounsel|COUNSEL)[ \n]+(?:[Ff]or|FOR|[Oo]f [Rr]ecord|OF RECORD|[Tt]o)\b|Of Counsel|OF COUNSEL"
    r"|LEAD ATTORNEY|PRO HAC VICE|[Pp]ro [Hh]ac"
    r"|\bL\.?L\.?P\b|\bP\.?L\.?L\.?C\b|\bAPC\b|\bAPLC\b|\bP\.C\.|\bP\.A\.|\bLAW (?:OFFICES?|FIRM|GROUP|CENTER|CORP)"
    r"|\bLaw (?:Offices?|Firm|Group|Center|Corp)"
    r"|\b[Ll]aw, (?:P|LL)|LEGAL (?:AID|SERVICES)|Legal (?:Aid|Services)|Public Defender|PUBLIC DEFENDER"
    r"|Attorney General|ATTORNEY GENERAL"
    r"|(?:United States|U\.S\.|District|City|County|State's) Attorney|(?:UNITED STATES|U\.S\.|DISTRICT|CITY"
    r"|COUNTY) ATTORNEY|County Counsel|COUNTY COUNSEL"
    r"|City Attorney|\bEsq\b|\bESQ\b|Esquire|ESQUIRE|Prosecut(?:or|ing Attorney)|Trial Attorney|TRIAL ATTORNEY"
    r"|(?:[A-Z][\w’'-]{1,40},[ ]){1,4}[A-Z][\w’'-]{1,40},?[ ](?:&|AND|and)[ ](?:Associates|ASSOCIATES)\b"
    r"|Solicitor General|@[\w.-]{0,60}(?:law|legal|atty)"
)
_BELOW = re.compile(
    rf"(?P<pro_se>(?i:\bin pro(?:pria)? per(?:sona)?\b|\bpro se\b|\bself-represented))"
    r"|(?P<judge>(?i:\b(?:united states|u\.s\.|superior|district|circuit|magistrate|bankruptcy|county|municipal"
    r"|administrative law|chief|senior|presiding"
    rf"|appellate|family|probate|trial|juvenile|immigration)[ \n]+(?:\w+[ \n]+){{0,3}}?(?:judge|justice)\b"
    r"|\bjudge of the\b|\bjudge presiding\b)|\bJUDGE\b|\bJustice\b|\bJUSTICE\b)"
    r"|(?P<staff>(?i:\bclerk of (?:the )?(?:court|superior)|\bdeputy clerk|\bcourtroom deputy|\bclerk, u"
    r"|official (?:court )?reporter|court reporter|\bcourt clerk|\bexecutive officer/clerk)|\bCSR\b|\bRPR\b)"
    rf"|(?P<notary>(?i:\bnotary public))"
    rf"|(?P<server>(?i:\bprocess server|registered california process|\bserver's))"
    r"|(?P<trustee>(?i:\bu\.?s\.? trustee|united states trustee|chapter (?:7|11|12|13) (?:standing )?trustee"
    r"|standing trustee|\btrustee\b(?! of (?:the )?(?:[\w.’'-]+ ){0,4}?(?:family|living|revocable|irrevocable|trust))))"
    rf"|(?P<counsel>{COUNSEL}|{BAR.pattern})"
    rf"|(?P<guardian>(?i:guardian ad litem|\bgal for))"
    r"|(?P<office>(?i:(?:(?:acting|deputy|assistant|associate|principal|under|chief|senior|first|regional)[ ]){0,3}"
    r"(?:secretary|commissioner|director|administrator|superintendent|warden|comptroller|inspector general))"
    r"[^\n]{0,40}(?:\n[^\n]{0,60}?){0,2}\b(?:Department of (?:the )?(?:State|Justice|Treasury|Homeland|Defense|Labor"
    r"|Corrections|Health|Human|Social|Revenue|Transportation|Motor|Veterans|Housing|Commerce|Agriculture|Energy"
    r"|Interior|Education|Insurance|Finance|Police|Child|Famil|Natural|Environmental|Public)|Bureau of|Federal"
    r"|U\.S\.|United States|(?:State|County|City|Commonwealth) of)\b)"
    r"|(?P<rank>(?i:\bbadge\b|police department|sheriff's (?:office|department)|special agent|\bdetective\b"
    r"|\bpatrol officer))"
    rf"|(?P<expert>(?i:expert (?:witness )?for|forensic (?:psycholog|account|engineer|patholog)))"
    r"|(?P<party>(?:^|(?<=[\n,]))[ ]*(?i:plaintiff|defendant|petitioner|respondent|debtor|joint debtor|claimant"
    r"|appellant|appellee|movant)s?(?!(?i:[ ]?,?[ ]*(?:in[ ]?pro|pro se|self)))(?:[ ]?,)?[ .]*(?:$|(?=[\n,])))"
    rf"|(?P<witness>(?i:\bdeclarant\b|\baffiant\b|\bdeponent\b))"
)  # fmt: skip
_ROLES = {
    "pro_se": (Role.PARTY, "pro_se"),
    "judge": (Role.JUDGE, "signature_judge"),
    "staff": (Role.COURT_STAFF, "court_staff"),
    "notary": (Role.NOTARY, "notary"),
    "server": (Role.PROCESS_SERVER, "process_server"),
    "trustee": (Role.OFFICIAL, "trustee"),
    "counsel": (Role.COUNSEL, "counsel_block"),
    "guardian": (Role.GUARDIAN, "guardian_ad_litem"),
    "office": (Role.OFFICIAL, "office_block"),
    "rank": (Role.OFFICIAL, "officer_block"),
    "expert": (Role.EXPERT, "expert"),
    "party": (Role.PARTY, "party_signature"),
    "witness": (Role.WITNESS, "declarant"),
}
_ABOVE = re.compile(
    r"(?P<counsel>(?i:^[\s•*]*via (?:cm/)?ecf\b)|(?i:^[\s•*]*(?:co-)?(?:counsel|attorneys?)(?: of record)? (?:for"
    r"|to)\b)|represented by|REPRESENTED BY|(?i:^\W*for (?:the )?(?:plaintiff|defendant"
    r"|petitioner|respondent|appell|debtor|government|united states|people|state|creditor|trustee)[^:]{0,40}:?\s*$))"
    r"|(?P<trustee>(?i:^\W*(?:u\.?s\.? |chapter \d+ |united states |standing )?trustee\b))"
    r"|(?P<party>(?i:^\W*(?:joint )?(?:debtor|plaintiff|defendant|petitioner|respondent|claimant|appellant"
    r"|appellee)s?(?: \d)?(?:\(s\))?[\W\d]*$))"
    r"|(?P<judge>(?i:^\W*(?:the )?(?:honorable|hon\.|presiding judge|before)[:. ]*$))"
)
_MAILED = re.compile(r"(?i:\W*(?:by|via) (?:(?:first[- ]class|u\.?s\.?|united states|certified|regular)[ ,]*)*mail\b)")
"""How a service list heads those who are served on paper: parties without counsel, and others."""
_STOP = re.compile(
    r"\n[ \t]*\n[ \t]*\n|\n[ \t]*\n[ \t]*(?i:via|by) (?i:cm|ecf|e-?mail|u\.?s|first|mail)|\n(?:CERTIFICATE|PROOF|SERVICE LIST|DECLARATION|EXHIBIT|Case \d|ORDER|INTRODUCTION"
    r"|MEMORANDUM|I\. )|\n[^\n]{160,}"
)


_CLOSED = re.compile(
    rf"\n[^\n]{{0,60}}\b\d{{5}}(?:-\d{{4}})?[ ]*\n(?P<next>(?![^\n]*(?:@|\d{{3}}[-.) ]+\d{{4}}|:"
    rf"|{COUNSEL}))[A-Z][^\n]{{3,70}}\n(?:[^\n]{{3,70}}\n){{0,3}}?[^\n]{{0,60}}\b\d{{5}}(?:-\d{{4}})?[ ]*(?=\n|$))"
)
"""In a list of addresses, one after the other: where the next one begins."""
_APART = re.compile(
    r"\n[^\n]{0,60}\b\d{5}(?:-\d{4})?[ ]*\n(?:[ ]*\n(?P<next>[ ]{0,40}(?!(?i:[*(\[]?(?:attorney|counsel|tel|phone|ph\b|fax|e-?mail|of counsel"
    r"|pro |lead|in pro|bar |sbn|state bar|co-counsel|via |by |plaintiff|defendant|debtor|petitioner|respondent|trustee"
    r"|\d{3}))|[^\n]*@)[^\n]{3,})"
    r"|(?P<row>[ ]*[A-Z][^\n]{3,60}?,[ ]\d{1,6}[ ][^\n]{3,60}\b\d{5}(?:-\d{4})?[ ]*(?=\n|$)))"
)
"""An address and behind it, after an empty row or as a row with an address of its own, somebody else."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text that belongs to somebody of a role, such as a counsel block."""

    start: int
    end: int
    role: Role


def blocks(text: str, hints: Mapping[int, int]) -> tuple[list[Mention], list[Zone]]:
    """Return everybody whose name is a row of its own, with what the rows around tell, and the zones of counsel."""
    people = list(rows(text, hints))
    labels = [_label(text, row) for row in people]
    before = _labelled_before(text, people, labels)
    reasons: list[Reason | None] = [None] * len(people)
    ends = [0] * len(people)
    for i in range(len(people) - 1, -1, -1):
        ends[i] = _region(text, people, i, labels[i + 1].start if before[i] and i + 1 < len(people) else len(text))
        above = labels[i].reason if before[i] else None
        reasons[i] = _reason(text, people, i, ends[i], above) or _shared(text, people, i, reasons)
    found: list[Mention] = []
    zones: list[Zone] = []
    zones += (Zone(m.start("row"), min(len(text), m.end() + BESIDE), Role.COUNSEL) for m in _REPRESENTED.finditer(text))
    starred = _HAC_VICE.search(text) is not None
    for row, told, end in zip(people, reasons, ends, strict=True):
        reason = told
        if reason is None and starred and "*" in row.tail:
            reason = Reason(Role.COUNSEL, "pro_hac_vice", 2)
        given = [reason] if reason else []
        found.append(Mention(row.name, BY, 0.85, given, sure=_sure(row) or bool(reason)))
        if reason and reason.role in (Role.COUNSEL, Role.COURT_STAFF, Role.JUDGE):
            zones.append(Zone(row.start, end, reason.role))
        elif reason and reason.why == "pro_se":
            zones.append(Zone(row.start, end, Role.PRO_SE))
    return found, zones


_REPRESENTED = re.compile(r"(?i:\brepresented by):?[ ]*\n(?P<row>[ ]*[A-Z][^\n\d:]{3,60}\n)(?=[^\n]*\d)")
"""A docket sheet's label, the row below it, and the one that begins an address."""
BESIDE = 12
"""Characters of an address's first row that show where it begins."""
_HAC_VICE = re.compile(
    r"\n[ ]*\*{1,3}[ ]?(?i:(?:(?:application|motion)[^\n]{0,40}?)?(?:for )?(?:admi[^\n]{0,30}?)?pro hac vice"
    r"|not admitted|admitted (?:only )?in)"
)
"""The footnote to the star behind a name: a lawyer of another bar."""


def _sure(row: Row) -> bool:
    return len(row.name.words) > 1 or bool(row.name.given)


@dataclass(frozen=True, slots=True)
class _Label:
    """The rows above a name that say what its owner is; `start` is the name's own row when none do."""

    start: int
    reason: Reason | None


def _label(text: str, row: Row) -> _Label:
    end = row.start - 1
    for _ in range(2):
        if end <= 0:
            break
        start = max(text.rfind("\n", 0, end), text.rfind("\t", 0, end)) + 1
        match = _ABOVE.search(text[start:end]) if end - start < 80 else None
        if match is None and _MAILED.match(text, start, end):
            return _Label(start, None)
        if match is not None:
            role, why = _ROLES[match.lastgroup or "counsel"]
            return _Label(start, Reason(role, why if why != "party_signature" else "party_above", 2))
        if end - start > 60 or re.search(r"\d{5}|\(\d{3}\)|@", text[start:end]):
            break
        end = start - 1
    return _Label(row.start, None)


def _labelled_before(text: str, people: Sequence[Row], labels: Sequence[_Label]) -> list[bool]:
    """Tell for each row whether its block puts labels above names: the first name of the block shows it."""
    style: list[bool] = []
    for i, row in enumerate(people):
        gap = (people[i - 1].end, row.start) if i else (0, 0)
        near = i > 0 and gap[1] - gap[0] < BELOW and _STOP.search(text, *gap) is None
        style.append(style[-1] if near else labels[i].start < row.start)
    return style


def _region(text: str, people: Sequence[Row], i: int, limit: int) -> int:
    """Return where the block of row `i` ends: before the next name, a heading, or a page of prose."""
    row = people[i]
    end = min(limit, row.end + BELOW)
    for other in people[i + 1 : i + 3]:
        if other.name.surname_key != row.name.surname_key:
            end = min(end, other.start)
            break
    stop = _STOP.search(text, row.end, end)
    end = max(row.end, stop.start() if stop else end)
    closed = _CLOSED.search(text, row.end, end)
    end = closed.start("next") if closed else end
    apart = _APART.search(text, row.end, end)
    return apart.start(apart.lastgroup or 0) if apart else end


def _reason(text: str, people: Sequence[Row], i: int, end: int, above: Reason | None) -> Reason | None:
    """Return why the owner of row `i` is what."""
    row = people[i]
    own = _own(row)
    if own is not None or (above is not None and above.role == Role.COUNSEL):
        return own or above
    if _AGENCY_ROW.match(text, row.end, end):
        return Reason(Role.OFFICIAL, "agency_row", 2)
    match = next((m for m in _BELOW.finditer(text, row.name.end, end) if _begins_row(text, m)), None)
    if match is None:
        return above
    role, why = _ROLES[match.lastgroup or "counsel"]
    far = text.count("\n", row.end, match.start()) > 2
    return above if why == "party_signature" and far else Reason(role, why, 2)


_AGENCY_ROW = re.compile(
    r"[ ]*\n[ ]*(?:[A-Z][\w.’'-]*[ ]){0,4}(?i:department of (?!correction)[a-z ]+|police department|state police|highway patrol"
    r"|housing authority|board of (?:supervisors|education|commissioners|elections)[a-z ]*|postal service"
    r"|social security administration|citizenship and immigration services|internal revenue service)[ ]*+(?=\n|$)"
    r"|[ ]*\n[ ]*(?:[A-Z][\w.’'/-]*[ ]){0,4}(?i:specialist|officer|analyst|examiner|inspector|supervisor|administrator"
    r"|coordinator|caseworker|worker|auditor|adjudicator|investigator|representative|director)(?:[ ][IV]{1,3})?[ ]*\n[ ]*"
    r"(?:[A-Z][\w.’'-]*[ ]){0,4}(?i:department of (?:the )?(?:human|social|health and|public|child|famil|revenue|motor|labor|housing"
    r"|justice|homeland|education|transportation|veterans|agriculture|insurance|environmental|treasury|taxation)[a-z, ]*"
    r"|social security administration|citizenship and immigration services|internal revenue service)[ ]*+(?=\n|$)"
)
"""A row that is an agency's name, below who signs for it and perhaps their post; one of prisons may be an inmate's
address, and a hospital's departments are no agencies."""


def _begins_row(text: str, match: re.Match[str]) -> bool:
    """Tell whether an office stands at the front of its row: behind a comma or colon it is somebody else's."""
    if match.lastgroup in ("counsel", "party", "pro_se"):
        return True
    ahead = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return len(ahead) < 30 and "," not in ahead and ":" not in ahead


def _shared(text: str, people: Sequence[Row], i: int, below: Sequence[Reason | None]) -> Reason | None:
    """Return the reason of the next row, when both stand in one stack of counsel."""
    following = below[i + 1] if i + 1 < len(people) else None
    if following is None or following.role != Role.COUNSEL:
        return None
    return following if not text[people[i].end : people[i + 1].start].strip(" \n\t*_") else None


def _own(row: Row) -> Reason | None:
    """Return what the row itself tells: a title before the name, a bar number or an office after it."""
    role = titles().get(row.name.title, "-")
    if role != "-":
        return Reason(Role(role), "after_title", 3)
    if BAR.search(row.tail) or re.match(r",?\s*(?:Esq|ESQ)", row.tail):
        return Reason(Role.COUNSEL, "bar_number", 3)
    match = _BELOW.search(row.tail)
    if match is not None:
        found, why = _ROLES[match.lastgroup or "counsel"]
        return Reason(found, why, 3)
    return None


_COURT_HEADING = re.compile(
    r"\n[^\n]*(?:\bCOURT\b|\bCourt of\b|\bDistrict Court\b|\bSuperior Court\b|\bBankruptcy Court\b)[^\n]*"
)
_COUNSEL = re.compile(COUNSEL)
_PRO_SE = re.compile(r"(?i:\bin pro(?:pria)? per(?:sona)?\b|\bpro se\b|\bself-represented)")


def top(text: str) -> Zone | None:
    """Return the block above the court's name on the first page: counsel's, or a party's without counsel."""
    heading = _COURT_HEADING.search(text, 0, 3000)
    if heading is None:
        return None
    block = text[: heading.start()]
    if _PRO_SE.search(block):
        return Zone(0, heading.start(), Role.PRO_SE)
    if _COUNSEL.search(block) or BAR.search(block):
        return Zone(0, heading.start(), Role.COUNSEL)
    return None
