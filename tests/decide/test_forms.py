"""The partial forms: examples of each, and what holds for every value."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.decide.cut import Cut, Piece
from pipeline.decide.initials import common_first_names
from pipeline.decide.keep import KEEP
from pipeline.decide.policy import NUMBERS, NameStyle, fits
from pipeline.decide.visible import BOX, reads
from pipeline.nouns import Action, Kind, Part
from tests.decide.paper import paper

ANY_TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)
NUMBER = st.text(alphabet="0123456789AXx -./•*\n", min_size=1, max_size=24)
NAME = st.text(alphabet="abcdeABCDE'’-., áÑ\n", min_size=1, max_size=30)


def cut(action: Action, marked: str, style: NameStyle = NameStyle.INITIALS) -> tuple[str, Cut]:
    """Cut the one marked value of a text."""
    reading, (finding,) = paper(marked)
    parts = tuple(Part(p.label, p.start - finding.start, p.end - finding.start) for p in finding.parts)
    value = reading.text[finding.start : finding.end]
    return value, KEEP[action](Piece(value, finding.kind, parts, "SS#", style))


def shown(action: Action, marked: str, style: NameStyle = NameStyle.INITIALS) -> str:
    value, made = cut(action, marked, style)
    return reads(value, made).replace(BOX, "█")


def kept(value: str, made: Cut) -> str:
    out, at = "", 0
    for start, end in made.burn:
        out += value[at:start]
        at = end
    return out + value[at:]


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize(
    ("marked", "reads_as"),
    [
        ("«SSN|123-45-6789»", "█6789"),
        ("«SSN|123456789»", "█6789"),
        ("«CARD|4111-1111-1111-12 34»", "█12 34"),
        ("«BANK_ACCT|12-34»", "█"),
        ("«BANK_ACCT|1234»", "█"),
        ("«BANK_ACCT|12345»", "█2345"),
        ("«BANK_ACCT|QX-99-Z1A»", "█9-Z1A"),
        ("«BANK_ACCT|••••1234»", "••••1234"),
        ("«BANK_ACCT|XX1234»", "XX1234"),
        ("«SSN|***-**-1234»", "***-**-1234"),
    ],
)
def test_last_four_characters_stay(marked: str, reads_as: str) -> None:
    assert shown(Action.LAST4, marked) == reads_as


@pytest.mark.parametrize(
    ("marked", "reads_as"),
    [
        ("«DOB|March 14, 1987»", "█ 1987"),
        ("«DOB|14 March 1987»", "█ 1987"),
        ("«DOB|the 14th day of March, 1987»", "█ 1987"),
        ("«DOB|March fourteenth, nineteen eighty-seven»", "█ nineteen eighty-seven"),
        ("«DOB|March nineteenth, nineteen hundred and five»", "█ nineteen hundred and five"),
        ("«DOB|March 1, two thousand»", "█ two thousand"),
        ("«DOB|nineteen March»", "█"),
        ("«DOB|3/14/1987»", "█1987"),
        ("«DOB|03/14/87»", "█87"),
        ("«DOB|03-14-'87»", "█87"),
        ("«DOB|87-03-14»", "87█"),
        ("«DOB|1987-03-14»", "1987█"),
        ("«DOB|19870314»", "1987█"),
        ("«DOB|03141987»", "█1987"),
        ("«DOB|031487»", "█87"),
        ("«DOB|Mar. 14, 87»", "█ 87"),
        ("«DOB|Mar. 14»", "█"),
        ("«DOB|03/14»", "█"),
        ("«DOB|1987»", "1987"),
        ("«DOB|<month:03>/<day:04>/<year:05>»", "█05"),
        ("«DOB|<year:05>-03-04»", "05█"),
        ("«DOB|born <year:March 14, 1987>»", "█ 1987"),
        ("«DOB|March 14, 1987 (age 39)»", "█ 1987 █"),
    ],
)
def test_year_stays(marked: str, reads_as: str) -> None:
    assert shown(Action.YEAR, marked) == reads_as


@pytest.mark.parametrize(
    ("marked", "reads_as"),
    [
        ("«PERSON|<given:Kevin> <surname:Loomis>»", "K.L."),
        ("«PERSON|Kevin Loomis»", "K.L."),
        ("«PERSON|KEVIN\nLOOMIS»", "K.L."),
        ("«PERSON|kevin a. loomis»", "K.A.L."),
        ("«PERSON|Loomis, Kevin A.»", "L., K.A."),
        ("«PERSON|<surname:Loomis>, <given:Kevin>»", "L., K."),
        ("«PERSON|Loomis»", "L."),
        ("«PERSON|Loomis's»", "L.'s"),
        ("«PERSON|Kevin Loomis’»", "K.L.’"),
        ("«PERSON|LOOMIS’S»", "L.’S"),
        ("«PERSON|Mia Tran-Quinn»", "M.T.Q."),
        ("«PERSON|Ana de la Cruz»", "A.C."),
        ("«PERSON|ANA DE LA CRUZ»", "A.C."),
        ("«PERSON|<surname:De La Cruz>»", "C."),
        ("«PERSON|de la Cruz, Ana»", "C., A."),
        ("«PERSON|Van Nguyen»", "V.N."),
        ("«PERSON|Ludo van Beek»", "L.B."),
        ("«PERSON|J.R. Haskell»", "J.R.H."),
        ("«PERSON|Roy Haskell, Jr.»", "R.H."),
        ("«PERSON|Roy Haskell III»", "R.H."),
        ("«PERSON|<title:Miss> <given:Ida> <surname:Roe>»", "Miss I.R."),
        ("«PERSON|Ms. Roe»", "Ms. R."),
        ("«PERSON|Sean O'Brien»", "S.O."),
        ("«PERSON|Jose\u0301 Nu\u0301n\u0303ez»", "J.N."),
        ("«PERSON|José Núñez»", "J.N."),
        ("«PERSON|Ólafur Ægisson»", "Ó.Æ."),
        ("«PERSON|K.L.»", "K.L."),
        ("«PERSON|K. L.»", "K. L."),
        ('«PERSON|Kevin "Kip" Loomis»', "K.K.L."),
        ("«PERSON|12»", "█"),
    ],
)
def test_initials_are_printed_in_the_order_written(marked: str, reads_as: str) -> None:
    assert shown(Action.INITIALS, marked) == reads_as


@pytest.mark.parametrize(
    ("marked", "reads_as"),
    [
        ("«PERSON|<given:Mary> <surname:Loomis>»", "Mary L."),
        ("«PERSON|Loomis, Mary A.»", "L. Mary █"),
        ("«PERSON|<given:Zephyrine> <surname:Loomis>»", "Z.L."),
        ("«PERSON|Loomis»", "L."),
    ],
)
def test_first_name_stays_when_it_is_a_usual_one(marked: str, reads_as: str) -> None:
    assert shown(Action.INITIALS, marked, NameStyle.FIRST_NAME) == reads_as


def test_usual_names_are_the_first_thousand_of_each_sex() -> None:
    assert {"mary", "james"} <= common_first_names()
    assert 1000 < len(common_first_names()) <= 2000


@pytest.mark.parametrize(
    ("marked", "reads_as"),
    [
        ("«ADDRESS|<number:12> <street:Elm St.>, <city:Fresno>, <state:CA> <zip:93701>»", "█ Fresno, CA █"),
        ("«ADDRESS|<number:12> <street:Elm>\n<unit:#4>\n<city:Taft>, <state:CA>\n<zip:93268-1234>»", "█\nTaft, CA\n█"),
        ("«ADDRESS|<box:P.O. Box 9>, <city:Taft> <state:Cal.>»", "█ Taft Cal."),
        ("«ADDRESS|<number:12> <street:Elm St.>»", "█"),
        ("«ADDRESS|12 Elm St., Fresno, CA»", "█"),
        ("«ADDRESS|<city:Fresno>, <state:California>»", "Fresno, California"),
        ("«ADDRESS|<number:1> <street:Ash>, <city:Taft>, Kern County, <state:CA>»", "█ Taft█ CA"),
        ("«ADDRESS|<number:1> <street:Ash>, <city:Taft>, <state:CA> <zip:93268>, U.S.A.»", "█ Taft, CA █ U.S.A."),
        ("«ADDRESS|<number:1> <street:Ash>, <city:Taft>, <state:CA> <zip:93268> attn Al Mexico»", "█ Taft, CA █"),
        ("«ADDRESS|<city:12 Elm>, <state:CA>»", "█ CA"),
        ("«ADDRESS|<care_of:c/o Al Roe>, <street:Ash>, <state:CA> <zip:93268>»", "█ CA █"),
    ],
)  # fmt: skip
def test_city_and_state_stay(marked: str, reads_as: str) -> None:
    assert shown(Action.CITY_STATE, marked) == reads_as


@pytest.mark.parametrize(
    ("marked", "reads_as"),
    [
        ("«SSN|123-45-6789»", "XXX-XX-XXXX"),
        ("«BANK_ACCT|AB 12\n34»", "XX XX XX"),
        ("«PERSON|Kevin Loomis»", "█"),
        ("«ADDRESS|12 Elm»", "█"),
        ("«DOB|1/2/1987»", "█"),
    ],
)
def test_x_for_each_character_or_one_box(marked: str, reads_as: str) -> None:
    assert shown(Action.X_EACH, marked) == reads_as


@pytest.mark.parametrize(
    ("marked", "reads_as"),
    [("«EMAIL|m.orozco@post.example»", "m█"), ("«EMAIL|m»", "█"), ("«EMAIL|<given:m>@x.example»", "m█")],
)
def test_first_character_stays(marked: str, reads_as: str) -> None:
    assert shown(Action.TRUNC, marked) == reads_as


def test_token_takes_the_place_of_the_value() -> None:
    assert shown(Action.TOKEN, "«SSN|123-45-6789»") == "SS#"


def test_box_covers_a_name_but_not_its_possessive_ending() -> None:
    assert shown(Action.FULL, "«PERSON|Rosa Imhof's»") == "█'s"
    assert shown(Action.FULL, "«TERM|Rosa's»") == "█"


def test_every_burning_action_has_a_form() -> None:
    assert set(KEEP) == set(Action) - {Action.KEEP, Action.ADVISE, Action.HOLD}


@st.composite
def pieces(draw: st.DrawFn) -> tuple[Action, Piece]:
    """Any text as any kind, with parts that may make no sense, and an action that fits the kind."""
    kind = draw(st.sampled_from([k for k in Kind if k is not Kind.LOOKALIKE]))
    action = draw(st.sampled_from([a for a in KEEP if fits(a, kind)]))
    value = draw(st.one_of(ANY_TEXT, NUMBER, NAME))
    ends = st.tuples(st.integers(0, len(value)), st.integers(0, len(value))).map(sorted)
    labels = st.sampled_from(
        ["number", "street", "city", "state", "zip", "given", "surname", "suffix", "title", "year"]
    )
    parts = tuple(Part(label, a, b) for label, (a, b) in draw(st.lists(st.tuples(labels, ends), max_size=4)))
    style = draw(st.sampled_from(NameStyle))
    return action, Piece(value, kind, parts, "T", style)


@settings(max_examples=400)
@given(pieces())
def test_burned_spans_lie_in_the_value_in_order_and_do_not_touch(given_piece: tuple[Action, Piece]) -> None:
    action, piece = given_piece

    made = KEEP[action](piece)

    at = -1
    for start, end in made.burn:
        assert at < start < end <= len(piece.value)
        at = end
    burned = "".join(piece.value[a:b] for a, b in made.burn)
    assert sorted(burned + kept(piece.value, made)) == sorted(piece.value)


@settings(max_examples=300)
@given(NUMBER, st.sampled_from(sorted(NUMBERS)))
def test_last4_never_leaves_more_than_four(value: str, kind: Kind) -> None:
    made = KEEP[Action.LAST4](Piece(value, kind))

    left = letters(kept(value, made))
    assert len(re.sub("^[xX]*", "", left)) <= 4
    if made.burn and made.remnant == "last4":
        assert left == letters(value)[-4:]
    if 0 < len(letters(value)) < 5 and not set(value) & set("xX•*"):
        assert left == ""


@settings(max_examples=300)
@given(st.one_of(NAME, ANY_TEXT))
@example("00,A")
@example("A, 00")
def test_initials_have_no_more_letters_than_the_name_has_words(value: str) -> None:
    made = KEEP[Action.INITIALS](Piece(value, Kind.PERSON))

    words = re.findall(r"[^\s,;:()\[\]\"“”/.‐‑–-]+", value)
    printed = [c for c in made.overlay if c.isalpha()]
    starts = {next((c.upper()[0] for c in w if c.isalpha()), "") for w in words}
    assert len(printed) <= max(len(words), 1) * 3  # some letters have capitals of up to three letters
    assert {made.overlay[0]} <= starts if printed else True
    if made.burn:
        rest = re.sub(r"\b(mr|mrs|ms|miss|mx|master|dr|prof|sir|sra|srta)\b", "", kept(value, made).casefold())
        assert letters(rest).casefold() in {"", "s"}


@settings(max_examples=300)
@given(st.one_of(NUMBER, ANY_TEXT, st.dates().map(str), st.dates().map(lambda d: d.strftime("%B %d, %Y"))))
def test_year_leaves_nothing_but_a_year(value: str) -> None:
    made = KEEP[Action.YEAR](Piece(value, Kind.DOB))

    if made.burn:
        left = letters(kept(value, made))
        assert len(left) in (0, 2, 4) or left.isalpha()


@settings(max_examples=200)
@given(
    number=st.integers(1, 99999).map(str),
    street=st.text(alphabet="abcdef ", min_size=1, max_size=12),
    city=st.text(alphabet="ghij ", min_size=1, max_size=12).filter(str.strip),
    zip_code=st.integers(10000, 99999).map(str),
    comma=st.sampled_from([", ", " ", "\n"]),
)
def test_city_state_leaves_city_and_state_only(number: str, street: str, city: str, zip_code: str, comma: str) -> None:
    marked = (
        f"«ADDRESS|<number:{number}> <street:{street}>{comma}<city:{city}>{comma}<state:CA>{comma}<zip:{zip_code}>»"
    )

    value, made = cut(Action.CITY_STATE, marked)

    assert letters(kept(value, made)) == letters(city) + "CA"


@settings(max_examples=200)
@given(st.one_of(ANY_TEXT, NUMBER), st.sampled_from([k for k in Kind if k is not Kind.PERSON]))
def test_full_leaves_nothing(value: str, kind: Kind) -> None:
    assert letters(kept(value, KEEP[Action.FULL](Piece(value, kind)))) == ""


@settings(max_examples=200)
@given(ANY_TEXT)
def test_what_is_printed_for_x_each_tells_nothing_but_the_count(value: str) -> None:
    made = KEEP[Action.X_EACH](Piece(value, Kind.BANK_ACCT))

    assert {c for c in made.overlay if c.isalnum()} <= {"X"}
    assert made.overlay.count("X") == len(letters(value))
