"""Names in citations are nobody's of this filing, unless they stand outside too."""

import pytest

from pipeline.detect.people import cite
from tests.detect.people.paper import found

SIDES = [
    ("See Holloway Cas. Ins. Co. v. Brightwater Eng’g & Mfg. Corp., 882 F.2d 463 (9th Cir. 1993).",
     ["Holloway Cas. Ins. Co.", "Brightwater Eng’g & Mfg. Corp"]),
    ("cf. Smith v. Jones, 2011 WL 1234567, at *3", ["Smith", "Jones"]),
    ("as required. Kwai Fun Wong v. United States,\n373 F.3d 952", ["Kwai Fun Wong", "United States"]),
    ("(quoting St. Pierre v. O’Brien, 5 U.S. 3)", ["St. Pierre", "O’Brien"]),
    ("United States ex rel. Hartigan v. Palumbo Bros., Inc., 797 F. Supp. 624",
     ["United States ex rel. Hartigan", "Palumbo Bros., Inc"]),
    ("relies on Barrios v.  Tirado, 204 F.3d 1", ["Barrios", "Tirado"]),
    ("relies on Barrios vy. Tirado, 204 F.3d 1", ["Barrios", "Tirado"]),  # as OCR reads it
]  # fmt: skip


@pytest.mark.parametrize(("text", "sides"), SIDES)
def test_the_sides_of_a_case_are_read_to_their_ends(text: str, sides: list[str]) -> None:
    (case,) = cite.versus(text)
    assert [text[s.start : s.end] for s in case.sides] == sides


@pytest.mark.parametrize("text", ["Darell V. Straugter left.", "saw ANTONIO V. BONNET there", "the v. of it", "a v. B"])
def test_a_middle_initial_is_no_versus(text: str) -> None:
    assert list(cite.versus(text)) == []


def test_short_forms_before_a_reporter_are_cases() -> None:
    text = "The rule is clear. Trelawney, 14 F.4th at 77. So it was in Penhallow, 501 U.S. at 40."
    assert [text[c.start : c.end] for c in cite.short(text, ())] == ["Trelawney", "Penhallow"]


def test_a_second_opinion_is_asked_for_a_case_that_the_rules_do_not_see() -> None:
    text = "as in Ex parte Trelawney 14 F.4th 77 (9th Cir. 2021)"
    assert [text[c.start : c.end] for c in cite.short(text, ())] == ["Trelawney"]


def test_people_in_case_names_are_cited_and_companies_are_nobody() -> None:
    text = "See Rourke v. Acme Trucking, Inc., 12 F.4th 345 (9th Cir. 2021). In Rourke, the court held otherwise."
    assert found(text, "Rourke") == {"Rourke": "cited"}


def test_a_private_person_with_the_name_of_a_cited_case_stays_private() -> None:
    text = (
        "See Rourke v. Penhallow, 12 F.4th 345 (9th Cir. 2021). The patient, Mr. Amos Rourke, fell. "
        "Mr. Rourke was treated. Rourke, 12 F.4th at 350, is not to the contrary."
    )
    assert found(text) == {"Rourke": "cited", "Penhallow": "cited", "Amos Rourke": "private"} | {"Rourke": "cited"}


def test_the_parties_of_this_case_are_no_citation() -> None:
    text = (
        "UNITED STATES DISTRICT COURT\nAMOS ROURKE,\nPlaintiff,\nv.\nCITY OF DRURY,\nDefendant.\n"
        "In Rourke v. City of Drury, No. 1:20-cv-0003, the Court ruled. Rourke appealed."
    )
    assert set(found(text).values()) == {"party"}


@pytest.mark.parametrize(
    "text",
    ["Defendant raised a Daubert motion.", "It gave Miranda warnings.", "This is a Terry stop.", "the Brady material"],
)
def test_cases_that_gave_their_names_to_a_rule_are_nobody(text: str) -> None:
    assert found(text, "Daubert", "Miranda", "Terry", "Brady") == {}


def test_the_author_of_an_article_is_an_author() -> None:
    text = "See Akhil R. Desai, The Text Trap, 101 Harv. L. Rev. 12, 14 (1988)."
    assert found(text) == {"Akhil R. Desai": "author"}


@pytest.mark.parametrize(
    "text",
    [
        "It was told. See Orla Fenwick & Tam Quillby, Storm Over the Harbor, The Example Post (Jan. 2, 2017).",
        "Orla Fenwick and Tam Quillby, Rents Rise in U.S. Harbors, Example Times, March 4, 2018, at A1.",
    ],
)
def test_those_who_wrote_a_cited_story_are_authors(text: str) -> None:
    assert found(text, "Orla Fenwick", "Tam Quillby") == {"Orla Fenwick": "author", "Tam Quillby": "author"}


@pytest.mark.parametrize(
    "text",
    [
        "Orla Fenwick, Exhibit A, Deposition (Jan. 2, 2017).",
        "Orla Fenwick, a friend, told the Example Post (Jan. 2, 2017).",
        "Orla Fenwick, Mabel Street, was seen. Storm Over the Harbor, Example Post (Jan. 2, 2017).",
    ],
)
def test_a_name_before_a_dated_paper_that_is_no_story_is_no_author(text: str) -> None:
    assert found(text, "Orla Fenwick")["Orla Fenwick"] == "private"


def test_the_library_of_citations_logs_no_words_of_a_filing(caplog: pytest.LogCaptureFixture) -> None:
    text = "See Vole Institute v. Quarry, 19 F. Supp. 3d 717, 12 (Bankr. D. Id. 1963)."  # it reads `Id.` as another one
    assert list(cite._second_opinion(text, [text.index("19 F.")]))
    assert not caplog.records
