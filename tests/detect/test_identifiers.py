"""Identifiers: what must be found, whole and as what, and what must be left alone."""

import pytest

from pipeline.detect.engine import ASIDE
from pipeline.detect.merge import merge
from pipeline.detect.recognizers import RECOGNIZERS, Recognizer
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind
from tests.detect.marked import compare, parse

OFF = ASIDE | {Kind.ADDRESS}


def identify(text: str) -> tuple[Finding, ...]:
    sheet = Sheet(text)
    return merge((f for r in RECOGNIZERS for f in r.find(sheet) if f.kind not in OFF), text)


FOUND = [
    # social security numbers: labelled, whatever the checksum, however split
    "SSN: {SSN/label 000-12-3456}.",
    "Social Security No. {SSN 123 45 6789}",
    "SS# {SSN 123456789}",
    "S.S.N. {SSN 666-12-3456}",
    "Soc. Sec. No.: {SSN 987-65-4321}",
    "his Social Security number is {SSN 123–45–6789}.",
    "Social Security numbers {SSN 000-12-3456} and {SSN 000-12-3457} were used",
    "Social Security number for Jane Q. Roe is {SSN 123-45-6789}",
    "SOCIAL SECURITY NUMBER OF MR. JOHN DOE: {SSN 123456789}",
    "SSN {SSN 123-45-\n6789}",
    "SSN {SSN 123-\t45-6789}",
    "SSN\t{SSN 000-12-3456}",
    "SSN\n{SSN 000-12-3456}\nDOB\n{DOB 1/2/1980}",
    "SSN {SSN OOO-l2-3456}",
    "SSN: {SSN 12B-45-67S9}",
    "SSN {SSN 123-45-XXXX}",
    "SSN {SSN XXX-45-6789}",
    "Jane Roe, {SSN/shape 000-12-3456}, appeared",
    "SSN\tDOB\tName\n{SSN 000-12-3456}\t{DOB 01/02/1980}\tRoe\n{SSN 000 12 3457}\t{DOB 1/3/81}\tDoe",
    "Name    SSN          DOB\nRoe     {SSN 000123456}    {DOB 1/2/80}\nDoe     {SSN 000123457}    {DOB 1/3/80}",
    "SSN/TIN: {SSN 000-12-3456}",
    "SS: {SSN 000/12/3456}",
    "Social Security account number {SSN 000123456}",
    "Social Security No.: ___{SSN 000-12-3456}___",
    "Social Security numbers: (1) {SSN/label 000-12-3456}; (2) {SSN/label 000-12-3457}",
    # taxpayer numbers
    "ITIN {ITIN 912-70-1234}",
    "TIN {ITIN 912-70-1234}",
    "taxpayer identification number {ITIN 123456789}",
    "Jane Roe {ITIN 912-70-1234}",
    "SSN {SSN 912-34-5678}",
    "Taxpayer ID No. {EIN 12-3456789}",
    "EIN: {EIN/label 12-3456789}",
    "Acme Widgets LLC, FEIN {EIN/entity 12-3456789}",
    "Employer Identification Number {EIN 123456789}",
    "Federal Tax ID\t{EIN 12-3456789}",
    # birth dates
    "was born on {DOB March 4, 1987}, in Ohio",
    "DOB: {DOB 3/4/87}",
    "D.O.B. {DOB 03-04-1987}",
    "d/o/b {DOB 1987-03-04}",
    "was born in Fresno, California, on the {DOB 3rd day of March, 1987}.",
    "born at St. Mary Hospital on the {DOB third of March, nineteen hundred eighty-seven}",
    "date of birth\n\n{DOB 3/4/1987}",
    "Birthdate: {DOB 03041987}",
    "Birth Date {DOB O3/O4/l987}",
    "{DOB March 4, 1987} (DOB)",
    "{DOB March 4, 1987} is her date of birth",
    "gave birth to a son on {DOB June 5, 2009}",
    "born {DOB May 5, 2001} and {DOB June 6, 2003}, respectively",
    "born to April Jones on {DOB June 5, 1990}",
    "born in {DOB March 1987}",
    "birthday, {DOB March 4}, came",
    "Name\tDate of Birth\nT.Q.\t{DOB 04-MAR-2005}",
    "died on May 5, 2011; DOB: {DOB 1/2/1950}; DOD: 5/5/2011",
    "DOB: {DOB 04MAR1987}",
    "DOB {DOB 4 Mar 87}",
    "b. {DOB March 4, 1987}",
    "Age/DOB: 24 / {DOB 03/04/1987}",
    "DOB (mm/dd/yyyy): {DOB 03/04/1987}",
    # accounts
    "Account No. {BANK_ACCT 12345678}",
    "Acct. # {BANK_ACCT 0012-345-678}",
    "account number for Jane Roe is {BANK_ACCT 0012345678}",
    "checking account {BANK_ACCT 0012345678}",
    "savings: {BANK_ACCT 00-123-456}",
    "loan no. {BANK_ACCT 77-1234567}",
    "IRA Account Number\t{BANK_ACCT Z12-345678}",
    "IBAN {BANK_ACCT/iban GB82 WEST 1234 5698 7654 32}",
    "Routing No. {LOOKALIKE/routing 021000021}, Account No. {BANK_ACCT 123456789}",
    "Name\tAccount\tPhone\nJane Roe\t{BANK_ACCT 0012345}\t{PHONE 555-0142}\nJo\t{BANK_ACCT 77123456}\t{PHONE 555-0143}",
    "acct ending {BANK_ACCT/remnant_last4 7719}",
    "checking account ending in {BANK_ACCT/remnant_last4 7719}",
    "account xxxx-xxxx-{BANK_ACCT/remnant_last4 1234}",
    "account ****{BANK_ACCT/remnant_last4 1234}",
    "Account No. {BANK_ACCT/remnant_last4 7719}",
    "Account\tBalance\n{BANK_ACCT 000417-33-9902}\t500.00\n{BANK_ACCT 000417-33-9903}\t12,000.00",
    "account {BANK_ACCT 80044-\n179921}, then",
    "Acct\n{BANK_ACCT 80044-179921}\n-00 1,544.00",
    "MRN: {INS_POLICY 00481516} DOB {DOB 07/23/1977}",
    "account number(s) {BANK_ACCT 12345678} and {BANK_ACCT 87654321}",
    "checking account at First Bank, number {BANK_ACCT 12345678}",
    "account ending with the digits {BANK_ACCT/remnant_last4 7719}",
    # cards
    "{CARD/luhn 4111 1111 1111 1111}",
    "{CARD/luhn 3782 822463 10005}",
    "{CARD/luhn 5555555555554444}",
    "Visa {CARD/label 4111-1111-1111-1112}",
    "credit card number {CARD 4111-1111-\n1111-1111}",
    "card ending in {CARD/remnant_last4 4242}",
    # insurance and patients
    "Policy No. {INS_POLICY ABC-1234567}",
    "claim number {INS_POLICY 88-1234567-A}",
    "Member ID: {INS_POLICY XJK123456789}",
    "Group No. {INS_POLICY 88123}",
    "Medicare No. {INS_POLICY 1EG4-TE5-MK73}",
    "MRN {INS_POLICY 00441234}",
    # licences, passports, plates
    "CDL {DL D1234567}",
    "DL# {DL S123-4567-8901}",
    "driver's license number {DL D1234567}",
    "California driver’s license No. {DL D1234567}",
    "Driver License: {DL 12345678} expires 3/4/2012",
    "OLN: {DL H12 345 678}",
    "passport no. {PASSPORT 123456789}",
    "U.S. passport number {PASSPORT C01234567}",
    "license plate {PLATE 7ABC123}",
    "Lic. Plate CA {PLATE 7ABC123}",
    "plate no. {PLATE 7ABC123}",
    "a Honda bearing California license plate number {PLATE 7ABC123}",
    "plate {PLATE ABC 1234}",
    "Tag # {PLATE ABC-1234}",
    "Washington driver's license {DL WDLABCD456DG}",
    "license number {DL/lettered B1234567}",
    "License Plate: (CA) {PLATE 7ABC123}",
    # phones and mail
    "{PHONE (555) 555-0142}",
    "{PHONE (213) 555-0142 ext. 12}",
    "{PHONE 213.555.0142}",
    "{PHONE +1 213-555-0142}",
    "Tel: {PHONE 555-0142}",
    "Fax: {PHONE (213) 555-0199}",
    "phone number {PHONE (213)\n555-0142}",
    "T: {PHONE 213-555-0142} F: {PHONE 213-555-0143}",
    "cell {PHONE 2135550142}",
    "{PHONE +44 20 7946 0958}",
    "{EMAIL jane.roe@mail.example}.",
    "<{EMAIL jane_roe+x@sub.mail.example}>",
    "{EMAIL jane . roe @ mail . example}",
    "{EMAIL jane.roe(at)mail.example}",
    "{EMAIL jane.roe@\nmail.example}",
    # look-alikes are listed
    "{LOOKALIKE/nine_digits 000123456} was stamped",
    "{LOOKALIKE 123 45 6789}",
    "{LOOKALIKE/ein_shape 12-3456789}",
    "{LOOKALIKE/a_number A012 345 678}",
    "alien number {LOOKALIKE/a_number A-012-345-678}",
    "USCIS No. {LOOKALIKE/a_number 012-345-678}",
]
LEFT = [
    "xxx-xx-6789",
    "SSN xxx-xx-6789",
    "SSN: ***-**-6789",
    "the last four digits of his Social Security number are 6789",
    "Social Security number. Doe v. Roe, 123 F.3d 456, 459 (9th Cir. 1999)",
    "Social Security benefits since 2004; 42 U.S.C. 405(g)",
    "Doe, born in 1987, met Roe on March 3, 2011",
    "born and raised in Ohio, was hired on March 4, 2011",
    "hired on March 3, 2011",
    "Date of hire: 3/3/2011. Date of incident: 4/4/2011",
    "died on May 5, 2011",
    "Filed 12/15/11 Page 3 of 9",
    "birth certificate dated March 3, 2011",
    "gave an account of the incident on 3/4/2011",
    "account balance $12,345.67",
    "accounts for 2010-2011",
    "account of 10000 people",
    "Claim No. 12",
    "Claim No. 12-3 filed",
    "policy number 5.2",
    "the Department's policy 310.2",
    "982 F.2d 363, 368 (9th Cir. 1992)",
    "1:10-cv-1203-AWI-JLT",
    "Case No. 123-45-6789",
    "Bates 000123456",
    "DEF000123456",
    "Delano, CA 93215-1234",
    "Certified Mail No. 7012 3050 0001 2345 6789",
    "4111 1111 1111 1112",
    "1,234,567,890",
    "$123456789",
    "Application no. 28045/02",
    "42 U.S.C. § 1983",
    "120 Stat. 555",
    "a plate of 12 tacos",
    "http://user@site.example/~roe",
    "Dkt. 123-4",
    "pages 123-125, 555-556",
    "State Bar No. 123456",
    "555-0142",
    "license to practice law since 1999",
    "State Bar license no. B1234567",
    "year of birth: 1987",
    "Student ID 90012",
]


@pytest.mark.parametrize("marked", FOUND)
def test_an_identifier_is_found_whole_and_as_what_it_is(marked: str) -> None:
    text, spans = parse(marked)

    compare(text, identify(text), spans)


@pytest.mark.parametrize("text", LEFT)
def test_what_only_resembles_an_identifier_is_left_alone(text: str) -> None:
    assert [(text[f.start : f.end], f.kind) for f in identify(text)] == []


def test_a_birth_date_tells_where_month_day_and_year_stand() -> None:
    text = "born on the 3rd day of March, nineteen hundred eighty-seven"

    (finding,) = identify(text)

    assert [(p.label, text[p.start : p.end]) for p in finding.parts] == [
        ("day", "3rd"),
        ("month", "March"),
        ("year", "nineteen hundred eighty-seven"),
    ]


def test_dates_and_codes_are_found_when_asked_for() -> None:
    text = "Application no. 28045/02, lodged on 12 March 2002, Case No. 1:10-cv-1203-AWI, decided in 2009"
    sheet = Sheet(text)

    found = merge((f for r in RECOGNIZERS for f in r.find(sheet) if f.kind in {Kind.DATE, Kind.CODE}), text)

    assert [(text[f.start : f.end], f.kind) for f in found] == [
        ("28045/02", Kind.CODE),
        ("12 March 2002", Kind.DATE),
        ("1:10-cv-1203-AWI", Kind.CODE),
        ("2009", Kind.DATE),
    ]


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda r: r.name)
def test_every_recognizer_has_a_name_with_a_version_and_signs_what_it_finds(recognizer: Recognizer) -> None:
    sheet = Sheet(
        "\n".join(parse(marked)[0] for marked in [*FOUND, "Case No. 1:10-cv-1203-AWI", "12 Elm Street, aged 41"])
    )

    found = list(recognizer.find(sheet))

    assert recognizer.name.rpartition(".")[2].startswith("v")
    assert found
    assert all(f.by == recognizer.name and f.kind in recognizer.kinds and 0 < f.score <= 1 and f.why for f in found)
    assert all(sheet.text[f.start].strip() and sheet.text[f.end - 1].strip() for f in found)


HARD = [
    "1" * 100_000,
    "1-" * 50_000,
    "1 " * 50_000,
    "x" * 100_000,
    "*" * 100_000 + "1234",
    "account " * 25_000,
    "SSN 000-12-3456 " * 12_000,
    "SSN\tDOB\n" * 8_000,
    "a\tb\tc\n" * 33_000,
    "\t" * 100_000,
    " " * 100_000,
    "born in " * 25_000,
    "March " * 33_000,
    "account ending " * 13_000,
    "@" * 50_000,
    "a.b." * 50_000 + "@",
    "(555) " * 33_000,
    "A1-" * 66_000,
    "plate CA " * 22_000,
    "GB82 WEST " * 20_000,
    "\n" * 100_000,
    "Policy No. ABC-" * 13_000,
    "twenty hundred and " * 10_000,
]


@pytest.mark.parametrize("text", HARD, ids=lambda t: repr(t[:12]))
@pytest.mark.timeout(60)
def test_no_text_makes_a_recognizer_slow(text: str) -> None:
    identify(text)
