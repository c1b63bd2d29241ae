"""What must stay stays: counsel by their bar numbers, firms, counties, cases and houses that a line or a page cuts."""

import pytest

from pipeline.detect.people import resolve
from pipeline.nouns import Finding, Kind, Part, Role
from tests.detect.marked import reading
from tests.detect.people.paper import found

COUNSEL = [
    ("AMOS HARUTO COURT, SBN 100001\nDANA WHITLOCK, SBN 100002\n", "AMOS HARUTO", "AMOS HARUTO COURT"),
    ("PAJ CHENGLO   ATTY. NO. 17001\nQUARRY LAW GROUP, PLLC\n", "PAJ CHENGLO", "PAJ CHENGLO"),
]


@pytest.mark.parametrize(("text", "proposed", "name"), COUNSEL)
def test_a_bar_number_makes_counsel_of_the_whole_name_before_it(text: str, proposed: str, name: str) -> None:
    assert found(text, proposed)[name] == "counsel"


NOBODY = [
    ("KEALTING MUETHE & KLEMPER, PLL\nOne Quay Street", "KEALTING MUETHE"),
    ("VOLE HARKER & QUARRY CO., L.P.A.\nOne Quay Street", "VOLE HARKER"),
    ("It serves Haskell and Contra Ossory County residents of all ages.", "Haskell"),
    ("It was filed in Haskell, Ossory and Quarry Counties.", "Haskell"),
    (
        "Cato’s Robert A.\n1 No counsel wrote this brief.\n2\nLevin Center for Harbor Studies is a part of it.",
        "Robert",
    ),
    ("To: John Doe #1, Licensee\nJohn Doe\nJane Doe\n", "John Doe"),
]


@pytest.mark.parametrize(("text", "name"), NOBODY)
def test_firms_counties_and_houses_that_a_page_cuts_are_nobody(text: str, name: str) -> None:
    assert found(text, name) == {}


PRIVATE = [
    ("She sued Haskell and Ossory County over it.", "Haskell"),
    ("They gave it to Robert A.\n1 No counsel wrote this brief.\n2\nHarbor matters are dull.", "Robert"),
]


@pytest.mark.parametrize(("text", "name"), PRIVATE)
def test_a_name_beside_a_county_or_at_the_end_of_a_page_is_still_found(text: str, name: str) -> None:
    assert name in found(text, name)


def test_a_short_citation_whose_reporter_a_line_breaks_is_a_citation() -> None:
    text = "See In re Vole Papers, 700 F.2d 1300 (4th Cir. 1984); Haskell, 400 F.\nSupp. 2d 160, 170 (D.D.C. 2007)."
    assert found(text, "Haskell") == {"Haskell": "cited"}


def test_a_county_clerk_is_an_official() -> None:
    assert found("I, Amos T. Ferreira, County Clerk, do hereby certify it.", "Amos T. Ferreira") == {
        "Amos T. Ferreira": "official"
    }


def test_an_address_in_spaced_letters_is_the_same_as_in_words() -> None:
    text = (
        "Amos Ferreira (P10001)\nCounsel for Plaintiff\n645 Quayside St.\n\n\n1 | P a g e\n6 4 5 Q u a y s i d e S t ."
    )
    plain, spaced = text.index("645"), text.index("6 4 5")
    places = [
        Finding(
            plain, plain + 16, Kind.ADDRESS, 0.9, "a", parts=(_part("number", plain, 3), _part("street", plain + 4, 12))
        ),
        Finding(
            spaced,
            len(text),
            Kind.ADDRESS,
            0.9,
            "a",
            parts=(_part("number", spaced, 5), _part("street", spaced + 6, 21)),
        ),
    ]
    roles = [f.role for f in resolve(reading(text), tuple(places)) if f.kind is Kind.ADDRESS]
    assert roles == [Role.COUNSEL, Role.COUNSEL]


def _part(label: str, start: int, size: int) -> Part:
    return Part(label, start, start + size)


ROLES = [
    ("Argued before Dana Whitlock, Amos Ferreira, and Lupe Haskell.\n", {"judge"}),
    ("THE COURT: Be seated. Whitlock versus Haskell. Appearances.", {"party"}),
    ("Sheriff Haskell and Jailer Whitlock are sued in their official capacities.", {"official"}),
    ("Submitted by: DANA WHITLOCK\nApproved as to form: AMOS FERREIRA\n", {"counsel"}),
    ("Very truly yours,\n\nDana Whitlock\nOssory Department of Motor Vehicles\n", {"official"}),
    ("Dana Whitlock\nOssory Department of Corrections\n", {"private"}),
    ("By Dana B. Whitlock\n      FERREIRA LAW, P.L.L.C.\n", {"counsel"}),
    ("THE CLERK: Calling case number 23-cr-118, United States versus Dana Whitlock.\n", {"party"}),
    ("THE COURT: BE SEATED. CALLING WHITLOCK VERSUS HASKELL.\n", {"party"}),
    ("THE COURT: Judge Whitlock has the Haskell matter.\n", {"judge", "party"}),
    ("MS. WHITLOCK: Dana Whitlock, Vole & Vole LLP, for Mr. Ferreira.\n", {"counsel", "party"}),
    ("COMMISSIONERS DANA WHITLOCK, LUPE HASKELL AND AMOS FERREIRA.\n", {"official"}),
    ("Present were Dana Whitlock and Amos Ferreira, Council members.\n", {"official"}),
    ("Sworn before me: DANA WHITLOCK, United States District Court, District of Ossory\n", {"judge"}),
    ("Very truly yours,\n\nDana Whitlock\nEligibility Specialist\nOssory Department of Human Services\n", {"official"}),
    ("Dana Whitlock\nCoordinator\nDepartment of Surgery\n", {"private"}),
    ("In 2019 Dana Whitlock and Amos Ferreira move to dismiss the complaint.\n", {"party"}),
    ("We wrote to counsel for the bank. He sought an order directing Dana Whitlock to vacate.\n", {"party"}),
    ("2134 BC002718 Whitlock v. Haskell - Motion hearing\n", {"party"}),
    ("Debtor 1  Dana Whitlock\nDebtor 2 (Spouse, if filing)  Amos Ferreira\n", {"party"}),
    ("Plaintiff-in-intervention Dana Whitlock objects.\n", {"party"}),
    ("County Administrator Dana Whitlock and City Clerk Amos Ferreira spoke.\n", {"official"}),
    ("Dear Sir:\nWe represent the bank. Call us.\nSincerely,\n\nDana Whitlock\n", {"counsel"}),
    ("Dear Sir:\nI saw the child there.\nSincerely,\n\nDana Whitlock\n", {"private"}),
    ("NOTICE of Appearance by Amos T. Ferreira on behalf of Dana N. Whitlock\n", {"counsel", "party"}),
    ("Dana Whitlock\nFERREIRA, VOLE, HASKELL & ASSOCIATES\n12 Quay St.\n", {"counsel"}),
    ("Dana Whitlock testified before Amos Ferreira, Lupe Haskell, and Ana Quarry left.\n", {"private", "witness"}),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_what_people_are_is_told_by_where_they_stand(text: str, roles: set[str]) -> None:
    proposed = ["Dana Whitlock", "Amos Ferreira", "Lupe Haskell", "DANA WHITLOCK", "AMOS FERREIRA", "Ana Quarry"]
    assert set(found(text, *proposed).values()) == roles


def test_a_firm_of_letters_apart_is_nobody() -> None:
    assert found("QUARLAW, P.L.L.C.\n645 Quayside St.\n") == {}


THINGS = [
    ("Under Haskell’s Law the registry is public.", "Haskell"),
    ("The M/V Margaret Haskell sailed on Monday.", "V Margaret Haskell"),
    ("The USS Robert Haskell was in port.", "Robert Haskell"),
    ("Hurricanes Katrina, Sandy and Irma came. After Katrina the policy lapsed.", "Katrina"),
    ("Widening of Robert Haskell Jr. Boulevard was approved.", "Robert Haskell Jr."),
    ("Trucks went to Fresno, Haskell, Dallas and Tulsa.", "Haskell"),
    ("April, May, June and August are the months.", "May, June"),
    ("In May the board met; in June it did not.", "June"),
    ("Held by Merrill Lynch, Charles Schwab, Goldman Sachs and Robert Haskell.", "Robert Haskell"),
    ("Heck, Rooker-Feldman, and Younger abstention do not apply.", "Heck"),
    ("The Treaty of Guadalupe Haskell was signed.", "Guadalupe Haskell"),
    ("Lou Gehrig’s disease was found.", "Lou Gehrig"),
    ("DATE OF ORDER\tTIME OF ORDER\tLIAM. L] PM.\nWITNESS", "LIAM"),
    ("DATE OF ORDER\tTIME OF ORDER\tLIAM LIPM\nWITNESS", "LIAM LIPM"),
    ("Date: Tue, Jan 9, 2024 at 4:12 PM", "Tue, Jan"),
    ("Haskell Dairy Cooperative owes rent. Haskell’s president signed.", "Haskell"),
    ("The hearing is at ____ [ ] A.M. [ ] P.M.", "A.M."),
    ("Give D.O.B., A.K.A., P.O. Box, B.S., M.D., L.L.C., U.S., N.E., D.C. and No. here.", "D.O.B."),
]


@pytest.mark.parametrize(("text", "name"), THINGS)
def test_laws_ships_storms_roads_cities_months_and_doctrines_are_nobody(text: str, name: str) -> None:
    assert found(text, name) == {}


STILL_PEOPLE = [
    ("Haskell Dairy Cooperative owes rent. Mr. Haskell signed. Haskell left.", "Haskell"),
    ("The child Liam came. LIAM P. MORRIS came too.", "LIAM P. MORRIS"),
    ("Under Haskell’s Law Office lease the rent is due.", "Haskell"),
    ("Cities: Fresno and Tulsa. June testified.", "June"),
    ("Witnesses: Vole, Robert Haskell, Quarry and Bond.", "Robert Haskell"),
    ("Name: Robert Haskell Street: 12 Quay", "Robert Haskell"),
    ("Haskell, Robert; Whitlock, Dana", "Haskell, Robert"),
    ("Wells Fargo sued Robert Haskell and Dana Whitlock.", "Robert Haskell"),
]


@pytest.mark.parametrize(("text", "name"), STILL_PEOPLE)
def test_people_beside_such_words_are_still_found(text: str, name: str) -> None:
    assert name in found(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "Notice suffices; see Dorrance, supra, at 14.",
        "Under Dorrance, notice suffices.",
        "Notice suffices. Dorrance was decided before the amendment.",
    ],
)
def test_a_lone_name_that_is_relied_on_as_law_is_a_cited_case(text: str) -> None:
    assert found(text, "Dorrance") == {"Dorrance": "cited"}


def test_somebody_named_in_full_is_no_cited_case() -> None:
    text = "Robert Haskell runs the store. Under Haskell, it grew."
    assert set(found(text, "Robert Haskell", "Haskell").values()) == {"private"}


LEFT_STANDING = [
    ("COPIES TO: AMOS FERREIRA, 858 SIXTH PIKE STE 12, OSSORY, VA 22001", "AMOS FERREIRA"),
    ("My neighbor Robert V Haskell saw it.", "Robert V Haskell"),
]


@pytest.mark.parametrize(("text", "name"), LEFT_STANDING)
def test_a_house_with_its_unit_is_no_reporter_and_a_middle_v_no_versus(text: str, name: str) -> None:
    assert found(text, name)[name] == "private"


def test_names_in_capitals_end_at_words_that_join_them() -> None:
    text = "MS. HASKELL: MARION Y. HASKELL FOR FERREIRA."
    assert "MARION Y. HASKELL" in found(text, "MARION Y. HASKELL FOR FERREIRA")


def test_counsel_named_behind_a_client_is_no_given_name_of_theirs() -> None:
    text = "On April 2, counsel for Haskell, Amos Ferreira, met with the clerk."
    assert found(text, "Haskell, Amos Ferreira") == {"Haskell": "private", "Amos Ferreira": "counsel"}


def test_a_caption_whose_right_column_stands_in_the_row_of_against_is_read() -> None:
    text = (
        "SUPREME COURT OF THE STATE OF NEW YORK\nCOUNTY OF KINGS\nDANA WHITLOCK and VOLE BANK,\n        Plaintiffs,\n"
        "    -against-                        2015-000956\nAMOS T. FERREIRA AND QUARRY BANK,\n        Defendants.\n"
    )
    assert found(text)["AMOS T. FERREIRA"] == "party"


OF_A_FAMILY_TRUST = "_____________________\nAmos T. Ferreira, Trustee of the Ferreira Family Trust\n645 Quayside St.\n"


def test_a_trustee_of_a_family_is_no_official() -> None:
    assert found(OF_A_FAMILY_TRUST, "Amos T. Ferreira")["Amos T. Ferreira"] == "private"


NEXT_ENTRIES = [
    "\n\nVole Lending, LLP, 9315 Quay St., Salem, OR 97301\n",
    "\nVole Bank PLLC, 9315 Quay St., Salem, OR 97301\n",
]


@pytest.mark.parametrize("entry", NEXT_ENTRIES)
def test_who_stands_above_a_company_in_a_matrix_is_no_counsel_of_it(entry: str) -> None:
    text = f"\nAmos Ferreira\n645 Quayside St.\nOssory, VT 05641{entry}"
    assert found(text, "Amos Ferreira")["Amos Ferreira"] == "private"


def test_counsel_whose_office_stands_below_an_empty_row_is_counsel() -> None:
    text = "\nAmos Ferreira\n645 Quayside St.\nOssory, VT 05641\n\nAttorney for Plaintiff\n"
    assert found(text, "Amos Ferreira")["Amos Ferreira"] == "counsel"


PAID = [
    ("12/10/2013 VENMO Mengyao Siong $795.29\n", "Mengyao Siong"),
    ("04-26-1996 CHECK 4046 TO PAO SIONG $670.87\n", "PAO SIONG"),
    ("Remitter GER MOUA  Payee Ossory Health Plan  $929\n", "GER MOUA"),
    ("From: Amos Ferreira\nSent: May 2, 2020\nSubject: keys\n\nMengyao,\nThe rent is due.\n", "Mengyao"),
    ("hey Purificacion, the keys are here.\n", "Purificacion"),
]


@pytest.mark.parametrize(("text", "name"), PAID)
def test_who_is_paid_and_who_is_spoken_to_in_a_message_is_found(text: str, name: str) -> None:
    assert found(text)[name] == "private"


NOT_PAID = ["CHECK 12 TO Ossory Power Company $40.00\n", "ZELLE TO Harbor Bank $5.00\n", "Subject: keys\n\nThanks,\n"]


@pytest.mark.parametrize("text", NOT_PAID)
def test_companies_that_are_paid_are_nobody(text: str) -> None:
    assert found(text) == {}


def test_a_floor_or_suite_directly_below_a_private_name_is_no_office() -> None:
    text = "Amos Ferreira\n645 Quayside St., Floor 8\n\nVole Capital Group\n12 Quay St., Suite 900\n"
    places = [_place(text, "645", "Floor 8"), _place(text, "12 Quay", "Suite 900")]
    model = Finding(0, 13, Kind.PERSON, 0.9, "a")
    roles = [f.role for f in resolve(reading(text), (model, *places)) if f.kind is Kind.ADDRESS]
    assert roles == [Role.UNKNOWN, Role.BUSINESS]


def _place(text: str, first: str, last: str) -> Finding:
    start = text.index(first)
    return Finding(start, text.index(last) + len(last), Kind.ADDRESS, 0.9, "a", why="suite", role=Role.UNKNOWN)


def test_prose_that_speaks_of_a_case_by_its_surname_cites_it() -> None:
    assert found("The dissent in Ex parte Ferreira is not binding.", "Ferreira") == {"Ferreira": "cited"}


def test_a_caption_without_a_court_is_read_where_a_label_stands_above_the_versus() -> None:
    text = "S. MALAE, PETITIONER\nVERSUS\nA.M. FERREIRA\nCiv. No. 17-6398\n\nThe brief has 79 words.\n"
    assert found(text, "A.M. FERREIRA")["A.M. FERREIRA"] == "party"
