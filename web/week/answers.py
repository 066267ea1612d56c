"""The rules' answer to an edit, at once: kept or broken, which rule, law or local, its source."""

from __future__ import annotations

from typing import Literal, NamedTuple

from constraints import RULES, TIERS, Breach, Verdict, verify
from exports.summary import TIER_NAMES
from sites.base import Text
from sites.book import Pin
from sites.facts import pins_in_force
from sites.plan import Booking, Plan
from sites.round import Round
from web.week.edits import booking_of

Kind = Literal["kept", "local", "law"]

LAW = Text(zh="法定", en="law")
LOCAL = Text(zh="本街道规定", en="local rule")
ALWAYS = Text(zh="不可豁免", en="never overridden")
WHOLE = Text(zh="一次检查在一个时段之内", en="A visit lies in one session")
NO_TIME = Text(
    zh="这些人员在该时段抽不出足够的时间", en="these people lack the time for it in that session"
)


class Broken(NamedTuple):
    """One broken rule in words. ``rule`` is its name where it may be overridden, else empty."""

    says: Text
    title: Text
    kind: Text
    source: str
    rule: str
    site: str


class Answer(NamedTuple):
    """A plan as an edit would make it, and what the rules say of it.

    ``broken`` are the breaches that the plan before did not have; ``costs`` how the charges of each
    tier change, where they do; ``others`` the bookings besides the edited one that move.
    """

    plan: Plan
    round: Round
    verdict: Verdict
    kind: Kind
    broken: tuple[Broken, ...]
    costs: tuple[Text, ...]
    others: tuple[tuple[Booking, Booking], ...] = ()


def answer(plan: Plan, round: Round, before: Plan, verdict: Verdict, visit: str = "") -> Answer:
    """Judge an edited plan by all rules; ``before`` and ``verdict`` are those it was made from."""
    now = verify(plan, round)
    known = {_key(b) for b in verdict.breaches}
    site = next((b.site for b in (*plan.bookings, *before.bookings) if b.visit == visit), "")
    new = [b for b in now.breaches if _key(b) not in known]
    broken = tuple(dict.fromkeys(_broken(b, site) for b in new))
    kind: Kind = "kept"
    if broken:
        kind = "local" if all(b.rule and b.site for b in broken) else "law"
    old = {b.visit: b for b in before.bookings}
    others = tuple(
        (old[b.visit], b)
        for b in plan.bookings
        if b.visit != visit and b.visit in old and _place(old[b.visit]) != _place(b)
    )
    return Answer(plan, round, now, kind, broken, _costs(verdict, now), others)


def overrides(found: Answer, reason: str, by: str) -> tuple[Pin, ...]:
    """The pins that put the sites concerned outside the local rules which the edit breaks."""
    pairs = dict.fromkeys((b.rule, b.site) for b in found.broken if b.rule)
    return tuple(
        Pin(how="override", site=site, rule=rule, reason=reason, by=by, until=found.round.last_day)
        for rule, site in pairs
    )


def with_pins(round: Round, pins: tuple[Pin, ...]) -> Round:
    """The round with more pins; one that says the same in another's words takes its place."""
    new = {_said(p): p for p in pins}
    kept = tuple(p for p in round.pins if _said(p) not in new)
    return round.but(pins=(*kept, *new.values()))


def pins_on(round: Round, site: str, how: tuple[str, ...]) -> tuple[Pin, ...]:
    """Pins of the week on a site as a whole: 固定 and 必排 of one day, or 不排."""
    return tuple(p for p in pins_in_force(round) if p.site == site and p.how in how)


def without_pins(round: Round, pins: tuple[Pin, ...]) -> Round:
    """The round without some pins."""
    return round.but(pins=tuple(p for p in round.pins if p not in pins))


def pin_here(plan: Plan, round: Round, visit: str, people: bool, reason: str, by: str) -> Pin:
    """固定: the site on this day and part; with ``people`` only these come."""
    booking = booking_of(plan, visit)
    session = round.session[booking.session]
    return Pin(
        how="fixed" if people else "must",
        site=booking.site,
        day=session.day,
        part=session.part,
        officers=booking.officers if people else (),
        reason=reason,
        by=by,
    )


def pin_out(round: Round, site: str, reason: str, by: str) -> Pin:
    """不排: the site is not planned until the week is over."""
    return Pin(how="never", site=site, reason=reason, by=by, until=round.last_day)


def _said(pin: Pin) -> tuple[object, ...]:
    return pin.how, pin.site, pin.day, pin.part, pin.officers, pin.rule


def _place(booking: Booking) -> tuple[object, ...]:
    return booking.session, booking.start, booking.end, booking.people


def _key(breach: Breach) -> tuple[str, ...]:
    return (
        *(breach.rule, breach.visit, breach.site, breach.need, breach.officer),
        *(breach.session, breach.vehicle, breach.says.zh),
    )


def _broken(breach: Breach, site: str) -> Broken:
    rule = RULES.get(breach.rule)
    if rule is None:
        says = NO_TIME if breach.field == "clock" else breach.says
        return Broken(says, WHOLE, ALWAYS, "", "", "")
    kind, name = (LAW, "") if rule.is_law else (LOCAL, rule.name)
    return Broken(breach.says, rule.title, kind, rule.fields["source"], name, breach.site or site)


def _costs(before: Verdict, now: Verdict) -> tuple[Text, ...]:
    """What each tier costs more or less than before."""
    told = []
    for tier in TIERS:
        more = now.cost(tier) - before.cost(tier)
        if more and not (before.breaches or now.breaches):
            name = TIER_NAMES[tier]
            zh = f"{name.zh}：代价{'增加' if more > 0 else '减少'}{abs(more)}"
            told.append(Text(zh=zh, en=f"{name.en}: cost {more:+d}"))
    return tuple(told)
