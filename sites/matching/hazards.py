"""The same hazard in two ledgers of one site: by what it says and the day it was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from sites.book import Hazard
from sites.matching.pairs import Pair, best_pairs
from sites.vocabulary import fold

DOUBTFUL = 80.0
"""Likeness of two texts (0 to 100) from which a person is asked."""

LEAST_WORDS = 12
"""Characters from which a text that stands whole in the other is nearly the same."""

DAYS_APART = 3
"""One ledger may write the day of the visit, the other that of the notice [estimate]."""

DAY_OFF = 4.0
"""Taken off for each day between the two: the same words weeks later are another hazard."""


def same_hazards(left: Sequence[Hazard], right: Sequence[Hazard]) -> tuple[Pair, ...]:
    """Return for each hazard of ``right`` its partner in ``left``, if it has one worth showing.

    The same are hazards of the same words (white space and width aside) and the same day; words
    alike on days near each other, or nearly alike, are doubtful. No hazard of ``left`` is the
    partner of two.
    """
    scored: list[Pair] = []
    texts = [fold(h.what) for h in left]
    by_text = defaultdict(list)
    for i, text in enumerate(texts):
        by_text[text].append(i)
    for j, hazard in enumerate(right):
        alike = list(by_text.get(fold(hazard.what), ()))
        scored += _judged(left, alike, j, hazard) if alike else _nearly(left, texts, j, hazard)
    return best_pairs(scored, margin=DAY_OFF, alone=True)


def _judged(left: Sequence[Hazard], alike: list[int], j: int, hazard: Hazard) -> Iterator[Pair]:
    for i in alike:
        days = _days_apart(left[i].found_on, hazard.found_on)
        if days == 0:
            yield Pair(i, j, 100.0, "same")
        elif days <= DAYS_APART:
            yield Pair(i, j, 100.0 - DAY_OFF * days, "doubtful")


def _nearly(left: Sequence[Hazard], texts: list[str], j: int, hazard: Hazard) -> Iterator[Pair]:
    found = process.extract(
        fold(hazard.what), texts, scorer=likeness, score_cutoff=DOUBTFUL, limit=5
    )
    for _, score, i in found:
        days = _days_apart(left[i].found_on, hazard.found_on)
        if days <= DAYS_APART:
            yield Pair(i, j, score - DAY_OFF * days, "doubtful")


def likeness(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """How alike two folded texts are, 0 to 100: rapidfuzz's ratio, or, if one adds to the other
    (what was done about it), nine tenths of the ratio of the part that both have.
    """
    shorter = min(len(one), len(other))
    part = fuzz.partial_ratio(one, other) * 0.9 if shorter >= LEAST_WORDS else 0.0
    return max(fuzz.ratio(one, other), part)


def _days_apart(one: date | None, other: date | None) -> int:
    """Days between two dates; a day not written down is next to every other."""
    if one is None or other is None:
        return 0 if one == other else 1
    return abs((one - other).days)
