"""Finds names by what stands beside them: a title, a field label, a speaker's colon, `I, NAME, declare`, `Name <address>`.

What it finds needs no model. It reads one name at each cue and never searches a text for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.detect.people.clean import not_person
from pipeline.detect.people.lexicon import fold, phrases, sort, table
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust, read, read_back, read_surname_first
from pipeline.detect.people.row import is_company, likely
from pipeline.detect.people.token import INITIAL, UPPER, WORD, titles
from pipeline.nouns import Role

BY = "cue.v1"
ALIAS = "alias.v1"
ALIAS_REACH = 80
"""Characters between a name and the other name it goes by."""
MAIL = "mail.v1"
"""Of people who write to each other: they go by their given names."""


@cache
def _title() -> re.Pattern[str]:
    words = sorted({w for _, row in table("title") for w in row.split()}, key=len, reverse=True)
    forms = "|".join(f"{re.escape(w.capitalize())}|{re.escape(w.upper())}" for w in words)
    return re.compile(rf"\b(?:{forms})\b\.?[ \n\xa0]+(?=[{UPPER}])")


_PLURAL_TITLES = frozenset(("messrs", "mesdames"))
_NOT_AFTER = frozenset(
    ("court", "judge", "judges", "district", "attorney", "general", "of", "for", "states", "state", "courts", "court's")
)
_WEAK_TITLES = frozenset(
    (
        "general",
        "major",
        "private",
        "judge",
        "justice",
        "president",
        "secretary",
        "master",
        "father",
        "brother",
        "sister",
    )
)


def titled(text: str) -> Iterator[Mention]:
    """Yield the names after a title; the title tells the role of a judge or an officer."""
    for match in _title().finditer(text):
        name = read(text, match.start(), Trust.CUE)
        if name is None or name.start < match.end() - 1 or is_company(name) or _heading(text, match, name):
            continue
        first = sort(name.words[0].text)
        if first.court and not (first.given or (len(name.words) == 1 and _alone(text, name))):
            continue
        if name.title in _WEAK_TITLES and first.common and not name.given:
            continue
        role = titles().get(name.title, "-")
        reasons = [Reason(Role(role), "after_title", 3)] if role != "-" else []
        yield Mention(name, BY, 0.9, reasons)


def _alone(text: str, name: Name) -> bool:
    """Tell whether `Mr. Law` is a person: a civil title, and no other capital after it."""
    return name.title in ("mr", "mrs", "ms", "dr") and re.match(r"[ \n]+[A-Z]", text[name.end : name.end + 3]) is None


def _heading(text: str, match: re.Match[str], name: Name) -> bool:
    """Tell whether a title in capitals is a word of a heading: `OFFICER INVOLVED`, `CHIEF EXECUTIVE`."""
    words = name.words
    known = any(sort(t.text).name for t in words)
    return match.group().strip(" .\n").isupper() and len(match.group()) > 4 and not known


_SPEAKER = re.compile(
    rf"(?:^|(?<=\n))[ \t\d]{{0,8}}(?P<by>(?:BY|By|EXAMINATION BY|[QA]\.?[ ]+BY)[ ]+)?(?P<title>MR|MS|MRS|MISS|DR|Mr|Ms|Mrs|Dr|JUDGE|OFFICER|DETECTIVE|SGT)\.?[ ]+"
    rf"(?=[{UPPER}])"
)


def speakers(text: str) -> Iterator[Mention]:
    """Yield the speakers of a transcript (`MR. HASKELL: Objection.`): counsel, unless a witness or officer."""
    for match in _SPEAKER.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is None or not re.match(r"[ ]?:", text[name.end : name.end + 2]):
            continue
        lawyer = match["title"].upper() in ("MR", "MS", "MRS", "MISS")
        yield Mention(name, BY, 0.95, [Reason(Role.COUNSEL, "speaker_label", 2)] if lawyer else [])


_SWORN = re.compile(r"(?:^|(?<=[\s.(\"“]))I,[ \n]+(?:the undersigned,[ \n]+)?(?=[A-Z])")
_SWORN_NEXT = re.compile(
    r"[ \n]*,?[ \n]*(?:(?i:\w+[ \n]){0,2}?(?i:declare|hereby|am\b|state|being|do\b|under|swear|affirm|certify|make|depose|having|solemnly|the undersigned|attest|say|a\b|an\b|of\b|duly|first)|\(|,)"
)
_PAPER = re.compile(
    r"(?i:\b(?:(?:declaration|affidavit|deposition|testimony|affirmation|videotaped deposition|statement|interview|examination"
    r"|sworn statement|transcript of|verification|subpoena to|proof of service (?:of|on)) of|the witness,|deponent,|declarant,|affiant,"
    r"|called as a witness[^.]{0,30}?,))[ \n]+(?:(?i:dr|mr|mrs|ms|officer|detective|sgt|deputy)\.?[ ])?(?=[A-Z])"
)
_CALLED = re.compile(r"\n[ \t]*(?=[A-Z])")
_CALLED_NEXT = re.compile(
    r",?[ \n]+(?i:(?:called|produced|sworn|having been|being (?:first )?duly|was called|a witness|the witness|plaintiff's witness|defendant's witness|defense witness))\b"
)


def sworn(text: str) -> Iterator[Mention]:
    """Yield declarants and deponents."""
    for match in _SWORN.finditer(text):
        name = read(text, match.end(), Trust.CUE)
        if name is not None and _SWORN_NEXT.match(text, name.end) and (len(name.words) > 1 or name.given):
            yield Mention(name, BY, 0.95, [Reason(Role.WITNESS, "declarant", 2)])
    for match in _PAPER.finditer(text):
        name = read(text, match.end(), Trust.CUE)
        if name is not None and (likely(name) or plain(name)) and not not_person(text, name):
            yield Mention(name, BY, 0.9, [Reason(Role.WITNESS, "declarant", 1)])
    for match in _CALLED.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is not None and likely(name) and _CALLED_NEXT.match(text, name.end):
            yield Mention(name, BY, 0.95, [Reason(Role.WITNESS, "called", 2)])


def _single(name: Name) -> bool:
    return len(name.words) == 1 and sort(name.words[0].text).plain_surname


@cache
def _introducers() -> re.Pattern[str]:
    """Return what finds the last word of every phrase that stands before a name."""
    forms = [form for _, rest in table("before") for form in rest.split("\t")[2].split("|")]
    forms += [form for row in phrases("naming") for form in row.split("|")]
    last = sorted({form.split()[-1] for form in forms}, key=len, reverse=True)
    words = "|".join(f"{re.escape(w)}|{re.escape(w.capitalize())}" for w in last)
    return re.compile(rf"\b(?:{words})[,:]?[ \n]+(?=[{UPPER}])")


@cache
def _phrases() -> frozenset[str]:
    forms = [form for _, rest in table("before") for form in rest.split("\t")[2].split("|")]
    return frozenset(forms + [form for row in phrases("naming") for form in row.split("|")])


def introduced(text: str) -> Iterator[Mention]:
    """Yield the names after a phrase such as `her daughter` or `filed by`; what it tells is read elsewhere."""
    known = _phrases()
    for match in _introducers().finditer(text):
        words = re.findall(
            r"[^\s,;:()“”\"]+", text[max(0, match.start() - 40) : match.end()].lower().replace("’", "'")
        )[-4:]
        if not any(" ".join(words[-size:]) in known for size in range(1, len(words) + 1)):
            continue
        place = match.end()
        for _ in range(8):
            name = read(text, place, Trust.CUE)
            if name is None or not (likely(name) or plain(name)):
                name = _apposed(text, place)
            if name is None or is_company(name) or not_person(text, name):
                break
            yield Mention(name, BY, 0.85, [])
            following = _BENCH_NEXT.match(text, name.end)
            if following is None or not words[-1].endswith(("s", "children")):
                break
            place = following.end()


_APPOSED = re.compile(rf"(?P<first>[{UPPER}][a-z’'-]+)[ ](?:[{UPPER}]\.[ ])?[{UPPER}][a-z’'-]+(?=[,;.)]|[’']s)")


def _apposed(text: str, place: int) -> Name | None:
    """Return two words with capitals and a comma after them, the first of them no common word: `counsel, Ivy Vole,`."""
    match = _APPOSED.match(text, place)
    if match is None or (sort(match["first"]).common and not sort(match["first"]).given):
        return None
    name = read(text, place, Trust.FORM)
    return name if name is not None and name.end == match.end() and len(name.words) > 1 else None


def plain(name: Name) -> bool:
    """Tell whether words no list knows may be a name: none of them is a common word, and there are two, or one surname."""
    kinds = [sort(t.text) for t in name.words]
    if any(k.common for k in kinds):
        return False
    caps = all(t.caps for t in name.words)
    return ((len(kinds) > 1 or bool(name.given and name.surname)) and not caps) or (
        len(kinds) == 1 and kinds[0].plain_surname
    )


_TRAILER = re.compile(
    r"(?<=[^\W\d_]),?[ ](?=(?:Esq|ESQ)\b|[(](?i:SBN|State Bar|P\d{5}|ag(?:e|ed) \d|a minor|DOB|D\.O\.B|Bar No|pro hac|\d{1,2}\)|the [“\"]?(?:minor|child)|hereinafter|[“\"][A-Z])"
    r"|(?i:a minor\b|minors\b|age \d|aged \d|M\.D\.|Ph\.D|R\.N\.|D\.O\.|D\.D\.S|an individual|individually|of [^,.\n]{2,40}\bL\.?L\.?P|(?:co-)?counsel (?:for|of record)|attorneys? (?:for|at law)))"
    r"|(?<=[^\W\d_])(?=[’']s (?:wife|husband|mother|father|son|daughter|brother|sister|attorney|guardian)\b)"
)


def trailed(text: str) -> Iterator[Mention]:
    """Yield the names before `, Esq.`, `(age 7)`, `, a minor` and the like."""
    for match in _TRAILER.finditer(text):
        end = match.start()
        name = read_back(text, end, Trust.CUE)
        if name is not None and not is_company(name) and (likely(name) or plain(name)) and not not_person(text, name):
            yield Mention(name, BY, 0.85, [])


_BENCH = re.compile(r"\b(?:Before|BEFORE|PRESENT|Present)(?:[ ]the Court are)?:?[ \n]+(?=[A-Z])")
_BENCH_END = re.compile(
    r"[,;]?[ \n]*(?:and[ \n]+)?(?:(?:Chief|Senior|Circuit|District|Associate|Presiding|United States|U\.S\.)[ ]+){0,3}(?:Judges?|JUDGES?|Justices?|JUSTICES?|JJ)\b"
)
_BENCH_NEXT = re.compile(r",?[ \n]+(?:and|AND|&)[ \n]+|,[ \n]+|;[ \n]+")


def bench(text: str) -> Iterator[Mention]:
    """Yield the judges of `Before X, Y, and Z, Circuit Judges`."""
    for match in _BENCH.finditer(text):
        place, names = match.end(), []
        while len(names) < 16:
            name = read(text, place, Trust.CUE)
            if name is None:
                break
            names.append(name)
            following = _BENCH_NEXT.match(text, name.end)
            if following is None or _BENCH_END.match(text, name.end):
                break
            place = following.end()
        if names and _BENCH_END.match(text, names[-1].end):
            yield from (Mention(name, BY, 0.95, [Reason(Role.JUDGE, "before_bench", 3)]) for name in names)


_HEADER = re.compile(
    r"(?:^|(?<=[\n\t]))[ >]*(?:From|FROM|To|TO|Cc|CC|cc|Bcc|BCC|Sent by|Reply-To|On behalf of|Attendees|Organizer):[ \t]*"
)
_ADDRESSED = re.compile(
    rf"(?P<name>[\"“']?[{UPPER}][^<>\n;:@\"”()\[\]]{{1,50}}[\"”']?)[ ]*(?:<|\[mailto:|\()[\w.+%-]+@", re.UNICODE
)


def mails(text: str) -> Iterator[Mention]:
    """Yield the people of e-mail headers and of `Name <address>`."""
    for match in _ADDRESSED.finditer(text):
        place = match.start() + (text[match.start()] in "\"“'")
        name = read_surname_first(text, place) or read(text, place, Trust.CUE, breaks=" ")
        if name is None or not _whole(text, name, match.end("name")):
            name = read_back(text, match.end("name"), Trust.CUE)
        if name is not None and not is_company(name) and _whole(text, name, match.end("name")):
            yield Mention(name, MAIL, 0.95, [])
    for match in _GREETING.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if (
            name is not None
            and len(name.words) == 1
            and sort(name.words[0].text).given
            and _GREETED.match(text, name.end)
        ):
            token = name.words[0]
            yield Mention(Name(token.start, token.end, (token,), (), (), ()), MAIL, 0.7, [], sure=False)
    for match in _HEADER.finditer(text):
        yield from _recipients(text, match.end())


def _whole(text: str, name: Name, end: int) -> bool:
    return not text[name.end : end].strip(" \"”',")


def _recipients(text: str, place: int) -> Iterator[Mention]:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    while place < end:
        name = read_surname_first(text, place) if ";" in text[place:end] or text[place:end].count(",") == 1 else None
        name = name or read(text, place, Trust.CUE, breaks=" ")
        if name is not None and name.end <= end and (likely(name) or (_single(name) and not name.given)):
            yield Mention(name, MAIL, 0.9, [])
            place = name.end
        cut = re.compile(r"[;,]|\band\b").search(text, place, end)
        if cut is None:
            return
        place = cut.end() + len(text[cut.end() : end]) - len(text[cut.end() : end].lstrip(" \"“'"))


_GREETING = re.compile(
    r"(?:^|(?<=\n))[ >]*(?:(?:Hi|Hello|Hey|Dear|Good morning|Good afternoon|Thanks|Thank you|Best|Regards|Sincerely|Love|Cheers),?[ \n]+|(?=[A-Z][a-z]+\n))"
)
_GREETED = re.compile(r"[ ]?(?:[,!:–—-]|\n|$)")

_QUOTE = "\"“”'‘’"
_NICK = re.compile(
    rf"(?i:\b(?:goes by|went by|known as|nicknamed|nickname(?: is| was)?|called (?:him|her)self|who is called|a/k/a|aka|a\.k\.a\.|also known as|formerly known as|f/k/a|fka|n/k/a|nka|n[ée]e|alias)\b)[,:]?[ \n]+(?:the )?[{_QUOTE}]?(?=[{UPPER}])"
)


def aliases(text: str) -> Iterator[Mention]:
    """Yield other names a person is said to go by; `followed` links each to the name before it."""
    for match in _NICK.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" \n")
        if name is not None and not is_company(name) and not sort(name.words[0].text).court:
            yield Mention(name, ALIAS, 0.85, [])


INSIDE = re.compile(
    rf"(?P<first>[{UPPER}][\w’'-]+)[ ]+[(]?[{_QUOTE}](?P<nick>[{UPPER}][a-z]{{1,14}})[{_QUOTE}][)]?[ ]+(?=[{UPPER}])"
)
"""`Robert "Bobby" Haskell`."""


def quoted(text: str) -> Iterator[tuple[Name, int, int]]:
    """Yield each name with a nickname in quotation marks inside, and where the nickname stands."""
    for match in INSIDE.finditer(text):
        rest = read(text, match.end(), Trust.CUE)
        first = read(text, match.start(), Trust.CUE, breaks="")
        if rest is None or first is None or first.end != match.end("first"):
            continue
        if not (sort(match["first"]).given or rest.words[0].kind != WORD or sort(rest.words[-1].text).surname):
            continue
        tokens = first.given or first.surname
        body = (*rest.given, *rest.middle, *rest.surname)
        yield Name(first.start, rest.end, tokens, (), body, rest.suffix), match.start("nick"), match.end("nick")


def initials_only(name: Name) -> bool:
    """Tell whether nothing but initials stands there, which court rules permit."""
    return all(t.kind == INITIAL or len(fold(t.text)) < 2 for t in (*name.given, *name.middle, *name.surname))
