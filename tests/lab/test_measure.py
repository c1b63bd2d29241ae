"""Measures on cases small enough to count by hand."""

import json

import pytest

from pipeline.errors import InputError
from pipeline.lab import corpus
from pipeline.lab.corpus import Document, Gold
from pipeline.lab.evaluate import Evaluation, evaluate
from pipeline.lab.measure import Guess, judge, measure, secrets

TEXT = "Mr. Tomas Quill and Ana Brandt live at 12 Elm St., Fairhaven, CA 90001."


def span(text, words, kind, role=""):
    at = text.index(words)
    return Gold(at, at + len(words), kind, role)


def guess(text, words, kind="PERSON", **more):
    at = text.index(words)
    return Guess(at, at + len(words), kind, **more)


def document(*golds, text=TEXT):
    return Document("d", text, golds)


QUILL = span(TEXT, "Mr. Tomas Quill", "PERSON", "private")
BRANDT = span(TEXT, "Ana Brandt", "PERSON", "judge")
HOME = span(TEXT, "12 Elm St., Fairhaven, CA 90001", "ADDRESS", "home")


def test_doing_nothing_scores_recall_zero_and_no_precision_at_all():
    tally = judge(document(QUILL, BRANDT), []).kinds["PERSON"]
    ratios = tally.ratios()
    assert (tally.gold, ratios["any"], ratios["full"], ratios["char"]) == (2, 0.0, 0.0, 0.0)
    assert ratios["precision"] != ratios["precision"], "nothing guessed is not a precision of 0 or 1"


def test_a_perfect_system_scores_one_everywhere():
    guesses = [Guess(g.start, g.end, g.kind) for g in (QUILL, BRANDT, HOME)]
    result = judge(document(QUILL, BRANDT, HOME), guesses)
    for kind in ("PERSON", "ADDRESS"):
        assert set(result.kinds[kind].ratios().values()) == {1.0}
    assert {v.what for v in result.verdicts} == {"full"}


def test_half_a_name_counts_for_any_and_not_for_full():
    ratios = judge(document(QUILL), [guess(TEXT, "Tomas")]).kinds["PERSON"].ratios()
    assert (ratios["any"], ratios["full"], ratios["char"]) == (1.0, 0.0, 0.5)


def test_a_title_need_not_be_covered_and_is_no_mistake_when_it_is():
    bare = judge(document(QUILL), [guess(TEXT, "Tomas Quill")]).kinds["PERSON"].ratios()
    titled = judge(document(span(TEXT, "Tomas Quill", "PERSON")), [guess(TEXT, "Mr. Tomas Quill")]).kinds["PERSON"]
    assert bare["full"] == 1.0
    assert titled.ratios()["precision_char"] == 1.0


def test_a_title_that_is_the_whole_name_counts():
    text = "Justice took the stand."
    ratios = judge(document(span(text, "Justice", "PERSON"), text=text), []).kinds["PERSON"].ratios()
    assert ratios["full"] == 0.0


def test_a_name_covered_by_an_address_guess_is_not_found():
    tally = judge(document(BRANDT), [guess(TEXT, "Ana Brandt", "ADDRESS")]).kinds["PERSON"]
    assert tally.full == 0


def test_two_guesses_may_cover_one_name_together():
    result = judge(document(QUILL), [guess(TEXT, "Tomas"), guess(TEXT, "Quill")])
    assert result.kinds["PERSON"].full == 1
    assert result.kinds["PERSON"].right == 2


def test_a_guess_that_is_mostly_beside_the_name_is_wrong():
    wide = judge(document(BRANDT), [guess(TEXT, "Ana Brandt live at 12 Elm St., Fairhaven")])
    assert wide.kinds["PERSON"].ratios()["precision"] == 0.0
    assert wide.kinds["PERSON"].full == 1
    assert [v.what for v in wide.verdicts] == ["full", "false"]


def test_an_ignored_span_is_neither_right_nor_wrong():
    ignored = Gold(BRANDT.start, BRANDT.end, "IGNORE")
    hit = judge(document(QUILL, ignored), [guess(TEXT, "Tomas Quill"), guess(TEXT, "Ana Brandt")]).kinds["PERSON"]
    missed = judge(document(QUILL, ignored), [guess(TEXT, "Tomas Quill")]).kinds["PERSON"]
    assert hit == missed
    assert hit.ratios()["precision"] == 1.0


def test_an_entity_is_masked_only_when_every_mention_is():
    text = "Tomas Quill came. Quill left. Ana Brandt stayed."
    golds = (
        Gold(0, 11, "PERSON", entity="q", mask="DIRECT"),
        Gold(18, 23, "PERSON", entity="q", mask="DIRECT"),
        Gold(30, 40, "PERSON", entity="b", mask="DIRECT"),
        Gold(41, 47, "MISC", entity="s", mask="NO_MASK"),
    )
    half = judge(Document("t", text, golds), [Guess(0, 11, "PERSON"), Guess(30, 40, "ORG")])
    whole = judge(Document("t", text, golds), [Guess(0, 23, "PERSON"), Guess(30, 40, "ORG")])
    assert half.masked == {"ER_di": (1, 2)}, "whatever kind covers it, it is masked"
    assert whole.masked == {"ER_di": (2, 2)}


def test_a_policy_is_right_when_it_keeps_the_judge_and_burns_the_private_name():
    guesses = [
        guess(TEXT, "Tomas Quill", burn=((4, 15),)),
        guess(TEXT, "Ana Brandt", burn=()),
        guess(TEXT, "12 Elm St., Fairhaven, CA 90001", "ADDRESS", burn=((39, 49), (66, 70))),
    ]
    assert TEXT[39:49] == "12 Elm St."
    assert TEXT[65:70] == "90001"
    result = judge(document(QUILL, BRANDT, HOME), [*guesses[:2], guess(TEXT, "12 Elm", "ADDRESS", burn=((39, 70),))])
    assert result.kept == {"PERSON judge": (1, 1)}
    assert result.burned == {"PERSON private": (1, 1), "ADDRESS home": (1, 1)}
    short = judge(document(QUILL, BRANDT, HOME), guesses)
    assert short.burned["ADDRESS home"] == (0, 1), "one digit of the ZIP code is bare"


def test_a_boxed_judge_and_a_bare_private_name_are_both_wrong():
    result = judge(document(QUILL, BRANDT), [guess(TEXT, "Ana Brandt", burn=((20, 23),))])
    assert result.kept == {"PERSON judge": (0, 1)}
    assert result.burned == {"PERSON private": (0, 1)}
    assert {v.what for v in result.verdicts} >= {"boxed", "bare"}


def test_without_decisions_nothing_is_said_about_a_policy():
    assert judge(document(QUILL), [guess(TEXT, "Tomas Quill")]).burned == {}


def test_roles_are_compared_where_something_was_found():
    result = judge(document(QUILL, BRANDT), [guess(TEXT, "Ana Brandt", role="counsel")])
    assert result.roles == {"PERSON judge>counsel": 1}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("12 Elm St., Fairhaven, CA 90001", ", Fairhaven, CA "),
        ("12 Elm St.\nFairhaven, California 90001-1234", "\nFairhaven, California "),
        ("12 ELM ST FAIRHAVEN CA 90001", " FAIRHAVEN CA "),
        ("12 Elm St., Apt. 4, Port Reed, NY", ", Port Reed, NY"),
        ("12 Elm Street", ""),
        ("Twenty E. Elm Highway\nPort Reed, IL 55936", "\nPort Reed, IL "),
        ("12 ELM ST IN PORT REED, ILL.", " IN PORT REED, ILL."),
        ("12 Elm Way, Port\nReed, Wis.", ", Port\nReed, Wis."),
        ("12 Elm Way, Basement, Port Reed, WI", ", Port Reed, WI"),
    ],
)
def test_all_of_a_home_address_but_city_and_state_must_go(address, kept):
    left = list(address)
    for start, end in secrets(address):
        left[start:end] = [""] * (end - start)
    assert "".join(left) == kept


def test_a_gutter_number_inside_a_home_address_need_not_be_burned():
    rows = ["He lives with his uncle at 12 Elm Street,", "Fairhaven, CA 90001. He works there.", *["He said so."] * 6]
    text = "".join(f"{number}  {row}\n" for number, row in enumerate(rows, 1))
    start, zipped = text.index("12 Elm"), text.index("90001")
    gold = Gold(start, zipped + 5, "ADDRESS", "home")
    burn = ((start, start + len("12 Elm Street")), (zipped, zipped + 5))
    found = Guess(start, zipped + 5, "ADDRESS", "home", burn=burn)
    assert judge(Document("d", text, (gold,)), [found]).burned == {"ADDRESS home": (1, 1)}


def test_classes_are_counted_by_the_spans_that_carry_them():
    tagged = Document("d", TEXT, (QUILL, BRANDT), ((QUILL.start, QUILL.end, "possessive"),))
    assert judge(tagged, [guess(TEXT, "Ana Brandt")]).classes == {"PERSON possessive": (0, 1)}


def test_only_the_system_is_timed_and_words_are_counted():
    seen = []

    def system(text):
        seen.append(text)
        return []

    result = measure([document(QUILL)], system)
    assert seen[1:] == [TEXT], "one call beforehand, so that loading is not timed"
    assert result.words == len(TEXT.split())
    assert result.words_per_second > 0


def lines(tmp_path, *documents):
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(json.dumps(d) for d in documents))
    return path


def test_a_corpus_is_read_with_roles_mentions_and_outside_names_of_kinds(tmp_path):
    path = lines(
        tmp_path,
        {"id": 1, "text": TEXT, "spans": [[0, 3, "PHONE_NUMBER"], [4, 9, "PERSON", "party"]]},
        {"id": 2, "text": "Ana", "spans": [[0, 3, "PERSON"]], "mentions": [["e1", "QUASI"]]},
    )
    first, second = corpus.read(path)
    assert [(g.kind, g.role) for g in first.golds] == [("PHONE", ""), ("PERSON", "party")]
    assert (second.golds[0].entity, second.golds[0].mask) == ("e1", "QUASI")


@pytest.mark.parametrize(
    "bad",
    [
        {"id": 1, "text": "Secretname", "spans": [[0, 99, "PERSON"]]},
        {"id": 1, "text": "Secretname", "spans": [[3, 3, "PERSON"]]},
        {"id": 1, "text": "Secretname", "spans": [[0, 3, "PERSON"]], "mentions": [["a", "QUASI"], ["b", "QUASI"]]},
        {"id": 1, "spans": []},
        ["Secretname"],
    ],
)
def test_a_line_that_does_not_hold_together_is_named_without_its_words(tmp_path, bad):
    with pytest.raises(InputError) as caught:
        corpus.read(lines(tmp_path, {"id": 0, "text": "a", "spans": []}, bad))
    assert "line 2" in caught.value.message
    assert "Secretname" not in str(caught.value)


def test_written_documents_read_back_the_same(tmp_path):
    tagged = Document("7", TEXT, (QUILL, HOME), ((0, 15, "caption"),))
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(corpus.write([tagged])), encoding="utf-8")
    assert corpus.read(path) == (tagged,)


def test_gains_and_losses_are_told_example_by_example(tmp_path):
    path = lines(tmp_path, {"id": "d", "text": TEXT, "spans": [[0, 15, "PERSON"], [20, 30, "PERSON"]]})
    before = evaluate(path, {"ours": lambda text: [Guess(0, 15, "PERSON"), Guess(39, 45, "PERSON")]})
    base = tmp_path / "base.json"
    base.write_text(json.dumps(before.as_dict()))
    after = evaluate(path, {"ours": lambda text: [Guess(20, 30, "PERSON")]})
    told = after.gains_over(base).splitlines()
    assert told[0] == "2 gains, 1 losses"
    assert any(line.startswith("+ full") and "[[Ana Brandt]]" in line for line in told)
    assert any(line.startswith("+ false") and "[[12 Elm]]" in line for line in told)
    assert any(line.startswith("- miss") and "[[Mr. Tomas Quill]]" in line for line in told)


def test_results_as_json_hold_offsets_and_no_words():
    result = judge(document(QUILL, BRANDT), [guess(TEXT, "Ana Brandt live")])
    told = json.dumps(Evaluation((document(),), {"ours": result}).as_dict())
    assert "Quill" not in told + repr(result)
    assert "Brandt" not in told


def test_the_table_has_a_row_for_each_kind_of_ours_and_none_for_others():
    place = span(TEXT, "Fairhaven", "LOCATION")
    shown = Evaluation((), {"ours": judge(document(QUILL, place), [])}).table()
    assert "PERSON" in shown
    assert "LOCATION" not in shown
