"""Roles of addresses, telephone numbers and e-mail addresses."""

import pytest

from pipeline.detect.people import resolve
from pipeline.nouns import Finding, Kind, Part, Role
from tests.detect.marked import reading


def spot(text: str, words: str, kind: Kind, *, role: Role = Role.NONE, number: str = "", street: str = "") -> Finding:
    start = text.index(words)
    parts = [
        Part(label, start + words.index(piece), start + words.index(piece) + len(piece))
        for label, piece in (("number", number), ("street", street))
        if piece
    ]
    return Finding(start, start + len(words), kind, 0.9, "x", role, parts=tuple(parts))


def roles(text: str, *findings: Finding) -> list[Role]:
    return [f.role for f in resolve(reading(text), findings) if f.kind != Kind.PERSON]


SIGNED = "/s/ Ignatius Crowe\nIgnatius Crowe (SBN 123456)\n"
BLOCK = f"{SIGNED}900 Main Street\nAvalon\n(555) 010-0100\nAttorneys for Plaintiff\n"


def test_the_address_and_telephone_of_counsel_are_counsels() -> None:
    home = spot(BLOCK, "900 Main Street", Kind.ADDRESS, role=Role.UNKNOWN)
    phone = spot(BLOCK, "(555) 010-0100", Kind.PHONE)
    assert roles(BLOCK, home, phone) == [Role.COUNSEL, Role.COUNSEL]


def test_the_address_of_a_party_without_counsel_is_flagged() -> None:
    caption = "SUPERIOR COURT OF CALEDON\nAMOS ROURKE,\nPlaintiff,\nv.\nX,\nDefendant.\n"
    text = f"Amos Rourke\n12 Elm Street\nIn Pro Per\n{caption}"
    assert roles(text, spot(text, "12 Elm Street", Kind.ADDRESS, role=Role.UNKNOWN)) == [Role.PRO_SE]


def test_an_address_of_no_known_kind_stays_unknown() -> None:
    text = "Something at 12 Elm Street happened."
    assert roles(text, spot(text, "12 Elm Street", Kind.ADDRESS, role=Role.UNKNOWN)) == [Role.UNKNOWN]


def test_a_home_once_is_a_home_everywhere() -> None:
    text = "He lives at 12 Elm Street. Later: 12 Elm St was dark."
    first = spot(text, "12 Elm Street", Kind.ADDRESS, role=Role.HOME, number="12", street="Elm Street")
    second = spot(text, "12 Elm St was", Kind.ADDRESS, role=Role.UNKNOWN, number="12", street="Elm St")
    assert roles(text, first, second) == [Role.HOME, Role.HOME]


def test_an_address_of_mail_has_the_role_of_its_owner() -> None:
    text = "Judge Ana Thorne (thorne@court.example) and the patient, Mr. Robert Haskell (rhaskell@mail.example), met."
    found = [spot(text, w, Kind.EMAIL) for w in ("thorne@court.example", "rhaskell@mail.example")]
    assert roles(text, *found) == [Role.JUDGE, Role.PRIVATE]


def test_two_addresses_that_end_at_one_place_are_both_kept() -> None:
    text = "He lives at 12 Elm Street, Avalon."
    found = [spot(text, w, Kind.ADDRESS, role=Role.HOME) for w in ("12 Elm Street, Avalon", "Elm Street, Avalon")]
    assert roles(text, *found) == [Role.HOME, Role.HOME]


def test_an_organisation_is_dropped_and_the_rest_comes_back() -> None:
    text = "Sunrise Trucking on 1/2/2020"
    firm = Finding(0, 16, Kind.PERSON, 0.8, "ner", Role.ENTITY)
    date = spot(text, "1/2/2020", Kind.DATE)
    assert resolve(reading(text), (firm, date)) == (date,)


LISTED = "For Accounts Issued by the Court:\nOrla Fenwick\n(555) 555-0142\nOrla_Fenwick@{}\n"


def listed(text: str, mail: str) -> list[Role]:
    found = (spot(text, "(555) 555-0142", Kind.PHONE), spot(text, mail, Kind.EMAIL))
    return [f.role for f in resolve(reading(text), found)]


@pytest.mark.parametrize(
    ("domain", "role"),
    [
        ("xxd.uscourts.gov", Role.COURT_STAFF),
        ("courts.caledon.gov", Role.COURT_STAFF),
        ("courts.state.xx.us", Role.COURT_STAFF),
        ("xxcourts.org", Role.COURT_STAFF),
        ("roads.caledon.gov", Role.OFFICIAL),
        ("mail.example", Role.PRIVATE),
        ("uscourts.gov.example", Role.PRIVATE),
        ("squashcourts.example", Role.PRIVATE),
    ],
)
def test_a_name_and_telephone_beside_an_address_at_a_court_or_agency_are_its_officials(domain: str, role: Role) -> None:
    text = LISTED.format(domain)

    assert listed(text, f"Orla_Fenwick@{domain}") == [role, Role.NONE if role is Role.PRIVATE else role, role]


@pytest.mark.parametrize(("domain", "role"), [("xxb.uscourts.gov", Role.COURT), ("roads.caledon.gov", Role.AGENCY)])
def test_an_address_at_a_court_or_agency_that_names_nobody_is_an_offices(domain: str, role: Role) -> None:
    text = f"Write to desk@{domain} for help."

    assert roles(text, spot(text, f"desk@{domain}", Kind.EMAIL)) == [role]


def test_a_party_with_an_address_at_an_agency_stays_a_party() -> None:
    text = "Plaintiff Orla Fenwick sues.\n\n" + LISTED.format("roads.caledon.gov")

    assert set(listed(text, "Orla_Fenwick@roads.caledon.gov")) == {Role.PARTY, Role.NONE}


def test_a_colleague_of_whom_a_sentence_speaks_is_no_official_for_the_address() -> None:
    text = "My friend Orla Fenwick, whom you reach at Orla_Fenwick@roads.caledon.gov, saw it."

    mail = spot(text, "Orla_Fenwick@roads.caledon.gov", Kind.EMAIL)

    assert Role.OFFICIAL not in [f.role for f in resolve(reading(text), (mail,))]


def test_the_telephone_of_somebody_else_in_the_block_of_an_official_has_no_office() -> None:
    text = "Orla Fenwick\nTam Quillby\n(555) 555-0142\nOrla_Fenwick@xxd.uscourts.gov\n"

    phone, mail = spot(text, "(555) 555-0142", Kind.PHONE), spot(text, "Orla_Fenwick@xxd.uscourts.gov", Kind.EMAIL)

    assert roles(text, phone, mail)[0] == Role.NONE
