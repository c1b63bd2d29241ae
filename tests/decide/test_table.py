"""Sentences against every policy: the exact text that may still be read."""

from __future__ import annotations

import functools

import pytest

from pipeline.decide import PolicyDecider, Shelf, visible
from pipeline.decide.visible import BOX
from tests.decide.paper import paper

EVERY = Shelf().names()

LAST4_SSN = "frcp-5.2 frcrimp-49.1 frbp-9037 edcal-lr140 cdcal-lr5.2-1 cal-crc1.201 ny-202.5e il-138 wa-gr31 private"
MINOR = "frcp-5.2 frcrimp-49.1 frbp-9037 edcal-lr140 cdcal-lr5.2-1 ny-202.5e fl-2.425 ustc-27 dc-crim49.1 private"
BIRTH_YEAR = "frcp-5.2 frcrimp-49.1 frbp-9037 edcal-lr140 cdcal-lr5.2-1 ny-202.5e fl-2.425 ustc-27 private"
CITY = "frcrimp-49.1 edcal-lr140 cdcal-lr5.2-1 dc-crim49.1 private"
ACCOUNT = (
    "frcp-5.2 frcrimp-49.1 frbp-9037 edcal-lr140 cdcal-lr5.2-1 cal-crc1.201 ny-202.5e il-138 wa-gr31 ustc-27 "
    "dc-crim49.1 private"
)

ELM = "<number:1412> <street:Elm Street>, <unit:Apt. 4>, <city:Fresno>, <state:CA> <zip:93701>"

SENTENCES: list[tuple[str, dict[str, str]]] = [
    # --- numbers
    (
        "Her SSN is «SSN|123-45-6789».",
        {
            LAST4_SSN: "Her SSN is █6789.",
            "tx-trcp21c": "Her SSN is XXX-XX-XXXX.",
            "fl-2.425 ustc-27 nj-1.38-7 mi-1.109": "Her SSN is █.",
            "dc-crim49.1": "Her SSN is SS#.",
        },
    ),
    (
        "SSN «SSN|123 45\n6789», whole.",
        {
            LAST4_SSN: "SSN █\n6789, whole.",
            "tx-trcp21c": "SSN XXX XX XXXX, whole.",
            "fl-2.425 ustc-27 nj-1.38-7 mi-1.109": "SSN █, whole.",
            "dc-crim49.1": "SSN SS#, whole.",
        },
    ),
    (
        "SSN ending in «SSN!remnant_ending|6789».",
        {
            LAST4_SSN: "SSN ending in 6789.",
            "tx-trcp21c": "SSN ending in XXXX.",
            "fl-2.425 ustc-27 nj-1.38-7 mi-1.109": "SSN ending in █.",
            "dc-crim49.1": "SSN ending in SS#.",
        },
    ),
    (
        "ITIN «ITIN|900-70-1234»",
        {
            "frcp-5.2 frcrimp-49.1 frbp-9037 edcal-lr140 cdcal-lr5.2-1 ny-202.5e fl-2.425 il-138 private": "ITIN █1234",
            "cal-crc1.201 wa-gr31 nj-1.38-7 mi-1.109": "ITIN 900-70-1234",
            "tx-trcp21c": "ITIN XXX-XX-XXXX",
            "ustc-27": "ITIN █",
            "dc-crim49.1": "ITIN TID#",
        },
    ),
    (
        "its EIN, «EIN|12-3456789»",
        {
            "ny-202.5e fl-2.425": "its EIN, █6789",
            "tx-trcp21c": "its EIN, XX-XXXXXXX",
            "ustc-27": "its EIN, █",
            "*": "its EIN, 12-3456789",
        },
    ),
    (
        "account «BANK_ACCT|00123-456-78901» at the credit union",
        {
            ACCOUNT: "account █8901 at the credit union",
            "tx-trcp21c": "account XXXXX-XXX-XXXXX at the credit union",
            "*": "account █ at the credit union",
        },
    ),
    (
        "the account ending in «BANK_ACCT!remnant_ending|7719»",
        {
            ACCOUNT: "the account ending in 7719",
            "tx-trcp21c": "the account ending in XXXX",
            "fl-2.425 nj-1.38-7 mi-1.109": "the account ending in █",
        },
    ),
    (
        "Member no. «BANK_ACCT|AB12-CD34E»",
        {ACCOUNT: "Member no. █D34E", "tx-trcp21c": "Member no. XXXX-XXXXX", "*": "Member no. █"},
    ),
    (
        "account «BANK_ACCT|4411»",
        {"tx-trcp21c": "account XXXX", "*": "account █"},
    ),
    (
        "card «CARD|4111 1111 1111 1234», and card «CARD|XXXX-XXXX-XXXX-9876»",
        {
            ACCOUNT: "card █ 1234, and card XXXX-XXXX-XXXX-9876",
            "tx-trcp21c": "card XXXX XXXX XXXX XXXX, and card XXXX-XXXX-XXXX-XXXX",
            "*": "card █, and card █",
        },
    ),
    (
        "policy «INS_POLICY|HO-5567-8812»",
        {
            "private nj-1.38-7": "policy █",
            "ny-202.5e fl-2.425": "policy █8812",
            "*": "policy HO-5567-8812",
        },
    ),
    (
        "licence «DL|D1234567», passport «PASSPORT|987654321»",
        {
            "private cdcal-lr5.2-1 mi-1.109": "licence █, passport █",
            "tx-trcp21c": "licence XXXXXXXX, passport XXXXXXXXX",
            "fl-2.425": "licence █4567, passport █4321",
            "il-138": "licence █4567, passport 987654321",
            "wa-gr31 nj-1.38-7": "licence █, passport 987654321",
            "dc-crim49.1": "licence DL#, passport 987654321",
            "*": "licence D1234567, passport 987654321",
        },
    ),
    ("plate «PLATE|7ABC123»", {"private nj-1.38-7": "plate █", "*": "plate 7ABC123"}),
    (
        "call «PHONE|(559) 555-0142» or write to «EMAIL|m.orozco@post.example»",
        {
            "private": "call █ or write to █",
            "fl-2.425": "call █0142 or write to m█",
            "*": "call (559) 555-0142 or write to m.orozco@post.example",
        },
    ),
    (
        "Tel. «PHONE/counsel|(559) 555-0100», clerk «EMAIL/court|clerk@court.example»",
        {"*": "Tel. (559) 555-0100, clerk clerk@court.example"},
    ),
    # --- dates
    (
        "born «DOB|<month:March> <day:14>, <year:1987>», hired «DATE|May 2, 2010»",
        {
            BIRTH_YEAR: "born █ 1987, hired May 2, 2010",
            "tx-trcp21c mi-1.109": "born █, hired May 2, 2010",
            "dc-crim49.1": "born DOB, hired May 2, 2010",
            "*": "born March 14, 1987, hired May 2, 2010",
        },
    ),
    (
        "DOB «DOB|03/14/87» or «DOB|1987-03-14»",
        {
            BIRTH_YEAR: "DOB █87 or 1987█",
            "tx-trcp21c mi-1.109": "DOB █ or █",
            "dc-crim49.1": "DOB DOB or DOB",
            "*": "DOB 03/14/87 or 1987-03-14",
        },
    ),
    (
        "born in «DOB!remnant_year|1987»",
        {"tx-trcp21c mi-1.109": "born in █", "dc-crim49.1": "born in DOB", "*": "born in 1987"},
    ),
    # --- people
    (
        "The minor, «PERSON/minor#1|<given:Kevin> <surname:Loomis>», and «PERSON/minor#1|<surname:Loomis>'s» bicycle",
        {
            MINOR: "The minor, K.L., and L.'s bicycle",
            "tx-trcp21c": "The minor, █, and █'s bicycle",
            "*": "The minor, Kevin Loomis, and Loomis's bicycle",
        },
    ),
    (
        "Minor: «PERSON/minor#1|<surname:Tran-Quinn>, <given:Mia> <middle:R.>»",
        {MINOR: "Minor: T.Q., M.R.", "tx-trcp21c": "Minor: █", "*": "Minor: Tran-Quinn, Mia R."},
    ),
    (
        "«PERSON/minor#2|<given:Ana> <surname:de la Cruz>, <suffix:Jr.>» was with «PERSON/minor!remnant_initials|T.Q.»",
        {
            MINOR: "A.C. was with T.Q.",
            "tx-trcp21c": "█ was with █",
            "*": "Ana de la Cruz, Jr. was with T.Q.",
        },
    ),
    (
        "«PERSON/private#4|<given:Rosa> <surname:Imhof>» met «PERSON/witness#5|<title:Dr.> <given:Ab> <surname:Eck>».",
        {"private": "█ met █.", "*": "Rosa Imhof met Dr. Ab Eck."},
    ),
    (
        "«PERSON/victim#4|Rosa Imhof»'s statement",
        {"private": "█'s statement", "*": "Rosa Imhof's statement"},
    ),
    (
        "Before «PERSON/judge|Hon. Ida Whitcombe». «PERSON/counsel|Noel Faraday» for «PERSON/party|Lena Oduya»",
        {"*": "Before Hon. Ida Whitcombe. Noel Faraday for Lena Oduya"},
    ),
    (
        "«PERSON/official|Sgt. Pruitt»; «PERSON/expert|A. Keel, MD»; «PERSON/cited|Miranda»; «PERSON/author|Wigmore»",
        {"*": "Sgt. Pruitt; A. Keel, MD; Miranda; Wigmore"},
    ),
    (
        "«PERSON/notary|Uma Senn»; «PERSON/process_server|Gil Roth»; «PERSON/guardian|Ora Lund»; «PERSON/entity|Wells»",
        {"*": "Uma Senn; Gil Roth; Ora Lund; Wells"},
    ),
    ("«PERSON/court_staff|Bea Toll, Clerk»", {"*": "Bea Toll, Clerk"}),
    ("Juror 4, «PERSON/juror|Hal Dunmore»,", {"private": "Juror 4, █,", "*": "Juror 4, Hal Dunmore,"}),
    # --- addresses
    (
        f"lives at «ADDRESS/home|{ELM}» now",
        {
            CITY: "lives at █ Fresno, CA █ now",
            "tx-trcp21c": "lives at █ now",
            "*": "lives at 1412 Elm Street, Apt. 4, Fresno, CA 93701 now",
        },
    ),
    (
        "seen near «ADDRESS/unknown|<number:77> <street:Old Mill Rd.>»",
        {CITY + " tx-trcp21c": "seen near █", "*": "seen near 77 Old Mill Rd."},
    ),
    (
        "To «ADDRESS/home|<care_of:c/o R. Im>, <box:P.O. Box 12>, <city:Taft>, <state:Calif.> <zip:93268-0012>, USA».",
        {
            CITY: "To █ Taft, Calif. █ USA.",
            "tx-trcp21c": "To █.",
            "*": "To c/o R. Im, P.O. Box 12, Taft, Calif. 93268-0012, USA.",
        },
    ),
    (
        "at «ADDRESS/counsel|9 Front St., Suite 2, Fresno, CA 93721»; «ADDRESS/court|2500 Tulare Street»",
        {"*": "at 9 Front St., Suite 2, Fresno, CA 93721; 2500 Tulare Street"},
    ),
    (
        "«ADDRESS/agency|1 Capitol Mall»; «ADDRESS/business|88 Commerce Way»; «ADDRESS/entity|Box 9»",
        {"*": "1 Capitol Mall; 88 Commerce Way; Box 9"},
    ),
    (
        "Plaintiff in pro per, «ADDRESS/pro_se|5 Ash Ct., Delano, CA 93215»; the crash at «ADDRESS/scene|4th and Main»",
        {"*": "Plaintiff in pro per, 5 Ash Ct., Delano, CA 93215; the crash at 4th and Main"},
    ),
    # --- the rest
    (
        "the «TERM|Blue Heron» file, docket «CODE|1:10-cv-1203», No. «LOOKALIKE|123456789», «EXISTING|under a box»",
        {"*": "the █ file, docket 1:10-cv-1203, No. 123456789, █"},
    ),
]


@functools.cache
def decider(policy: str) -> PolicyDecider:
    return PolicyDecider.of(policy)


def expected(cases: dict[str, str], policy: str) -> str:
    found = next((text for names, text in cases.items() if policy in names.split()), cases.get("*"))
    assert found is not None, f"no expectation for {policy}"
    return found.replace("█", BOX)


@pytest.mark.parametrize("policy", EVERY)
@pytest.mark.parametrize(("marked", "cases"), SENTENCES, ids=range(len(SENTENCES)))
def test_sentence_reads_as_the_policy_says(policy: str, marked: str, cases: dict[str, str]) -> None:
    reading, findings = paper(marked)

    decisions = decider(policy).decide(reading, findings)

    assert visible(reading.text, decisions).rstrip("\n") == expected(cases, policy)
    assert [d.finding for d in decisions] == findings
