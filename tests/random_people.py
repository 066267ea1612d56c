"""Random departments, people, powers, vehicles and orders of the clerk, for ``strategies``."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from constraints import RULES
from sites.book import Absence, Body, Grant, Officer, Pin, Recusal, Site, Vehicle

T = TypeVar("T")
MONDAY, SUNDAY, LAST_OF_YEAR = date(2026, 11, 30), date(2026, 12, 6), date(2026, 12, 31)
BODIES = ("housing", "urban", "fire", "market")
STREETS = ("Dong", "Xi")
ZONES = ("", "North", "South")


class Dice(random.Random):
    """Seeded choices in the words of this file.

    ``harsh`` scales how often something hinders, ``first`` is the round's first day.
    """

    harsh, first = 1.0, MONDAY

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.random() < share

    def some(self, values: Iterable[T], share: float = 0.5) -> tuple[T, ...]:
        """Each value so often, in order."""
        return tuple(v for v in values if self.chance(share))

    def maybe(self, value: T, share: float, otherwise: Any = None) -> Any:
        """The value so often."""
        return value if self.chance(share) else otherwise

    def snag(self, value: Any, share: float, otherwise: Any = None) -> Any:
        """What hinders, so often in a harsh round and seldom in a mild one."""
        return value if self.chance(share * self.harsh) else otherwise

    def day(self, before: int = 1, after: int = 3) -> date:
        """A day near the first."""
        return self.first + timedelta(days=self.randint(-before, after))


def bodies(dice: Dice) -> tuple[Body, ...]:
    """Departments, one of them perhaps posted in another's name."""
    return tuple(
        Body(
            id=name,
            type=dice.choice(("enforcing", "enforcing", "posted")),
            count_by=dice.choice(("company", "project")),
            ceiling=dice.snag(dice.choice((0, 1, 1, 2)), 0.8),
            min_people=dice.snag(2, 0.25, 1),
            own=name == "urban" or dice.maybe(True, 0.3),
        )
        for name in BODIES
    ) + tuple(dice.some((Body(id="posted fire", type="posted", acts_as="fire"),), 0.5))


def officers(dice: Dice) -> tuple[Officer, ...]:
    """Four to six officers, perhaps an expert and auxiliaries."""
    count = dice.randint(5, 7)
    kinds = ["officer"] * count + list(dice.some(("expert", "auxiliary", "auxiliary"), 0.6))
    return tuple(
        _officer(dice, f"{kind[0]}{k}", kind, BODIES[k % dice.choice((2, 3))])
        for k, kind in enumerate(kinds, 1)
    )


def _officer(dice: Dice, id: str, kind: str, body: str) -> Officer:
    return Officer(
        id=id,
        name=f"Person {id}",
        body=body,
        kind=kind,
        posted_to=dice.snag(dice.choice((("Dong",), ("Xi",), STREETS)), 0.4, ()),
        acts_for=(body, *dice.some(BODIES, 0.8 - 0.4 * dice.harsh)) if kind == "officer" else (),
        certificate=dice.snag("", 0.07, f"C-{id}") if kind == "officer" else "",
        certificate_until=dice.snag(dice.day(1, 2), 0.15),
        skills=dice.some(("crane", "gas"), 0.4),
        zone=dice.choice(ZONES),
        base=dice.choice(("", "", "east")),
        own_way=dice.snag(False, 0.35, True),
    )


def grants(dice: Dice, officers: Sequence[Officer]) -> tuple[Grant, ...]:
    """Mostly each body's own power, and some lent ones."""
    own = [
        Grant(
            body=b,
            acts_for=b,
            source="statutory",
            bodies_at_once=dice.choice((1, 2)),
            valid_until=dice.snag(dice.day(0, 1), 0.1),
        )
        for b in BODIES
    ]
    more = [
        Grant(
            officer=dice.choice(officers).id if dice.chance(0.6) else "",
            body=dice.choice(BODIES),
            acts_for=dice.choice(BODIES),
            source=dice.choice(("conferred", "posted", "entrusted")),
            document=dice.maybe("No. 7", 0.7, ""),
            items=dice.some(("pit", "dust"), 0.2),
            valid_from=dice.maybe(dice.day(2, 1), 0.2),
            bodies_at_once=dice.choice((1, 1, 2, 3)),
        )
        for _ in range(dice.randint(1, 5))
    ]
    return tuple(dice.some(own, 0.5 * dice.harsh)) + tuple(more)


def absences(dice: Dice, officers: Sequence[Officer]) -> tuple[Absence, ...]:
    """Some days off."""
    found = []
    for _ in range(dice.snag(dice.randint(0, 4), 0.8, 0)):
        first = dice.day(1, 2)
        found.append(
            Absence(
                officer=dice.choice(officers).id,
                first=first,
                last=first + timedelta(days=dice.randint(0, 1)),
                part=dice.choice(("day", "am", "pm", "night")),
                reason=dice.choice(("leave", "duty", "callout", "training", "court", "standby")),
            )
        )
    return tuple(found)


def vehicles(dice: Dice) -> tuple[Vehicle, ...]:
    """None to two."""
    return tuple(
        Vehicle(
            id=name,
            seats=dice.randint(1, 4),
            base=dice.choice(("", "office", "east")),
            parts=dice.choice(((), (), (), ("am",), ("day",))),
            closed_days=dice.some((dice.first,), 0.15),
        )
        for name in ("k1", "k2")[: dice.choice((0, 1, 2, 2))]
    )


def recusals(dice: Dice, sites: Sequence[Site], officers: Sequence[Officer]) -> tuple[Recusal, ...]:
    """None to two, by site, by company or both."""
    return tuple(
        Recusal(
            officer=dice.choice(officers).id,
            site=dice.maybe(dice.choice(sites).id, 0.5, ""),
            company=dice.maybe(dice.choice("BCD"), 0.5, ""),
            first=dice.maybe(dice.day(1, 1), 0.3),
            last=dice.maybe(dice.day(0, 2), 0.3),
        )
        for _ in range(dice.randint(0, 2))
    )


def pins(
    dice: Dice, sites: Sequence[Site], officers: Sequence[Officer], seed: int
) -> tuple[Pin, ...]:
    """Contradictory ones too; overrides of some rules at one site."""
    people = [o.id for o in officers if o.kind in ("officer", "expert")]
    pins = [
        Pin(
            how=dice.choice(("must", "never", "never", "never", "fixed")),
            site=dice.choice(sites).id,
            day=dice.maybe(dice.day(0, 2), 0.5),
            part=dice.maybe(dice.choice(("am", "pm", "day")), 0.3),
            officers=dice.some(people, 0.25),
            until=dice.maybe(dice.day(1, 2), 0.15),
        )
        for _ in range(dice.snag(dice.choice((1, 2)), 0.5, 0))
    ]
    for rule in sorted(RULES):
        if Dice(f"{seed} {rule}").chance(0.06):
            pins.append(Pin(how="override", site=sites[0].id, rule=rule, reason="r", by="b"))
    return tuple(pins)
