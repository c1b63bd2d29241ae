"""Tells from what somebody does before the court, or is called in a defined term, that they are a party.

Who files a motion or an appeal is a party where no caption says so. Papers that go elsewhere (a police report, a
complaint to an employer) and petitions of a family's own matters make nobody a party; and an act is no more than a
hint, which any word for a private person outweighs (`role.decide`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.mention import Reason
from pipeline.nouns import Role

LOOK = 200
"""Characters before and behind a name that are read: a sentence of a brief is seldom longer."""

_ADVERB = (
    r"(?:(?:also|then|timely|subsequently|later|first|thereafter|promptly|again|has|have|had|since|initially"
    r"|recently|jointly|both|each|now|separately|further)[ \n]){0,3}"
)
_ASIDE = r"(?:,[ \n](?:through|by|proceeding|appearing|acting|pro se|joined)[^,.;\n]{0,60},)?"
_DETERMINER = r"(?:(?:an?|the|his|her|their|its|another|no|such|three|two|several)[ \n])?"
_COURTLY = (
    r"(?:(?i:amended|verified|civil|pro se|class[- ]action|[a-z]+-count|third-party|adversary|habeas(?: corpus)?"
    r"|voluntary|involuntary|chapter \d{1,2}|post-?conviction)[ \n])"
)
"""Words before `complaint` or `petition` by which it is a court's."""
_SORT = (
    rf"(?:{_COURTLY}|(?i:renewed|emergency|unopposed|consent|joint|initial|first|second|third|fourth|supplemental"
    r"|original|written|timely|untimely|separate|combined|formal|post-?trial|pretrial|omnibus|partial|proposed|direct"
    r"|interlocutory|new|discovery|successive|summary[- ]judgment|reply|opening|opposition|motion|own)[ \n]){0,4}"
)
_PAPER = (
    r"(?:(?:[Cc]ross-?)?[Mm]otions?|[Nn]otices? of (?:[Cc]ross-)?[Aa]ppeal|[Aa]ppeals?|[Aa]nswer"
    r"|(?:[Cc]ounter|[Cc]ross)-?[Cc]laims?|[Cc]ross-?[Cc]omplaint|[Oo]pposition|[Oo]bjections?|[Ss]ur-?[Rr]eply"
    r"|[Rr]eply|[Bb]rief|[Dd]emurrer|[Mm]emorandum (?:of [Ll]aw|in (?:[Ss]upport|[Oo]pposition))|[Ww]rit"
    r"|[Aa]pplication for (?:[Ll]eave|[Aa]n? (?:[Ww]rit|[Oo]rder)|[Ii]njunctive)"
    r"|[Rr]equest for (?:[Rr]econsideration|[Jj]udicial [Nn]otice|[Ee]ntry of))"
)
_SUIT = (
    r"(?:(?:this|the (?:instant|present|above-captioned))[ \n](?:action|suit|lawsuit|complaint|case|proceeding)"
    r"|suit(?=[ \n](?:against|in|under|on)\b|[.,;])"
    rf"|{_DETERMINER}{_SORT}(?:Complaint|(?i:petition)|{_COURTLY}complaint|complaint(?=[ \n](?:in (?:this|federal|the"
    r" (?:United|District|Superior|Circuit))|initiating|commencing|pursuant|under (?:42|28|Title|§)|seeking"
    r"|against (?:the )?[Dd]efendant))))"
)
_FILED = re.compile(
    rf"{_ASIDE}[ \n]{_ADVERB}(?:fil(?:ed|es?)|br(?:ought|ings?)|submit(?:ted|s)?|lodged|renew(?:ed|s)?|withdrew|noticed"
    rf"|oppose[ds]?|commenced|made)[ \n](?:{_DETERMINER}{_SORT}{_PAPER}|(?P<begins>{_SUIT}))\b"
)
_VERBS = (
    r"(?:dismiss|compel|quash|intervene|amend|strike|remand|vacate|suppress|seal|unseal|transfer|stay|reconsider"
    r"|certify|exclude|continue the|withdraw|modify|revise|enforce|lift|reopen|substitute|disqualify|proceed|sever"
    r"|bifurcate|confirm|set aside|alter|extend)\b"
)
_ASKED = re.compile(
    rf"{_ASIDE}[ \n]{_ADVERB}(?:join(?:s|ed)?(?:[.;]|[ \n](?:in[ \n])?(?:the|this|that)[ \n](?:motion|opposition|brief|petition))"
    rf"|defaulted[.,;]|(?:cross-)?move[ds]?(?:[ \n](?:(?:the|this)[ \n][Cc]ourt\b|to[ \n]{_VERBS}|for[ \n](?:an?[ \n]"
    r"(?:new|order|judgment|mistrial|preliminary|protective|stay|continuance|directed)|leave|summary|judgment"
    r"|reconsideration|default|partial|relief|sanctions|recusal|remand|discovery|appointment|attorney))|,[ \n]pursuant)"
    r"|appeal(?:ed|s)(?:[ \n](?:from|the (?:judgment|order|decision|district|trial|conviction)|to this)\b|[.,;])"
    r"|(?:sought|seeks?|request(?:ed|s))[ \n](?:(?:authority|leave) to|an? (?:order|injunction|stay|continuance|writ"
    r"|declaratory)|injunctive|review of the|reconsideration|dismissal|summary judgment|remand"
    rf"|relief from (?:the )?(?:automatic )?(?:stay|judgment)|to {_VERBS})\b)"
)
_OWNED = re.compile(
    rf"[’']s?[ \n]{_SORT}(?:(?:[Cc]ross-?)?[Mm]otions?(?=[ \n](?:to|for|in limine|is|was|are|were|be|seeks|asks|papers"
    r"|and|under|pursuant|on|must|should|will|raises|\()|[.,;)])|[Nn]otice of [Aa]ppeal|[Aa]ppeal(?![ \n]to\b)"
    r"|[Oo]pposition(?=[ \n](?:to|brief|papers|is|was)|[.,;])|(?:[Cc]ounter|[Cc]ross)-?[Cc]laims?"
    rf"|{_COURTLY}(?i:complaint|petition|proceeding)|Complaint|[Rr]eply [Bb]rief)\b"
)
_ELSEWHERE = re.compile(
    r"[^.;]{0,90}?\b(?:with|to|before|at|through|by)[ \n](?:(?:the|his|her|their|a|an|its|my|our)[ \n])?"
    r"(?:[\w.&’'-]+[ \n]){0,4}?(?i:police|sheriff|eeoc|commission|hr|human resources|school|board|departments?|dept"
    r"|agency|insur\w+|company|union|employer|bank|landlord|authority|ombuds\w+|bureau|bar|cps|principal|hospital"
    r"|airline|association|university|college|manager|supervisor)\b"
)
"""What a paper goes to that is no court."""
_FAMILY = re.compile(
    r"[^.;]{0,60}?\b(?i:protective orders?|restraining orders?|orders? of protection|protection (?:from|order|against)"
    r"|custody|divorce|dissolution|guardianship|adopt\w*|paternity|emancipation|change of name|conservatorship)\b"
)
"""What people petition for in their own lives: often another case, whose petitioner it protects."""

_BY = re.compile(
    r"(?:(?<!ange of )\b(?:(?:[Cc]ross-)?[Mm]otions?|[Aa]ppeals?|[Pp]etitions?|[Oo]ppositions?|[Oo]bjections?|[Aa]nswer"
    r"|(?:[Cc]ounter|[Cc]ross)[Cc]laims?|[Bb]rief|[Aa]mended [Cc]omplaint|Complaint)(?:[ \n](?:was|were|is|been))?"
    r"(?:[ \n](?:filed|brought|made|taken|submitted|noticed|lodged))?"
    r"|\b(?:[Aa]ction|[Ss]uit|[Ll]awsuit|[Pp]roceeding)s?(?:[ \n](?:was|were))?[ \n](?:filed|brought|commenced))"
    r"[ \n]by[ \n](?:the[ \n])?$"
)
_AGAINST = re.compile(r"\b(?:claims?|causes? of action|suit|action|counterclaims?)[ \n]against[ \n]")
_SUER = re.compile(
    r"\b(?:[Pp]laintiffs?|[Pp]etitioners?|[Cc]omplaint|[Cc]laimants?|[Dd]ebtors?|[Tt]rustee|[Cc]ounterclaimants?)\b"
)
_ONE_OF = re.compile(r"(?:the |both )?(?:[A-Z][^.;:()]{0,80}(?:,|\band)[ \n](?:and[ \n])?)?(?:the[ \n])?")
"""What may stand between `against` and a name: other names of the list."""
_SUED = re.compile(r"\bsue[ds][ \n]")
_ORDERED = re.compile(
    r"\b(?:(?:[Oo]rder|[Ii]njunction)\b[^.;]{0,40}?[ \n](?:directing|enjoining|restraining|requiring|compelling)"
    r"|[Tt]he[ \n](?:petition|appeal|motion)[ \n]of"
    r"|\b(?:RESPONSE|Response|REPLY|Reply|ANSWER|Answer|OPPOSITION|Opposition|MOTION|OBJECTIONS?|Objections?)[ \n](?:OF|of))"
    r"[ \n]$"
)
"""Whom an order is sought against, and whose paper it is."""
_TITLE = re.compile(r"\b(?:[Mm]r|[Mm]s|[Mm]rs|[Dd]r|MR|MS|MRS)\.?[ \n]$")

_TERM = re.compile(r",?[ \n]*[(\[](?:[^()\[\]“”\"]{0,50}[ \n])?[“\"](?:the[ \n])?(?P<term>[^“”\"()]{1,40}?)[,.]?[”\"]")
_SIDE = re.compile(
    r"(?:[\w’'-]+[ \n]){0,3}(?:(?:Cross|Counter|Co|Third-Party)[- ]?)?(?i:plaintiffs?|defendants?|petitioners?|respondents?"
    r"|appellants?|appellees?|debtors?|movants?|claimants?|intervenors?|complainants?)"
)
_PROTECTED = (
    (Role.MINOR, "minor_term", re.compile(r"(?i:\bminors?\b|\bchild(?:ren)?\b|\bjuvenile\b|\binfant\b)")),
    (Role.VICTIM, "victim_term", re.compile(r"(?i:\bvictims?\b|\binformant\b)|\bC[IS](?:-?\d+)?$")),
    (Role.JUROR, "juror_term", re.compile(r"(?i:\bjurors?\b)")),
)


_HELD = re.compile(
    r",?[ \n](?:it|we|the (?:majority|plurality|dissent|panel)|(?:the|this|our) (?:Supreme |High )?Court|the [A-Z][a-z]+ Circuit)"
    r"[ \n](?:later |also |then |first )?(?:held|upheld|ruled|affirmed|reversed|vacated|rejected|struck|found|concluded"
    r"|explained|recognized|observed|noted|declined|reasoned|stated|considered|addressed|applied|overruled)\b"
)
"""What stands behind a case's short name: `In Haskell, the Court held`."""


def reasons(text: str, start: int, end: int) -> Iterator[Reason]:
    """Yield what the sentence of a name tells: an act is a hint, a defined term a usual sign."""
    yield from _called(text, end)
    if text.endswith(("Under ", "Under\n"), 0, start) and text[end : end + 1] == ",":
        yield Reason(Role.CITED, "relied_on", 1)
    if text.endswith(("In ", "In\n"), 0, start) and _HELD.match(text, end, end + 60):
        yield Reason(Role.CITED, "relied_on", 1)
    if _acts(text, end) or _acted_on(text, start):
        yield Reason(Role.PARTY, "files_paper", 1)


def _called(text: str, end: int) -> Iterator[Reason]:
    """Yield what a defined term behind a name tells: `(“Plaintiff”)`, `(collectively, the “Defendants”)`."""
    match = _TERM.match(text, end, end + LOOK)
    if match is None:
        return
    protected = next(((role, why) for role, why, sign in _PROTECTED if sign.search(match["term"])), None)
    if protected is not None:
        yield Reason(*protected, 3)
    elif _SIDE.fullmatch(match["term"]):
        yield Reason(Role.PARTY, "after_defined", 2)


def _acts(text: str, end: int) -> bool:
    """Tell whether what follows a name is an act before the court, or a paper of theirs."""
    stop = end + LOOK
    if text[end : end + 1] in ("’", "'"):
        match = _OWNED.match(text, end, stop)
    else:
        match = _FILED.match(text, end, stop) or _ASKED.match(text, end, stop)
    if match is None or _ELSEWHERE.match(text, match.end(), match.end() + LOOK):
        return False
    begins = match.re is _FILED and match["begins"]
    return not (begins and _FAMILY.match(text, match.end(), match.end() + LOOK))


def _acted_on(text: str, start: int) -> bool:
    """Tell whether a paper is by whoever is named here, or a plaintiff's claim is against them."""
    ahead = text[max(0, start - LOOK) : start]
    title = _TITLE.search(ahead)
    ahead = ahead[: title.start()] if title else ahead
    if _BY.search(ahead[-80:]) or _ORDERED.search(ahead[-100:]):
        return True
    sentence = re.split(r"[.;:]\s", ahead)[-1]
    sued = list(_SUED.finditer(sentence))
    if sued and _ONE_OF.fullmatch(sentence, sued[-1].end()) is not None:
        return True
    against = list(_AGAINST.finditer(sentence))
    if not against or _ONE_OF.fullmatch(sentence, against[-1].end()) is None:
        return False
    return _SUER.search(sentence, 0, against[-1].start()) is not None
