"""Random small rounds, seeded: every noun with every field a rule may look at.

The not-vacuous test of ``test_every_rule.py`` fails where a rule is never broken or never kept by
what is made here; the answer to that is to widen this file or ``random_plans.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import random_people as people
from random_people import BODIES, LAST_OF_YEAR, MONDAY, SUNDAY, ZONES, Dice
from random_plans import random_plan

from constraints import RULES
from sites.base import Text
from sites.book import (
    Company,
    Item,
    Officer,
    PastVisit,
    Site,
)
from sites.need import Need
from sites.plan import Approval
from sites.round import Legs, Round, Session, Visit

DAY, LAST = timedelta(days=1), timedelta(days=2)
PARTS = {"am": (540, 690), "pm": (810, 1020), "night": (1140, 1260)}


def random_round(seed: int) -> Round:
    """A round of 2–3 sites, 5–8 people and 3–4 sessions over 2–3 days."""
    dice = Dice(seed)
    dice.harsh = dice.choice((0.15, 1.0))
    dice.first = dice.choice((MONDAY, MONDAY, MONDAY, SUNDAY, LAST_OF_YEAR))
    sites = _sites(dice)
    officers = people.officers(dice)
    items = _items(dice)
    needs = _some_drawn(Dice(seed + 1), _needs(dice, sites, items), officers)
    values: dict[str, Any] = {
        "street": "Dong",
        "book_digest": f"seed {seed}",
        "today": dice.first - 3 * DAY,
        "first_day": dice.first,
        "last_day": dice.first + LAST,
        "ticks_per_minute": dice.choice((1, 1, 2)),
        "opening_minutes": dice.choice((0, 5, 10)),
        "merge_days": dice.choice((0, 3, 15)),
        "workdays": tuple(d for k in range(-30, 30) if (d := dice.first + k * DAY).weekday() < 5),
        "sessions": _sessions(dice),
        "sites": sites,
        "companies": tuple(Company(id=c, name=f"Company {c}") for c in "BCD"),
        "bodies": people.bodies(dice),
        "officers": officers,
        "grants": people.grants(dice, officers),
        "absences": people.absences(dice, officers),
        "vehicles": people.vehicles(dice),
        "items": items,
        "history": _history(dice, sites, officers),
        "recusals": people.recusals(dice, sites, officers),
        "pins": people.pins(dice, sites, officers, seed),
        "needs": needs,
        "visits": _visits(dice, sites, needs),
        "params": _params(seed),
    }
    values["legs"] = _legs(dice, len(sites), values["ticks_per_minute"])
    round = Round.model_validate(values)
    if dice.chance(0.5):
        published = random_plan(round, dice.randrange(10**6), care=0.9)
        approval = Approval(
            state=dice.choice(("draft", "published")), by=dice.choice(("", "chief"))
        )
        round = round.but(published=published.but(approval=approval))
    return round


def _sessions(dice: Dice) -> tuple[Session, ...]:
    slots = [(0, "am"), (0, "pm"), (1, "am"), (1, "pm"), (1, "night"), (2, "am")]
    chosen = sorted(dice.sample(range(len(slots)), dice.randint(3, 4)))
    return tuple(
        Session(
            id=f"{dice.first + k * DAY}/{part}",
            day=dice.first + k * DAY,
            part=part,
            start=PARTS[part][0],
            end=PARTS[part][1],
            weather=dice.some(("rain", "wind", "heat", "smog"), 0.2 * dice.harsh),
            suspended=dice.snag(True, 0.08, False),
        )
        for k, part in (slots[i] for i in chosen)
    )


def _sites(dice: Dice) -> tuple[Site, ...]:
    return tuple(
        Site(
            id=name,
            name=f"site {name}",
            builder=dice.choice("BC"),
            owner=dice.choice(("", "C", "D")),
            canteen=dice.maybe("D", 0.2, ""),
            street=dice.choice(("Dong", "Dong", "Dong", "Xi", "")),
            zone=dice.choice(ZONES),
            status=dice.snag(dice.choice(("stopped", "finished")), 0.15, "active"),
            starts_on=dice.snag(dice.day(1, 1), 0.1),
            ends_on=dice.snag(dice.day(-1, 2), 0.1),
            colour=dice.choice(("red", "yellow", "green")),
            opens=dice.snag(dice.choice((555, 600, 620, 840, 900)), 0.5),
            closes=dice.snag(dice.choice((620, 660, 930, 1000, 1200)), 0.5),
            closed_days=dice.some((dice.first, dice.first + DAY), 0.15 * dice.harsh),
            traits=dice.some(("pit", "crane"), 0.5),
        )
        for name in "ABC"[: dice.randint(2, 3)]
    )


def _items(dice: Dice) -> tuple[Item, ...]:
    return tuple(
        Item(
            code=code,
            name=code,
            body=body,
            rain=dice.choice(("as_planned", "postpone", "must")),
            skills=dice.snag(("crane",), 0.2, ()),
            listed=dice.snag(False, 0.12, True),
            likely_filed=dice.chance(0.2),
        )
        for code, body in zip(
            ("pit", "dust", "exit", "food"), (*BODIES[:3], dice.choice(BODIES)), strict=True
        )
    )


def _needs(dice: Dice, sites: Sequence[Site], items: Sequence[Item]) -> tuple[Need, ...]:
    needs = []
    for site in sites:
        for k in range(dice.choice((1, 2, 2, 3))):
            item = dice.choice(items)
            needs.append(_need(dice, f"{site.id}{k}", site.id, item))
    return tuple(needs)


def _some_drawn(dice: Dice, needs: Sequence[Need], officers: Sequence[Officer]) -> tuple[Need, ...]:
    """The needs, some with one or two people drawn; dice of their own leave the others' throws."""
    return tuple(
        n.but(drawn=tuple(o.id for o in dice.sample(list(officers), dice.choice((1, 1, 2)))))
        if dice.random() < 0.1
        else n
        for n in needs
    )


def _need(dice: Dice, id: str, site: str, item: Item) -> Need:
    owed = dice.chance(0.7)
    moment = datetime.combine(dice.day(0, 1), time(dice.choice((0, 9, 10, 14))))
    return Need(
        id=id,
        site=site,
        body=item.body,
        kind=dice.choice(("routine", "campaign", "case", "recheck")),
        items=dice.snag(("unknown",), 0.06, (item.code,)),
        minutes=dice.choice((10, 20, 30, 45, 80)),
        people=dice.snag(2, 0.2, 1),
        two_certified=item.likely_filed,
        skills=item.skills,
        not_before=dice.snag(moment, 0.25),
        due=dice.day(6, 2) if owed else dice.first + LAST + dice.randint(1, 20) * DAY,
        expires=dice.snag(dice.day(0, 2), 0.2),
        statutory=dice.chance(0.5),
        owed=owed,
        weight=dice.randint(0, 9),
        together=dice.maybe("both", 0.3, ""),
        rain=item.rain,
        from_above=dice.chance(0.2),
        approved=dice.snag(False, 0.12, True),
        why=Text(zh="到期", en="due"),
    )


def _visits(dice: Dice, sites: Sequence[Site], needs: Sequence[Need]) -> tuple[Visit, ...]:
    visits = []
    for site in sites:
        own = tuple(n.id for n in needs if n.site == site.id)
        for k in range(dice.randint(1, 2)):
            subset = dice.some(own, 0.85) or own
            least = dice.maybe(dice.choice((30, 60)), 0.2, 0)
            state = dice.snag(dice.choice(("approved", "published", "urgent")), 0.35, "draft")
            visits.append(
                Visit(
                    id=f"{site.id}#{k + 1}",
                    site=site.id,
                    order=k,
                    needs=subset,
                    min_minutes=least,
                    state=state,
                )
            )
    return tuple(visits)


def _history(
    dice: Dice, sites: Sequence[Site], officers: Sequence[Officer]
) -> tuple[PastVisit, ...]:
    return tuple(
        PastVisit(
            site=dice.choice(sites).id,
            on=dice.first - dice.choice((3, 4, 5, 6, 7, 10, 20, 60)) * DAY,
            body=dice.choice(BODIES),
            kind=dice.choice(("routine", "campaign", "case", "recheck")),
            officers=dice.some([o.id for o in officers], 0.4),
            joint=dice.chance(0.4),
            counted=dice.choice((None, None, True, False)),
            from_above=dice.chance(0.2),
            onsite=dice.chance(0.85),
        )
        for _ in range(dice.randint(0, 4))
    )


def _params(seed: int) -> dict[str, dict[str, str]]:
    """Numbers of some rules, at their bounds or near their defaults, as an office types them."""
    found = {}
    for name in sorted(RULES):
        numbers, dice = {}, Dice(f"{seed} {name}")
        for field, info in RULES[name].module.Params.model_fields.items():
            if dice.chance(0.3) and isinstance(info.default, int):
                numbers[field] = str(_number(dice, info.default, info.metadata))
        if numbers:
            found[name] = numbers
    return found


def _number(dice: Dice, default: int, bounds: Sequence[Any]) -> int | bool:
    if isinstance(default, bool):
        return dice.chance(0.5)
    least = max((b.ge for b in bounds if getattr(b, "ge", None) is not None), default=0)
    most = min((b.le for b in bounds if getattr(b, "le", None) is not None), default=default + 3)
    return max(least, min(most, dice.choice((least, default - 1, default, default + 1))))


def _legs(dice: Dice, sites: int, ticks_per_minute: int) -> Legs:
    def row() -> tuple[int, ...]:
        return tuple(dice.randint(1, 25) * ticks_per_minute for _ in range(sites))

    between = [row() for _ in range(sites)]
    return Legs(
        first={"office": row(), "east": row()},
        last={"office": row(), "east": row()},
        between=tuple(
            tuple(0 if i == j else ticks for j, ticks in enumerate(line))
            for i, line in enumerate(between)
        ),
    )
