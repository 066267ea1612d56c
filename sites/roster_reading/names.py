"""Names as people type them: found by id, label or an unmistakable part of one."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sites.base import Text
from sites.round import Round
from sites.vocabulary import fold

SHOWN = 5


class NameUnknown(ValueError):
    """A name that leads to nobody or to several; ``expected`` says what would."""

    def __init__(self, expected: Text):
        self.expected = expected
        super().__init__(expected.en)


class Names:
    """Ids by everything they are called."""

    def __init__(self, named: Iterable[tuple[str, str]]):
        self._ids: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._shown: dict[str, str] = {}
        for name, id in named:
            if fold(name):
                self._ids[fold(name)][id] = None
                self._shown.setdefault(id, name)

    def knows(self, text: str) -> bool:
        """Whether the text is exactly what somebody is called."""
        return fold(text) in self._ids

    def find(self, text: str, prefer: Iterable[str] = ()) -> str:
        """Return the one id called so, or the one whose name has the text in it.

        Where several fit, one of ``prefer`` is taken if it alone fits.

        Raises
        ------
        NameUnknown
            If nobody or more than one is called so.
        """
        word = fold(text)
        found = dict.fromkeys(self._ids.get(word, {}))
        if not found and len(word) > 1:
            found = {id: None for name, ids in self._ids.items() if word in name for id in ids}
        preferred = [id for id in prefer if id in found]
        chosen = preferred if len(preferred) == 1 else list(found)
        if len(chosen) == 1:
            return chosen[0]
        raise NameUnknown(self._several(chosen) if chosen else self._like(word))

    def _several(self, ids: list[str]) -> Text:
        listed = "、".join(self._shown[i] for i in ids[:SHOWN])
        return Text(zh=f"写明是哪一个：{listed}", en=f"which one of these: {listed}")

    def _like(self, word: str) -> Text:
        close = difflib.get_close_matches(word, self._ids, n=3, cutoff=0.4)
        listed = "、".join(self._shown[next(iter(self._ids[name]))] for name in close)
        if listed:
            return Text(zh=f"已登记的名称，如{listed}", en=f"a registered name, as {listed}")
        return Text(zh="已登记的名称", en="a registered name")


def labels(round: Round) -> dict[str, str]:
    """How each person is written: the name, with the certificate where two share one."""
    times = Counter(fold(o.name) for o in round.officers)
    return {
        o.id: o.name if times[fold(o.name)] == 1 else f"{o.name}·{o.certificate or o.id}"
        for o in round.officers
    }


def site_names(round: Round) -> Names:
    """Sites by id and name."""
    return Names(pair for s in round.sites for pair in ((s.name, s.id), (s.id, s.id)))


def people_names(round: Round) -> Names:
    """People by label, id and name."""
    shown = labels(round)
    return Names(
        pair
        for o in round.officers
        for pair in ((shown[o.id], o.id), (o.id, o.id), (o.name, o.id), (o.certificate, o.id))
    )


def body_names(round: Round) -> Names:
    """Enforcing bodies by their own name and by the departments that act for them."""

    def pairs() -> Iterator[tuple[str, str]]:
        for need in round.needs:
            yield need.body, need.body
        for item in round.items:
            yield item.body, item.body
        for body in round.bodies:
            yield body.enforcing, body.enforcing
            yield body.id, body.enforcing

    return Names(pairs())


def vehicle_names(round: Round) -> Names:
    """Vehicles by number plate."""
    return Names((k.id, k.id) for k in round.vehicles)


def pieces(text: str, marks: str = ";,、。/\n") -> list[str]:
    """Split a list of names at its marks, but not inside brackets.

    >>> pieces("张三（综合执法、生态环境）；李四（住建）")
    ['张三（综合执法、生态环境）', '李四（住建）']
    """
    found, depth, last = [], 0, 0
    for i, char in enumerate(text):
        folded = FOLDED.get(char, char)
        depth += (folded == "(") - (folded == ")")
        if depth <= 0 and folded in marks:
            found.append(text[last:i])
            last = i + 1
    return [p.strip() for p in (*found, text[last:]) if p.strip()]


FOLDED = {"；": ";", "，": ",", "（": "(", "）": ")", "：": ":", "／": "/"}
BRACKETED = re.compile(r"^(?P<head>[^（(]*)[（(](?P<inner>.*?)[）)]?\s*$", re.S)


def bracketed(text: str) -> tuple[str, list[str] | None]:
    """Take ``张三（住建、消防）`` apart: the head, and the list in brackets or None.

    >>> bracketed("张三（住建、消防）")
    ('张三', ['住建', '消防'])
    >>> bracketed("张三")
    ('张三', None)
    """
    found = BRACKETED.match(text)
    if found is None:
        return text.strip(), None
    return found["head"].strip(), pieces(found["inner"])
