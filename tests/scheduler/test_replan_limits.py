"""A replan's limit is the whole of it; and what changes, changes to what costs the least."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import combinations

import pytest
from tiny import MONDAY, tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from constraints import TIERS, Verdict, verify
from constraints._codes import NOT_ASKED
from scheduler import replan as replanning
from scheduler.plan_round import PinsCollide, plan_round
from scheduler.reasons import NOT_LOOKED_UP
from scheduler.replan import Replanned, replan
from scheduler.ripple import ripple_of
from scheduler.search import Point
from scheduler.settings import Settings
from sites.approval import moved
from sites.base import Text
from sites.book import Absence, Pin, Recusal
from sites.changes import Kind, changed, promised_round, read_changes
from sites.plan import Booking, Stand, Unmet
from sites.round import Legs, Round, Session

PEOPLE = ("o1", "o2", "o3", "o4", "o5", "o6")
DAYS = tuple(MONDAY + timedelta(days=k) for k in range(2))


def promised(**more: object) -> Round:
    """Two days, two sites, one body; site A is promised on Monday morning."""
    sessions = tuple(
        Session(id=f"{day}/{part}", day=day, part=part, start=start, end=end)  # type: ignore[arg-type]
        for day in DAYS
        for part, start, end in (("am", 540, 690), ("pm", 810, 1020))
    )
    officers = tuple(tiny_officer(o, o, "housing") for o in PEOPLE[:4])
    workdays = (*tiny_round().workdays, DAYS[1])
    values = {"sessions": sessions, "officers": officers, "workdays": workdays}
    plan = tiny_plan(tiny_booking("A#1", start=580, end=620))
    for verb in ("submit", "approve", "publish"):
        plan = moved(plan, verb, "李四", MONDAY, 1)  # type: ignore[arg-type]
    return promised_round(tiny_round(**values | more), plan, MONDAY)


def after(seconds: float, *said: tuple[Kind, str]) -> tuple[Round, Replanned]:
    """The promised week after changes, replanned within so many seconds."""
    round, day = promised(), MONDAY
    assert round.published is not None
    now = promised_round(changed(round, read_changes(said, round, day)), round.published, day)
    return now, replan(now, Settings(seconds=seconds, session_effort=0.3))


def test_without_time_the_next_version_is_lawful_and_says_that_it_is_not_explained() -> None:
    round, found = after(1e-6, ("shut", "site A=周一"))
    assert verify(found.plan, round).lawful
    assert found.plan.stopped_by == "limit"
    assert {u.code for u in found.plan.unmet} == {NOT_ASKED}
    assert {r.says[-1] for r in found.plan.reasons} == {NOT_LOOKED_UP}


def test_with_time_it_is_explained() -> None:
    _, found = after(60, ("shut", "site A=周一"))
    assert found.plan.stopped_by == "settled"
    assert NOT_ASKED not in {u.code for u in found.plan.unmet}
    assert all(len(r.says) == 3 for r in found.plan.reasons)


def test_no_board_is_begun_that_would_not_be_there_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(replanning.Search, "building", property(lambda search: 1e9))
    monkeypatch.setattr(replanning, "solve_near", forbidden)
    round, found = after(60, ("shut", "site A=周一"))
    assert verify(found.plan, round).lawful
    days = {b.site: round.session[b.session].day for b in found.plan.bookings}
    assert days["A"] == DAYS[1]


def test_why_pins_collide_is_asked_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def note(*_: object, seconds: float) -> None:
        asked.append(seconds)

    monkeypatch.setattr(replanning, "colliding", note)
    round = promised()
    assert round.published is not None
    pin = Pin(how="must", site="A", officers=("o1",), cell="A3")
    barred = round.but(pins=(pin,), recusals=(Recusal(officer="o1", site="A"),))
    with pytest.raises(PinsCollide):
        replan(barred, Settings(seconds=5, session_effort=0.3))
    assert len(asked) == 1
    assert asked[0] <= 5


def costs(verdict: Verdict) -> tuple[int, ...]:
    """Of every tier, the first first."""
    return tuple(verdict.cost(tier) for tier in TIERS)


def teams(booking: Booking, round: Round) -> list[Booking]:
    """The same visit, every ten minutes of its session, of any two people."""
    session, length = round.session[booking.session], booking.end - booking.start
    (need,) = booking.needs
    return [
        booking.but(
            start=start, end=start + length, officers=two, stands_for=(Stand(officer=o, need=need),)
        )
        for start in range(round.ticks(session.start), round.ticks(session.end) - length + 1, 10)
        for two in combinations(round.officer, 2)
        for o in two
    ]


@pytest.mark.parametrize("near", ["o3", "o6"])
def test_whoever_comes_instead_is_one_who_has_not_far_to_go(
    monkeypatch: pytest.MonkeyPatch, near: str
) -> None:
    """Insertion's own plan is thrown away: what the boards find is looked at."""
    bases = {o: "office" if o in (near, "o1", "o2") else "far" for o in PEOPLE}
    officers = tuple(tiny_officer(o, o, "housing", base=bases[o]) for o in PEOPLE)
    legs = Legs(
        first={"office": (10, 15), "far": (30, 30)},
        last={"office": (10, 15), "far": (30, 30)},
        between=((0, 12), (12, 0)),
    )
    away = (Absence(officer="o1", first=MONDAY, last=MONDAY),)
    round = promised(officers=officers, needs=(tiny_need("A"),), legs=legs, absences=away)
    monkeypatch.setattr(replanning, "put_back", lambda plan, *_: plan)
    found = replan(round, Settings(seconds=60, session_effort=0.3)).plan
    (booking,) = found.bookings
    assert booking.officers == ("o2", near)
    best, base = costs(verify(found, round)), round.published
    assert base is not None
    bare = found.but(reserve=())
    for other in teams(booking, round):
        plan = bare.but(bookings=(other,))
        verdict = verify(plan, round)
        if verdict.lawful and ripple_of(plan, base) <= ripple_of(bare, base):
            assert costs(verdict) >= best, other


def test_a_session_without_a_reserve_in_the_published_plan_has_none_to_keep() -> None:
    round, found = after(60, ("shut", "site A=周一"))
    assert round.published is not None
    assert round.published.reserve == ()
    assert {r.session for r in found.plan.reserve} == {s.id for s in round.sessions}


def test_who_watches_sees_value_and_true_bounds() -> None:
    seen: list[Point] = []
    said: list[Text] = []
    round = promised(absences=(Absence(officer="o1", first=DAYS[0], last=DAYS[1]),))
    settings = Settings(seconds=60, session_effort=0.3)
    found = replan(round, settings, say=said.append, watch=seen.append)
    assert seen[-1].costs[:-1] == costs(verify(found.plan, round))[:-1]
    assert [p.costs[:-1] for p in seen] == sorted((p.costs[:-1] for p in seen), reverse=True)
    assert [p.seconds for p in seen] == sorted(p.seconds for p in seen)
    assert {p.part for p in seen} >= {"put back", "coarse"}
    best = {t.tier: t for t in plan_round(round, settings).plan.tiers}
    assert best["1"].proven
    results = {t.tier: t for t in found.plan.tiers}
    for tier, bound in seen[-1].bounds.items():
        assert bound <= best[tier].value
        assert results[tier].bound == min(bound, results[tier].value)
    assert any("界" in text.zh for text in said)


def test_stop_keeps_the_best_and_a_second_one_does_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> float:
        raise KeyboardInterrupt

    round = promised(absences=(Absence(officer="o1", first=DAYS[0], last=DAYS[1]),))
    asked: list[float] = []
    explain = replanning.Explainer.unmet

    def stopped_once(self: replanning.Explainer) -> tuple[Unmet, ...]:
        asked.append(self.until)
        if len(asked) == 1:
            raise KeyboardInterrupt
        return explain(self)

    monkeypatch.setattr(replanning, "solve_near", stopped)
    monkeypatch.setattr(replanning.Explainer, "unmet", stopped_once)
    began = time.monotonic()
    found = replan(round, Settings(seconds=600, session_effort=0.3))
    assert verify(found.plan, round).lawful
    assert found.plan.stopped_by == "interrupt"
    assert asked[0] < began + 300, "the papers do not take the rest of the limit"
    assert len(asked) == 2
