"""The calls for Python programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import api
from pipeline.errors import ConfigError, OutputError, UsageError
from tests.builders import filed

TEXT = (
    "  1   Before the Honorable Prudence Oakhollow, United States District Judge.\n"
    "  2   My name is Zebulon Quarrelsome. I am a nurse and I live at 14 Larkspur\n"
    "  3   Lane, Fresno, California 93701. My Social Security number is 000-12-3456.\n"
    "  4   I declare under penalty of perjury that the foregoing is true.\n"
)


@pytest.fixture(scope="module")
def found() -> list[api.Found]:
    return api.find(TEXT)


def words(found: list[api.Found]) -> dict[str, api.Found]:
    return {" ".join(TEXT[f.start : f.end].split()): f for f in found}


def test_a_kept_name_is_returned_with_its_role_and_nothing_to_burn(found: list[api.Found]) -> None:
    judge = words(found)["Prudence Oakhollow"]
    assert (judge.kind, judge.role, judge.action, judge.burn) == ("PERSON", "judge", "keep", ())


def test_an_identifier_has_the_offsets_of_the_text_as_given(found: list[api.Found]) -> None:
    number = words(found)["000-12-3456"]
    assert number.start == TEXT.index("000-12-3456")
    assert number.kind == "SSN"
    assert [TEXT[a:b] for a, b in number.burn] == ["000-12-"]


def test_an_address_that_runs_over_a_numbered_line_is_burned_on_both(found: list[api.Found]) -> None:
    burned = "".join(TEXT[a:b] for f in found if f.kind == "ADDRESS" for a, b in f.burn)
    assert "14 Larkspur" in burned
    assert "Lane" in burned


def test_findings_come_in_order_and_burn_only_what_they_cover(found: list[api.Found]) -> None:
    assert found == sorted(found, key=lambda f: f.start)
    assert all(f.start <= a < b <= f.end for f in found for a, b in f.burn)


def test_terms_and_the_policy_count() -> None:
    text = "The codename was Heliotrope. Zebulon Quarrelsome, a neighbor, testified."
    (term,) = [f for f in api.find(text, policy="frcp-5.2", terms=("heliotrope",)) if f.kind == "TERM"]
    assert text[term.start : term.end] == "Heliotrope"
    assert term.burn == ((term.start, term.end),)
    kept = api.find(text, terms=("heliotrope",), keep_terms=("Zebulon Quarrelsome",))
    assert {f.action for f in kept if f.kind == "PERSON"} == {"keep"}


def test_a_policy_that_burns_dates_has_them_looked_for(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\ninherits = "private"\n[rules.DATE]\naction = "full"\ncite = "an order"\n')
    text = "The harbor was dredged on 12 March 2002."

    (date,) = api.find(text, policy=str(own))

    assert (date.kind, date.action, text[date.start : date.end]) == ("DATE", "full", "12 March 2002")
    assert api.find(text) == []


def test_an_unknown_policy_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        api.find("Nothing.", policy="privat")
    assert "private" in caught.value.hint


def test_redact_writes_a_copy_and_a_record(tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", "Her Social Security number is 000-12-3456, she said.")
    before = source.read_bytes()
    receipt = api.redact(source, tmp_path / "out.pdf", audit=tmp_path / "audit")
    assert receipt.outcome == "released"
    assert receipt.boxes == 1
    assert (tmp_path / "out.pdf").exists()
    assert (tmp_path / "audit" / "audit.jsonl").exists()
    assert source.read_bytes() == before
    with pytest.raises(OutputError):
        api.redact(source, tmp_path / "out.pdf", audit=tmp_path / "audit")


def test_the_public_call_works_also_after_a_part_of_the_room_of_its_name_was_imported(tmp_path: Path) -> None:
    import pipeline
    import pipeline.redact.burn

    source = filed(tmp_path / "a.pdf", TEXT)

    with pytest.raises(OutputError):
        pipeline.redact(source, source)


def test_the_copy_is_looked_at_as_the_court_would_and_split_for_it(tmp_path: Path) -> None:
    pages = [
        " ".join(f"Paragraph {n * page * 7919 % 10007} tells nothing." for n in range(30)) for page in (1, 2, 3, 4)
    ]
    source = filed(tmp_path / "in.pdf", pages, embedded=False)
    audit = tmp_path / "audit"

    whole = api.redact(source, tmp_path / "out.pdf", audit=audit, court="edcal")
    too_large = api.redact(source, tmp_path / "held.pdf", audit=audit, court="edcal", max_mb=0.000_5)
    size = (tmp_path / "out.pdf").stat().st_size
    parts = api.redact(source, tmp_path / "split.pdf", audit=audit, court="edcal", max_mb=size * 0.8e-6, split=True)

    assert (whole.outcome, too_large.outcome) == ("released", "held")
    assert "size.v1" in {check.name for check in whole.checks}
    assert (parts.outcome, parts.parts) == ("released", 2)
    assert sorted(p.name for p in tmp_path.glob("split*")) == ["split-part-1-of-2.pdf", "split-part-2-of-2.pdf"]


def test_splitting_needs_a_court_and_its_limit(tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", TEXT)

    for asked in ({"split": True}, {"max_mb": 1.0}, {"court": "edcal", "split": True}):
        with pytest.raises(UsageError):
            api.redact(source, tmp_path / "out.pdf", audit=tmp_path / "audit", **asked)  # type: ignore[arg-type]
    with pytest.raises(ConfigError):
        api.redact(source, tmp_path / "out.pdf", audit=tmp_path / "audit", court="nowhere")
