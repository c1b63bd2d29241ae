"""The forms as Presidio's operators: same result as the decisions'."""

from __future__ import annotations

import subprocess
import sys

import pytest
from presidio_anonymizer.entities import InvalidParamError, OperatorConfig, RecognizerResult

from pipeline.decide.keep import KEEP
from pipeline.decide.operators import OPERATORS, anonymizer, operator
from pipeline.decide.visible import BOX
from pipeline.nouns import Action, Part

TEXT = "Kevin Loomis, born March 14, 1987, SSN 123-45-6789, of 12 Elm St, Fresno, CA 93701; kl@post.example"


def at(words: str, entity: str) -> RecognizerResult:
    start = TEXT.index(words)
    return RecognizerResult(entity_type=entity, start=start, end=start + len(words), score=1.0)


def test_presidio_engine_reads_like_the_policy() -> None:
    parts = (
        Part("number", 0, 2),
        Part("street", 3, 9),
        Part("city", 11, 17),
        Part("state", 19, 21),
        Part("zip", 22, 27),
    )
    results = [
        at("Kevin Loomis", "PERSON"),
        at("March 14, 1987", "DATE_TIME"),
        at("123-45-6789", "US_SSN"),
        at("12 Elm St, Fresno, CA 93701", "LOCATION"),
        at("kl@post.example", "EMAIL_ADDRESS"),
    ]
    operators = {
        "PERSON": OperatorConfig("prefile_initials"),
        "DATE_TIME": OperatorConfig("prefile_year"),
        "US_SSN": OperatorConfig("prefile_last4"),
        "LOCATION": OperatorConfig("prefile_city_state", {"parts": parts}),
        "EMAIL_ADDRESS": OperatorConfig("prefile_trunc"),
    }

    result = anonymizer().anonymize(TEXT, results, operators)

    assert result.text == (f"K.L., born {BOX} 1987, SSN {BOX}6789, of {BOX} Fresno, CA {BOX}; k{BOX}")


def test_x_token_and_full_box() -> None:
    operators = {
        "SSN": OperatorConfig("prefile_x_each"),
        "PERSON": OperatorConfig("prefile_token", {"token": "Jane Doe"}),
        "EMAIL": OperatorConfig("prefile_full"),
    }
    results = [at("Kevin Loomis", "PERSON"), at("123-45-6789", "SSN"), at("kl@post.example", "EMAIL")]

    text = anonymizer().anonymize(TEXT, results, operators).text

    assert text.startswith("Jane Doe, born")
    assert "SSN XXX-XX-XXXX, of" in text
    assert text.endswith(BOX)


def test_every_form_is_an_operator_and_the_engine_knows_it() -> None:
    assert set(OPERATORS) == set(KEEP)
    assert {f"prefile_{action}" for action in KEEP} <= set(anonymizer().get_anonymizers())


def test_operator_says_what_is_burned_and_what_is_printed() -> None:
    made = operator(Action.INITIALS)().cut("Kevin Loomis", {"entity_type": "PERSON"})

    assert (made.burn, made.overlay, made.remnant) == (((0, 12),), "K.L.", "initials")


@pytest.mark.parametrize(("action", "params"), [(Action.TOKEN, {}), (Action.CITY_STATE, {"parts": [("city", 0, 1)]})])
def test_wrong_parameters_are_refused(action: Action, params: dict[str, object]) -> None:
    with pytest.raises(InvalidParamError):
        operator(action)().validate(params)


def test_deciding_does_not_import_presidio() -> None:
    code = "import sys, pipeline.decide; sys.exit('presidio_anonymizer' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
