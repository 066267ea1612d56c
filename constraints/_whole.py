"""Whether a plan hangs together at all: what a board links by birth, checked on a plan."""

from __future__ import annotations

from collections.abc import Iterator

from constraints._contract import Breach
from sites.base import Text
from sites.plan import Booking, Plan
from sites.round import Round

STRUCTURE = "structure"


def breaches(plan: Plan, round: Round) -> Iterator[Breach]:
    """Yield what makes a plan no plan: unknown ids, lost links, wrong lengths."""
    seen: set[str] = set()
    for booking in plan.bookings:
        if booking.visit in seen:
            yield _breach(booking, "同一次检查排了两遍", "the same visit is booked twice")
        seen.add(booking.visit)
        unknown = tuple(_unknown(booking, round))
        for zh, en in unknown:
            yield _breach(booking, zh, en)
        if not unknown:
            yield from _links(booking, round)
            yield from _clock(booking, round)
    yield from _beside(plan, round)


def _beside(plan: Plan, round: Round) -> Iterator[Breach]:
    """Unknown ids in the rides and the reserve."""
    named = [(r.session, r.officer, r.vehicle) for r in plan.rides]
    named += [(r.session, officer, "") for r in plan.reserve for officer in r.officers]
    for session, officer, vehicle in named:
        for kind, id, known in (
            (("时段", "session"), session, round.session),
            (("人员", "officer"), officer, round.officer),
            (("车辆", "vehicle"), vehicle, round.vehicle),
        ):
            if id and id not in known:
                says = Text(zh=f"没有{kind[0]}{id}", en=f"there is no {kind[1]} {id}")
                yield Breach(rule=STRUCTURE, says=says)


def _breach(booking: Booking, zh: str, en: str, *, officer: str = "", field: str = "") -> Breach:
    return Breach(
        rule=STRUCTURE,
        visit=booking.visit,
        site=booking.site,
        session=booking.session,
        officer=officer,
        field=field,
        says=Text(zh=zh, en=en),
    )


def _unknown(booking: Booking, round: Round) -> Iterator[tuple[str, str]]:
    if booking.visit not in round.visit:
        yield f"没有编号为{booking.visit}的检查", f"there is no visit {booking.visit}"
    elif round.visit[booking.visit].site != booking.site:
        yield f"该检查不属于工地{booking.site}", f"the visit is not at site {booking.site}"
    if booking.session not in round.session:
        yield f"本计划没有时段{booking.session}", f"there is no session {booking.session}"
    for person in (*booking.people, *(s.officer for s in booking.stands_for)):
        if person not in round.officer:
            yield f"没有人员{person}", f"there is no officer {person}"
    for need in (*booking.needs, *(s.need for s in booking.stands_for)):
        if need not in round.need:
            yield f"没有检查需求{need}", f"there is no need {need}"


def _links(booking: Booking, round: Round) -> Iterator[Breach]:
    if not booking.needs:
        yield _breach(booking, "该检查没有任何检查事项", "the visit meets no need")
    for need in booking.needs:
        if need not in round.visit[booking.visit].needs:
            yield _breach(booking, f"该检查不能承担{need}", f"the visit may not meet {need}")
    if len(set(booking.people)) != len(booking.people):
        yield _breach(booking, "同一人写了两遍", "a person is named twice")
    if len(set(booking.stands_for)) != len(booking.stands_for):
        yield _breach(booking, "同一人对同一事项写了两遍", "a person stands twice for one need")
    for stand in booking.stands_for:
        if stand.officer not in booking.officers or stand.need not in booking.needs:
            yield _breach(
                booking,
                f"{round.officer[stand.officer].name}不在场或该事项未列入，不能代表",
                f"{round.officer[stand.officer].name} is absent or the need is not met here",
                officer=stand.officer,
            )


def _clock(booking: Booking, round: Round) -> Iterator[Breach]:
    session = round.session[booking.session]
    if not round.ticks(session.start) <= booking.start <= booking.end <= round.ticks(session.end):
        zh, en = "起止时间不在该时段内", "the clock lies outside the session"
        yield _breach(booking, zh, en, field="clock")
    due = booking_ticks(booking, round)
    if booking.end - booking.start != due:
        minutes = due / round.ticks_per_minute
        zh, en = f"用时应为{minutes:g}分钟", f"the visit should last {minutes:g} minutes"
        yield _breach(booking, zh, en, field="clock")


def booking_ticks(booking: Booking, round: Round) -> int:
    """Length that a booking must have: opening plus the longest person's needs."""
    own = [
        sum(round.need[n].minutes for n in booking.needs_of(o) if n in round.need)
        for o in booking.officers
    ]
    return round.visit_ticks(round.visit[booking.visit], round.ticks(max(own, default=0)))
