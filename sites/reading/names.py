"""Who or what a name in a cell means: by id, full name, short name, or the start of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from sites.vocabulary import fold

_BRACKETED = re.compile(r"(.+?)[(（\[【](.+?)[)）\]】]\s*$")
_SHORTEST = 2


class Names:
    """The known names of one kind of thing, and the id that each leads to.

    ``loose`` names (sites, bodies, companies) are also found by a part of them that no other
    name holds; people are not.
    """

    def __init__(self, loose: bool):
        self.loose = loose
        self._ids: dict[str, dict[str, None]] = {}
        self._shown: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._ids)

    def add(self, id: str, names: Iterable[str]) -> None:
        """Let each of these names lead to ``id``."""
        for name in names:
            if name:
                self._ids.setdefault(fold(name), {})[id] = None
                self._shown.setdefault(fold(name), name)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids that a text may mean: none, the one, or several.

        ``张三（33010512345）`` is tried whole, then by what stands in the brackets, then
        without it.
        """
        several: tuple[str, ...] = ()
        for spelling in spellings(text):
            ids = tuple(self._ids.get(fold(spelling), ()))
            if len(ids) == 1:
                return ids
            several = several or ids
        return several or (self._by_part(text) if self.loose else ())

    def _by_part(self, text: str) -> tuple[str, ...]:
        part = fold(text)
        if len(part) < _SHORTEST:
            return ()
        ids = (id for name, several in self._ids.items() if part in name for id in several)
        return tuple(dict.fromkeys(ids))

    def like(self, text: str) -> str:
        """Return the known name nearest to a text, or nothing."""
        near = get_close_matches(fold(text), self._ids, n=1, cutoff=0.6)
        return self._shown[near[0]] if near else ""


def spellings(text: str) -> Iterator[str]:
    """Yield a name as it stands, then what stands in brackets behind it, then without them."""
    yield text
    if match := _BRACKETED.match(text):
        yield match[2]
        yield match[1]


def split_code(text: str) -> tuple[str, str]:
    """Return a company's name and the credit code written behind it, if any.

    >>> split_code("甲公司（91330105MA2H000000）"), split_code("乙公司（杭州）")
    (('甲公司', '91330105MA2H000000'), ('乙公司（杭州）', ''))
    """
    match = _BRACKETED.match(text)
    if match and re.fullmatch(r"[0-9A-Za-z]{15}|[0-9A-Za-z]{18}", match[2].strip()):
        return match[1].strip(), match[2].strip()
    return text, ""
