"""Burned values among the words of the saved pages."""

from __future__ import annotations

from pipeline.nouns import Check, Secret
from pipeline.verify.evidence import Papers, Tally, whole
from pipeline.words import Folded, letters

PIECE_DIGITS = 6
"""A burned piece with at least this many digits is hunted by itself: five digits are a ZIP code or a docket number."""


REVERSED, PIECE = "value_left_reversed", "piece_left"


class SecretsOnPages:
    """No burned value stands in the text of the saved pages more often than other decisions keep it.

    Hunted are the whole value, a name with its surname first, and a burned piece
    of a number. What may remain by design (the last four digits, the year, the
    initials, the city) is never hunted by itself.
    """

    name = "secrets_on_pages.v1"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        joined = whole(papers.texts)
        text = Folded(joined)
        tally.saw("pages", len(papers.texts))
        if len(papers.texts) != papers.case.filing.page_count:
            tally.unread("pages")
        tally.saw("characters", len(text.text))
        starts = self._starts(papers.texts)
        places = text.every_place(key for secret in papers.case.secrets for key, _, _ in self._hunted(secret))
        seen: dict[str, list[int]] = {}
        for secret in papers.case.secrets:
            if not letters(secret.value):
                tally.unread("secret_without_letters")
                continue
            tally.saw("secrets")
            for key, allowed, reason in self._hunted(secret):
                if key not in seen:
                    comma = reason == REVERSED
                    seen[key] = [
                        a
                        for a, b in places.get(letters(key), ())
                        if (not comma or "," in joined[a:b]) and not (reason == PIECE and inside_number(joined, a))
                    ]
                if len(seen[key]) > allowed:
                    page = next(i for i in range(len(starts) - 1, -1, -1) if starts[i] <= seen[key][0])
                    tally.fail(reason, page if not allowed else None)
        return tally.check("pages")

    @staticmethod
    def _hunted(secret: Secret) -> list[tuple[str, int, str]]:
        hunted = [(secret.value, secret.expected, "value_left")]
        if secret.expected == 0 and (turned := surname_first(secret.value)):
            hunted.append((turned, 0, REVERSED))
        whole_value = letters(secret.value)
        for piece in secret.burned:
            key = letters(piece)
            if key != whole_value and sum(c.isdigit() for c in key) >= PIECE_DIGITS:
                hunted.append((piece, secret.expected, PIECE))
        return hunted

    @staticmethod
    def _starts(texts: list[str]) -> list[int]:
        starts, at = [], 0
        for text in texts:
            starts.append(at)
            at += len(text) + 1
        return starts


def inside_number(text: str, start: int) -> bool:
    """Tell whether a digit stands directly before a place: the head of one number is not in the middle of another."""
    return start > 0 and text[start].isdigit() and text[start - 1].isdigit()


def surname_first(value: str) -> str:
    """Return a name of two or three words with its last word first, or nothing when it is no such name."""
    words = value.split()
    if not 2 <= len(words) <= 3 or not all(
        w.replace(".", "").replace("'", "").replace("-", "").isalpha() for w in words
    ):
        return ""
    return " ".join([words[-1], *words[:-1]])
