"""Identifiers as court papers, statements and scans write them: one table by the ways in which they go wrong."""

import pytest

from tests.detect.marked import compare, parse
from tests.detect.test_identifiers import identify

LABELS = [
    # a label outweighs every checksum and every rule on which numbers were issued
    "SSN {SSN 000-00-0000}",
    "SSN: {SSN 666-66-6666}",
    "SSN no. {SSN 999-99-9999}",
    "Social Security Number: {SSN 123-45-6789}",
    "social security no {SSN 078-05-1120}",
    "Defendant's social security number, {SSN 219-09-9999}, appears",
    "Soc Sec # {SSN 000123456}",
    "SSN/ITIN: {SSN 912-70-1234}",
    "ITIN: {ITIN 900-70-0000}",
    "Taxpayer ID: {ITIN 912-70-1234}",
    "EIN {EIN 00-0000000}",
    "FEIN: {EIN 98-7654321}",
    "Employer ID No. {EIN 12-3456789}",
    "Account No. {BANK_ACCT 000000000}",
    "Acct # {BANK_ACCT 1111111111}",
    "Checking account number {BANK_ACCT 00123456789}",
    "savings account no. {BANK_ACCT 5550-1234-99}",
    "Loan No. {BANK_ACCT 0087654321}",
    "mortgage account {BANK_ACCT 7001234567}",
    "Card number {CARD 4111 1111 1111 1112}",
    "credit card no. {CARD 5500-0000-0000-0005}",
    "Visa {CARD 4000123412341234}",
    "Driver's License No. {DL D1234567}",
    "driver license number {DL 99999999}",
    "CDL# {DL X0000001}",
    "Passport No. {PASSPORT 000000000}",
    "passport number {PASSPORT C01234567}",
    "License plate {PLATE 7ABC123}",
    "Plate No. {PLATE ABC 1234}",
    "Policy No. {INS_POLICY HXG-4471-20981}",
    "Member ID {INS_POLICY XYZ123456789}",
    "MRN {INS_POLICY 00481516}",
    "Medical Record No. {INS_POLICY 4417-0093}",
    "Phone: {PHONE 555-0142}",
    "Tel. {PHONE 661-555-0142}",
    "E-mail: {EMAIL a.roe@mail.example}",
    "DOB {DOB 02/29/1983}",
    "D/O/B: {DOB 1-2-79}",
]

BROKEN = [
    # by a line end, a gutter number's gap, a table cell
    "SSN {SSN 000-12-\n3456}",
    "SSN {SSN 000-\n12-3456}",
    "SSN {SSN 000\n12\n3456}",
    "Social Security No.\n{SSN 000-12-3456}",
    "Social\nSecurity\nNumber {SSN 000-12-3456}",
    "Account No. {BANK_ACCT 80044-\n179921}",
    "Account No. {BANK_ACCT 8004 4179\n9210}",
    "Account No. {BANK_ACCT 80044179}\n9210 Main",
    "account number\n{BANK_ACCT 7730-0094-4417}",
    "card {CARD 4111 1111\n1111 1111}",
    "{CARD 4111-1111-\n1111-1111}",
    "DOB {DOB March\n4, 1987}",
    "born {DOB March 4,\n1987}",
    "Tel. {PHONE (661)\n555-0142}",
    "call {PHONE (661) 555-\n0142}",
    "SSN\t{SSN 000-12-3456}\tEmployee",
    "Name\tSSN\nRoe\t{SSN 000-12-3456}\nDoe\t{SSN 000-12-3457}",
    "Name\tAccount No.\nRoe\t{BANK_ACCT 0012345678}\nDoe\t{BANK_ACCT 0012345679}",
    "Name\tDOB\nRoe\t{DOB 1/2/1980}\nDoe\t{DOB 3/4/1981}",
    "Name\tDriver License\nRoe\t{DL D1234567}\nDoe\t{DL D1234568}",
    "DOB\tSSN\tPhone\n{DOB 1/2/1980}\t{SSN 000-12-3456}\t{PHONE 661-555-0142}\nx\ty\tz",
]

SLIPS = [
    # letters that OCR reads for digits; dashes of every length
    "SSN: {SSN O00-12-3456}",
    "SSN: {SSN 000-l2-3456}",
    "SSN: {SSN 000-12-34S6}",
    "SSN: {SSN 0OO-I2-345G}".replace("G", "6"),
    "SSN: {SSN 000—12—3456}",
    "SSN: {SSN 000–12–3456}",
    "SSN: {SSN 000‑12‑3456}",
    "SSN: {SSN 000−12−3456}",
    "SSN: {SSN 000.12.3456}",
    "SSN: {SSN 000 - 12 - 3456}",
    "Jane Roe {SSN/shape 000–12–3456}",
    "Jane Roe {SSN/shape 000 - 12 - 3456}",
    "SSN: {SSN 123-45-678B}",
    "Card no. {CARD 4lll 1111 1111 1111}",
    "Account No. {BANK_ACCT 8OO44-179921}",
    "Phone {PHONE 661–555–0142}",
    "{PHONE 661–555–0142} is hers",
    "Phone {PHONE 66l-555-O142}",
    "EIN {EIN 12–3456789}",
    "DOB {DOB O3/O4/1987}",
    "DOB {DOB 03–04–1987}",
    "DOB {DOB 3/4/l987}",
    "E-mail {EMAIL jane.roe @ mail.example}",
]

CUT = [
    # what an earlier redaction or a statement left
    "account ending {BANK_ACCT/remnant_last4 7719}",
    "account ending in {BANK_ACCT/remnant_last4 7719}",
    "checking account, last four digits {BANK_ACCT/remnant_last4 7719}",
    "card ending in {CARD/remnant_last4 1234}",
    "Visa ending {CARD/remnant_last4 1234}",
    "account xxxx{BANK_ACCT/remnant_last4 7719}",
    "account ****{BANK_ACCT/remnant_last4 7719}",
    "account no. xxxx-xxxx-{BANK_ACCT/remnant_last4 7719}",
    "the last four digits of his account are {BANK_ACCT/remnant_last4 7719}",
    "the last 4 digits of the debit card she used were {CARD/remnant_last4 7719}.",
]

SHAPES = [
    # unlabelled, but of a shape that is nothing else
    "paid with {CARD/luhn 4111 1111 1111 1111} on Monday",
    "paid with {CARD/luhn 5555-5555-5555-4444}",
    "{CARD/luhn 3782 822463 10005}",
    "{CARD/luhn 4111111111111111}",
    "Roe, {SSN/shape 123-45-6789}",
    "{ITIN/shape 912-70-1234}",
    "write to {EMAIL jane_roe+x@mail.example}.",
    "call {PHONE (661) 555-0142} after six",
    "call {PHONE 1-661-555-0142}",
    "call {PHONE +1 661 555 0142}",
    "call {PHONE 661.555.0142 ext. 12}",
    "GB82 is short; {BANK_ACCT/iban GB82 WEST 1234 5698 7654 32}",
]

LISTED = [
    # look-alikes: a person may look, nothing is boxed
    "{LOOKALIKE 123456789} was written on the back",
    "the number {LOOKALIKE 004417093}",
    "{LOOKALIKE 12-3456789} on the form",
    "{LOOKALIKE A 012 345 678}",
    "{LOOKALIKE A012-345-678}",
    "Alien Registration No. {LOOKALIKE A012345678}",
    "Routing No. {LOOKALIKE 123456780}",
    "ABA {LOOKALIKE 123456780}",
    "{LOOKALIKE 000 12 3456} in the margin",
]

BIRTHS = [
    "born {DOB March 4, 1987}",
    "born on the {DOB fourth day of March, 1987}",
    "born on {DOB March fourth, nineteen hundred eighty-seven}",
    "born on {DOB the 4th of March 1987}".replace("{DOB the ", "the {DOB "),
    "date of birth is {DOB 4 March 1987}",
    "Date of Birth: {DOB 1987-03-04}",
    "DOB: {DOB 04-MAR-1987}",
    "DOB: {DOB 03.04.1987}",
    "DOB {DOB 19870304}",
    "Birthdate {DOB Mar. 4, 1987}",
    "birthday is {DOB March 4}",
    "born in {DOB March 1987}",
    "{DOB 03/04/1987} (DOB)",
    "{DOB March 4, 1987}, is her date of birth",
    "twins born {DOB May 1, 2015} and {DOB May 2, 2015}",
]

NOTHING = [
    # docket, Bates and exhibit numbers, statutes, reporters, amounts, hours, lists
    "Case No. 1:23-cv-00417-OVB",
    "No. 24-3-09417-8 SEA",
    "SBMC-000117",
    "HALCYON_0004417",
    "DEF-PAY-000417093",
    "Bates 000417093",
    "Bates No. 000417093",
    "tracking no. 123456789",
    "ZIP 93301-1234",
    "Bakersfield, California 93301-1234",
    "42 U.S.C. § 1983",
    "28 U.S.C. §§ 1331, 1343",
    "410 U.S. 113, 153 (1973)",
    "123 F.3d 456, 789 (9th Cir. 1999)",
    "2019 WL 1234567",
    "$1,234,567.89",
    "$123456789",
    "pages 101-105 and 110",
    "at 10:45:30 a.m.",
    "on March 4, 2021, the incident occurred",
    "hired on 03/14/2016",
    "filed 01/02/2024",
    "from 2016-2019",
    "Fed. R. Civ. P. 5.2(a)(1)",
    "L.R. 140(a)",
    "WSBA No. 99417",
    "State Bar No. 123456",
    "CSR No. 99417",
    "Exhibit 12, page 3456",
    "version 1.2.3.4",
    "ISBN 9780306406157",
    "APN 123-456-789",
    "the card was declined in 2019",
    "account of the events of 2019",
    "the account of Mr. Roe at page 12345",
    "Will and May went to the Church in March",
    "score 12-3",
    "4111 1111 1111 1112 is no card",
    "RE: policy of the school",
    "the plate was empty",
    "in the year nineteen hundred",
    "ended in 2019",
    "last four years 2016",
    "SSN: REDACTED",
    "SSN: XXX-XX-XXXX",
    "Invoice No. 123456789",
    "receipt 123456789",
    "license to practice law",
    "passport to success",
    "born leader of 12 people",
]


@pytest.mark.parametrize("marked", [*LABELS, *BROKEN, *SLIPS, *CUT, *SHAPES, *LISTED, *BIRTHS, *NOTHING])
def test_what_is_found_in_a_line_of_a_filing(marked: str) -> None:
    text, spans = parse(marked)
    compare(text, identify(text), spans)


def test_the_table_is_long() -> None:
    assert len([*LABELS, *BROKEN, *SLIPS, *CUT, *SHAPES, *LISTED, *BIRTHS, *NOTHING]) >= 150
