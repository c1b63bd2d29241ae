"""Invented papers: every mark fits its words, the same seed gives the same text, no class is thin."""

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lab import corpus
from pipeline.lab.court import make, noise, person, place, pool, slot
from pipeline.lab.court.sheet import Edit, Mark, Sheet

CLASSES = {
    "PERSON": "caption capitals gutter_inside word_name initials surname_first suffix signature line_break hyphenated "
    "hispanic_double other_people possessive form docket matrix depo police email medical list cite ocr",
    "ADDRESS": "po_box unit rural fraction no_zip lines street_alone",
}


@pytest.fixture(scope="module")
def papers():
    return make.evaluation()


def test_every_failure_class_stands_at_least_a_hundred_times_in_the_evaluation_text(papers):
    counts = Counter()
    for paper in papers:
        kinds = {(g.start, g.end): g.kind for g in paper.golds if g.kind != "IGNORE"}
        counts.update(f"{kinds[a, b]} {name}" for a, b, name in set(paper.tags) if (a, b) in kinds)
    names = [f"{kind} {name}" for kind, classes in CLASSES.items() for name in classes.split()]
    assert {name: counts[name] for name in names if counts[name] < 100} == {}


def test_marks_lie_in_their_text_without_blanks_at_their_ends_and_names_do_not_overlap(papers):
    for paper in papers:
        last = 0
        for gold in sorted(paper.golds, key=lambda g: g.start):
            shown = paper.text[gold.start : gold.end]
            assert shown
            assert shown == shown.strip()
            if gold.kind in ("PERSON", "ADDRESS"):
                assert gold.start >= last
                last = gold.end


def test_no_slot_is_left_open(papers):
    assert not [p.id for p in papers if "{" in p.text or "}" in p.text]


def test_the_same_seed_gives_the_same_text_in_another_process(papers):
    script = (
        "import hashlib; from pipeline.lab import corpus; from pipeline.lab.court import make;"
        "print(hashlib.sha256('\\n'.join(corpus.write(make.papers(7, 'train', 40))).encode()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    ours = hashlib.sha256("\n".join(corpus.write(make.papers(7, "train", 40))).encode()).hexdigest()
    assert other.stdout.strip() == ours
    assert ours != hashlib.sha256("\n".join(corpus.write(make.papers(8, "train", 40))).encode()).hexdigest()


def test_invented_papers_survive_being_written_and_read(papers):
    line = next(corpus.write(papers[:1]))
    assert corpus.parse(json.loads(line)) == papers[0]


def test_training_and_evaluation_share_no_name_no_street_and_no_template():
    for section in pool.table("names"):
        assert not set(map(pool.fold, pool.words("names", section, "train"))) & set(
            map(pool.fold, pool.words("names", section, "eval"))
        )
    for which in ("all.last", "male.first", "female.first"):
        assert not set(pool.census(which, "train")[0]) & set(pool.census(which, "eval")[0])
    for section in ("street", "town head", "company head", "city"):
        train, held = pool.words("places", section, "train"), pool.words("places", section, "eval")
        assert train
        assert held
        assert not set(train) & set(held)
    train, held = (
        {t for kind, texts in slot.templates(side).items() if kind != "cite" for t in texts if worded(t)}
        for side in ("train", "eval")
    )
    assert len(train) > 100
    assert not train & held


def worded(template):
    """Tell whether a template has words of its own: name and address alone are a form that there is only once."""
    return len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{[^}]*\}", "", template))) > 2


def test_every_template_can_be_filled():
    for side in pool.SIDES:
        case = slot.Case(Random(1), side)
        for kind, texts in slot.templates(side).items():
            for text in texts:
                filled = case.fill(text, layout=kind)
                assert "{" not in filled.text
                assert all(filled.text[m.start : m.end].strip() for m in filled.marks)


def test_phones_mail_and_social_security_numbers_are_fictional(papers):
    for paper in papers:
        for gold in paper.golds:
            shown = paper.text[gold.start : gold.end]
            misread = any(name == "ocr" for a, b, name in paper.tags)
            if gold.kind == "EMAIL" and not misread:
                assert shown.lower().endswith(".example")
            if gold.kind == "PHONE" and not misread:
                assert "5550" in "".join(c for c in shown if c.isdigit())
            if gold.kind == "SSN" and not misread:
                assert shown[:3] in ("000", "666") or shown[0] == "9"


@pytest.mark.parametrize("people", [person.ANGLO, person.WORDS, *pool.peoples()])
@pytest.mark.parametrize("side", pool.SIDES)
def test_people_of_every_origin_have_every_form(people, side):
    rng = Random(3)
    for _ in range(20):
        who = person.person(rng, side, people=people)
        for form in person.FORMS:
            shown = who.form(form, rng)
            assert shown == " ".join(shown.split())
            assert pool.fold(who.surname) in pool.fold(shown) or form.startswith("first")


def test_addresses_come_in_every_form():
    rng = Random(5)
    kinds = {place.address(rng, "train")[1] for _ in range(800)}
    assert {"street", "unit", "po_box", "rural", "fraction", "no_zip", "lines", "capitals"} <= kinds


WORDS = "Tomas Quill, of 12 Elm Street, met Ana Maria Brandt in the long corridor of the courthouse on Monday"


def sheet():
    marks = [Mark(WORDS.index(w), WORDS.index(w) + len(w), "PERSON") for w in ("Tomas Quill", "Ana Maria Brandt")]
    return Sheet("\n".join([WORDS] * 3), tuple(marks))


def letters(text):
    return "".join(c for c in text if c.isalpha())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(20, 60), st.sampled_from(["prefix", "alternate", "block", "dots"]))
def test_marks_keep_their_words_through_printing(seed, width, style):
    rng = Random(seed)
    printed = noise.gutter(noise.wrap(sheet(), rng, width=width, hyphens=0.3), rng, style=style)
    shown = [letters(printed.text[m.start : m.end]) for m in printed.marks]
    assert shown == ["TomasQuill", "AnaMariaBrandt"]
    flowed = printed.flowed()
    assert [letters(flowed.text[m.start : m.end]) for m in flowed.marks] == ["TomasQuill", "AnaMariaBrandt"]


def test_an_edit_inside_a_mark_grows_it_and_one_before_it_moves_it():
    moved = Sheet("ab Quill cd", (Mark(3, 8, "PERSON"),)).edited([Edit(0, 2, "abcd"), Edit(5, 0, "--")])
    (mark,) = moved.marks
    assert moved.text[mark.start : mark.end] == "Qu--ill"


def test_misreading_changes_words_and_keeps_marks_on_them():
    noisy = noise.ocr(sheet(), Random(4), rate=0.2)
    assert noisy.text != sheet().text
    first = noisy.text[noisy.marks[0].start : noisy.marks[0].end]
    assert sum(a != b for a, b in zip(first, "Tomas Quill", strict=False)) < 11
    assert noisy.marks[0].start == 0


@pytest.mark.parametrize(
    ("templates", "roles"),
    [
        (["{pla} owned the house."], ["private"]),
        (["{pla} owned the house.", "Plaintiff {pla.last} objects."], ["party", "party"]),
        (["Plaintiff {pla} sold it to {def?}."], ["party", "private"]),
        (["Mother, {new.party}, was there."], ["private"]),
        (["When {off.last} knocked, nobody came."], ["private"]),
        (["Deputy {off.last} knocked."], ["official"]),
        (["{jud} wrote it."], ["judge"]),
    ],
)
def test_a_role_that_no_words_of_a_paper_tell_is_nobodys_there(templates, roles):
    case = slot.Case(Random(3), "eval")
    sheets = [case.fill(template, layout="prose") for template in templates]
    assert [m.role for sheet in sheets for m in case.settled(sheet).marks] == roles
