"""Only items on the published list are inspected.

:formula: not meets(v, n)   where some item of n is unknown or not listed
:unit: need
:kind: hard
:class: law
:grain: session
:source: 国办发〔2024〕54号（2024-12，公布检查事项，清单之外无检查）；
    个案、复查可不列清单事项（工作建议）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> items = (tiny_round().items[0].but(listed=False),)
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), tiny_round(items=items), Params())]
['Pit is not on the published list']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Breach, Never
from sites.base import Text
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="清单事项", en="Listed item")
SAYS = Text(zh="清单之外无检查。", en="Only items on the published list are inspected.")
MAY_NAME_NONE = ("case", "recheck")


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if round.items:
        return None
    return Text(zh="没有检查事项清单", en="there is no list of items")


def forbids(round: Round, params: Params) -> Iterator[Never]:
    unlisted = {i.code: i.name for i in round.items if not i.listed}
    helps = Text(zh="在「检查事项」核对清单编码，或撤下该事项", en="check the item's code")
    for need in round.needs if round.items else ():
        bad = [c for c in need.items if c in unlisted or c not in round.item]
        if bad or not (need.items or need.kind in MAY_NAME_NONE):
            says = _says([unlisted.get(c, c) for c in bad])
            yield Never("listed_item", says, helps, need=need.id)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings if round.items else ():
        for need in (round.need[n] for n in booking.needs):
            items = {code: round.item.get(code) for code in need.items}
            bad = [i.name if i else c for c, i in items.items() if i is None or not i.listed]
            if bad or (not items and need.kind not in MAY_NAME_NONE):
                yield Breach(**booking.where, need=need.id, says=_says(bad))


def _says(names: list[str]) -> Text:
    if not names:
        return Text(zh="没有列明清单事项", en="no listed item is named")
    verb = "is" if len(names) == 1 else "are"
    return Text(
        zh=f"{'、'.join(names)}不在检查事项清单内",
        en=f"{', '.join(names)} {verb} not on the published list",
    )
