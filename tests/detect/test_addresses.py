"""Addresses: found whole wherever they stand, split with exact offsets, and not seen where there are none."""

import pytest

from pipeline.detect.address import addresses
from pipeline.detect.sheet import Place, Sheet
from pipeline.nouns import Finding, Kind, Role
from tests.detect.marked import compare, parse


def find(text: str, *places: Place) -> list[Finding]:
    return sorted(addresses(Sheet(text, places)), key=lambda f: f.start)


WHOLE = [
    # state and ZIP at the end
    "He resides at {ADDRESS 2107 Willow Creek Drive, Bakersfield, CA 93301}.",
    "He resides at {ADDRESS 2107 Willow Creek Drive, Apt. 4B, Bakersfield, California 93301-1234}, with Ana.",
    "Marisol Quintanilla\n{ADDRESS 645 Griswald St., Ste. 2202\nDetroit, MI 48226}\nTelephone: (213) 555-0142",
    "Marisol Quintanilla\n{ADDRESS 363 W. Big Pine Rd.,\nSuite 300\nTroy, Michigan 48084}\n",
    "MARISOL QUINTANILLA\n{ADDRESS 2107 WILLOW CREEK DRIVE\nBAKERSFIELD CA 93301}\n",
    "mailed to {ADDRESS 104 s walnut rr 1 box 297 monee il 60449}, postage prepaid",
    "served at {ADDRESS P.O. Box 628, Lake Butler, FL 32054-0628}",
    "{ADDRESS Post Office Box 12\nFresno, CA 93701}",
    "{ADDRESS 4132 30th Ave. SW, Suite 100\nP.O. Box 10247\nFargo, ND 58106-0247}",
    "{ADDRESS One East Fourth Street, Suite 1400\nCincinnati, OH 45202}",
    "{ADDRESS HC 61 Box 20\nSalmon, ID 83467}",
    "{ADDRESS RR 2 Box 15, Lowell, VT 05847}",
    "{ADDRESS Route 1, Box 44, Lowell, VT 05847}",
    "{ADDRESS 91 1/2 Cherry Lane, Bisbee, AZ 85603}",
    "{ADDRESS 91 ¼ Cherry Lane, Bisbee, AZ 85603}",
    "Ana Roe\n{ADDRESS 1203 2 Cherry Lane\nBisbee, AZ 85603}",  # what OCR makes of a half
    "Ana Roe\n{ADDRESS 1203 % Cherry Lane\nBisbee, AZ 85603}",
    "Ana Roe\n{ADDRESS 19 Cherry Lane, Bisbee, AZ\n©\n85603}\n03/14/2016",  # a speck between two lines of a cell
    "Ana Roe lives at {ADDRESS 1203 2 Cherry Lane} now",
    "Ana Roe\t{ADDRESS 1203 % Cherry Lane}\t4417",
    "12 {ADDRESS 2 Cherry Lane, Bisbee, AZ 85603}",  # a line's number
    "{ADDRESS N1234 W567 Tree Tops Dr\nGermantown, WI 53022}",
    "{ADDRESS W156N8480 Pilgrim Road, Menomonee Falls, WI 53051}",
    "{ADDRESS 3765 West 5400 South, Kearns, UT 84118}",
    "{ADDRESS PSC 802 Box 74\nAPO AE 09499-0074}",
    "{ADDRESS Unit 2050 Box 4190, APO AP 96278}",
    "{ADDRESS USS Example\nFPO AP 96691}",
    "{ADDRESS Urb. Las Gladiolas\n150 Calle A\nSan Juan, PR 00926-3232}",
    "{ADDRESS 950 Pennsylvania Avenue, NW, Washington, D.C.  20530-0001}",
    "{ADDRESS N6W23001 Tree Tops Rd, Waukesha, WI 53188}",
    "Ana Roe\t{ADDRESS FM 170 Box 77, Marfa, TX 79843}",
    "{ADDRESS County Road 2214 #30, Cleveland TX 77327}",
    "{ADDRESS Carr. 181 KM 4.2, Bo. Jacaguas, Juana Diaz, PR 00795}",
    "Jo Vance\t(801) 555-0101\nTy Bly\t{ADDRESS 455 W 100 N\nLogan, UT 84321}",
    "The apartment at {ADDRESS 620 E. 9th} was searched.",
    "Ana lives at {ADDRESS 2231 Hazel.} He gave no other.",
    "{ADDRESS 4410 State Highway 16, Eutaw, AL 35462}",
    "{ADDRESS 11950 FM 998, Dalhart, TX 79022}",
    "{ADDRESS 0 COUNTY ROAD MM, AMHERST JUNCTION, WI 54407}",
    "{ADDRESS 1200 Avenue of the Americas, New York, New York 10036}",
    "{ADDRESS 304 North Llano, Fredericksburg, TX 78624}",
    "{ADDRESS 3 MAIN ST STE 208 NORWALK CT 6851}",
    "{ADDRESS Suite 200, 350 W. Hubbard St., Chicago, IL 60654}",
    "{ADDRESS c/o Ana Roe, 12 Elm Street, Reno, NV 89501}",
    "{ADDRESS 10151 DEERWOOD BOULEVARD BUILDING 100, SUITE 120\nJACKSONVILLE, FLORIDA 32256}",
    "{ADDRESS 2107 Willow Creek Drive\tBakersfield\tCA\t93301}",
    "{ADDRESS 2107 Willow Creek Drive\n12 Bakersfield, CA 93301}",
    "{ADDRESS 12 Elm St., Apt. 3, Reno, NV 89501}; {ADDRESS 14 Oak Ave., Reno, NV 89502}",
    "{ADDRESS 12 Elm St.\nReno, NV 89501}\n{ADDRESS 14 Oak Ave.\nReno, NV 89502}",
    "3. {ADDRESS 12 Elm Street, Las Vegas, NV 89109}",
    "On May 4, 2011, at {ADDRESS 12 Elm Street, Isle of Palms, SC 29451}, he fell",
    "State Bar No. 123456\n{ADDRESS 12 Elm Street, Reno, NV 89501}",
    "Case No. 11-34325\n{ADDRESS 219 South Dearborn Street, Suite 873\nChicago, IL 60604}",
    "was in {ADDRESS/zip_only Ravenswood, IL 60015}, then",
    "Bay Credit Union\n{ADDRESS 225 Kestrel Drive\nRacine, WI 53402}",
    "MS. ANA ROE\n{ADDRESS 800 West Larch Street, Suite 1900\nBoise, Idaho 83702}",
    "Department of Water\n{ADDRESS 100 N. Genesee Street\nWaukegan, IL 60085}",
    "{ADDRESS 53 W. Harbinger Blvd., Chicago, 1L 60604}",
    "{ADDRESS 12 Elm Street, Dayton, 0H 45439}",
    # without ZIP
    "lives at {ADDRESS 2107 Willow Creek Dr.}",
    "lives at {ADDRESS 2107 Willow Creek Drive, Bakersfield, California}, with",
    "lives at {ADDRESS 2107 Willow Creek Drive, Apt. 4, Bakersfield, Calif.}",
    "went to {ADDRESS 500 Broadway} and",
    "at {ADDRESS One Market Plaza, San Francisco, California}.",
    "at {ADDRESS 4410 State Highway 16}, where",
    "resides at {ADDRESS 304 North Llano}, which",
    "lives at {ADDRESS 12 elm street} in Fresno",
    "home address: {ADDRESS 2107 WILLOW CREEK DR}",
    "Address: {ADDRESS 2107 Willow Creek Dr #4}",
    "{ADDRESS P.O. Box 146}, to which",
    "{ADDRESS 9339 CHERRY VALLEY\n AVE., #78\nCaledonia, MI 49316}",
    "{ADDRESS 700 13th Street, NW}",
    "{ADDRESS 12 Elm Street, 3rd Floor}",
    "{ADDRESS 17 Via Del Norte}, La Jolla",
    "{ADDRESS 12 St. Andrews Road}",
    "{ADDRESS 1313 West 8th Street}",
    "{ADDRESS 3765 West 5400 South}",
    "his house at {ADDRESS 12 Elm Street, Reno, Nevada}. Officer Lane came.",
    # abroad
    "{ADDRESS 221 Rue Saint-Paul, Montréal, QC H2Y 1Z5}",
    "{ADDRESS 10 Example Street, London SW1A 2AA}",
    "{ADDRESS Calle Cinco de Mayo No. 123, Col. Centro}",
    "{ADDRESS Hauptstraße 5, 10115 Berlin}",
    # scenes
    "at the intersection of {ADDRESS/intersection Elm Street and Fifth Avenue}, a car",
    "in the {ADDRESS/block 1400 block of Elm Street}",
]

NONE = [
    "24 Page 1 of 3 UNITED STATES DISTRICT COURT",
    "24 UNITED STATES DISTRICT COURT",
    "25\n26\n27 IN THE UNITED STATES DISTRICT COURT\nFOR THE EASTERN DISTRICT OF CALIFORNIA",
    "982 F.2d 363, 368 (9th Cir. 1992)",
    "Doe v. Roe, 530 U.S. 15, 20 (2000)",
    "491 US 524",
    "120 S. Ct. 2348",
    "123 Mass. App. Ct. 456",
    "12 Cal. App. 4th 345",
    "2011 Cal. LEXIS 12345",
    "2008 WL 12345",
    "42 U.S.C. § 1983",
    "42 U.S.C. 1983",
    "120 Stat. 555",
    "28 C.F.R. 16.5",
    "Sandpiper Court is a street",
    "the Court on December 15, 2011",
    "Dated: December 15, 2011",
    "within 15 days",
    "15 Court days",
    "On May 3 Officer Lane arrived",
    "On May 3, 2011 Main Street was closed",
    "In 2011 Main Street was closed",
    "Exhibit 12 Court Street photograph",
    "Page 3 Park Avenue Deposition",
    "Count 3 Breach of Contract",
    "No. 5 Superior Court",
    "3 Superior Court judges",
    "DEF000123 CA",
    "1:10-cv-1203-AWI-JLT",
    "Case 1:10-cv-01203 Document 79 Filed 12/15/11 Page 3 of 9",
    "paid $12,000 in 2011 or 12345 in 2012",
    "one street over, in two places",
    "One Way Street signs",
    "3 Officers Drive home every night",
    "12 Jurors",
    "(9th Cir. 1999)",
    "2 Fed. Cir. 3",
    "Local Rule 110",
    "Interstate 5",
    "a 9 mm Glock",
    "Fed. R. Civ. P. 5.2(a)(1)",
    "10 Via Facsimile and U.S. Mail",
    "Robert St. Pierre, 34, of Reno",
    "at 11 60604 files",
    "Student ID 90012",
    "of 1203 % Reno holds",
    "rose 100 % Main Motion denied",
]


@pytest.mark.parametrize("marked", WHOLE)
def test_an_address_is_found_whole(marked: str) -> None:
    text, spans = parse(marked)

    compare(text, find(text), spans)


@pytest.mark.parametrize("text", NONE)
def test_what_only_resembles_an_address_is_left_alone(text: str) -> None:
    assert [text[f.start : f.end] for f in find(text)] == []


PARTS = [
    (
        "2107 Willow Creek Drive, Apt. 4B, Bakersfield, California 93301-1234",
        "number=2107 street=Willow Creek Drive unit=Apt. 4B city=Bakersfield state=California zip=93301-1234",
    ),
    ("12 Elm Street\nSalt Lake City, UT 84118", "number=12 street=Elm Street city=Salt Lake City state=UT zip=84118"),
    ("P.O. Box 628, Lake Butler, FL 32054", "box=P.O. Box 628 city=Lake Butler state=FL zip=32054"),
    ("lives at 2107 Willow Creek Drive", "number=2107 street=Willow Creek Drive"),
    ("2107 Willow Creek Drive, Reno, Nevada", "number=2107 street=Willow Creek Drive city=Reno state=Nevada"),
    ("lived in Ravenswood, IL 60015", "city=Ravenswood state=IL zip=60015"),
    (
        "c/o Ana Roe, 12 Elm Street, Reno, NV 89501",
        "care_of=c/o Ana Roe number=12 street=Elm Street city=Reno state=NV zip=89501",
    ),
    (
        "950 Elm Avenue, NW, Washington, D.C.  20530",
        "number=950 street=Elm Avenue, NW city=Washington state=D.C. zip=20530",
    ),
    ("91 1/2 Cherry Lane, Bisbee, AZ 85603", "number=91 1/2 street=Cherry Lane city=Bisbee state=AZ zip=85603"),
    (
        "12 Elm Street, #4, New York, New York 10036",
        "number=12 street=Elm Street unit=#4 city=New York state=New York zip=10036",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_an_address_is_split_into_its_parts_with_exact_offsets(text: str, expected: str) -> None:
    (finding,) = find(text)

    assert " ".join(f"{p.label}={text[p.start : p.end]}" for p in finding.parts) == expected


@pytest.mark.parametrize("marked", WHOLE)
def test_parts_leave_out_only_blanks_and_punctuation(marked: str) -> None:
    text, _ = parse(marked)

    for finding in find(text):
        if not finding.parts:
            continue
        covered = {i for part in finding.parts for i in range(part.start, part.end)}
        assert finding.role is not Role.SCENE
        assert all(finding.start <= p.start < p.end <= finding.end for p in finding.parts)
        assert not [text[i] for i in range(finding.start, finding.end) if text[i].isalnum() and i not in covered]


def test_a_name_after_a_street_never_passes_for_a_city() -> None:
    text = "He lives at 2107 Willow Creek Drive, Marisol Quintanilla said."
    name = text.index("Marisol")

    (finding,) = find(text, Place(name, name + len("Marisol Quintanilla"), "PERSON"))

    assert text[finding.start : finding.end] == "2107 Willow Creek Drive"


def test_a_city_alone_after_a_street_counts_when_a_model_or_the_filing_knows_it() -> None:
    text = "He lives at 2107 Willow Creek Drive, Bakersfield."
    city = text.index("Bakersfield")

    (unknown,) = find(text)
    (by_model,) = find(text, Place(city, city + 11, "LOCATION"))
    by_filing = find("The office in Bakersfield, California, is shut. " + text)[-1]

    assert text[unknown.start : unknown.end].endswith("Drive")
    assert text[by_model.start : by_model.end].endswith("Bakersfield")
    assert by_filing.parts[-1].label == "city"


def test_a_trained_model_adds_what_the_rules_do_not_see() -> None:
    text = "met Ana, 77 Quarterhorse, all winter"
    start = text.index("77")

    (finding,) = find(text, Place(start, start + len("77 Quarterhorse"), "ADDRESS"))

    assert (finding.start, finding.why) == (start, "model")


@pytest.mark.parametrize("end", [",", " October"])
def test_a_time_behind_an_address_is_no_part_of_what_a_model_calls_one(end: str) -> None:
    text = "called at 77 Quarterhorse in October 2024, and again"
    start = text.index("77")

    (finding,) = find(text, Place(start, text.index(end), "ADDRESS"))

    assert text[finding.start : finding.end] == "77 Quarterhorse"


def test_where_somebody_paid_is_no_address_though_a_model_calls_it_one() -> None:
    text = "09/24\tDebit card 4417 Ferryman Fuel #31, Bellevue WA\t51.09\t2,923.02"
    start = text.index("4417")

    assert find(text, Place(start, text.index("\t51"), "ADDRESS")) == []


@pytest.mark.parametrize("words", ["145 million docket", "https://docs.example/story?id=2779", "12 thousand King"])
def test_quantities_and_web_addresses_are_no_homes_though_a_model_calls_them_one(words: str) -> None:
    text = f"it holds {words} entries"
    start = text.index(words)

    assert find(text, Place(start, start + len(words), "ADDRESS")) == []


def test_a_number_that_ends_a_row_of_a_table_begins_no_home_though_a_model_says_so() -> None:
    text = "Examination by Ms. Roe\t71\nHARGREAVE REPORTING\t(208) 555-0199"
    place = text.index("71")

    assert find(text, Place(place, text.index("\t(208"), "ADDRESS")) == []


def test_a_block_that_a_rule_reads_stays_a_scene_where_a_model_calls_more_of_it_an_address() -> None:
    text = "Market lot, 1800 blk Tolliver Road\nREPORTING OFFICER / ID"
    start = text.index("1800")

    (finding,) = find(text, Place(start, text.index(" ID"), "ADDRESS"))

    assert (text[finding.start : finding.end], finding.role) == ("1800 blk Tolliver Road", Role.SCENE)


ROLES = [
    ("He resides at 12 Elm Street, Reno, NV 89501", Role.HOME, "resides"),
    ("Home address: 12 Elm Street", Role.HOME, "resides"),
    ("Officers responded to 12 Elm Street, Reno, NV 89501", Role.SCENE, "scene"),
    ("Clerk of the Court\nUnited States Courthouse\n12 Elm Street\nReno, NV 89501", Role.COURT, "court_line"),
    ("Law Offices of Ana Roe\n12 Elm Street\nReno, NV 89501", Role.COUNSEL, "law_line"),
    ("Reno Police Department\n12 Elm Street\nReno, NV 89501", Role.AGENCY, "agency_line"),
    ("Acme Widgets, Inc.\n12 Elm Street\nReno, NV 89501", Role.BUSINESS, "business_line"),
    ("Ana Roe\n12 Elm Street, Apt. 4\nReno, NV 89501", Role.UNKNOWN, "apt"),
    ("Ana Roe\n12 Elm Street, Suite 4\nReno, NV 89501", Role.UNKNOWN, "suite"),
    ("Ana Roe\nP.O. Box 12\nReno, NV 89501", Role.UNKNOWN, "po_box"),
    ("Ana Roe\n12 Elm Street\nReno, NV 89501", Role.UNKNOWN, "street"),
    ("The trustee's deed conveys the land at 12 Elm Street, Reno, NV 89501", Role.UNKNOWN, "street"),
    ("Ana Roe, Trustee of the Family Trust\n12 Elm Street\nReno, NV 89501", Role.UNKNOWN, "street"),
    ("Standing Trustee\n12 Elm Street\nReno, NV 89501", Role.AGENCY, "agency_line"),
    ("A nurse at Quarry Clinic left after he walked with her to 12 Elm Street, Reno, NV 89501", Role.UNKNOWN, "street"),
    ("She works at Quarry Clinic, 12 Elm Street, Reno, NV 89501", Role.BUSINESS, "business_line"),
    ("Dr. Ana Roe evaluated Vole at 12 Elm Street, Reno, NV 89501", Role.BUSINESS, "seen_there"),
]


@pytest.mark.parametrize(("text", "role", "why"), ROLES)
def test_words_around_an_address_hint_at_what_it_is(text: str, role: Role, why: str) -> None:
    (finding,) = find(text)

    assert (finding.role, finding.why, finding.kind) == (role, why, Kind.ADDRESS)


HARD = [
    "CA 93301 " * 11_000,
    "12 Elm " * 14_000,
    "12 Elm Street " * 7_000,
    "12 Elm Street, Reno, NV 89501 " * 3_000,
    "One " * 25_000,
    "A" * 100_000,
    "1" * 100_000,
    "12 " * 33_000,
    "Aa " * 33_000 + "CA 93301",
    "P.O. Box " * 11_000,
    "lives at " * 11_000,
    "Calle Aa " * 11_000,
    "12 Elm Street, " * 7_000,
    "intersection of Elm " * 5_000,
    "\n" * 100_000,
    "12 A1A 1A1 " * 9_000,
    "c/o " * 25_000,
]


@pytest.mark.parametrize("text", HARD, ids=lambda t: repr(t[:14]))
@pytest.mark.timeout(60)
def test_no_text_makes_the_search_slow(text: str) -> None:
    find(text)
