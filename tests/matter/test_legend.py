"""Which papers carry a legend, and which only speak about one."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.matter import legend, sealed
from pipeline.nouns import HowRead, Page, Reading
from tests.fakes import page


def reading(text: str, *, furniture: str = "", ocr: bool = False) -> Reading:
    made: Page = page(text + furniture)
    how = HowRead.OCR if ocr else HowRead.NATIVE
    return Reading.of((dataclasses.replace(made, body_end=len(text), how=how),))


@pytest.mark.parametrize(
    "line",
    [
        "CONFIDENTIAL",
        "Confidential",
        "C O N F I D E N T I A L",
        "HIGHLY CONFIDENTIAL - ATTORNEYS' EYES ONLY",
        "CONFIDENTIAL — SUBJECT TO PROTECTIVE ORDER (Doc. 39)",
        "CONFIDENTIAL INFORMATION PURSUANT TO STIPULATED PROTECTIVE ORDER",
        "CONFIDENTIAL COD000123",
        "[FILED UNDER SEAL]",
        "FILED UNDER SEAL PURSUANT TO COURT ORDER",
        "***CONDITIONALLY UNDER SEAL***",
        "SEALED DOCUMENT",
        "PRIVILEGED AND CONFIDENTIAL",
        "THIS DOCUMENT CONTAINS CONFIDENTIAL INFORMATION",
    ],
)
def test_a_legend_standing_alone_is_one(line: str) -> None:
    text = f"The officer wrote a report.\n{line}\nIt has two pages."
    assert legend.legends(reading(text)) == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "The documents were ordered to be maintained as confidential.",
        "Plaintiffs argue that the misfiled documents were not really all that confidential.",
        "something as basic as creating a segregated file of “confidential” evidence",
        'Pages marked "CONFIDENTIAL" were produced on May 2.',
        "NOTICE OF REQUEST TO SEAL DOCUMENTS",
        "ORDER RE CONFIDENTIALITY OF DISCOVERY",
        "NON-CONFIDENTIAL",
        "NOT CONFIDENTIAL",
        "UNSEALED",
        "CONFIDENTIAL INFORMANTS",
        "Confidential Information means:",
    ],
)
def test_the_word_in_prose_or_in_a_heading_about_it_is_no_legend(text: str) -> None:
    assert legend.legends(reading(f"Before.\n{text}\nAfter.")) == ()


def test_a_legend_in_a_running_head_is_one_beside_other_things() -> None:
    assert legend.legends(reading("Prose.\n", furniture="Case 1:10-cv-1203 CONFIDENTIAL Page 2 of 4")) == (0,)


@pytest.mark.parametrize("line", ["C0NFIDENTlAL", "CONFIDENT1AL", "CONFIDENTIAI", "SUBJECT TO PR0TECTIVE 0RDER"])
def test_a_legend_that_ocr_misread_is_one(line: str) -> None:
    assert legend.legends(reading(f"The report.\n{line}\nTwo pages.", ocr=True)) == (0,)


@pytest.mark.parametrize(
    ("stem", "is_one"),
    [
        ("Exhibit 4 CONFIDENTIAL", True),
        ("exhibitConfidential_v2", True),
        ("declaration-filed-under-seal", True),
        ("ExhibitA_AEO", True),
        ("motion-to-file-under-seal", False),
        ("unsealed-complaint", False),
        ("nonconfidential", False),
        ("notice-of-confidential-settlement", False),
    ],
)
def test_a_legend_in_the_file_name(stem: str, is_one: bool) -> None:
    assert legend.in_name(stem) is is_one


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("PRESENTENCE INVESTIGATION REPORT", "presentence_report"),
        ("Pretrial Services Report", "pretrial_report"),
        ("STATEMENT OF REASONS", "statement_of_reasons"),
        ("SEARCH AND SEIZURE WARRANT", "warrant"),
        ("JUROR QUESTIONNAIRE", "juror_list"),
        ("LIST OF PROSPECTIVE JURORS", "juror_list"),
        ("JUVENILE RECORDS", "juvenile_record"),
        ("PLEA AGREEMENT SUPPLEMENT", "cooperation"),
    ],
)
def test_a_paper_that_is_not_public_is_known_by_its_heading(heading: str, kind: str) -> None:
    assert sealed.types(reading(f"UNITED STATES DISTRICT COURT\n{heading}\nIn the matter of.")) == ((kind, 0),)


@pytest.mark.parametrize(
    "line",
    [
        "MOTION TO SUPPRESS SEARCH WARRANT",
        "The presentence investigation report was served on May 3.",
        "OBJECTIONS TO PRESENTENCE REPORT",
        "statement of reasons",
        "JURY INSTRUCTIONS",
    ],
)
def test_a_paper_about_such_a_paper_is_public(line: str) -> None:
    assert sealed.types(reading(f"UNITED STATES DISTRICT COURT\n{line}\nIn the matter of.")) == ()


def test_a_warrant_whose_return_is_filled_in_is_executed() -> None:
    text = "SEARCH AND SEIZURE WARRANT\nReturn\nExecuted on 05/04/2011 at 6:10 a.m."
    assert sealed.types(reading(text)) == ()
