"""The same company under a short and a full name: 十六化建 is 中国化学工程第十六建设有限公司."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sites.base import Frozen
from sites.vocabulary import fold

WITNESSES = 2
"""Hazards that two ledgers write to both names, from which one reading is taken as known."""


class Alias(Frozen):
    """A short name and the full one it seems to stand for, with how many hazards say so."""

    short: str
    full: str
    witnesses: int
    known: bool


def aliases(pairs: Iterable[tuple[str, str]]) -> tuple[Alias, ...]:
    """Return what two ledgers call one company, from the names that they write to same hazards.

    A name is short for another if all its characters stand in it, in any number (第十六建设 →
    十六化建 changes their order). It is known with two witnesses, or with one if they stand there
    in order; else doubtful. Two names that do not fit are no alias but two readings: ledgers may
    differ in whom they hold liable.
    """
    seen = Counter((min(p, key=len), max(p, key=len)) for p in pairs if fold(p[0]) != fold(p[1]))
    fitting = {(s, f): n for (s, f), n in seen.items() if s and _fits(s, f)}
    found = []
    for (short, full), count in sorted(fitting.items()):
        rivals = [f for s, f in fitting if s == short and f != full]
        sure = count >= WITNESSES or in_order(short, full)
        found.append(Alias(short=short, full=full, witnesses=count, known=sure and not rivals))
    return tuple(found)


def full_name(name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Full names among those known that a short one may stand for, best first."""
    if any(fold(name) == fold(k) for k in known):
        return (name,)
    fitting = [k for k in known if len(k) > len(name) and _fits(name, k)]
    return tuple(sorted(fitting, key=lambda k: (not in_order(name, k), len(k), k)))


def _fits(short: str, full: str) -> bool:
    return not Counter(fold(short)) - Counter(fold(full))


def in_order(short: str, full: str) -> bool:
    """Whether the characters of a name stand in another in the same order."""
    rest = iter(fold(full))
    return all(char in rest for char in fold(short))
