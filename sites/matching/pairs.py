"""Pairs of rows from two ledgers: the same, or doubtful and for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Verdict = Literal["same", "doubtful"]


class Pair(NamedTuple):
    """Row ``left`` of one ledger and ``right`` of the other, by their places there, 0-based.

    ``score`` runs from 0 to 100; it orders pairs and is shown to people, it is no probability.
    """

    left: int
    right: int
    score: float
    verdict: Verdict


def best_pairs(scored: Iterable[Pair], margin: float, alone: bool) -> tuple[Pair, ...]:
    """Return for each right row its best left row; what has a rival is only doubtful.

    A pair is the same only if no other left row comes within ``margin`` of it for the right one.
    With ``alone`` a left row is given to one right row, the best; another that has no other
    partner is doubtful.
    """
    by_right: dict[int, list[Pair]] = {}
    for pair in scored:
        by_right.setdefault(pair.right, []).append(pair)
    chosen = []
    for right in sorted(by_right):
        ranked = sorted(by_right[right], key=lambda p: (-p.score, p.left))
        rivals = [p for p in ranked[1:] if p.score > ranked[0].score - margin]
        chosen.append(ranked[0]._replace(verdict="doubtful") if rivals else ranked[0])
    return tuple(_once(chosen)) if alone else tuple(chosen)


def _once(pairs: Sequence[Pair]) -> Iterable[Pair]:
    taken: set[int] = set()
    kept = []
    for pair in sorted(pairs, key=lambda p: (-p.score, p.right)):
        kept.append(pair._replace(verdict="doubtful") if pair.left in taken else pair)
        taken.add(pair.left)
    return sorted(kept, key=lambda p: p.right)
