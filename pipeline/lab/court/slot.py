"""Fills templates: `{pla.last}` with a person, `{home}` with an address, `<a|b>` with a choice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from random import Random

from pipeline.lab.court import person, place, pool, word
from pipeline.lab.court.person import Person
from pipeline.lab.court.sheet import Mark, Sheet

ROLES = {
    "pla": "party",
    "pl2": "party",
    "def": "party",
    "de2": "party",
    "min": "minor",
    "mi2": "minor",
    "pri": "private",
    "pr2": "private",
    "wit": "private",
    "vic": "private",
    "jur": "juror",
    "jud": "judge",
    "mag": "judge",
    "cns": "counsel",
    "cn2": "counsel",
    "off": "official",
    "of2": "official",
    "trs": "official",
    "doc": "expert",
    "clk": "court_staff",
    "not": "notary",
    "psv": "process_server",
    "gal": "guardian",
    "c1": "cited",
    "c2": "cited",
}
"""Role of each person that a template can name."""

PLACES = {
    "home": ("home", False),
    "proaddr": ("pro_se", False),
    "cnsaddr": ("counsel", True),
    "bizaddr": ("business", True),
    "agyaddr": ("agency", True),
    "courtaddr": ("court", True),
}
"""Role of each address, and whether it is an office."""

TELLS = {
    "party": re.compile(
        r"(?i:plaintiff|defendant|petition|respondent|appell|debtor|claimant|intervenor|movant|litigant|\bsue[sd]?\b"
        r"|\bversus\b|\bvs?\.|\bcites?\b|object(?:ed|s)|opposes?|motion|\bmoves?\b|answered|complaint|filed by"
        r"|my client|pro se|\bparty\b|court has reviewed|jury found|no contact with|cross-examination|on behalf of"
        r"|attorney for|restrained)"
    ),
    "official": re.compile(
        r"(?i:\{rank\}|\{agency\}|officer|deput(?:y|ies)|detective|sheriff|agent\b|sergeant|\blt\.|\bsgt|\bdet\.|\bofc|trooper"
        r"|commissioner|mayor|warden|superintendent|trustee|council|arresting|badge|secretary|director|governor|police|clerk"
        r"|social worker|probation)"
    ),
    "counsel": re.compile(
        r"(?i:counsel|attorney|\besq|\{barno\}|\{firm\}|lawyer|prosecut|represented|submitted by|as to form"
        r"|my client|pro hac"
        r"|\bfor (?:the )?(?:plaintiff|defend|government|people|state|petition|respond)|\b(?:MR|MS|MRS)\. \{"
        r"|appearances|argued)"
    ),
}
"""Words of a template by which it tells the roles of the people in it."""

ALWAYS = frozenset({("caption", "party"), ("caption", "counsel"), ("docket", "party"), ("docket", "counsel")})
"""Kinds of templates whose place in a paper tells a role without a word."""

SLOT = re.compile(r"\{([\w.]+\??)\}")
"""A slot; a question mark says that the words of its template do not tell this person's role."""
_NEW = re.compile(r"\{new\.[\w.?]+\}")
"""A slot whose name is that of a role, which is no word of the paper."""
CHOICE = re.compile(r"<([^<>{}\n]*\|[^<>\n]*)>")


@cache
def templates(side: str) -> Mapping[str, tuple[str, ...]]:
    """Return the templates of one side by kind; prose, noise and citations have one a line."""
    found: dict[str, list[str]] = {}
    kind = ""
    for block in re.split(r"^%% ", (pool.DATA / f"{side}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        kind, _, body = block.partition("\n")
        parts = (
            body.splitlines() if kind in ("prose", "noise", "cite") else re.split(r"^--\n", body, flags=re.MULTILINE)
        )
        found[kind.strip()] = [p.strip("\n") for p in parts if p.strip()]
    return {k: tuple(v) for k, v in found.items()}


class Case:
    """One invented case: its people stay the same from template to template."""

    def __init__(self, rng: Random, side: str) -> None:
        self.rng = rng
        self.side = side
        self.people: dict[str, Person] = {}
        self.fixed: dict[str, str] = {}
        self.told: set[str] = set()
        """People whose role some template of the paper tells."""
        self._telling: frozenset[str] = frozenset()

    def fill(self, template: str, *, layout: str) -> Sheet:
        """Return a template with its slots filled and marked, each line that begins with ^ in capitals."""
        template = CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), template)
        said = _NEW.sub("{}", template)
        self._telling = frozenset(
            role for role, words in TELLS.items() if (layout, role) in ALWAYS or words.search(said)
        )
        sheet = Sheet("")
        for i, line in enumerate(template.split("\n")):
            filled = self._line(line.removeprefix("^"), layout)
            if line.startswith("^"):
                filled = filled.upper()
            sheet = sheet.plus(filled) if i else filled
        return Sheet(sheet.text, tuple(_classed(sheet.text, m) for m in sheet.marks))

    def settled(self, sheet: Sheet) -> Sheet:
        """Return a paper of this case with the roles that it tells: of whom it tells none is a private person in it."""
        marks = (replace(m, role="private") if m.who and m.who not in self.told else m for m in sheet.marks)
        return Sheet(sheet.text, tuple(marks))

    def _line(self, line: str, layout: str) -> Sheet:
        parts: list[str] = []
        marks: list[Mark] = []
        at = size = 0
        for match in SLOT.finditer(line):
            filled = self._slot(match[1], layout)
            before = line[at : match.start()]
            size += len(before)
            parts += [before, filled.text]
            marks += [replace(m, start=m.start + size, end=m.end + size) for m in filled.marks]
            size += len(filled.text)
            at = match.end()
        return Sheet("".join([*parts, line[at:]]), tuple(marks))

    def _slot(self, name: str, layout: str) -> Sheet:
        told = not name.endswith("?")
        key, *forms = name.removesuffix("?").split(".")
        if key == "new":
            role, forms = forms[0], forms[1:]
            role = role if role not in TELLS or (told and role in self._telling) else "private"
            return self._person(person.person(self.rng, self.side), role, forms, layout)
        if key in ROLES:
            if key not in self.people or key in ("c1", "c2"):
                self.people[key] = person.person(self.rng, self.side)
            sheet = self._person(
                self.people[key], ROLES[key], forms or (["last"] if key in ("c1", "c2") else []), layout
            )
            if ROLES[key] not in TELLS:
                return sheet
            if told and ROLES[key] in self._telling:
                self.told.add(key)
            return Sheet(sheet.text, tuple(replace(m, who=key) for m in sheet.marks))
        if key in PLACES:
            return self._place(key, forms, layout)
        if key in ("cite", "citeshort"):
            return self._cite(key)
        return self._word(key)

    def _person(self, who: Person, role: str, forms: Sequence[str], layout: str) -> Sheet:
        form = forms[0] if forms else "full"
        if form in ("full", "last") and layout in ("police", "docket") and self.rng.random() < 0.1:
            form = "ini" if form == "full" else form
        text = who.form(form, self.rng)
        classes = [layout]
        classes += ["initials"] if form == "ini" else []
        classes += ["surname_first"] if form in ("lf", "lfcaps") else []
        classes += (
            ["suffix"]
            if who.suffix and who.suffix.upper() in text.upper().split()[-1:] + text.upper().split(",")
            else []
        )
        classes += ["word_name"] if who.people == person.WORDS else []
        if who.people == "hispanic":
            classes += ["hispanic_double"] if " " in who.surname or "-" in who.surname else ["hispanic"]
        elif who.people not in (person.ANGLO, person.WORDS):
            classes += ["other_people", f"people_{who.people}"]
        return Sheet(text, (Mark(0, len(text), "PERSON", role, tuple(classes)),))

    def _place(self, key: str, forms: Sequence[str], layout: str) -> Sheet:
        role, office = PLACES[key]
        form = "block" if "block" in forms else "street" if "street" in forms else ""
        text, kind = place.address(self.rng, self.side, form=form, office=office)
        if "block" not in forms and layout in ("form", "police", "docket", "medical"):
            text = text.replace("\n", " ") if self.rng.random() < 0.7 else text
        sheet = Sheet(text, (Mark(0, len(text), "ADDRESS", role, (layout, kind)),))
        return sheet.upper() if "caps" in forms else sheet

    def _cite(self, key: str) -> Sheet:
        if key == "citeshort":
            return self._person(person.person(self.rng, self.side), "cited", ["last"], "cite")
        template = self.rng.choice(templates(self.side)["cite"])
        sheet = self._line(template, "cite")
        return Sheet(sheet.text, tuple(Mark(m.start, m.end, m.kind, m.role, ("cite",)) for m in sheet.marks))

    def _word(self, key: str) -> Sheet:
        if key in word.FIXED:
            if key not in self.fixed:
                self.fixed[key] = word.FIXED[key](self.rng, self.side)
            return Sheet(self.fixed[key], _mark(key, self.fixed[key]))
        text = word.FRESH[key](self.rng, self.side)
        return Sheet(text, _mark(key, text))


def _mark(key: str, text: str) -> tuple[Mark, ...]:
    kind = word.MARKED.get(key)
    marks = [Mark(0, len(text), kind)] if kind else []
    if key in ("email", "firm"):
        marks.append(Mark(0, len(text), "IGNORE"))
    return tuple(marks)


def _classed(text: str, mark: Mark) -> Mark:
    """Add the classes that only the text around a mark tells."""
    classes = list(mark.classes)
    shown = text[mark.start : mark.end]
    if mark.kind == "PERSON":
        if shown.isupper() and len(shown) > 3:
            classes.append("capitals")
        if text[mark.end : mark.end + 2] in ("'s", "'S", "’s"):
            classes.append("possessive")
    return replace(mark, classes=tuple(dict.fromkeys(classes)))


def wrapped(text: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks with the classes that line ends and gutter numbers inside them make."""
    found = []
    for mark in marks:
        shown = text[mark.start : mark.end]
        extra: list[str] = []
        if mark.kind == "PERSON" and "\n" in shown:
            extra.append("gutter_inside" if re.search(r"\n\s*\d", shown) else "line_break")
            if re.search(r"[a-z]-\n", shown):
                extra = ["hyphenated"]
        elif mark.kind == "ADDRESS" and re.search(r"\n\s*\d{1,2}\s+\D", shown) and "capitals" not in mark.classes:
            extra.append("gutter_inside") if re.search(r"\n\s*\d{1,2}  ", shown) else None
        found.append(replace(mark, classes=(*mark.classes, *extra)))
    return tuple(found)
