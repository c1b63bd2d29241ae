"""What only the whole set of findings tells: tables of what each step of settling adds, changes and leaves alone."""

from __future__ import annotations

import re

import pytest

from pipeline.detect.birth import births
from pipeline.detect.echo import echoed
from pipeline.detect.edge import trimmed
from pipeline.detect.near import near
from pipeline.detect.owner import owned
from pipeline.detect.person import named
from pipeline.detect.recast import recast
from pipeline.detect.repeat import repeated
from pipeline.nouns import Finding, Kind, Part, Role

_MARK = re.compile(r"\{(?P<kind>[A-Z_]+)(?:/(?P<role>[a-z_]+))?(?:#(?P<entity>\d+))? (?P<words>[^{}]*)\}")


def marked(text: str) -> tuple[str, list[Finding]]:
    """Return the plain text and the findings marked in it: `{PERSON/minor#1 Ana Roe}`."""
    plain, found, at = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        start = len(plain)
        plain += mark["words"]
        found.append(
            Finding(
                start, len(plain), Kind(mark["kind"]), 0.9, "test.v1",
                role=Role(mark["role"] or "none"), entity=int(mark["entity"] or -1), why="test",
            )
        )  # fmt: skip
        at = mark.end()
    return plain + text[at:], found


def said(text: str, findings: list[Finding]) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], str(f.role)) for f in findings]


OWNER = "{PERSON/private#1 Dominic Castellaw} left. "
ECHOES = [
    ("{PERSON/witness#1 Crystal Winterbourne}. C-r-y-s-t-a-l, W-i-n-t-e-r-b-o-u-r-n-e.",
     ["C-r-y-s-t-a-l", "W-i-n-t-e-r-b-o-u-r-n-e"]),
    ("{PERSON/witness#1 Crystal Winterbourne}. W-i-n-t-—e-r-b-o-u-r-n-e.", ["W-i-n-t-—e-r-b-o-u-r-n-e"]),  # a scan
    ("{PERSON/private#1 Nadia Papanikolaou}: P-a-p-a-n-i-\nk-o-l-a-o-u", ["P-a-p-a-n-i-\nk-o-l-a-o-u"]),
    (OWNER + "A-b-c-d-e is a list", []),
    (OWNER + "the log for Dominic and her", ["Dominic"]),
    (OWNER + "Dominic’s sister", ["Dominic"]),
    (OWNER + "DOMINIC said so", ["DOMINIC"]),
    (OWNER + "dominic is no name in small letters", []),
    (OWNER + "Dominic Street is near", []),
    (OWNER + "St. Dominic heals", []),
    (OWNER + "Mary Dominic came", []),
    (OWNER + "dominic@mail.example and Dominic.pdf", []),
    (OWNER + "{PERSON/judge#2 Dominic Vale} and Dominic", []),
    ("{PERSON/judge#1 Dominic Vale} and Dominic", []),
    ("{PERSON/private#1 Will Castellaw} Will you?", []),
    ("{PERSON/private#1 Ana Castellaw} Ana", []),
    ("{PERSON/private#1 Aaliyah Hassan-Reyes} hassan-reyes log.pdf", ["hassan-reyes"]),
    ("{PERSON/private#1 Aaliyah Hassan-Reyes} of Hassan-Reyes", ["Hassan-Reyes"]),
    ("{PERSON/party#1 Aaliyah Hassan-Reyes} hassan-reyes log.pdf", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "more"), ECHOES)
def test_other_forms_of_a_private_name_are_found(text: str, more: list[str]) -> None:
    plain, given = marked(text)

    found = [f for f in echoed(plain, given) if f not in given]

    assert [plain[f.start : f.end] for f in found] == more
    assert all(f.entity == 1 and f.by == "echo.v1" for f in found)


TRIMS = [
    ("{PERSON Jane Roe\nDOB}", ["Jane Roe"]),
    ("{PERSON Jane Roe SAID}", ["Jane Roe"]),
    ("{PERSON REDACTED}", []),
    ("{PERSON E.D. Cal.}", []),
    ("{PERSON Jane Roe}", ["Jane Roe"]),
    ("{DL REDACTED4321}", []),
    ("{SSN REDACTED - L.R. 140(a) 4321}", []),
    ("{DL REDACTED D1234567}", ["D1234567"]),
    ("{SSN 000-12-3456}", ["000-12-3456"]),
    ("{TERM REDACTED}", ["REDACTED"]),
]


@pytest.mark.parametrize(("text", "left"), TRIMS)
def test_labels_and_prints_are_cut_off(text: str, left: list[str]) -> None:
    plain, given = marked(text)
    assert [plain[f.start : f.end] for f in trimmed(plain, given)] == left


def test_an_address_whose_street_is_burned_is_none_and_one_with_a_street_is() -> None:
    text = "985.50\nREDACTED Hamilton, NJ"
    gone = Finding(0, len(text), Kind.ADDRESS, 0.9, "t.v1", parts=(Part("street", 0, 15),))
    assert trimmed(text, [gone]) == []
    text = "12 Oak Street, Apt REDACTED, Boise"
    kept = Finding(0, len(text), Kind.ADDRESS, 0.9, "t.v1", parts=(Part("number", 0, 2), Part("street", 3, 13)))
    assert trimmed(text, [kept]) == [kept]


RECASTS = [
    ("My girl {PERSON/private#1 Nadia} is 11 and was there", "minor"),
    ("{PERSON/private#1 Caleb}. He’s eight.", "minor"),
    ("{PERSON/private#1 Caleb} turned seventeen.", "minor"),
    ("{PERSON/private#1 Caleb} is 18 and works", "private"),
    ("{PERSON/private#1 Caleb} is 11th in line", "private"),
    ("{PERSON/private#1 Caleb} was 41 years old", "private"),
    ("{PERSON/judge#1 Caleb Roe} is 11 and", "judge"),
    ("Child (full name)\n{PERSON/private#1 Ana Roe}", "minor"),
    ("{PERSON/private#1 Ana Roe} will testify as Petitioner’s expert", "expert"),
    ("{PERSON/private#1 Bo Vale}\nRegistered process server", "process_server"),
    ("as successor in interest to {PERSON/private#1 Ana Roe}", "party"),
]


@pytest.mark.parametrize(("text", "role"), RECASTS)
def test_words_at_a_distance_change_a_role(text: str, role: str) -> None:
    plain, given = marked(text)
    assert [str(f.role) for f in recast(plain, given)] == [role]


def test_a_role_told_once_holds_for_the_person_everywhere() -> None:
    plain, given = marked("{PERSON/private#1 Nadia} is 11 and tall. {PERSON/private#1 Nadia Bright} slept.")
    assert [str(f.role) for f in recast(plain, given)] == ["minor", "minor"]


NAMES = [
    ("badge scans for Sergei and for me.", ["Sergei"]),
    ("between Sergei and I.", ["Sergei"]),
    ("for Church and me.", []),
    ("My husband, Gareth, drove.", ["Gareth"]),
    ("our neighbor Fenella Strickland saw it", ["Fenella Strickland"]),
    ("payment from Kwame Osei-Tutu - rent", ["Kwame Osei-Tutu"]),
    ("payment from Delta Bank - rent", []),
    ("the husband and the wife", []),
    ("“Quach, {PERSON/minor#1 Theodore} M.,” and {PERSON/minor#1 Theodore Minh Quach}",
     ["Quach, Theodore M.", "Theodore Minh Quach"]),
    ("{PERSON/private#1 Ana Maria Roe} and Ana Maria {PERSON/private#1 Roe}", ["Ana Maria Roe", "Ana Maria Roe"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_that_their_place_makes_names(text: str, names: list[str]) -> None:
    plain, given = marked(text)
    assert [plain[f.start : f.end] for f in named(plain, given)] == names


TABLE = "Name\tBorn\tPaid\n"
BIRTHS = [
    ("Q. What is your date of birth?\nA. October 9, 1979.", ["October 9, 1979"]),
    ("Q. What is your date of birth?\nBie October 9, 1979.", ["October 9, 1979"]),  # what OCR makes of an A askew
    ("Q. When were you hired?\nA. October 9, 1979.", []),
    ("SSN 666-04-\nIII\t1199", ["666-04-\nIII\t1199"]),
    ("Booking #12  ROE, ANA M.  06-08-2024  475 W. CYPRESS CT", ["06-08-2024"]),
    ("Victim: Roe, Ana\t6/8/24\t12 Elm St", ["6/8/24"]),
    ("Roe, Ana  06-08-2024  475 W. CYPRESS CT", []),
    ("Booking of the defendant was on 06-08-2024 at noon", []),
    ("auto loan 0012-3456-78", ["0012-3456-78"]),
    ("Date of birth\nNo\tA\tB\n1\t1/2/1970\t3/3/2023\n2\t1/2/1971\t3/3/2022\n3\t1/2/1980\t3/3/2023",
     ["1/2/1970", "1/2/1971", "1/2/1980"]),
    ("Date of birth\nNo\tA\tB\n1\t1970\t3/3/2023\n2\t1971\t3/3/2022\n3\t1980\t3/3/2023", []),
    ("Date of hire\nNo\tA\tB\n1\t1/2/1970\t3/3/2023\n2\t1/2/1971\t3/3/2022\n3\t1/2/1980\t3/3/2023", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dates"), BIRTHS)
def test_births_that_stand_away_from_their_label(text: str, dates: list[str]) -> None:
    assert sorted(text[f.start : f.end] for f in births(text)) == sorted(dates)


NEAR = [
    ("{PERSON/counsel Ana Vale}, {PHONE 661-555-0142}", "counsel"),
    ("{PERSON/private Ana Vale}, {PHONE 661-555-0142}", "none"),
    ("{PERSON/official Ana Vale}, {PHONE 661-555-0142}", "none"),
    ("{PERSON/counsel Ana Vale} met us; later somebody rang at {PHONE 661-555-0142}", "none"),
    ("call {PHONE 1-800-555-0142}", "business"),
    ("{PERSON/counsel Ana Vale}, cell: {PHONE 661-555-0142}", "none"),
    ("{ADDRESS/court 1 Court Way}\n{PHONE 661-555-0142}", "court"),
    ("{ADDRESS/home 1 Oak Way}\n{PHONE 661-555-0142}", "none"),
    ("{PERSON/notary Ana Vale} - e-mail {EMAIL a@b.example}", "notary"),
]


@pytest.mark.parametrize(("text", "role"), NEAR)
def test_a_number_has_the_role_of_who_stands_before_it(text: str, role: str) -> None:
    plain, given = marked(text)
    assert str(near(plain, given)[-1].role) == role


OWNERS = [
    ("Internal Revenue Service\n{ADDRESS/unknown PO Box 7346}", "agency"),
    ("Delta Credit Union\n{ADDRESS/unknown 12 Oak Way}", "business"),
    ("{PERSON/private Ana Roe}\n{ADDRESS/unknown 12 Oak Way}", "unknown"),
    ("Delta Credit Union\n{PERSON/private Ana Roe}\n{ADDRESS/unknown 12 Oak Way}", "unknown"),
    ("{ADDRESS/unknown 12 Oak Way}\nServer’s address", "business"),
    ("She left Delta Bank for {ADDRESS/unknown 12 Oak Way}", "unknown"),
    ("Delta Credit Union\nx 93301\n{ADDRESS/unknown 12 Oak Way}", "unknown"),
    ("Odom, Coronado & Bolduc\n{ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "business"),
    ("John, Amos & Mary\n{ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "unknown"),
    ("Ferreira & Whitlock\n{ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "unknown"),
    ("Banner Construction\n{ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "business"),
    ("Keller Rights League Inc\nc/o {PERSON/private#1 Joann Maylor}\n{ADDRESS/unknown 12 Quay St., Drury}", "business"),
    ("{PERSON/private#2 Dana Vale}\nc/o {PERSON/private#1 Joann Maylor}\n{ADDRESS/unknown 12 Quay St.}", "unknown"),
    ("U.S. Customs and Border Protection\n{ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "agency"),
    ("Quay Fire District\n{ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "agency"),
    ("Magnolia Trucking, {ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "business"),
    ("FUNERAL HOME\tBanner Development, {ADDRESS/unknown 12 Quay St., Drury}", "business"),
    ("{PERSON/private#1 Dana Vale}, {ADDRESS/unknown 12 Quay St., Drury, CA 90001}", "unknown"),
    ("She went from Delta Bank to Reno, {ADDRESS/unknown 12 Oak Way}", "unknown"),
    ("{PERSON/private#1 Dana Vale}\nRiverside Apartments\n{ADDRESS/business 12 Quay St., Drury}", "unknown"),
]


@pytest.mark.parametrize(("text", "role"), OWNERS)
def test_the_rows_above_an_address_tell_whose_it_is(text: str, role: str) -> None:
    plain, given = marked(text)
    assert str(next(f for f in owned(plain, given) if f.kind is Kind.ADDRESS).role) == role


HOME = "4417 Larkspur Lane, Fresno"
REPEATS = [
    ("later at 4417 Larkspur.", ["4417 Larkspur"]),
    ("the Larkspur Lane house", ["Larkspur Lane"]),
    ("larkspur lane in small letters", []),
    ("the larkspur in bloom", []),
    ("9 Quarry Lane", []),
]


@pytest.mark.parametrize(("more", "found"), REPEATS)
@pytest.mark.parametrize("role", [Role.HOME, Role.UNKNOWN, Role.COURT])
def test_a_home_is_found_again_by_a_piece_of_it(more: str, found: list[str], role: Role) -> None:
    text = f"{HOME}. {more}"
    home = Finding(
        0, len(HOME), Kind.ADDRESS, 0.9, "t.v1", role=role, parts=(Part("number", 0, 4), Part("street", 5, 18))
    )
    again = [text[f.start : f.end] for f in repeated(text, [home]) if f != home]
    assert again == ([] if role is Role.COURT else found)


def test_a_name_by_which_somebody_calls_a_child_is_the_childs_where_a_model_makes_a_stranger_of_it() -> None:
    text, found = marked(
        "{PERSON/minor#1 Theodore Quillan} is ten. His mother calls him {PERSON/private#2 Teddy}. Later Teddy slept."
    )

    owned = [(text[f.start : f.end], str(f.role), f.entity) for f in named(text, found)]

    assert owned == [("Theodore Quillan", "minor", 1), ("Teddy", "minor", 1), ("Teddy", "minor", 1)]
