"""Captions: parties, minors and their guardians, officials, names broken by the other column."""

import pytest

from pipeline.detect.people.caption import captions
from tests.detect.people.paper import found, people

COURT = "UNITED STATES DISTRICT COURT\nDISTRICT OF CALEDON\n"


def test_companies_and_cities_in_a_caption_are_nobody() -> None:
    text = COURT + "SUNRISE TRUCKING, INC.; BANK OF CALEDON; CITY OF DRURY,\nPlaintiffs,\nv.\nACME LLC,\nDefendant.\n"
    assert found(text) == {}


def test_a_minor_and_the_guardian_ad_litem_are_told_apart() -> None:
    text = (
        COURT
        + "KEEVA HASKELL, a minor, by and through her guardian ad litem, ANA HASKELL,\nPlaintiff,\nv.\nX,\nDefendant.\n"
    )
    assert found(text) == {"KEEVA HASKELL": "minor", "ANA HASKELL": "guardian"}


def test_an_official_capacity_makes_an_official_and_an_officer_defendant_a_party() -> None:
    text = COURT + (
        "AMOS ROURKE,\nPlaintiff,\nv.\nOFFICER WILL BOND, individually; MARCUS STOKES, in his official capacity as Chief,\n"  # noqa: E501
        "Defendants.\n"
    )
    assert found(text) == {"AMOS ROURKE": "party", "WILL BOND": "party", "MARCUS STOKES": "official"}


def test_names_in_small_captions_are_found_in_one_row() -> None:
    assert found(COURT + "MAY CHURCH, Plaintiff, v. WILL BOND and JANE ROE-HARGROVE, Defendants.\n") == {
        "MAY CHURCH": "party",
        "WILL BOND": "party",
        "JANE ROE-HARGROVE": "party",
    }


def test_lone_surnames_in_a_caption_are_parties() -> None:
    assert found(COURT + "KOWALCZYK,\nPlaintiff,\nv.\nHARGROVE,\nDefendant.\n") == {
        "KOWALCZYK": "party",
        "HARGROVE": "party",
    }


def test_a_name_broken_by_the_other_column_is_two_pieces_of_one_person() -> None:
    text = COURT + "CONSUELO VARGAS )\tCase No. 1\nDE MONTEMAYOR, )\tORDER\nPlaintiff, )\t\nv. )\t\nCITY OF DRURY )\t\n"
    got = people(text)
    assert [text[f.start : f.end] for f in got] == ["CONSUELO VARGAS", "DE MONTEMAYOR"]
    assert len({f.entity for f in got}) == 1


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("In re:\nROBERT HASKELL and\nANA HASKELL,\nDebtors.\n", {"ROBERT HASKELL": "party", "ANA HASKELL": "party"}),
        (COURT + "In the Interest of KEEVA HASKELL, a minor child.\nORDER\n", {"KEEVA HASKELL": "minor"}),
        (COURT + "ESTATE OF ROBERT HASKELL,\nDecedent.\n", {"ROBERT HASKELL": "party"}),
        ("UNITED STATES OF AMERICA,\nv.\nMHER GASPARYAN,\nCriminal No. 1\n", {"MHER GASPARYAN": "party"}),
    ],
)
def test_matters_without_a_versus_or_a_label_have_parties(text: str, want: dict[str, str]) -> None:
    assert found(text) == want


def test_a_sentence_that_lists_parties_makes_them_parties() -> None:
    text = "PARTIES\nRespondents are Harrow Steel Corporation; Damon T. Hollings; and Odile M. Garfield.\n"
    assert found(text) == {"Damon T. Hollings": "party", "Odile M. Garfield": "party"}


def test_a_label_before_the_versus_of_a_citation_makes_no_caption() -> None:
    text = (
        "The order was issued below. See In Re: Mary E. Tuscane, Debtor, Mary E. Tuscane, Appellant, v. Ann Tracy "
        "Botolph, No. 1:23-CV-13254, 2024 WL 3744547 (D. Mass. Aug. 9, 2024) (citing Perez v. Volvo).\n"
    )
    assert captions(text)[0] == []
