"""Finds who speaks and who swears in a transcript: `MR. HASKELL: Objection`, `I, NAME, declare`, `called as a`."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from pipeline.detect.people.anchor import AtRow
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Trust
from pipeline.detect.people.read import read, read_back
from pipeline.detect.people.row import likely, plain
from pipeline.detect.people.thing import not_person
from pipeline.detect.people.token import UPPER
from pipeline.nouns import Role

BY = "talk.v1"

_SPEAKER = AtRow(
    rf"[ \d]{{0,8}}(?P<by>(?:BY|By|EXAMINATION BY|[QA]\.?[ ]+BY)[ ]+)?"
    rf"(?P<title>MR|MS|MRS|MISS|DR|Mr|Ms|Mrs|Dr|JUDGE|OFFICER|DETECTIVE|SGT)\.?[ ]+(?=[{UPPER}])"
)


def speakers(text: str) -> Iterator[Mention]:
    """Yield the speakers of a transcript (`MR. HASKELL: Objection.`): counsel, unless a witness or officer."""
    for match in _SPEAKER.finditer(text):
        name = read(text, match.end(), Trust.FORM, breaks=" ")
        if name is None or not re.match(r"[ ]?:", text[name.end : name.end + 2]):
            continue
        lawyer = match["title"].upper() in ("MR", "MS", "MRS", "MISS")
        yield Mention(name, BY, 0.95, [Reason(Role.COUNSEL, "speaker_label", 2)] if lawyer else [])


_SWORN = re.compile(r"\bI,[ \n]+(?:the undersigned,[ \n]+)?(?=[A-Z])")
_SWORN_NEXT = re.compile(
    r"[ \n]*+,?[ \n]*+(?:(?i:\w+[ \n]){0,2}?(?i:declare|hereby|am\b|state|being|do\b|under|swear|affirm|certify|make"
    r"|depose|having|solemnly"
    r"|the undersigned|attest|say|a\b|an\b|of\b|duly|first)|\(|,)"
)
_CALLED = re.compile(
    r"(?<=[^\W\d_.]),?[ \n]{1,3}(?:called as|produced as|sworn as|having been (?:first |duly )|being (?:first )?duly"
    r"|was called|the witness herein"
    r"|HAVING BEEN|CALLED AS|BEING FIRST|[Pp]laintiff[’']s witness|[Dd]efendant[’']s witness|[Dd]efense witness)"
)


def sworn(text: str) -> Iterator[Mention]:
    """Yield declarants and deponents."""
    for match in _SWORN.finditer(text):
        name = read(text, match.end(), Trust.CUE)
        if name is not None and _SWORN_NEXT.match(text, name.end) and (len(name.words) > 1 or name.given):
            yield Mention(name, BY, 0.95, [Reason(Role.WITNESS, "declarant", 2)])
    for match in _CALLED.finditer(text):
        name = read_back(text, match.start(), Trust.CUE)
        if name is not None and (likely(name) or plain(name)) and not not_person(text, name):
            yield Mention(name, BY, 0.95, [Reason(Role.WITNESS, "called", 2)])


_CALLED_CASE = re.compile(
    r"THE (?:COURT|CLERK|BAILIFF):[ ]+(?:(?i:(?:please )?be seated|good (?:morning|afternoon)|all rise)[^.\n]{0,20}\.[ ]+)?"
    r"(?:[^.\n]{0,60}?\b[Nn]umber[ ]\w{0,20}\d[\w:-]*[,.][ ]+)?(?:(?i:re)?(?i:calling)[ ](?i:the (?:case|matter) of )?)?(?=[A-Z])"
)
_SOVEREIGN = re.compile(
    r"(?i:the )?(?i:united states(?: of america)?|(?:people|state|commonwealth)(?: of (?:the )?[a-z ]{4,30}?)?)(?=[ \n]+(?i:against|v))"
)
_AGAINST = re.compile(r"[ \n]+(?:(?i:against|versus)|v\.|vs\.)[ \n]+(?=[A-Z])")


def calls(text: str) -> Iterator[Mention]:
    """Yield the parties of a case that is called: `THE COURT: Haskell against Bond.`"""
    for match in _CALLED_CASE.finditer(text):
        crown = _SOVEREIGN.match(text, match.end(), match.end() + 60)
        first = read(text, match.end(), Trust.CUE) if crown is None else None
        ended = crown.end() if crown is not None else first.end if first is not None else -1
        against = _AGAINST.match(text, ended) if ended >= 0 else None
        second = read(text, against.end(), Trust.CUE) if against else None
        if against is not None:
            yield from (Mention(n, BY, 0.85, [Reason(Role.PARTY, "case_called", 2)]) for n in (first, second) if n)


_OWN_CLIENT = re.compile(
    r"(?:,[^.:\n]{2,60}(?:\n[^.:\n]{0,40})?,)?[ \n]+(?:here[ ]|appearing[ ]|appears[ ])?(?i:for|on behalf of|representing)[ \n]+"
    r"(?:(?:Mr|Ms|Mrs|Dr|MR|MS|MRS|DR)\.[ ]+)?(?=[A-Z])"
)
_COURTESY = re.compile(r"[ ]*:[ ]+(?:(?i:good (?:morning|afternoon)|your honor|yes)[^.\n]{0,24}[.,][ ]+){0,2}(?=[A-Z])")
_HAS_MATTER = re.compile(r"\b(?i:has|have|call|called|calling|hear)[ \n]the[ \n](?=[A-Z])", re.IGNORECASE)
_MATTER = re.compile(r"[ \n](?i:matter)\b")


def introduced(text: str) -> Iterator[Mention]:
    """Yield who introduces themselves for whom, and whose matter a transcript speaks of.

    `MS. VOLE: Ida Vole for Mr. Haskell`; `Judge Quarry has the Haskell matter`.
    """
    for match in _SPEAKER.finditer(text):
        label = read(text, match.end(), Trust.FORM, breaks=" ")
        opening = _COURTESY.match(text, label.end) if label is not None else None
        name = read(text, opening.end(), Trust.CUE) if opening is not None else None
        if label is None or name is None or name.surname_key != label.surname_key:
            continue
        yield Mention(name, BY, 0.9, [Reason(Role.COUNSEL, "appearance", 2)])
        client = _OWN_CLIENT.match(text, name.end)
        other = read(text, client.end(), Trust.CUE) if client is not None else None
        if other is not None and (likely(other) or plain(other)) and not not_person(text, other):
            yield Mention(other, BY, 0.85, [Reason(Role.PARTY, "appearance_client", 2)])
    for match in _HAS_MATTER.finditer(text):
        name = read(text, match.end(), Trust.CUE)
        if name is not None and _MATTER.match(text, name.end) and plain(name):
            yield Mention(name, BY, 0.85, [Reason(Role.PARTY, "case_called", 2)])


_MYSELF = re.compile(
    r"\b(?:THE )?(?P<who>DEFENDANT|PLAINTIFF|PETITIONER|RESPONDENT|DEBTOR|APPLICANT|WITNESS|PROSPECTIVE JUROR|JUROR)(?: (?:NO\.?|NUMBER)? ?\d{1,3})?:[ ]+"
    r"(?i:(?:yes[,.] |good morning[,.] |(?:your honor|sir|ma'am)[,.] )*(?:my (?:full )?name is|my name's|I am|I'm"
    r"|it's))[ \n]+(?=[A-Z])"
)
_WHO = {"WITNESS": Role.WITNESS, "JUROR": Role.JUROR, "PROSPECTIVE JUROR": Role.JUROR}


def named(text: str) -> Iterator[Mention]:
    """Yield who tells a name in a transcript: `THE DEFENDANT: My name is ...`."""
    for match in _MYSELF.finditer(text):
        name = read(text, match.end(), Trust.CUE)
        if name is not None and (len(name.words) > 1 or name.given):
            yield Mention(name, BY, 0.95, [Reason(_WHO.get(match["who"], Role.PARTY), "speaker_name", 2)])


_BENCH_SPEAKS = re.compile(r"\n[ ]*(?:The )?(?:Court|Judge(?: [A-Z][a-z]+)?):[ ]")
_LAWYER_SPEAKS = re.compile(rf"\n[ ]*(?=[{UPPER}][^\n:]{{2,30}}:[ ])")
_TO_THE_BENCH = re.compile(r"(?i:\byour honou?r\b|\bmay it please\b)|\bOral Arg")
_OTHERS_SPEAK = re.compile(
    r"(?i:\bjurors?\b|\bvoir dire\b|\bvenire|\bsworn\b|\bwitness\b|\bexamination\b|\ballocution\b)"
)

ARGUMENT = 1500
"""Characters around a speaker in which an excerpt shows that it is one of an argument."""


def argued(text: str) -> Iterator[Mention]:
    """Yield who answers the bench in a quoted argument (`Court: ...`, then `Haskell: Yes, your Honor.`): a hint at counsel."""
    benches = [m.start() for m in _BENCH_SPEAKS.finditer(text)]
    for match in _LAWYER_SPEAKS.finditer(text) if benches else ():
        index = bisect.bisect_left(benches, match.start())
        near = min((abs(b - match.start()) for b in benches[max(0, index - 1) : index + 1]), default=ARGUMENT)
        around = text[max(0, match.start() - ARGUMENT) : match.start() + ARGUMENT]
        if near >= ARGUMENT or not _TO_THE_BENCH.search(around) or _OTHERS_SPEAK.search(around):
            continue
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is not None and text[name.end : name.end + 1] == ":" and (likely(name) or plain(name)):
            yield Mention(name, BY, 0.85, [Reason(Role.COUNSEL, "answers_bench", 1)])
