"""工地联盟 for the clerk: whom a member may learn from, and what members did together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sites.alliance import Pairing
from sites.base import Language, Text
from sites.standing import Exchange

NONE = Text(zh="无", en="none")


def alliance_lines(
    pairings: Sequence[Pairing],
    exchanges: Sequence[Exchange],
    names: Mapping[str, str],
    lang: Language,
) -> Iterator[str]:
    """Yield whom a member with a trouble may learn from, and what members did together."""
    yield Text(
        zh="工地联盟（内部使用）：推荐由联盟自行联系；互学互查由企业自行组织，不是行政检查，不计频次",
        en="Site alliance (INTERNAL): exchanges are the companies' own, no inspection, not counted",
    ).in_(lang)
    for one in pairings:
        models = "、".join(names[m] for m in one.models) or NONE.in_(lang)
        yield Text(
            zh=f"{names[one.site]}：{one.type}未销号{one.open}处、近期发现{one.found}处；"
            f"可向其学习：{models}",
            en=f"{names[one.site]}: {one.type}, {one.open} open, {one.found} found lately; "
            f"learn from: {models}",
        ).in_(lang)
    if not pairings:
        yield Text(zh="成员工地没有突出问题", en="no member has a standing trouble").in_(lang)
    for exchange in exchanges:
        guests = "、".join(names.get(g, g) for g in exchange.guests)
        host = names.get(exchange.host, exchange.host)
        yield f"{exchange.on} {host} ← {guests}：{exchange.subject}"
