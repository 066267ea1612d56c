"""The same site under two ids: by name and address (docs/matching.md tells method and figures).

Two sites are compared only if they share a house number (or a digit-free address's first word) or
a rare word of their names. Name and address count half each. The name is the mean of rapidfuzz's
token-set ratio, which forgives words that one side adds, and its token-sort ratio, which does not;
numbers in a name (二期, #12) must agree, because they tell neighbours apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from sites.base import Frozen
from sites.matching.pairs import Pair, best_pairs
from sites.vocabulary import fold

SAME, DOUBTFUL = 91.0, 72.0
"""Scores from which a pair is the same, or is shown to a person."""

MARGIN = 3.0
UNPLACED = 5.0
"""Taken off where one side has no address."""

RARE = 12
"""Words of names that at most so many sites of a ledger share bring a pair together."""

_WORD = re.compile(r"[a-z]+|\d+|[\u4e00-\u9fff]+")
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+(?=[期标号区幢栋])")


class PlaceRow(Frozen):
    """A site as some ledger has it."""

    id: str
    name: str
    address: str = ""


class _Said(NamedTuple):
    name: str
    numbers: frozenset[str]
    address: str
    house: str


def same_places(left: Sequence[PlaceRow], right: Sequence[PlaceRow]) -> tuple[Pair, ...]:
    """Return for each row of ``right`` its partner in ``left``, if it has one worth showing.

    Several right rows may have one partner: the other ledger may hold a site twice.
    """
    ours, theirs = [_said(p) for p in left], [_said(p) for p in right]
    scored = []
    for i, j in sorted(set(_together(ours, theirs))):
        score = _score(ours[i], theirs[j])
        if score >= DOUBTFUL:
            scored.append(Pair(i, j, score, "same" if score >= SAME else "doubtful"))
    return best_pairs(scored, MARGIN, alone=False)


def _said(place: PlaceRow) -> _Said:
    text = " ".join(_WORD.findall(_spaced(place.name)))
    address = " ".join(_WORD.findall(_spaced(place.address)))
    numbers = frozenset(n.lstrip("0") or "0" for n in _NUMBER.findall(text))
    house = next(iter(re.findall(r"\d+", address)), address[:4])
    return _Said(text, numbers, address, house)


def _spaced(text: str) -> str:
    """Folded word by word, apostrophes closed up: Moonie's is Moonies."""
    return " ".join(fold(word) for word in re.sub(r"['’`]", "", text).split())


def _together(left: Sequence[_Said], right: Sequence[_Said]) -> Iterator[tuple[int, int]]:
    houses: dict[str, list[int]] = defaultdict(list)
    words: dict[str, list[int]] = defaultdict(list)
    for i, place in enumerate(left):
        if place.house:
            houses[place.house].append(i)
        for word in _keys(place.name):
            words[word].append(i)
    for j, place in enumerate(right):
        for i in houses.get(place.house, ()):
            yield i, j
        for word in _keys(place.name):
            if len(words[word]) <= RARE:
                yield from ((i, j) for i in words[word])


def _keys(name: str) -> set[str]:
    """Words of a name; Chinese has no blanks, so there every three characters in a row."""
    found = set()
    for word in name.split():
        chinese = "\u4e00" <= word[0] <= "\u9fff"
        found |= {word[k : k + 3] for k in range(max(1, len(word) - 2))} if chinese else {word}
    return found


def _score(one: _Said, other: _Said) -> float:
    """Name and address, each to half; only what is alike to the letter reaches 100."""
    if one == other and one.address:
        return 100.0
    name = max(fuzz.token_set_ratio(one.name, other.name), fuzz.ratio(one.name, other.name))
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        name *= 0.7
    if not one.address or not other.address:
        return min(100 - MARGIN, name - UNPLACED)
    address = fuzz.token_sort_ratio(one.address, other.address)
    if one.house != other.house:
        address *= 0.5
    whole = fuzz.token_sort_ratio(one.name, other.name)
    return min(100 - MARGIN, (name + whole) / 4 + address / 2)
