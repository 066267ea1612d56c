"""The rule of the draw: rank by SHA-256, take the first so many of each colour, then of each body.

By hand: ``printf '预抽-1|7|工地|GD-01' | sha256sum`` is the rank of site GD-01 with seed 7.
"""

from __future__ import annotations

import hashlib

from sites.base import Text

RULE = "预抽-1"
"""Goes into every rank, so that another version of the rule never gives the same order."""

SITE, OFFICER = "工地", "人员"
SAYS = (
    Text(
        zh="工地：可抽的工地按 SHA-256（规则|种子|工地|工地编号，UTF-8）的十六进制从小到大排序，"
        "每种颜色取前“可抽数×比例”个，不足一个的进一。",
        en="Sites: the eligible are ranked by SHA-256 of 预抽-1|seed|工地|site id (UTF-8), hex, "
        "ascending; of each colour the first count × percent, rounded up, are drawn.",
    ),
    Text(
        zh="人员：每个抽中工地的每个主体，可派人员按 SHA-256（规则|种子|人员|工地编号|实施主体|"
        "人员编号）排序，取前几名；其余依次为替补。事项所需专业证先取排名最前的持有人。",
        en="People: for each body at a drawn site the available are ranked by SHA-256 of "
        "预抽-1|seed|人员|site id|body|officer id; the first are drawn, the others are substitutes "
        "in order. The first holder of a skill that the items want is taken first.",
    ),
)


def rank(seed: int, *words: str) -> str:
    """Return the rank of something: the least is first.

    >>> rank(7, SITE, "GD-01")[:16]
    'ec553a5b937dfd0a'
    """
    return hashlib.sha256("|".join((RULE, str(seed), *words)).encode()).hexdigest()


def count(eligible: int, percent: int) -> int:
    """How many of so many eligible sites are drawn: rounded up, in whole numbers.

    >>> [count(n, 5) for n in (0, 1, 20, 21)]
    [0, 1, 1, 2]
    """
    return -(-eligible * percent // 100)
